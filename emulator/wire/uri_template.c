/* Matching segment by segment. */
#include "emulator/wire/uri_template.h"

#include "emulator/http/http.h"

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
    doc_put_span(labels, arena_span(labels->arena, name),
                 doc_string(labels->arena, http_decode(labels->arena, raw, false)));
}

bool uri_template_match(const char *template, struct span path, struct doc *labels)
{
    struct span wanted = span_of(template), segment = { 0 }, part;

    wanted = span_sub(wanted, 0, span_find(wanted, '?'));
    wanted = without_trailing_slash(wanted);
    path = without_trailing_slash(path);
    while (span_split(&wanted, '/', &part)) {
        if (is_label(part) && part.data[part.size - 2] == '+' && path.data && path.size) {
            label_put(labels, part, path);
            return true;
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
