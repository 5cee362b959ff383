/* An absolute target has a scheme of ours; whatever else it is is a path. */
#include "emulator/http/http_target.h"

static bool after_scheme(struct span uri, struct span *rest)
{
    static const char *const schemes[] = { "http://", "https://" };

    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
        size_t size = strlen(schemes[i]);
        if (!span_is_nocase(span_sub(uri, 0, size), schemes[i])) continue;
        *rest = span_sub(uri, size, SIZE_MAX);
        return true;
    }
    return false;
}

static size_t authority_size(struct span rest)
{
    size_t slash = span_find(rest, '/'), mark = span_find(rest, '?');

    return slash < mark ? slash : mark;
}

struct http_target http_target_of(struct span uri)
{
    struct http_target t = { .path = uri };
    struct span rest;

    if (after_scheme(uri, &rest)) {
        t.authority = span_sub(rest, 0, authority_size(rest));
        t.path = span_sub(rest, t.authority.size, SIZE_MAX);
    }
    if (span_find(t.path, '?') < t.path.size) t.query = span_sub(t.path, span_find(t.path, '?') + 1, SIZE_MAX);
    t.path = span_sub(t.path, 0, span_find(t.path, '?'));
    if (!t.path.size || span_is(t.path, "*")) t.path = SPAN("/");
    return t;
}
