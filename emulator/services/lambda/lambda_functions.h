/* Handlers of functions. */
#ifndef NUBE_LAMBDA_FUNCTIONS_H
#define NUBE_LAMBDA_FUNCTIONS_H

#include "emulator/core/call.h"

int lambda_create_function(struct call *c);
int lambda_get_function(struct call *c);
int lambda_get_function_configuration(struct call *c);
int lambda_list_functions(struct call *c);
int lambda_update_function_code(struct call *c);
int lambda_update_function_configuration(struct call *c);
int lambda_delete_function(struct call *c);

/* An update of the version is over: for lambda_progress_start. */
void lambda_function_updated(int64_t id, int64_t edition);

#endif
