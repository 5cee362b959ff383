/* Handlers of what is done with events that nobody waits for: how often and how long they are tried, and who is told
 * what became of them. AWS: https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionEventInvokeConfig.html */
#ifndef NUBE_LAMBDA_EVENT_CONFIG_H
#define NUBE_LAMBDA_EVENT_CONFIG_H

#include "emulator/core/call.h"

int lambda_put_function_event_invoke_config(struct call *c);
int lambda_update_function_event_invoke_config(struct call *c);
int lambda_get_function_event_invoke_config(struct call *c);
int lambda_delete_function_event_invoke_config(struct call *c);
int lambda_list_function_event_invoke_configs(struct call *c);

#endif
