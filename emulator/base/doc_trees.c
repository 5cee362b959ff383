/* Whole documents: copies of them, and whether two are equal. */
#include "emulator/base/doc.h"

static struct doc *list_copy(struct arena *a, const struct doc *d)
{
    struct doc *copy = doc_list_for(a, d->list.count);

    for (uint32_t i = 0; i < d->list.count; i++) doc_append(copy, doc_copy(a, doc_items(d)[i]));
    return copy;
}

static struct doc *map_copy(struct arena *a, const struct doc *d)
{
    struct doc *copy = doc_map_for(a, d->map.count);

    for (uint32_t i = 0; i < d->map.count; i++)
        doc_put_span(copy, arena_span(a, d->map.members[i].name), doc_copy(a, d->map.members[i].value));
    return copy;
}

struct doc *doc_copy(struct arena *a, const struct doc *d)
{
    switch (d->kind) {
    case DOC_NULL: return doc_null(a);
    case DOC_BOOL: return doc_bool(a, d->boolean);
    case DOC_INT: return doc_int(a, d->integer);
    case DOC_NUMBER: return doc_number(a, arena_span(a, doc_chars(d)));
    case DOC_STRING: return doc_string(a, arena_span(a, doc_chars(d)));
    case DOC_BLOB: return doc_blob(a, arena_span(a, doc_chars(d)));
    case DOC_JSON: return doc_json(a, arena_span(a, doc_chars(d)));
    case DOC_LIST: return list_copy(a, d);
    case DOC_MAP: return map_copy(a, d);
    }
    return NULL;
}

struct doc *doc_shallow(struct arena *a, const struct doc *d)
{
    struct doc *copy;

    if (d->kind == DOC_LIST) return doc_list_of(a, doc_items(d), d->list.count);
    if (d->kind == DOC_MAP) return doc_map_of(a, d->map.members, d->map.count);
    copy = ARENA_NEW(a, struct doc);
    *copy = *d;
    return copy;
}

static bool lists_equal(const struct doc *a, const struct doc *b)
{
    if (a->list.count != b->list.count) return false;
    for (uint32_t i = 0; i < a->list.count; i++)
        if (!doc_equal(doc_items(a)[i], doc_items(b)[i])) return false;
    return true;
}

static bool maps_equal(const struct doc *a, const struct doc *b)
{
    if (a->map.count != b->map.count) return false;
    for (uint32_t i = 0; i < a->map.count; i++) {
        const struct doc *other = doc_get_span(b, a->map.members[i].name);
        if (!other || !doc_equal(a->map.members[i].value, other)) return false;
    }
    return true;
}

bool doc_equal(const struct doc *a, const struct doc *b)
{
    if (doc_is_number(a) && doc_is_number(b) && (a->kind == DOC_NUMBER || b->kind == DOC_NUMBER))
        return doc_as_double(a) == doc_as_double(b);
    if (a->kind != b->kind) return false;
    switch (a->kind) {
    case DOC_NULL: return true;
    case DOC_BOOL: return a->boolean == b->boolean;
    case DOC_INT: return a->integer == b->integer;
    case DOC_NUMBER:
    case DOC_STRING:
    case DOC_BLOB:
    case DOC_JSON: return span_eq(doc_chars(a), doc_chars(b));
    case DOC_LIST: return lists_equal(a, b);
    case DOC_MAP: return maps_equal(a, b);
    }
    return false;
}
