/* HTTP APIs themselves. */
#ifndef NUBE_HTTPAPI_APIS_H
#define NUBE_HTTPAPI_APIS_H

#include "emulator/core/call.h"

int httpapi_create_api(struct call *c);
int httpapi_update_api(struct call *c);
int httpapi_delete_cors_configuration(struct call *c);

/* The tags of an API or a stage, as service.h wants them. */
struct doc *httpapi_resource_tags(struct call *c, struct span arn);

int httpapi_tag_resource(struct call *c);
int httpapi_untag_resource(struct call *c);
int httpapi_get_tags(struct call *c);

#endif
