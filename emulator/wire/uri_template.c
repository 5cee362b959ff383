/* Matching segment by segment. */
#include "emulator/wire/uri_template.h"

static struct span without_trailing_slash(struct span path)
{
    return path.size > 1 && path.data[path.size - 1] == '/' ? span_sub(path, 0, path.size - 1) : path;
}

static bool is_label(struct span part)
{
    return part.size > 2 && part.data[0] == '{' && part.data[part.size - 1] == '}';
}

static void label_put(struct doc *labels, struct span part, struct span raw)
{
    struct span name = span_sub(part, 1, part.size - 2);

    if (!labels) return;
    if (name.data[name.size - 1] == '+') name.size--;
    doc_put_span(labels, arena_span(doc_arena(labels), name),
                 doc_string(doc_arena(labels), http_decode(doc_arena(labels), raw, false)));
}

/* The template's path and what is behind its "?". */
static struct span template_path(const char *template)
{
    struct span text = span_of(template);

    return without_trailing_slash(span_sub(text, 0, span_find(text, '?')));
}

static bool is_greedy(struct span part)
{
    return is_label(part) && part.data[part.size - 2] == '+';
}

bool uri_template_match(const char *template, struct span path, struct doc *labels)
{
    struct span wanted = template_path(template), segment = { 0 }, part;
    const char *end = path.data + path.size;

    path = without_trailing_slash(path);
    while (span_split(&wanted, '/', &part)) {
        if (is_greedy(part) && path.data) {
            path.size = (size_t)(end - path.data);
            if (path.size) label_put(labels, part, path);
            return path.size > 0;
        }
        if (!span_split(&path, '/', &segment)) return false;
        if (is_label(part)) {
            if (!segment.size) return false;
            label_put(labels, part, segment);
        } else if (!span_eq(part, segment)) {
            return false;
        }
    }
    return !path.data;
}

/* What the path of a template says, by its segments. */
static int path_rank(const char *template)
{
    struct span rest = template_path(template), part;
    int rank = 0;

    while (span_split(&rest, '/', &part)) rank += is_greedy(part) ? 1 : is_label(part) ? 2 : 4;
    return rank;
}

/* What its query says; -1 when that is not in the request's. */
static int query_rank(const char *template, const struct http_request *request)
{
    struct span text = span_of(template), rest, pair, value;
    size_t mark = span_find(text, '?');
    int rank = 0;

    rest = mark < text.size ? span_sub(text, mark + 1, SIZE_MAX) : (struct span){ NULL, 0 };
    while (span_split(&rest, '&', &pair)) {
        size_t equals = span_find(pair, '=');
        const char *name = arena_string(request->arena, span_sub(pair, 0, equals));
        bool has_value = equals + 1 < pair.size;
        if (!http_query(request, name, &value)) return -1;
        if (has_value && !span_eq(value, span_sub(pair, equals + 1, SIZE_MAX))) return -1;
        rank += has_value ? 2 : 1;
    }
    return rank;
}

#define QUERY_RANKS 64

int uri_template_rank(const char *template, const struct http_request *request, struct span path)
{
    int by_query;

    if (!uri_template_match(template, path, NULL)) return 0;
    by_query = query_rank(template, request);
    return by_query < 0 ? 0 : path_rank(template) * QUERY_RANKS + by_query + 1;
}
