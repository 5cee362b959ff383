/* What AWS takes for a configuration. No I/O. */
#include "emulator/services/apigatewayv2/httpapi_cors.h"

#include "emulator/core/cors.h"
#include "emulator/services/apigatewayv2/httpapi_faults.h"

static bool is_origin(struct span text)
{
    static const char *const schemes[] = { "http://", "https://", "chrome-extension://", "moz-extension://" };

    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        if (span_starts(text, schemes[i])) return true;
    return span_is(text, "*");
}

int httpapi_cors_check(struct call *c, const struct doc *cors)
{
    const struct doc *origins = doc_get(cors, "AllowOrigins");

    for (size_t i = 0; i < doc_count(origins); i++)
        if (!is_origin(doc_text(doc_at(origins, i))))
            return fault(c, &httpapi_bad_request, "Invalid format for origin %.*s",
                         SPAN_ARG(doc_text(doc_at(origins, i))));
    if (doc_get_bool(cors, "AllowCredentials", false) &&
        (cors_lists(cors, "AllowOrigins", "*") || cors_lists(cors, "AllowMethods", "*") ||
         cors_lists(cors, "AllowHeaders", "*")))
        return fault(c, &httpapi_bad_request, "allowCredentials is not supported for a wildcard");
    return 0;
}
