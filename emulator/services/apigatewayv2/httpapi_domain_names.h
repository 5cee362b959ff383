/* Custom domain names, in this API's form: they are those of API Gateway's other API, which keeps them.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-custom-domain-names.html */
#ifndef NUBE_HTTPAPI_DOMAIN_NAMES_H
#define NUBE_HTTPAPI_DOMAIN_NAMES_H

#include "emulator/core/call.h"

int httpapi_create_domain_name(struct call *c);
int httpapi_get_domain_name(struct call *c);
int httpapi_get_domain_names(struct call *c);
int httpapi_update_domain_name(struct call *c);
int httpapi_delete_domain_name(struct call *c);

/* Tags of domain names; `operation` is that API's handler of the same name. */
bool httpapi_domain_name_is(struct span arn);
int httpapi_domain_name_tags(struct call *c, int (*operation)(struct call *c));

#endif
