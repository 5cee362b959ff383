/* A simulated partner as a Lambda function behind a function URL (payload format 2.0). Its ledger is a DynamoDB table.
 *
 * Environment: LEDGER_TABLE; SLOW_SECONDS, how long a slow test value takes (15). A function answers once, so that the
 * test value that answers twice does not, here; and there is no chaos.
 *
 * AWS: "Invoking Lambda function URLs" in the Lambda developer guide. */
#ifndef APP_SIMULATORS_SIMULATOR_FUNCTION_H
#define APP_SIMULATORS_SIMULATOR_FUNCTION_H

#include "app/functions/runtime/function_loop.h"
#include "app/simulators/simulator.h"

struct simulator_function {
    struct simulator_service service;
    unsigned slow_ms;
};

/* The handler; `self` is a struct simulator_function. */
void simulator_function_handle(void *self, const struct function_event *event, struct function_answer *answer);

/* The function's life; returns the process's exit status. */
int simulator_function_run(const struct simulator *simulator);

#endif
