/* API Gateway v2's faults. */
#ifndef NUBE_HTTPAPI_FAULTS_H
#define NUBE_HTTPAPI_FAULTS_H

#include "emulator/core/fault.h"

extern const struct fault_kind httpapi_bad_request, httpapi_not_found, httpapi_conflict;

#endif
