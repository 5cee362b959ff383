/* Arrays and objects, and the way from documents and back. */
#include "emulator/asl/jsonata/values/jsonata_values.h"
#include "emulator/asl/jsonata/values/jsonata_number_text.h"

#include <math.h>
#include <string.h>

#include "emulator/base/digest.h"

#define HASH_FROM 12 /* members from which on an object is looked up by a hash table */

/* --- arrays
 * -------------------------------------------------------------------------------------------------------- */

struct jarray *jarray_new(struct arena *a, uint32_t room)
{
    struct jarray *array = ARENA_NEW(a, struct jarray);

    array->room = room;
    if (room) array->items = ARENA_ARRAY(a, struct jval, room);
    return array;
}

struct jarray *jsequence_new(struct arena *a)
{
    struct jarray *array = ARENA_NEW(a, struct jarray);

    array->sequence = true;
    return array;
}

struct jarray *jsequence_of(struct arena *a, struct jval item)
{
    struct jarray *array = jsequence_new(a);

    if (jis_defined(item)) jarray_push(a, array, item);
    return array;
}

void jarray_push(struct arena *a, struct jarray *array, struct jval item)
{
    if (array->source) jarray_items(a, array);
    array->source = NULL;
    if (array->count == array->room) {
        uint32_t room = array->room ? array->room * 2 : 4;
        struct jval *bigger = ARENA_ARRAY(a, struct jval, room);
        if (array->count) memcpy(bigger, array->items, array->count * sizeof *bigger);
        array->items = bigger;
        array->room = room;
    }
    array->items[array->count++] = item;
}

struct jval *jarray_items(struct arena *a, struct jarray *array)
{
    if (!array->items && array->count) {
        array->items = ARENA_ARRAY(a, struct jval, array->count);
        array->room = array->count;
        for (uint32_t i = 0; i < array->count; i++) array->items[i] = jval_from_doc(a, doc_items(array->source)[i]);
    }
    return array->items;
}

struct jval jarray_at(struct arena *a, struct jarray *array, uint32_t index)
{
    if (index >= array->count) return jundefined();
    if (!array->items) return jval_from_doc(a, doc_items(array->source)[index]);
    return array->items[index];
}

void jarray_push_all(struct arena *a, struct jarray *array, struct jval items)
{
    struct jval *from;

    if (items.kind != J_ARRAY) {
        if (jis_defined(items)) jarray_push(a, array, items);
        return;
    }
    from = jarray_items(a, items.array);
    for (uint32_t i = 0; i < items.array->count; i++) jarray_push(a, array, from[i]);
}

struct jarray *jarray_from(struct arena *a, struct jval v)
{
    return v.kind == J_ARRAY ? v.array : jsequence_of(a, v);
}

struct jval jappend(struct arena *a, struct jval left, struct jval right)
{
    struct jarray *joined;

    if (!jis_defined(left)) return right;
    if (!jis_defined(right)) return left;
    joined = jarray_new(a, (left.kind == J_ARRAY ? left.array->count : 1) +
                               (right.kind == J_ARRAY ? right.array->count : 1));
    jarray_push_all(a, joined, left);
    jarray_push_all(a, joined, right);
    return jarray_value(joined);
}

/* --- objects
 * ------------------------------------------------------------------------------------------------------- */

struct jobject *jobject_new(struct arena *a)
{
    return ARENA_NEW(a, struct jobject);
}

static uint32_t hash(struct span name)
{
    uint32_t h = 2166136261u;

    for (size_t i = 0; i < name.size; i++) h = (h ^ (unsigned char)name.data[i]) * 16777619u;
    return h;
}

/* An array index as JavaScript spells it, below 2^32 - 1; -1 for any other name. */
static int64_t index_of_name(struct span name)
{
    int64_t value = 0;

    if (name.size == 0 || name.size > 10 || (name.data[0] == '0' && name.size > 1)) return -1;
    for (size_t i = 0; i < name.size; i++) {
        if (name.data[i] < '0' || name.data[i] > '9') return -1;
        value = value * 10 + (name.data[i] - '0');
    }
    return value < 4294967295 ? value : -1;
}

static void slots_fill(struct arena *a, struct jobject *o)
{
    if (o->slot_count < o->room * 2) {
        o->slot_count = 32;
        while (o->slot_count < o->room * 2) o->slot_count *= 2;
        o->slots = ARENA_ARRAY(a, uint32_t, o->slot_count);
    } else {
        memset(o->slots, 0, o->slot_count * sizeof *o->slots);
    }
    for (uint32_t i = 0; i < o->count; i++) {
        uint32_t at = hash(o->members[i].name) & (o->slot_count - 1);
        while (o->slots[at]) at = (at + 1) & (o->slot_count - 1);
        o->slots[at] = i + 1;
    }
}

static struct jmember *find(struct arena *a, struct jobject *o, struct span name)
{
    if (o->count < HASH_FROM) {
        for (uint32_t i = 0; i < o->count; i++)
            if (span_eq(o->members[i].name, name)) return &o->members[i];
        return NULL;
    }
    if (!o->slots) slots_fill(a, o);
    for (uint32_t at = hash(name) & (o->slot_count - 1); o->slots[at]; at = (at + 1) & (o->slot_count - 1))
        if (span_eq(o->members[o->slots[at] - 1].name, name)) return &o->members[o->slots[at] - 1];
    return NULL;
}

/* Where a new member belongs: behind the others, an index among the indexes. */
static uint32_t place_of(struct jobject *o, struct span name)
{
    int64_t index = index_of_name(name);
    uint32_t at = o->index_names;

    if (index < 0) return o->count;
    while (at > 0 && index_of_name(o->members[at - 1].name) > index) at--;
    o->index_names++;
    return at;
}

static void insert(struct arena *a, struct jobject *o, struct span name, struct jval value)
{
    uint32_t at;

    if (o->count == o->room) {
        uint32_t room = o->room ? o->room * 2 : 4;
        struct jmember *bigger = ARENA_ARRAY(a, struct jmember, room);
        if (o->count) memcpy(bigger, o->members, o->count * sizeof *bigger);
        o->members = bigger;
        o->room = room;
        o->slots = NULL;
        o->slot_count = 0;
    }
    at = place_of(o, name);
    if (at < o->count) {
        memmove(&o->members[at + 1], &o->members[at], (o->count - at) * sizeof *o->members);
        o->slots = NULL;
        o->slot_count = 0;
    }
    o->members[at] = (struct jmember){ name, value };
    o->count++;
    if (o->slots) {
        uint32_t slot = hash(name) & (o->slot_count - 1);
        while (o->slots[slot]) slot = (slot + 1) & (o->slot_count - 1);
        o->slots[slot] = at + 1;
    }
}

/* Takes over the members of the map that it wraps. */
static void take_over(struct arena *a, struct jobject *o)
{
    const struct doc *source = o->source;

    if (!source) return;
    o->source = NULL;
    o->room = source->map.count;
    o->members = ARENA_ARRAY(a, struct jmember, o->room ? o->room : 1);
    for (uint32_t i = 0; i < source->map.count; i++)
        insert(a, o, source->map.members[i].name, jval_from_doc(a, source->map.members[i].value));
}

struct jval jobject_get(struct arena *a, struct jobject *o, struct span name)
{
    struct jmember *member;

    if (o->source) return jval_from_doc(a, doc_get_span(o->source, name));
    member = find(a, o, name);
    return member ? member->value : jundefined();
}

void jobject_put(struct arena *a, struct jobject *o, struct span name, struct jval value)
{
    struct jmember *member;

    take_over(a, o);
    if ((member = find(a, o, name))) {
        member->value = value;
    } else {
        insert(a, o, name, value);
    }
}

void jobject_remove(struct arena *a, struct jobject *o, struct span name)
{
    struct jmember *member;
    size_t at;

    take_over(a, o);
    if (!(member = find(a, o, name))) return;
    at = (size_t)(member - o->members);
    if (at < o->index_names) o->index_names--;
    memmove(member, member + 1, (o->count - at - 1) * sizeof *member);
    o->count--;
    o->slots = NULL;
    o->slot_count = 0;
}

struct jmember *jobject_members(struct arena *a, struct jobject *o)
{
    take_over(a, o);
    return o->members;
}

uint32_t jobject_count(struct arena *a, struct jobject *o)
{
    (void)a;
    return o->source ? o->source->map.count : o->count;
}

/* --- documents
 * ----------------------------------------------------------------------------------------------------- */

struct jval jval_from_doc(struct arena *a, const struct doc *d)
{
    struct jarray *array;
    struct jobject *object;

    if (!d) return jundefined();
    switch (d->kind) {
    case DOC_JSON: /* only in answers to clients */
    case DOC_NULL: return jnull();
    case DOC_BOOL: return jbool(d->boolean);
    case DOC_INT:
    case DOC_NUMBER: return jnumber(d->kind == DOC_INT ? (double)d->integer : doc_as_double(d));
    case DOC_STRING: return jstring(doc_chars(d));
    case DOC_BLOB: return jstring(base64_text(a, doc_chars(d)));
    case DOC_LIST:
        array = ARENA_NEW(a, struct jarray);
        array->source = d;
        array->count = d->list.count;
        return jarray_value(array);
    case DOC_MAP:
        object = ARENA_NEW(a, struct jobject);
        object->source = d;
        return jobject_value(object);
    }
    return jundefined();
}

static struct doc *number_doc(struct arena *a, double value, bool named)
{
    if (!isfinite(value) && named)
        return doc_string(a, isnan(value) ? SPAN("NaN") : value > 0 ? SPAN("Infinity") : SPAN("-Infinity"));
    if (!isfinite(value)) return doc_null(a);
    if (fabs(value) < 9007199254740992.0 && value == floor(value)) return doc_int(a, (int64_t)value);
    return doc_number(a, jnumber_span(a, value));
}

/* Text without surrogates that stand alone. */
static struct doc *string_doc(struct arena *a, struct span text)
{
    struct span rest = text, copy;

    if (span_is_utf8(text)) return doc_string(a, text);
    copy = arena_span(a, text);
    for (char *c = (char *)copy.data; rest.size;) {
        size_t size = span_utf8_size(rest);
        if (!size) { /* three bytes of a surrogate; U+FFFD has three as well */
            size = rest.size < 3 ? rest.size : 3;
            memcpy(c, "\xEF\xBF\xBD", size);
        }
        c += size;
        rest = span_sub(rest, size, rest.size);
    }
    return doc_string(a, copy);
}

static struct doc *to_doc(struct arena *a, struct jval v, bool named, int depth);

static struct doc *list_doc(struct arena *a, struct jarray *array, bool named, int depth)
{
    struct doc *list, *item;

    if (array->source) return (struct doc *)array->source;
    list = doc_list(a);
    for (uint32_t i = 0; i < array->count; i++) {
        if (!(item = to_doc(a, array->items[i], named, depth + 1))) return NULL;
        doc_append(list, item);
    }
    return list;
}

static struct doc *map_doc(struct arena *a, struct jobject *object, bool named, int depth)
{
    struct doc *map, *value;

    if (object->source) return (struct doc *)object->source;
    map = doc_map(a);
    for (uint32_t i = 0; i < object->count; i++) {
        if (object->members[i].value.kind == J_UNDEFINED) continue;
        if (!(value = to_doc(a, object->members[i].value, named, depth + 1))) return NULL;
        doc_put_span(map, object->members[i].name, value);
    }
    return map;
}

static struct doc *to_doc(struct arena *a, struct jval v, bool named, int depth)
{
    if (depth > JNEST_MAX) return NULL;
    switch (v.kind) {
    case J_UNDEFINED:
    case J_NULL: return doc_null(a);
    case J_BOOL: return doc_bool(a, v.boolean);
    case J_NUMBER: return number_doc(a, v.number, named);
    case J_STRING: return string_doc(a, jtext(v));
    case J_ARRAY: return list_doc(a, v.array, named, depth);
    case J_OBJECT: return map_doc(a, v.object, named, depth);
    case J_TUPLE: return to_doc(a, v.tuple->at, named, depth + 1);
    case J_FUNCTION:
    case J_THUNK: break;
    }
    return doc_string(a, SPAN(""));
}

struct doc *jval_to_doc(struct arena *a, struct jval v)
{
    return to_doc(a, v, false, 0);
}

struct doc *jval_to_doc_named(struct arena *a, struct jval v)
{
    return to_doc(a, v, true, 0);
}

bool jval_clone(struct arena *a, struct jval v, struct jval *copy, int depth)
{
    if (depth > JNEST_MAX) return false;
    *copy = v;
    if (v.kind == J_ARRAY) {
        struct jval *items = jarray_items(a, v.array);
        copy->array = jarray_new(a, v.array->count);
        for (uint32_t i = 0; i < v.array->count; i++) {
            jarray_push(a, copy->array, jnull());
            if (!jval_clone(a, items[i], &copy->array->items[i], depth + 1)) return false;
        }
    } else if (v.kind == J_OBJECT) {
        struct jmember *members = jobject_members(a, v.object);
        copy->object = jobject_new(a);
        for (uint32_t i = 0; i < v.object->count; i++) {
            struct jval value;
            if (!jval_clone(a, members[i].value, &value, depth + 1)) return false;
            jobject_put(a, copy->object, members[i].name, value);
        }
    }
    return true;
}
