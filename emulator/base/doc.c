/* Documents: nodes in an arena. Lists and maps are arrays that double, or just as large as what they were made of. A
 * map with room for more than INDEX_FROM members carries an open-addressing table of positions (1-based, 0 is free), so
 * that no input makes look-ups quadratic; the table's address stands before the members.
 *
 * `room` tells of the array: there is none (a list of one item has it in its node), or one for just those that are
 * there, or one whose room has this logarithm.
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

enum { NO_ARRAY, EXACT, OF_LOG };

static struct doc *doc_new(struct arena *a, enum doc_kind kind)
{
    struct doc *d = arena_raw(a, sizeof *d, _Alignof(struct doc));

    memset(d, 0, sizeof *d); /* an initialiser would leave the bits between its members as they are */
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

static const struct doc null = { .constant = { DOC_NULL, 0 } }, no = { .constant = { DOC_BOOL, 0 } },
                        yes = { .constant = { DOC_BOOL, 1 } };

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

void doc_set_chars(struct doc *d, struct span chars)
{
    if (chars.size > UINT32_MAX) panic("a text is longer than can be told");
    d->text.chars = chars.data ? chars.data : "";
    d->text.size = (uint32_t)chars.size;
}

static struct doc *doc_of_text(struct arena *a, enum doc_kind kind, struct span text)
{
    struct doc *d = doc_new(a, kind);

    doc_set_chars(d, text);
    return d;
}

struct doc *doc_number(struct arena *a, struct span literal)
{
    int64_t value;

    if (span_int(literal, &value) && !span_is(literal, "-0")) return doc_int(a, value);
    return doc_of_text(a, DOC_NUMBER, literal);
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

struct doc *doc_string(struct arena *a, struct span text)
{
    static const struct doc empty = { .text_constant = { DOC_STRING, 0, "" } };

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

    d->place = arena_place(a, d);
    return d;
}

struct arena *doc_arena(const struct doc *d)
{
    assert(d->kind == DOC_LIST || d->kind == DOC_MAP);
    return arena_of(d, d->place);
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
    if (d->room >= OF_LOG) return (uint32_t)1 << (d->room - OF_LOG);
    return d->room == EXACT ? d->list.count : d->kind == DOC_LIST;
}

static unsigned room_for(uint32_t count)
{
    return OF_LOG + log_of(count);
}

/* For one more than there are. */
static unsigned room_next(const struct doc *d)
{
    return room_for(d->list.count < 1u << ROOM_LOG_FIRST ? 1u << ROOM_LOG_FIRST : d->list.count + 1);
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

static uint32_t *index_before(const struct doc_member *members)
{
    return ((uint32_t *const *)members)[-1];
}

static uint32_t *index_of(const struct doc *map)
{
    bool has_index = map->room > EXACT ? map->room > OF_LOG + INDEX_LOG : map->map.count > INDEX_FROM;

    return has_index ? index_before(map->map.members) : NULL;
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

/* An empty array; with a table where so many need one, which grows or does not. */
static struct doc_member *members_new(struct arena *a, uint32_t room)
{
    uint32_t **block;

    if (room <= INDEX_FROM) return arena_raw(a, room * sizeof(struct doc_member), _Alignof(struct doc_member));
    block = arena_raw(a, sizeof *block + room * sizeof(struct doc_member), _Alignof(struct doc_member));
    *block = ARENA_ARRAY(a, uint32_t, slots_of(room));
    return (struct doc_member *)(block + 1);
}

static struct doc_member *member_find(const struct doc *map, struct span name)
{
    const uint32_t *index;
    uint32_t mask;

    if (!doc_is(map, DOC_MAP)) return NULL;
    if (map->map.count <= INDEX_FROM) {
        for (uint32_t i = 0; i < map->map.count; i++)
            if (span_eq(map->map.members[i].name, name)) return &map->map.members[i];
        return NULL;
    }
    index = index_before(map->map.members);
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

    if (count <= 1) return list;
    list->room = room_for(count);
    list->list.many = ARENA_ARRAY(a, struct doc *, room_of(list));
    return list;
}

struct doc *doc_map_for(struct arena *a, uint32_t count)
{
    struct doc *map = doc_map(a);

    if (!count) return map;
    map->room = room_for(count);
    map->map.members = members_new(a, room_of(map));
    return map;
}

struct doc *doc_list_exactly(struct arena *a, uint32_t count)
{
    struct doc *list = doc_list(a);

    list->list.count = count;
    if (count <= 1) return list;
    list->room = EXACT;
    list->list.many = arena_raw(a, count * sizeof(struct doc *), _Alignof(struct doc *));
    return list;
}

struct doc *doc_list_of(struct arena *a, struct doc *const *items, uint32_t count)
{
    struct doc *list = doc_list_exactly(a, count);

    if (count) memcpy(doc_items(list), items, count * sizeof *items);
    return list;
}

static void member_add(struct doc *map, struct span name, struct doc *value)
{
    uint32_t *index = index_of(map);

    map->map.members[map->map.count] = (struct doc_member){ name, value };
    if (index) index_insert(map, index, map->map.count);
    map->map.count++;
}

struct doc_member *doc_members(struct arena *a, uint32_t count)
{
    return members_new(a, count);
}

/* While it is filled, from the array into the same array, its room is that of its table. */
struct doc *doc_map_taking(struct arena *a, struct doc_member *members, uint32_t count)
{
    struct doc *map = doc_map(a);

    if (!count) return map;
    map->room = room_for(count);
    map->map.members = members;
    for (uint32_t i = 0; i < count; i++) {
        struct doc_member *m = member_find(map, members[i].name);
        if (m) m->value = members[i].value;
        else member_add(map, members[i].name, members[i].value);
    }
    map->room = EXACT;
    if (map->map.count < count) index_fill(map);
    return map;
}

struct doc *doc_map_of(struct arena *a, const struct doc_member *members, uint32_t count)
{
    struct doc_member *own = doc_members(a, count);

    if (count) memcpy(own, members, count * sizeof *members);
    return doc_map_taking(a, own, count);
}

struct doc *doc_get_span(const struct doc *map, struct span name)
{
    struct doc_member *m = member_find(map, name);

    return m ? m->value : NULL;
}

struct doc *doc_at(const struct doc *list, size_t index)
{
    return doc_is(list, DOC_LIST) && index < list->list.count ? doc_items(list)[index] : NULL;
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
    return doc_is(d, DOC_STRING) || doc_is(d, DOC_BLOB) ? doc_chars(d) : (struct span){ NULL, 0 };
}

double doc_as_double(const struct doc *d)
{
    char small[64], *text = small;
    double value;

    if (doc_is(d, DOC_INT)) return (double)d->integer;
    if (!doc_is(d, DOC_NUMBER)) return 0;
    if (d->text.size >= sizeof small) text = memory_raw((size_t)d->text.size + 1);
    memcpy(text, d->text.chars, d->text.size);
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

    return text.data ? arena_string(doc_arena(map), text) : NULL;
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
    map->map.members = members_new(doc_arena(map), room_of(map));
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
    if (text.data) doc_put(map, name, doc_string(doc_arena(map), arena_span(doc_arena(map), text)));
}

void doc_put_cstr(struct doc *map, const char *name, const char *text)
{
    doc_put_str(map, name, span_of(text));
}

void doc_put_format(struct doc *map, const char *name, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    doc_put(map, name, doc_string(doc_arena(map), span_of(arena_vprintf(doc_arena(map), format, args))));
    va_end(args);
}

void doc_put_blob(struct doc *map, const char *name, struct span bytes)
{
    if (bytes.data) doc_put(map, name, doc_blob(doc_arena(map), arena_span(doc_arena(map), bytes)));
}

void doc_put_int(struct doc *map, const char *name, int64_t value)
{
    doc_put(map, name, doc_int(doc_arena(map), value));
}

void doc_put_bool(struct doc *map, const char *name, bool value)
{
    doc_put(map, name, doc_bool(doc_arena(map), value));
}

struct doc *doc_put_map(struct doc *map, const char *name)
{
    struct doc *child = doc_map(doc_arena(map));

    doc_put(map, name, child);
    return child;
}

struct doc *doc_put_list(struct doc *map, const char *name)
{
    struct doc *child = doc_list(doc_arena(map));

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
    unsigned room = room_next(list);
    struct doc **items = ARENA_ARRAY(doc_arena(list), struct doc *, (size_t)1 << (room - OF_LOG));

    memcpy(items, doc_items(list), list->list.count * sizeof *items);
    list->room = room;
    list->list.many = items;
}

void doc_append(struct doc *list, struct doc *item)
{
    assert(doc_is(list, DOC_LIST) && item);
    if (list->list.count == room_of(list)) list_grow(list);
    doc_items(list)[list->list.count++] = item;
}

void doc_append_str(struct doc *list, struct span text)
{
    doc_append(list, doc_string(doc_arena(list), arena_span(doc_arena(list), text)));
}

struct doc *doc_append_map(struct doc *list)
{
    struct doc *child = doc_map(doc_arena(list));

    doc_append(list, child);
    return child;
}
