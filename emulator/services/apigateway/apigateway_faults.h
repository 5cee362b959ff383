/* API Gateway's faults. */
#ifndef NUBE_APIGATEWAY_FAULTS_H
#define NUBE_APIGATEWAY_FAULTS_H

#include "emulator/core/fault.h"

extern const struct fault_kind apigateway_not_found, apigateway_conflict, apigateway_bad_request,
    apigateway_limit_exceeded;

#endif
