/* Custom domain names, and which API and stage is behind a path of theirs.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-custom-domains.html */
#ifndef NUBE_APIGATEWAY_DOMAIN_NAMES_H
#define NUBE_APIGATEWAY_DOMAIN_NAMES_H

#include "emulator/core/call.h"

int api_create_domain_name(struct call *c);
int api_get_domain_name(struct call *c);
int api_get_domain_names(struct call *c);
int api_update_domain_name(struct call *c);
int api_delete_domain_name(struct call *c);
int api_create_base_path_mapping(struct call *c);
int api_get_base_path_mapping(struct call *c);
int api_get_base_path_mappings(struct call *c);
int api_update_base_path_mapping(struct call *c);
int api_delete_base_path_mapping(struct call *c);

/* AWS: what is mapped is not deleted: an API ("RestApi"), or a stage of it ("stage"; else absent). 0, or -1 with
 * BadRequestException. */
int api_unmapped_check(struct call *c, const char *what, struct span api_id, struct span stage);

/* The id by which API Gateway's other API knows a mapping. */
struct span api_mapping_id(struct call *c, const struct doc *mapping);

#endif
