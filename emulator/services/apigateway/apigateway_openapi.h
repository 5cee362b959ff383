/* OpenAPI 2 (Swagger) and 3 with AWS's extensions: pure translation from a document to what an API is made of, and
 * back.
 *
 * What is read is one document, whose parts are inputs of the operations that make them, with names in place of ids:
 *
 *     { "rest": CreateRestApi's, "models": [CreateModel's], "requestValidators": [...], "authorizers": [...],
 *       "resources": [{ "path": "/pets/{id}", "methods": [PutMethod's, and in each "authorizerName", "validatorName",
 *                       "responses": [PutMethodResponse's], "integration": PutIntegration's,
 *                       "integrationResponses": [PutIntegrationResponse's] }] }],
 *       "gatewayResponses": [PutGatewayResponse's], "documentationParts": [CreateDocumentationPart's] }
 *
 * What is written is made of a deployment's snapshot: see apigateway_store.h.
 *
 * AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html */
#ifndef NUBE_APIGATEWAY_OPENAPI_H
#define NUBE_APIGATEWAY_OPENAPI_H

#include "emulator/base/doc.h"

/* --- reading ------------------------------------------------------------------------------------------------------ */

struct api_openapi_options {
    struct span api_id;   /* that models' references name */
    struct span basepath; /* "ignore", "prepend" or "split"; absent: ignored */
    bool ignores_documentation;
};

/* A document's text, JSON or YAML; NULL when it is neither. */
struct doc *api_openapi_parse(struct arena *a, struct span text);

/* What the document describes, in the arena; NULL when it is no OpenAPI document. What is left out of it is told in
 * `warnings`, a list of texts. */
struct doc *api_openapi_read(struct arena *a, const struct doc *document, const struct api_openapi_options *options,
                             struct doc *warnings);

/* The documentation parts that it has, alone. */
struct doc *api_openapi_read_documentation(struct arena *a, const struct doc *document);

/* --- writing ------------------------------------------------------------------------------------------------------ */

struct api_openapi_export {
    bool is_v3;             /* or Swagger */
    bool has_integrations;  /* x-amazon-apigateway-integration */
    bool has_authorizers;   /* x-amazon-apigateway-authorizer */
    bool has_documentation; /* x-amazon-apigateway-documentation */
    bool has_all;           /* every extension that there is */
    struct span host;       /* "ID.execute-api.REGION.amazonaws.com" */
    struct span stage;
    struct span version;             /* of the API, where it has none of its own */
    const struct doc *documentation; /* the version that the stage publishes; NULL: the deployment's parts */
};

struct doc *api_openapi_write(struct arena *a, const struct doc *snapshot, const struct api_openapi_export *e);

#endif
