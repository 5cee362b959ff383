/* HTTP APIs as OpenAPI 3 with AWS's extensions: pure translation, both ways.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-open-api.html */
#ifndef NUBE_HTTPAPI_OPENAPI_H
#define NUBE_HTTPAPI_OPENAPI_H

#include "emulator/base/doc.h"

/* What a document describes, as inputs of the operations that make it, with names in place of ids, in the arena:
 *
 *     { "api": CreateApi's, "authorizers": [CreateAuthorizer's],
 *       "routes": [CreateRoute's, and in each "AuthorizerName", "integration": CreateIntegration's] }
 *
 * NULL when it is no such document. What is left out of it is told in `warnings`, a list of texts. */
struct doc *httpapi_openapi_read(struct arena *a, const struct doc *document, bool prepends_basepath,
                                 struct doc *warnings);

/* The document of a snapshot (httpapi_store.h); without extensions only what every tool knows. */
struct doc *httpapi_openapi_write(struct arena *a, const struct doc *snapshot, bool has_extensions);

#endif
