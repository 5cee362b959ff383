/* Handlers that read many items: Query and Scan. */
#ifndef NUBE_DYNAMODB_QUERY_H
#define NUBE_DYNAMODB_QUERY_H

#include "emulator/core/call.h"

int dynamodb_query(struct call *c);
int dynamodb_scan(struct call *c);

int dynamodb_query_prepare(struct call *c);
int dynamodb_scan_prepare(struct call *c);

#endif
