/* Documents: nodes in an arena. Lists and maps are arrays that double, or just as large as what they were made of. A
 * map with room for more than INDEX_FROM members carries an open-addressing table of positions (1-based, 0 is free), so
 * that no input makes look-ups quadratic; the table's address stands before the members.
 *
 * `room` is 0 where there is room for just those that are there, else 1 + the logarithm of the room.
 */
#include "emulator/base/doc.h"
#include "emulator/base/panic.h"

#include <assert.h>
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define INDEX_LOG      4
#define INDEX_FROM     (1u << INDEX_LOG)
#define ROOM_LOG_FIRST 3

static struct doc *doc_new(struct arena *a, enum doc_kind kind)
{
    struct doc *d = ARENA_NEW(a, struct doc);

    d->kind = kind;
    return d;
}

/* --- values without items or members ------------------------------------------------------------------------------ */

#define SMALL_FROM (-9)
#define SMALL_TO   99

#define SMALL(n)                   \
    {                              \
        .constant = { DOC_INT, n } \
    }
#define TEN(n)                                                                                                  \
    SMALL(n), SMALL(n + 1), SMALL(n + 2), SMALL(n + 3), SMALL(n + 4), SMALL(n + 5), SMALL(n + 6), SMALL(n + 7), \
        SMALL(n + 8), SMALL(n + 9)

static const struct doc small_ints[] = { SMALL(-9), SMALL(-8), SMALL(-7), SMALL(-6), SMALL(-5), SMALL(-4), SMALL(-3),
                                         SMALL(-2), SMALL(-1), TEN(0),    TEN(10),   TEN(20),   TEN(30),   TEN(40),
                                         TEN(50),   TEN(60),   TEN(70),   TEN(80),   TEN(90) };
_Static_assert(sizeof small_ints / sizeof *small_ints == SMALL_TO - SMALL_FROM + 1, "one each");

static const struct doc null = { .kind = DOC_NULL }, no = { .kind = DOC_BOOL }, yes = { { { DOC_BOOL, true, 0 } } };

/* They are never written to: see doc.h. */
static struct doc *constant(const struct doc *d)
{
    return (struct doc *)(uintptr_t)d;
}

struct doc *doc_null(struct arena *a)
{
    (void)a;
    return constant(&null);
}

struct doc *doc_bool(struct arena *a, bool value)
{
    (void)a;
    return constant(value ? &yes : &no);
}

struct doc *doc_int(struct arena *a, int64_t value)
{
    struct doc *d;

    if (value >= SMALL_FROM && value <= SMALL_TO) return constant(&small_ints[value - SMALL_FROM]);
    d = doc_new(a, DOC_INT);
    d->integer = value;
    return d;
}

struct doc *doc_number(struct arena *a, struct span literal)
{
    struct doc *d;
    int64_t value;

    if (span_int(literal, &value) && !span_is(literal, "-0")) return doc_int(a, value);
    d = doc_new(a, DOC_NUMBER);
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
    static const struct doc empty = { .text_constant = { DOC_STRING, { "", 0 } } };

    return text.size ? doc_of_text(a, DOC_STRING, text) : constant(&empty);
}

struct doc *doc_blob(struct arena *a, struct span bytes)
{
    return doc_of_text(a, DOC_BLOB, bytes);
}

struct doc *doc_json(struct arena *a, struct span json)
{
    return doc_of_text(a, DOC_JSON, json);
}

/* --- lists and maps ----------------------------------------------------------------------------------------------- */

static struct doc *container_new(struct arena *a, enum doc_kind kind)
{
    struct doc *d = doc_new(a, kind);

    d->arena = a;
    return d;
}

struct doc *doc_list(struct arena *a)
{
    return container_new(a, DOC_LIST);
}

struct doc *doc_map(struct arena *a)
{
    return container_new(a, DOC_MAP);
}

/* The logarithm of the least power of two that is not less. */
static unsigned log_of(uint32_t count)
{
    return count > 1 ? 32 - (unsigned)__builtin_clz(count - 1) : 0;
}

_Static_assert(offsetof(struct doc, list.count) == offsetof(struct doc, map.count), "one place");

static uint32_t room_of(const struct doc *d)
{
    return d->room ? (uint32_t)1 << (d->room - 1) : d->list.count;
}

/* For one more than there are. */
static unsigned room_next(const struct doc *d)
{
    unsigned log = log_of(d->list.count + 1);

    return (log < ROOM_LOG_FIRST ? ROOM_LOG_FIRST : log) + 1;
}

static uint32_t name_hash(struct span name)
{
    uint32_t hash = 2166136261u;

    for (size_t i = 0; i < name.size; i++) hash = (hash ^ (unsigned char)name.data[i]) * 16777619u;
    return hash ^ hash >> 15;
}

/* At most half of the slots are taken. */
static uint32_t slots_of(uint32_t room)
{
    return (uint32_t)2 << log_of(room);
}

static uint32_t *index_of(const struct doc *map)
{
    bool has_index = map->room ? map->room > INDEX_LOG + 1 : map->map.count > INDEX_FROM;

    return has_index ? ((uint32_t **)map->map.members)[-1] : NULL;
}

static void index_insert(struct doc *map, uint32_t *index, uint32_t position)
{
    uint32_t slot = name_hash(map->map.members[position].name), mask = slots_of(room_of(map)) - 1;

    while (index[slot & mask]) slot++;
    index[slot & mask] = position + 1;
}

static void index_fill(struct doc *map)
{
    uint32_t *index = index_of(map);

    if (!index) return;
    memset(index, 0, slots_of(room_of(map)) * sizeof *index);
    for (uint32_t i = 0; i < map->map.count; i++) index_insert(map, index, i);
}

/* An empty array with its table. */
static struct doc_member *members_new(struct arena *a, uint32_t room)
{
    uint32_t **block;

    if (room <= INDEX_FROM) return ARENA_ARRAY(a, struct doc_member, room);
    block = arena_alloc_aligned(a, sizeof *block + room * sizeof(struct doc_member), _Alignof(struct doc_member));
    *block = ARENA_ARRAY(a, uint32_t, slots_of(room));
    return (struct doc_member *)(block + 1);
}

static struct doc_member *member_find(const struct doc *map, struct span name)
{
    const uint32_t *index;
    uint32_t mask;

    if (!doc_is(map, DOC_MAP)) return NULL;
    index = map->map.count > INDEX_FROM ? index_of(map) : NULL;
    if (!index) {
        for (uint32_t i = 0; i < map->map.count; i++)
            if (span_eq(map->map.members[i].name, name)) return &map->map.members[i];
        return NULL;
    }
    mask = slots_of(room_of(map)) - 1;
    for (uint32_t slot = name_hash(name);; slot++) {
        uint32_t position = index[slot & mask];
        if (!position) return NULL;
        if (span_eq(map->map.members[position - 1].name, name)) return &map->map.members[position - 1];
    }
}

struct doc *doc_list_for(struct arena *a, uint32_t count)
{
    struct doc *list = doc_list(a);

    if (!count) return list;
    list->room = log_of(count) + 1;
    list->list.items = ARENA_ARRAY(a, struct doc *, room_of(list));
    return list;
}

struct doc *doc_map_for(struct arena *a, uint32_t count)
{
    struct doc *map = doc_map(a);

    if (!count) return map;
    map->room = log_of(count) + 1;
    map->map.members = members_new(a, room_of(map));
    return map;
}

struct doc *doc_list_of(struct arena *a, struct doc *const *items, uint32_t count)
{
    struct doc *list = doc_list(a);

    if (!count) return list;
    list->list.items = ARENA_ARRAY(a, struct doc *, count);
    list->list.count = count;
    memcpy(list->list.items, items, count * sizeof *items);
    return list;
}

static void member_add(struct doc *map, struct span name, struct doc *value)
{
    uint32_t *index = index_of(map);

    map->map.members[map->map.count] = (struct doc_member){ name, value };
    if (index) index_insert(map, index, map->map.count);
    map->map.count++;
}

/* While it is filled its room is that of its table. */
struct doc *doc_map_of(struct arena *a, const struct doc_member *members, uint32_t count)
{
    struct doc *map = doc_map(a);

    if (!count) return map;
    map->room = log_of(count) + 1;
    map->map.members = count > INDEX_FROM ? members_new(a, count) : ARENA_ARRAY(a, struct doc_member, count);
    for (uint32_t i = 0; i < count; i++) {
        struct doc_member *m = member_find(map, members[i].name);
        if (m) m->value = members[i].value;
        else member_add(map, members[i].name, members[i].value);
    }
    map->room = 0;
    if (map->map.count < count) index_fill(map);
    return map;
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
    struct doc_member *members = map->map.members;

    map->room = room_next(map);
    map->map.members = members_new(map->arena, room_of(map));
    if (map->map.count) memcpy(map->map.members, members, map->map.count * sizeof *members);
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
    if (map->map.count == room_of(map)) map_grow(map);
    member_add(map, name, value);
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
    index_fill(map);
}

void doc_renamed(struct doc *map)
{
    assert(doc_is(map, DOC_MAP));
    index_fill(map);
}

static void list_grow(struct doc *list)
{
    struct doc **items = list->list.items;

    list->room = room_next(list);
    list->list.items = ARENA_ARRAY(list->arena, struct doc *, room_of(list));
    if (list->list.count) memcpy(list->list.items, items, list->list.count * sizeof *items);
}

void doc_append(struct doc *list, struct doc *item)
{
    assert(doc_is(list, DOC_LIST) && item);
    if (list->list.count == room_of(list)) list_grow(list);
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

static struct doc *list_copy(struct arena *a, const struct doc *d)
{
    struct doc *copy = doc_list_for(a, d->list.count);

    for (uint32_t i = 0; i < d->list.count; i++) doc_append(copy, doc_copy(a, d->list.items[i]));
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
    case DOC_NUMBER:
    case DOC_STRING:
    case DOC_BLOB:
    case DOC_JSON: return doc_of_text(a, d->kind, arena_span(a, d->text));
    case DOC_LIST: return list_copy(a, d);
    case DOC_MAP: return map_copy(a, d);
    }
    return NULL;
}

struct doc *doc_shallow(struct arena *a, const struct doc *d)
{
    struct doc *copy;

    if (d->kind == DOC_LIST) return doc_list_of(a, d->list.items, d->list.count);
    if (d->kind == DOC_MAP) return doc_map_of(a, d->map.members, d->map.count);
    copy = doc_new(a, d->kind);
    *copy = *d;
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
