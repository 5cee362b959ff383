/* DynamoDB's condition keys: what of an item a call may touch.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html */
#ifndef NUBE_DYNAMODB_CONDITION_KEYS_H
#define NUBE_DYNAMODB_CONDITION_KEYS_H

#include "emulator/core/call.h"

/* Tells dynamodb:LeadingKeys, Attributes, Select, ReturnValues, ReturnConsumedCapacity and EnclosingOperation. c->db
 * is a connection. DIFFERS: of what PartiQL's UPDATE changes, no attributes are told. */
void ddb_condition_keys(struct call *c);

#endif
