/* The account's settings, client certificates and tags. */
#ifndef NUBE_APIGATEWAY_ACCOUNT_H
#define NUBE_APIGATEWAY_ACCOUNT_H

#include "emulator/core/call.h"

int api_get_account(struct call *c);
int api_update_account(struct call *c);

/* Makes the key and its certificate, off the store's writer; the handler keeps them. */
int api_client_certificate_prepare(struct call *c);
int api_generate_client_certificate(struct call *c);
int api_get_client_certificate(struct call *c);
int api_get_client_certificates(struct call *c);
int api_update_client_certificate(struct call *c);
int api_delete_client_certificate(struct call *c);

/* The tags of the resource of which the ARN is, or a part: see struct service, resource_tags. */
struct doc *api_resource_tags(struct call *c, struct span arn);

int api_get_tags(struct call *c);
int api_tag_resource(struct call *c);
int api_untag_resource(struct call *c);

#endif
