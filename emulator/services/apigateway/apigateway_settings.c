/* Keys of methodSettings are "PATH/METHOD", where a slash of the path may be written ~1, or "*" on both sides. */
#include "emulator/services/apigateway/apigateway_settings.h"

#define CACHE_SECONDS 300

static double number(const struct doc *map, const char *name)
{
    const struct doc *d = doc_get(map, name);

    return doc_is_number(d) ? doc_as_double(d) : -1;
}

struct api_throttle api_throttle_read(const struct doc *limits)
{
    return (struct api_throttle){ number(limits, "rateLimit"), number(limits, "burstLimit") };
}

/* Is the key that of the method? Its path may lack the slash in front. */
static bool is_key_of(struct span key, struct span path, struct span method)
{
    size_t at = 0;

    if (span_starts(path, "/") && !span_starts(key, "/") && !span_starts(key, "~1") && path.size > 1) at = 1;
    while (at < path.size && key.size) {
        size_t step = path.data[at] == '/' && span_starts(key, "~1") ? 2 : 1;
        if (step == 1 && key.data[0] != path.data[at]) return false;
        key = span_sub(key, step, SIZE_MAX);
        at++;
    }
    if (path.size == 1 && span_eq(key, method)) return true; /* "/GET" */
    return at == path.size && span_starts(key, "/") && span_eq(span_sub(key, 1, SIZE_MAX), method);
}

static const struct doc *own_of(const struct doc *all, struct span path, struct span method)
{
    for (size_t i = 0; i < doc_count(all); i++)
        if (is_key_of(all->map.members[i].name, path, method)) return all->map.members[i].value;
    return NULL;
}

static enum api_logging logging_of(struct span level)
{
    return span_is(level, "INFO") ? API_LOG_INFO : span_is(level, "ERROR") ? API_LOG_ERROR : API_LOG_OFF;
}

static void guard_read(const struct doc *one, struct api_settings *s)
{
    struct span strategy = doc_get_str(one, "unauthorizedCacheControlHeaderStrategy");

    s->guards_cache = doc_get_bool(one, "requireAuthorizationForCacheControl", s->guards_cache);
    if (span_is(strategy, "FAIL_WITH_403")) s->unguarded = API_GUARD_FAIL;
    if (span_is(strategy, "SUCCEED_WITH_RESPONSE_HEADER")) s->unguarded = API_GUARD_WARN;
    if (span_is(strategy, "SUCCEED_WITHOUT_RESPONSE_HEADER")) s->unguarded = API_GUARD_IGNORE;
}

static void read_one(const struct doc *one, struct api_settings *s)
{
    if (doc_get(one, "throttlingRateLimit")) s->throttle.rate = number(one, "throttlingRateLimit");
    if (doc_get(one, "throttlingBurstLimit")) s->throttle.burst = number(one, "throttlingBurstLimit");
    if (doc_get(one, "loggingLevel")) s->logging = logging_of(doc_get_str(one, "loggingLevel"));
    s->traces_data = doc_get_bool(one, "dataTraceEnabled", s->traces_data);
    s->caches = doc_get_bool(one, "cachingEnabled", s->caches);
    s->cache_seconds = doc_get_int(one, "cacheTtlInSeconds", s->cache_seconds);
    guard_read(one, s);
}

void api_settings_read(const struct doc *method_settings, struct span resource_path, struct span method,
                       struct api_settings *s)
{
    const struct doc *own = own_of(method_settings, resource_path, method);

    *s = (struct api_settings){
        .throttle = { -1, -1 }, .cache_seconds = CACHE_SECONDS, .guards_cache = true, .unguarded = API_GUARD_WARN
    };
    read_one(doc_get(method_settings, "*/*"), s);
    s->is_own = own != NULL;
    read_one(own, s);
}
