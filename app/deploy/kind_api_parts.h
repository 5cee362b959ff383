/* What an API has beside its paths, in its Body:
 *
 *     "components": { "schemas": { NAME: a JSON schema, draft 4 } }                       models, of application/json
 *     "x-amazon-apigateway-request-validators": { NAME: { "validateRequestBody", "validateRequestParameters" } }
 *     "x-amazon-apigateway-gateway-responses": { TYPE: { "statusCode", "responseParameters", "responseTemplates" } }
 *
 * Models and validators of other names are left alone: nothing uses them. Gateway responses that are not wanted go. */
#ifndef APP_DEPLOY_KIND_API_PARTS_H
#define APP_DEPLOY_KIND_API_PARTS_H

#include "app/deploy/deploy.h"

/* Adds what is there to the API's `found`. */
int api_parts_read(struct deploy *deploy, struct resource *r);

/* Makes what is missing, and changes what differs. */
int api_parts_make(struct deploy *deploy, struct resource *r);

#endif
