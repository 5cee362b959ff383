/* VPC links: what private integrations name. Nothing is behind one: an integration's server is where its URI says.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-private-integration.html */
#ifndef NUBE_APIGATEWAY_VPC_LINKS_H
#define NUBE_APIGATEWAY_VPC_LINKS_H

#include "emulator/core/call.h"

int api_create_vpc_link(struct call *c);
int api_get_vpc_link(struct call *c);
int api_get_vpc_links(struct call *c);
int api_update_vpc_link(struct call *c);
int api_delete_vpc_link(struct call *c);

/* How an integration is connected, and by which link. 0, or -1 with the fault. */
int api_vpc_link_check(struct call *c, const struct doc *integration);

#endif
