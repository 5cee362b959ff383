/* A text without a dollar or a hash prints itself: it needs no engine. */
#include "emulator/services/apigateway/apigateway_templates.h"

#include "emulator/vtl/vtl.h"

static bool is_plain(struct span text)
{
    return span_find(text, '$') == text.size && span_find(text, '#') == text.size;
}

void api_templates_compile(struct arena *a, const struct doc *map, struct api_templates *templates)
{
    struct vtl_error error;

    *templates = (struct api_templates){ ARENA_ARRAY(a, struct api_template, doc_count(map) + 1), doc_count(map) };
    for (size_t i = 0; i < templates->count; i++) {
        struct api_template *t = &templates->items[i];
        *t = (struct api_template){ .type = map->map.members[i].name, .text = doc_text(map->map.members[i].value) };
        if (is_plain(t->text)) continue;
        t->vtl = vtl_compile(a, t->text, &error);
        t->is_wrong = !t->vtl;
    }
}

const struct api_template *api_templates_find(const struct api_templates *templates, struct span type)
{
    const struct api_template *otherwise = NULL;

    type = span_trim(span_sub(type, 0, span_find(type, ';')));
    for (size_t i = 0; i < templates->count; i++) {
        if (span_eq_nocase(templates->items[i].type, type)) return &templates->items[i];
        if (span_is(templates->items[i].type, "$default")) otherwise = &templates->items[i];
    }
    return otherwise;
}
