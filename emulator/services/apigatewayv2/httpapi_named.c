/* Gathered anew each time: there is little of it, and $context grows on the way. */
#include "emulator/services/apigatewayv2/httpapi_named.h"

#include "emulator/base/json.h"

struct httpapi_values httpapi_named(struct httpapi_request *r)
{
    return (struct httpapi_values){ .arena = r->arena,
                                    .request = r->http,
                                    .path = r->path,
                                    .path_parameters = r->path_parameters,
                                    .variables = doc_get(r->stage->document, "StageVariables"),
                                    .context = httpapi_context(r),
                                    .body = json_parse(r->arena, r->http->body, NULL) };
}

struct span httpapi_named_source(struct httpapi_request *r, struct span source)
{
    struct httpapi_values v = httpapi_named(r);

    return httpapi_value(&v, source);
}
