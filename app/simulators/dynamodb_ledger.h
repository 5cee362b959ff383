/* What a simulator did, in a DynamoDB table: an item an entry,
 *
 *     { "id": "/payments KEY", "entry": JSON }
 *
 * put on the condition that there is none, so that work is done once under a key, also when it is asked for twice at
 * once. No list is kept. */
#ifndef APP_SIMULATORS_DYNAMODB_LEDGER_H
#define APP_SIMULATORS_DYNAMODB_LEDGER_H

#include "app/simulators/simulator.h"

struct aws_client;

struct dynamodb_ledger {
    struct aws_client *client;
    const char *table;
};

struct simulator_ledger dynamodb_ledger_port(struct dynamodb_ledger *self);

#endif
