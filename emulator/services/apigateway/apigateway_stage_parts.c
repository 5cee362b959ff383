/* Parts of a Stage's document. */
#include "emulator/services/apigateway/apigateway_stage_parts.h"

#include "emulator/services/apigateway/apigateway_faults.h"

static bool is_word(char x)
{
    return (x >= 'A' && x <= 'Z') || (x >= 'a' && x <= 'z') || (x >= '0' && x <= '9') || x == '_';
}

int api_stage_name_check(struct call *c, struct span name)
{
    bool is_name = name.size >= 1 && name.size <= 128;

    for (size_t i = 0; i < name.size; i++) is_name &= is_word(name.data[i]) || name.data[i] == '-';
    return is_name ? 0 : fault(c, &apigateway_bad_request, "Stage name only allows a-zA-Z0-9_-");
}

/* AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html,
 * which tells no words. */
#define VARIABLES_MAX        100
#define NAME_CHARACTERS_MAX  64
#define VALUE_CHARACTERS_MAX 512

static int length_check(struct call *c, struct span name, struct span value)
{
    if (name.size > NAME_CHARACTERS_MAX)
        return fault(c, &apigateway_bad_request,
                     "Invalid stage variable name: %.*s.  Please use names of at most %d characters.", SPAN_ARG(name),
                     NAME_CHARACTERS_MAX);
    if (value.size > VALUE_CHARACTERS_MAX)
        return fault(c, &apigateway_bad_request,
                     "Invalid stage variable value: %.*s.  Please use values of at most %d characters.",
                     SPAN_ARG(value), VALUE_CHARACTERS_MAX);
    return 0;
}

static int variable_check(struct call *c, struct span name, struct span value)
{
    bool is_name = name.size > 0, is_value = value.size > 0;

    for (size_t i = 0; i < name.size; i++) is_name &= is_word(name.data[i]);
    for (size_t i = 0; i < value.size; i++)
        is_value &= is_word(value.data[i]) || memchr(" -.~:/?#&=,", value.data[i], 11) != NULL;
    if (!is_name)
        return fault(c, &apigateway_bad_request,
                     "Invalid stage variable name: %.*s.  Please use names with only word characters.", SPAN_ARG(name));
    if (!is_value)
        return fault(
            c, &apigateway_bad_request,
            "Invalid stage variable value: %.*s.  Please use values with alphanumeric characters and the symbols "
            "' ', -', '.', '_', ':', '/', '?', '&', '=', and ','.",
            SPAN_ARG(value.data ? value : SPAN("null")));
    return length_check(c, name, value);
}

int api_stage_variables_count_check(struct call *c, const struct doc *variables)
{
    if (doc_count(variables) <= VARIABLES_MAX) return 0;
    return fault(c, &apigateway_limit_exceeded, "A stage can have at most %d stage variables", VARIABLES_MAX);
}

int api_stage_variables_check(struct call *c, const struct doc *variables)
{
    for (size_t i = 0; i < doc_count(variables); i++)
        if (variable_check(c, variables->map.members[i].name, doc_text(variables->map.members[i].value))) return -1;
    return api_stage_variables_count_check(c, variables);
}

void api_stage_cache_put(struct doc *stage, bool is_enabled)
{
    doc_put_bool(stage, "cacheClusterEnabled", is_enabled);
    doc_put_cstr(stage, "cacheClusterStatus", is_enabled ? "AVAILABLE" : "NOT_AVAILABLE");
    if (is_enabled && !doc_get(stage, "cacheClusterSize")) doc_put_cstr(stage, "cacheClusterSize", "0.5");
    if (!is_enabled) doc_remove(stage, SPAN("cacheClusterSize"));
}

struct doc *api_stage_canary(struct call *c, struct doc *stage)
{
    struct doc *canary = doc_get(stage, "canarySettings");

    if (canary) return canary;
    canary = doc_put_map(stage, "canarySettings");
    doc_put_str(canary, "deploymentId", doc_get_str(stage, "deploymentId"));
    doc_put(canary, "percentTraffic", doc_number(&c->arena, SPAN("0.0")));
    doc_put_bool(canary, "useStageCache", false);
    return canary;
}

int api_stage_percent_check(struct call *c, const struct doc *percent)
{
    double share = doc_as_double(percent);

    if (share >= 0 && share <= 100) return 0;
    return fault(c, &apigateway_bad_request, "Percent traffic must be between 0.0 and 100.0");
}
