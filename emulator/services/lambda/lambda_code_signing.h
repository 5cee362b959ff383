/* Handlers of code signing configurations. https://docs.aws.amazon.com/lambda/latest/dg/configuration-codesigning.html */
#ifndef NUBE_LAMBDA_CODE_SIGNING_H
#define NUBE_LAMBDA_CODE_SIGNING_H

#include "emulator/services/lambda/lambda_function.h"

int lambda_create_code_signing_config(struct call *c);
int lambda_get_code_signing_config(struct call *c);
int lambda_update_code_signing_config(struct call *c);
int lambda_delete_code_signing_config(struct call *c);
int lambda_list_code_signing_configs(struct call *c);
int lambda_list_functions_by_code_signing_config(struct call *c);
int lambda_put_function_code_signing_config(struct call *c);
int lambda_get_function_code_signing_config(struct call *c);
int lambda_delete_function_code_signing_config(struct call *c);

/* Gives the function the configuration that the input names, where it names one. 0, or -1: it is not there. */
int lambda_code_signing_take(struct call *c, struct lambda_function *f);

#endif
