/* Handlers of aliases. https://docs.aws.amazon.com/lambda/latest/dg/configuration-aliases.html */
#ifndef NUBE_LAMBDA_ALIASES_H
#define NUBE_LAMBDA_ALIASES_H

#include "emulator/core/call.h"

int lambda_create_alias(struct call *c);
int lambda_get_alias(struct call *c);
int lambda_update_alias(struct call *c);
int lambda_delete_alias(struct call *c);
int lambda_list_aliases(struct call *c);

#endif
