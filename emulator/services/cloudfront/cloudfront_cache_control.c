/* directive = token [ "=" ( token / quoted-string ) ], separated by commas, which a quoted string may hold. */
#include "emulator/services/cloudfront/cloudfront_cache_control.h"

void cloudfront_cache_control_begin(struct cloudfront_cache_control *cc)
{
    *cc = (struct cloudfront_cache_control){
        .max_age = -1, .s_maxage = -1, .stale_while_revalidate = -1, .stale_if_error = -1
    };
}

/* Takes the next directive off the front. */
static struct span directive_take(struct span *rest)
{
    bool is_quoted = false;
    size_t end = 0;
    struct span taken;

    for (; end < rest->size && (is_quoted || rest->data[end] != ','); end++) {
        if (rest->data[end] == '"') is_quoted = !is_quoted;
        else if (is_quoted && rest->data[end] == '\\') end++;
    }
    taken = span_sub(*rest, 0, end);
    *rest = span_sub(*rest, end + 1, SIZE_MAX);
    return span_trim(taken);
}

static struct span unquoted(struct span value)
{
    value = span_trim(value);
    if (value.size >= 2 && value.data[0] == '"' && value.data[value.size - 1] == '"')
        return span_sub(value, 1, value.size - 2);
    return value;
}

static int64_t seconds_of(struct span value)
{
    int64_t seconds = 0;

    if (!value.size) return 0;
    for (size_t i = 0; i < value.size; i++) {
        if (value.data[i] < '0' || value.data[i] > '9') return 0;
        if (seconds < CLOUDFRONT_SECONDS_MAX) seconds = seconds * 10 + (value.data[i] - '0');
    }
    return seconds < CLOUDFRONT_SECONDS_MAX ? seconds : CLOUDFRONT_SECONDS_MAX;
}

static void seconds_put(int64_t *seconds, struct span value)
{
    if (*seconds < 0) *seconds = seconds_of(value);
}

void cloudfront_cache_control_add(struct cloudfront_cache_control *cc, struct span header)
{
    while (header.size) {
        struct span directive = directive_take(&header);
        size_t equals = span_find(directive, '=');
        struct span name = span_trim(span_sub(directive, 0, equals)),
                    value = unquoted(span_sub(directive, equals + 1, SIZE_MAX));

        if (span_is_nocase(name, "no-store")) cc->no_store = true;
        else if (span_is_nocase(name, "no-cache")) cc->no_cache = true;
        else if (span_is_nocase(name, "private")) cc->is_private = true;
        else if (span_is_nocase(name, "must-revalidate")) cc->must_revalidate = true;
        else if (span_is_nocase(name, "proxy-revalidate")) cc->proxy_revalidate = true;
        else if (span_is_nocase(name, "max-age")) seconds_put(&cc->max_age, value);
        else if (span_is_nocase(name, "s-maxage")) seconds_put(&cc->s_maxage, value);
        else if (span_is_nocase(name, "stale-while-revalidate")) seconds_put(&cc->stale_while_revalidate, value);
        else if (span_is_nocase(name, "stale-if-error")) seconds_put(&cc->stale_if_error, value);
    }
}
