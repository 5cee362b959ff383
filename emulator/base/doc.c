/* Documents: nodes in an arena. Lists and maps are arrays that double; a map of more than INDEX_FROM members carries an
 * open-addressing table of positions (1-based, 0 is free), so that no input makes look-ups quadratic. */
#include "emulator/base/doc.h"
#include "emulator/base/panic.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define INDEX_FROM 16

static struct doc *doc_new(struct arena *a, enum doc_kind kind)
{
    struct doc *d = ARENA_NEW(a, struct doc);

    d->kind = kind;
    d->arena = a;
    return d;
}

struct doc *doc_null(struct arena *a)
{
    return doc_new(a, DOC_NULL);
}

struct doc *doc_bool(struct arena *a, bool value)
{
    struct doc *d = doc_new(a, DOC_BOOL);

    d->boolean = value;
    return d;
}

struct doc *doc_int(struct arena *a, int64_t value)
{
    struct doc *d = doc_new(a, DOC_INT);

    d->integer = value;
    return d;
}

struct doc *doc_number(struct arena *a, struct span literal)
{
    struct doc *d = doc_new(a, DOC_NUMBER);
    int64_t value;

    if (span_int(literal, &value) && !span_is(literal, "-0")) return doc_int(a, value);
    d->text = literal;
    return d;
}

struct doc *doc_double(struct arena *a, double value)
{
    char text[32];

    assert(isfinite(value));
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, value);
        if (strtod(text, NULL) == value) break;
    }
    return doc_number(a, arena_span(a, span_of(text)));
}

static struct doc *doc_of_text(struct arena *a, enum doc_kind kind, struct span text)
{
    struct doc *d = doc_new(a, kind);

    d->text = text.data ? text : SPAN("");
    return d;
}

struct doc *doc_string(struct arena *a, struct span text)
{
    return doc_of_text(a, DOC_STRING, text);
}

struct doc *doc_blob(struct arena *a, struct span bytes)
{
    return doc_of_text(a, DOC_BLOB, bytes);
}

struct doc *doc_json(struct arena *a, struct span json)
{
    return doc_of_text(a, DOC_JSON, json);
}

struct doc *doc_list(struct arena *a)
{
    return doc_new(a, DOC_LIST);
}

struct doc *doc_map(struct arena *a)
{
    return doc_new(a, DOC_MAP);
}

static uint32_t name_hash(struct span name)
{
    uint32_t hash = 2166136261u;

    for (size_t i = 0; i < name.size; i++) hash = (hash ^ (unsigned char)name.data[i]) * 16777619u;
    return hash ^ hash >> 15;
}

/* The index has 4 * room slots at most half full, and room is a power of two. */
static uint32_t index_mask(const struct doc *map)
{
    return map->map.room * 4 - 1;
}

static void index_insert(struct doc *map, uint32_t position)
{
    uint32_t slot = name_hash(map->map.members[position].name);

    while (map->map.index[slot & index_mask(map)]) slot++;
    map->map.index[slot & index_mask(map)] = position + 1;
}

static void index_fill(struct doc *map)
{
    memset(map->map.index, 0, map->map.room * (size_t)4 * sizeof *map->map.index);
    for (uint32_t i = 0; i < map->map.count; i++) index_insert(map, i);
}

static struct doc_member *member_find(const struct doc *map, struct span name)
{
    if (!doc_is(map, DOC_MAP)) return NULL;
    if (!map->map.index) {
        for (uint32_t i = 0; i < map->map.count; i++)
            if (span_eq(map->map.members[i].name, name)) return &map->map.members[i];
        return NULL;
    }
    for (uint32_t slot = name_hash(name);; slot++) {
        uint32_t position = map->map.index[slot & index_mask(map)];
        if (!position) return NULL;
        if (span_eq(map->map.members[position - 1].name, name)) return &map->map.members[position - 1];
    }
}

struct doc *doc_get_span(const struct doc *map, struct span name)
{
    struct doc_member *m = member_find(map, name);

    return m ? m->value : NULL;
}

struct doc *doc_at(const struct doc *list, size_t index)
{
    return doc_is(list, DOC_LIST) && index < list->list.count ? list->list.items[index] : NULL;
}

size_t doc_count(const struct doc *d)
{
    return doc_is(d, DOC_LIST) ? d->list.count : doc_is(d, DOC_MAP) ? d->map.count : 0;
}

bool doc_is(const struct doc *d, enum doc_kind kind)
{
    return d && d->kind == kind;
}

bool doc_is_number(const struct doc *d)
{
    return doc_is(d, DOC_INT) || doc_is(d, DOC_NUMBER);
}

struct span doc_text(const struct doc *d)
{
    return doc_is(d, DOC_STRING) || doc_is(d, DOC_BLOB) ? d->text : (struct span){ NULL, 0 };
}

double doc_as_double(const struct doc *d)
{
    char small[64], *text = small;
    double value;

    if (doc_is(d, DOC_INT)) return (double)d->integer;
    if (!doc_is(d, DOC_NUMBER)) return 0;
    if (d->text.size >= sizeof small) text = memory_raw(d->text.size + 1);
    memcpy(text, d->text.data, d->text.size);
    text[d->text.size] = '\0';
    value = strtod(text, NULL);
    if (text != small) free(text);
    return value;
}

struct span doc_get_str(const struct doc *map, const char *name)
{
    return doc_text(doc_get(map, name));
}

const char *doc_get_cstr(const struct doc *map, const char *name)
{
    struct span text = doc_get_str(map, name);

    return text.data ? arena_string(map->arena, text) : NULL;
}

int64_t doc_get_int(const struct doc *map, const char *name, int64_t otherwise)
{
    struct doc *d = doc_get(map, name);
    double value;

    if (doc_is(d, DOC_INT)) return d->integer;
    if (!doc_is(d, DOC_NUMBER)) return otherwise;
    value = doc_as_double(d);
    return value > -9223372036854775808.0 && value < 9223372036854775808.0 ? (int64_t)value : otherwise;
}

bool doc_get_bool(const struct doc *map, const char *name, bool otherwise)
{
    struct doc *d = doc_get(map, name);

    return doc_is(d, DOC_BOOL) ? d->boolean : otherwise;
}

static void map_grow(struct doc *map)
{
    uint32_t room = map->map.room ? map->map.room * 2 : 8;
    struct doc_member *members = ARENA_ARRAY(map->arena, struct doc_member, room);

    if (map->map.count) memcpy(members, map->map.members, map->map.count * sizeof *members);
    map->map.members = members;
    map->map.room = room;
    if (map->map.count < INDEX_FROM) return;
    map->map.index = ARENA_ARRAY(map->arena, uint32_t, room * (size_t)4);
    index_fill(map);
}

void doc_put_span(struct doc *map, struct span name, struct doc *value)
{
    struct doc_member *m = member_find(map, name);

    assert(doc_is(map, DOC_MAP) && value);
    if (m) {
        m->value = value;
        return;
    }
    if (map->map.count == map->map.room) map_grow(map);
    map->map.members[map->map.count] = (struct doc_member){ name, value };
    if (map->map.index) index_insert(map, map->map.count);
    map->map.count++;
}

void doc_put(struct doc *map, const char *name, struct doc *value)
{
    doc_put_span(map, span_of(name), value);
}

void doc_put_str(struct doc *map, const char *name, struct span text)
{
    if (text.data) doc_put(map, name, doc_string(map->arena, arena_span(map->arena, text)));
}

void doc_put_cstr(struct doc *map, const char *name, const char *text)
{
    doc_put_str(map, name, span_of(text));
}

void doc_put_format(struct doc *map, const char *name, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    doc_put(map, name, doc_string(map->arena, span_of(arena_vprintf(map->arena, format, args))));
    va_end(args);
}

void doc_put_blob(struct doc *map, const char *name, struct span bytes)
{
    if (bytes.data) doc_put(map, name, doc_blob(map->arena, arena_span(map->arena, bytes)));
}

void doc_put_int(struct doc *map, const char *name, int64_t value)
{
    doc_put(map, name, doc_int(map->arena, value));
}

void doc_put_bool(struct doc *map, const char *name, bool value)
{
    doc_put(map, name, doc_bool(map->arena, value));
}

struct doc *doc_put_map(struct doc *map, const char *name)
{
    struct doc *child = doc_map(map->arena);

    doc_put(map, name, child);
    return child;
}

struct doc *doc_put_list(struct doc *map, const char *name)
{
    struct doc *child = doc_list(map->arena);

    doc_put(map, name, child);
    return child;
}

void doc_remove(struct doc *map, struct span name)
{
    struct doc_member *m = member_find(map, name);
    size_t behind;

    if (!m) return;
    behind = map->map.count - (size_t)(m - map->map.members) - 1;
    memmove(m, m + 1, behind * sizeof *m);
    map->map.count--;
    if (map->map.index) index_fill(map);
}

void doc_append(struct doc *list, struct doc *item)
{
    assert(doc_is(list, DOC_LIST) && item);
    if (list->list.count == list->list.room) {
        uint32_t room = list->list.room ? list->list.room * 2 : 8;
        struct doc **items = ARENA_ARRAY(list->arena, struct doc *, room);
        if (list->list.count) memcpy(items, list->list.items, list->list.count * sizeof *items);
        list->list.items = items;
        list->list.room = room;
    }
    list->list.items[list->list.count++] = item;
}

void doc_append_str(struct doc *list, struct span text)
{
    doc_append(list, doc_string(list->arena, arena_span(list->arena, text)));
}

struct doc *doc_append_map(struct doc *list)
{
    struct doc *child = doc_map(list->arena);

    doc_append(list, child);
    return child;
}

struct doc *doc_copy(struct arena *a, const struct doc *d)
{
    struct doc *copy = doc_new(a, d->kind);

    switch (d->kind) {
    case DOC_NULL: break;
    case DOC_BOOL: copy->boolean = d->boolean; break;
    case DOC_INT: copy->integer = d->integer; break;
    case DOC_NUMBER:
    case DOC_STRING:
    case DOC_BLOB:
    case DOC_JSON: copy->text = arena_span(a, d->text); break;
    case DOC_LIST:
        for (uint32_t i = 0; i < d->list.count; i++) doc_append(copy, doc_copy(a, d->list.items[i]));
        break;
    case DOC_MAP:
        for (uint32_t i = 0; i < d->map.count; i++)
            doc_put_span(copy, arena_span(a, d->map.members[i].name), doc_copy(a, d->map.members[i].value));
        break;
    }
    return copy;
}

struct doc *doc_shallow(struct arena *a, const struct doc *d)
{
    struct doc *copy = doc_new(a, d->kind);

    if (d->kind == DOC_LIST)
        for (uint32_t i = 0; i < d->list.count; i++) doc_append(copy, d->list.items[i]);
    else if (d->kind == DOC_MAP)
        for (uint32_t i = 0; i < d->map.count; i++) doc_put_span(copy, d->map.members[i].name, d->map.members[i].value);
    else *copy = *d;
    return copy;
}

static bool lists_equal(const struct doc *a, const struct doc *b)
{
    if (a->list.count != b->list.count) return false;
    for (uint32_t i = 0; i < a->list.count; i++)
        if (!doc_equal(a->list.items[i], b->list.items[i])) return false;
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
    case DOC_JSON: return span_eq(a->text, b->text);
    case DOC_LIST: return lists_equal(a, b);
    case DOC_MAP: return maps_equal(a, b);
    }
    return false;
}
