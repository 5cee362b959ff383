/* Method settings are kept by "RESOURCE/METHOD", the resource's path without its first slash: "orders/{id}/GET", or by
 * "*" and "/" and "*" for all methods. Those of one method begin as those of all are. */
#include "emulator/services/apigateway/apigateway_stage_patch.h"

#include "emulator/core/arn.h"
#include "emulator/services/apigateway/apigateway_faults.h"
#include "emulator/services/apigateway/apigateway_nouns.h"
#include "emulator/services/apigateway/apigateway_patch.h"
#include "emulator/services/apigateway/apigateway_stage_parts.h"

/* --- plain members ------------------------------------------------------------------------------------------------ */

/* AWS: without the account's role nothing is logged. */
static int logs_check(struct api_patch *p)
{
    struct doc *account = api_store_get(p->c, "account", SPAN(""), SPAN(""));

    if (doc_get_str(account, "cloudwatchRoleArn").size) return 0;
    return fault(p->c, &apigateway_bad_request,
                 "CloudWatch Logs role ARN must be set in account settings to enable logging");
}

static int deployment_check(struct api_patch *p, struct span id)
{
    if (api_noun_find(p->c, &api_noun_deployment, id)) return 0;
    return fault(p->c, &apigateway_bad_request, "Deployment id does not exist");
}

static int refuse_copy(struct api_patch *p)
{
    return fault(
        p->c, &apigateway_bad_request,
        "Invalid copy operation with path: %.*s and from %.*s. Valid copy:path are [/deploymentId, /variables] and "
        "valid copy:from are [/canarySettings/deploymentId, /canarySettings/stageVariableOverrides]",
        SPAN_ARG(p->path), SPAN_ARG(p->from.data ? p->from : SPAN("null")));
}

/* AWS promotes a canary so: what it has becomes the stage's, its overrides one by one. */
static int promote(struct api_patch *p)
{
    struct doc *canary = doc_get(p->document, "canarySettings"), *overrides, *variables;
    bool is_deployment = span_is(p->path, "/deploymentId");

    if (!span_is(p->from, is_deployment ? "/canarySettings/deploymentId" : "/canarySettings/stageVariableOverrides"))
        return refuse_copy(p);
    if (!canary) return fault(p->c, &apigateway_bad_request, "Promotion not available. Canary does not exist.");
    if (is_deployment) {
        doc_put_str(p->document, "deploymentId", doc_get_str(canary, "deploymentId"));
        return 0;
    }
    overrides = doc_get(canary, "stageVariableOverrides");
    variables = doc_get(p->document, "variables");
    if (!variables && doc_count(overrides)) variables = doc_put_map(p->document, "variables");
    for (size_t i = 0; i < doc_count(overrides); i++)
        doc_put_span(variables, overrides->map.members[i].name, overrides->map.members[i].value);
    return 0;
}

static int deployment_set(struct api_patch *p)
{
    if (p->op == PATCH_COPY) return promote(p);
    return deployment_check(p, p->value) ? -1 : api_patch_set(p);
}

static int variable_set(struct api_patch *p)
{
    struct doc *one = doc_map(&p->c->arena);

    if (p->op != PATCH_REMOVE) {
        doc_put_span(one, p->labels[0], doc_string(&p->c->arena, p->value));
        if (api_stage_variables_check(p->c, one)) return -1;
    }
    if (span_starts(p->path, "/canarySettings/")) api_stage_canary(p->c, p->document);
    return api_patch_set(p);
}

static int cache_enabled_set(struct api_patch *p)
{
    api_stage_cache_put(p->document, span_is_nocase(p->value, "true"));
    return 0;
}

static int cache_size_set(struct api_patch *p)
{
    static const char *const sizes[] = { "0.5", "1.6", "6.1", "13.5", "28.4", "58.2", "118", "237" };

    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        if (span_is(p->value, sizes[i])) return api_patch_set(p);
    return fault(p->c, &apigateway_bad_request, "Invalid cache cluster size specified");
}

static int certificate_set(struct api_patch *p)
{
    if (p->value.size && !api_noun_find(p->c, &api_noun_client_certificate, p->value))
        return api_noun_missing(p->c, &api_noun_client_certificate, p->value);
    return api_patch_set(p);
}

static int version_set(struct api_patch *p)
{
    if (p->value.size && !api_noun_find(p->c, &api_noun_documentation_version, p->value))
        return api_noun_missing(p->c, &api_noun_documentation_version, p->value);
    return api_patch_set(p);
}

/* AWS: the destination is a log group, or a Firehose stream of which the name begins with amazon-apigateway-. */
static int access_log_set(struct api_patch *p)
{
    struct span value = p->value;
    struct arn arn;

    if (p->op == PATCH_REMOVE) {
        doc_remove(p->document, SPAN("accessLogSettings"));
        return 0;
    }
    if (span_is(p->path, "/accessLogSettings/destinationArn") &&
        (!arn_parse(value, &arn) || (!span_is(arn.service, "logs") && !span_is(arn.service, "firehose"))))
        return fault(p->c, &apigateway_bad_request,
                     "Invalid ARN specified in the request. ARNs must start with 'arn:' and be of CloudWatch Logs or "
                     "Firehose");
    if (logs_check(p)) return -1;
    if (span_is(p->path, "/accessLogSettings/destinationArn") && span_ends(value, ":*"))
        p->value = span_sub(value, 0, value.size - 2);
    return api_patch_set(p);
}

static int canary_set(struct api_patch *p)
{
    if (p->op == PATCH_REMOVE) {
        doc_remove(p->document, SPAN("canarySettings"));
        return 0;
    }
    if (span_ends(p->path, "/deploymentId") && deployment_check(p, p->value)) return -1;
    api_stage_canary(p->c, p->document);
    if (api_patch_set(p)) return -1;
    return api_stage_percent_check(p->c, doc_get(doc_get(p->document, "canarySettings"), "percentTraffic"));
}

/* --- method settings ---------------------------------------------------------------------------------------------- */

static const struct setting {
    const char *path, *member;
    enum api_patch_form form;
    const char *begin; /* what it is where it was not set; NULL: it is not there */
} settings[] = {
    { "metrics/enabled", "metricsEnabled", PATCH_BOOLEAN, "false" },
    { "logging/dataTrace", "dataTraceEnabled", PATCH_BOOLEAN, "false" },
    { "logging/loglevel", "loggingLevel", PATCH_TEXT, NULL },
    { "throttling/burstLimit", "throttlingBurstLimit", PATCH_INTEGER, "5000" },
    { "throttling/rateLimit", "throttlingRateLimit", PATCH_NUMBER, "10000.0" },
    { "caching/ttlInSeconds", "cacheTtlInSeconds", PATCH_INTEGER, "300" },
    { "caching/enabled", "cachingEnabled", PATCH_BOOLEAN, "false" },
    { "caching/dataEncrypted", "cacheDataEncrypted", PATCH_BOOLEAN, "false" },
    { "caching/requireAuthorizationForCacheControl", "requireAuthorizationForCacheControl", PATCH_BOOLEAN, "true" },
    { "caching/unauthorizedCacheControlHeaderStrategy", "unauthorizedCacheControlHeaderStrategy", PATCH_TEXT,
      "SUCCEED_WITH_RESPONSE_HEADER" },
};
#define SETTINGS (sizeof settings / sizeof *settings)

/* AWS: its own list, commas where it has them. */
static int refuse_path(struct api_patch *p)
{
    return fault(
        p->c, &apigateway_bad_request,
        "Invalid method setting path: %.*s. Must be one of: [/deploymentId, /description, /cacheClusterEnabled, "
        "/cacheClusterSize, /clientCertificateId, /accessLogSettings, /accessLogSettings/destinationArn, "
        "/accessLogSettings/format, /{resourcePath}/{httpMethod}/metrics/enabled, "
        "/{resourcePath}/{httpMethod}/logging/dataTrace, /{resourcePath}/{httpMethod}/logging/loglevel, "
        "/{resourcePath}/{httpMethod}/throttling/burstLimit/{resourcePath}/{httpMethod}/throttling/rateLimit"
        "/{resourcePath}/{httpMethod}/caching/ttlInSeconds, /{resourcePath}/{httpMethod}/caching/enabled, "
        "/{resourcePath}/{httpMethod}/caching/dataEncrypted, "
        "/{resourcePath}/{httpMethod}/caching/requireAuthorizationForCacheControl, "
        "/{resourcePath}/{httpMethod}/caching/unauthorizedCacheControlHeaderStrategy, /*/*/metrics/enabled, "
        "/*/*/logging/dataTrace, /*/*/logging/loglevel, /*/*/throttling/burstLimit /*/*/throttling/rateLimit "
        "/*/*/caching/ttlInSeconds, /*/*/caching/enabled, /*/*/caching/dataEncrypted, "
        "/*/*/caching/requireAuthorizationForCacheControl, /*/*/caching/unauthorizedCacheControlHeaderStrategy, "
        "/variables/{variable_name}, /tracingEnabled]",
        SPAN_ARG(p->path));
}

/* The setting that the path ends with; `method` is what is before it. */
static const struct setting *setting_of(struct span path, struct span *method)
{
    for (size_t i = 0; i < SETTINGS; i++) {
        size_t size = strlen(settings[i].path);
        if (!span_ends(path, settings[i].path) || path.size < size + 2 || path.data[path.size - size - 1] != '/')
            continue;
        *method = span_sub(path, 0, path.size - size - 1);
        return &settings[i];
    }
    return NULL;
}

/* "/~1orders~1{id}/GET" and "/orders/{id}/GET" → "orders/{id}/GET"; absent where it names no method. */
static struct span method_key(struct api_patch *p, struct span path)
{
    struct span segment, key = { NULL, 0 };

    while (api_patch_segment(p->c, &path, &segment))
        key = key.data ? arena_format(&p->c->arena, "%.*s/%.*s", SPAN_ARG(key), SPAN_ARG(segment)) : segment;
    if (span_starts(key, "/") && span_find(span_sub(key, 1, SIZE_MAX), '/') + 1 < key.size)
        key = span_sub(key, 1, SIZE_MAX);
    return span_find(key, '/') < key.size ? key : (struct span){ NULL, 0 };
}

static struct doc *settings_begin(struct api_patch *p, const struct doc *all)
{
    struct doc *made = all ? doc_shallow(&p->c->arena, all) : doc_map(&p->c->arena), *value;

    for (size_t i = 0; i < SETTINGS; i++) {
        if (!settings[i].begin || doc_get(made, settings[i].member)) continue;
        if (api_patch_value(p, settings[i].form, span_of(settings[i].begin), &value)) return made;
        doc_put(made, settings[i].member, value);
    }
    return made;
}

static int setting_check(struct api_patch *p, const struct setting *s, const struct doc *value)
{
    bool is_off = span_is(p->value, "OFF");

    if (span_is(span_of(s->member), "loggingLevel")) {
        if (!is_off && !span_is(p->value, "ERROR") && !span_is(p->value, "INFO"))
            return fault(p->c, &apigateway_bad_request,
                         "Invalid logging level specified. Valid options are OFF,ERROR,INFO");
        return is_off ? 0 : logs_check(p);
    }
    if (span_is(span_of(s->member), "cacheTtlInSeconds") && (value->integer < 0 || value->integer > 3600))
        return fault(p->c, &apigateway_bad_request, "Invalid cache TTL, must be between 0 and 3600 seconds");
    if (s->form == PATCH_TEXT && !span_is(p->value, "FAIL_WITH_403") &&
        !span_is(p->value, "SUCCEED_WITH_RESPONSE_HEADER") && !span_is(p->value, "SUCCEED_WITHOUT_RESPONSE_HEADER"))
        return fault(p->c, &apigateway_bad_request,
                     "Invalid unauthorizedCacheControlHeaderStrategy specified. Valid options are FAIL_WITH_403,"
                     "SUCCEED_WITH_RESPONSE_HEADER,SUCCEED_WITHOUT_RESPONSE_HEADER");
    return 0;
}

static int settings_remove(struct api_patch *p, struct doc *all)
{
    struct span key = method_key(p, p->path);

    if (!key.data) return refuse_path(p);
    if (!doc_get_span(all, key))
        return fault(p->c, &apigateway_bad_request,
                     "Cannot remove method setting %.*s because there is no method setting for this method ",
                     SPAN_ARG(key));
    doc_remove(all, key);
    return 0;
}

/* What no row takes is a method's setting. */
static int setting_set(struct api_patch *p)
{
    struct doc *all = doc_get(p->document, "methodSettings"), *own, *value;
    struct span path, key = { NULL, 0 };
    const struct setting *s = setting_of(p->path, &path);

    if (p->op == PATCH_COPY) return refuse_copy(p);
    if (!p->row && p->op == PATCH_REMOVE && !s) return settings_remove(p, all);
    if (s) key = method_key(p, path);
    if (p->row || p->op != PATCH_REPLACE || !key.data) return refuse_path(p);
    if (api_patch_value(p, s->form, p->value, &value) || setting_check(p, s, value)) return -1;
    own = doc_get_span(all, key);
    if (!own) doc_put_span(all, key, own = settings_begin(p, doc_get(all, "*/*")));
    doc_put(own, s->member, value);
    return 0;
}

int api_stage_patch(struct call *c, struct doc *stage)
{
    static const struct api_patch_row rows[] = {
        { "/deploymentId", PATCH_REPLACE | PATCH_COPY, PATCH_TEXT, deployment_set },
        { "/description", PATCH_REPLACE, PATCH_TEXT, NULL },
        { "/cacheClusterEnabled", PATCH_REPLACE, PATCH_BOOLEAN, cache_enabled_set },
        { "/cacheClusterSize", PATCH_REPLACE, PATCH_TEXT, cache_size_set },
        { "/clientCertificateId", PATCH_REPLACE, PATCH_TEXT, certificate_set },
        { "/accessLogSettings", PATCH_REMOVE, PATCH_TEXT, access_log_set },
        { "/accessLogSettings/destinationArn", PATCH_ADD | PATCH_REPLACE, PATCH_TEXT, access_log_set },
        { "/accessLogSettings/format", PATCH_ADD | PATCH_REPLACE, PATCH_TEXT, access_log_set },
        { "/variables", PATCH_COPY, PATCH_TEXT, promote },
        { "/variables/{variable_name}", PATCH_ANY, PATCH_TEXT, variable_set },
        { "/tracingEnabled", PATCH_REPLACE, PATCH_BOOLEAN, NULL },
        { "/documentationVersion", PATCH_REPLACE, PATCH_TEXT, version_set },
        { "/canarySettings", PATCH_REMOVE, PATCH_TEXT, canary_set },
        { "/canarySettings/deploymentId", PATCH_REPLACE, PATCH_TEXT, canary_set },
        { "/canarySettings/percentTraffic", PATCH_REPLACE, PATCH_NUMBER, canary_set },
        { "/canarySettings/useStageCache", PATCH_REPLACE, PATCH_BOOLEAN, canary_set },
        { "/canarySettings/stageVariableOverrides/{variable_name}", PATCH_ANY, PATCH_TEXT, variable_set },
        { NULL, 0, PATCH_TEXT, NULL },
    };
    static const struct api_patch_rules rules = { rows, setting_set };

    if (api_patch(c, &rules, stage)) return -1;
    return api_stage_variables_count_check(c, doc_get(stage, "variables"));
}
