/* JSONata's values inside an evaluation: JSON's kinds and undefined, functions, and the tuples of a path that binds.
 *
 * A value is passed by value. Documents are wrapped, not converted: a list becomes an array, and a map an object, that
 * takes over its members when they are first asked for one by one.
 */
#ifndef NUBE_JSONATA_VALUES_H
#define NUBE_JSONATA_VALUES_H

#include "emulator/base/buf.h"
#include "emulator/base/doc.h"

enum jkind { J_UNDEFINED, J_NULL, J_BOOL, J_NUMBER, J_STRING, J_ARRAY, J_OBJECT, J_FUNCTION, J_TUPLE, J_THUNK };

struct jarray;
struct jobject;
struct jfunction;
struct jtuple;
struct jthunk;

struct jval {
    enum jkind kind : 8;
    uint32_t size; /* of a string */
    union {
        bool boolean;
        double number;
        const char *text; /* UTF-8; surrogates that stand alone are encoded as if they were characters */
        struct jarray *array;
        struct jobject *object;
        struct jfunction *function;
        struct jtuple *tuple;
        struct jthunk *thunk;
    };
};

struct jarray {
    struct jval *items; /* NULL while they are still those of the source */
    uint32_t count, room;
    const struct doc *source;
    bool sequence;       /* made by a path: stands for its one item when it has one */
    bool keep_singleton; /* … unless it is to stay an array */
    bool constructed;    /* by `[…]` as a step: not flattened into the path's result */
    bool outer;          /* wraps an input that is an array itself */
    bool tuples;         /* its items are tuples */
};

struct jmember {
    struct span name;
    struct jval value;
};

struct jobject {
    struct jmember *members; /* in JavaScript's order: index-like names first, ascending, then as they came */
    uint32_t count, room, index_names;
    uint32_t *slots, slot_count; /* a hash table once there are many */
    const struct doc *source;    /* the members are still those of this map */
};

/* A name with its value: of a frame, or of a tuple. */
struct jbinding {
    struct span name;
    struct jval value;
};

/* An item of a path that binds variables (`@`, `#`, `%`): the item, and what was bound on the way to it. */
struct jtuple {
    struct jval at;
    struct jbinding *bindings;
    uint32_t count;
};

static inline struct jval jundefined(void)
{
    return (struct jval){ .kind = J_UNDEFINED };
}

static inline struct jval jnull(void)
{
    return (struct jval){ .kind = J_NULL };
}

static inline struct jval jbool(bool value)
{
    return (struct jval){ .kind = J_BOOL, .boolean = value };
}

static inline struct jval jnumber(double value)
{
    return (struct jval){ .kind = J_NUMBER, .number = value };
}

static inline struct jval jstring(struct span s)
{
    return (struct jval){ .kind = J_STRING, .size = (uint32_t)s.size, .text = s.data ? s.data : "" };
}

static inline struct span jtext(struct jval v)
{
    return (struct span){ v.text, v.size };
}

static inline struct jval jarray_value(struct jarray *array)
{
    return (struct jval){ .kind = J_ARRAY, .array = array };
}

static inline struct jval jobject_value(struct jobject *object)
{
    return (struct jval){ .kind = J_OBJECT, .object = object };
}

static inline bool jis_defined(struct jval v)
{
    return v.kind != J_UNDEFINED;
}

/* Arrays. An array of `room` items; a sequence; a sequence of that one item, or none when it is undefined. */
struct jarray *jarray_new(struct arena *a, uint32_t room);
struct jarray *jsequence_new(struct arena *a);
struct jarray *jsequence_of(struct arena *a, struct jval item);
void jarray_push(struct arena *a, struct jarray *array, struct jval item);
struct jval *jarray_items(struct arena *a, struct jarray *array); /* its `count` items */
struct jval jarray_at(struct arena *a, struct jarray *array, uint32_t index);

/* Pushes the value, or each of its items when it is an array. */
void jarray_push_all(struct arena *a, struct jarray *array, struct jval items);

/* The value itself when it is an array, else a sequence of it. */
struct jarray *jarray_from(struct arena *a, struct jval v);

/* `left` and `right` in one array, as the language's $append joins them: undefined adds nothing. */
struct jval jappend(struct arena *a, struct jval left, struct jval right);

/* Objects. */
struct jobject *jobject_new(struct arena *a);
struct jval jobject_get(struct arena *a, struct jobject *object, struct span name); /* undefined when it has none */
void jobject_put(struct arena *a, struct jobject *object, struct span name, struct jval value);
void jobject_remove(struct arena *a, struct jobject *object, struct span name);
struct jmember *jobject_members(struct arena *a, struct jobject *object);
uint32_t jobject_count(struct arena *a, struct jobject *object);

/* From documents and back. How deeply nested a value may be is JNEST_MAX: jval_to_doc gives NULL beyond. */
#define JNEST_MAX 128
struct jval jval_from_doc(struct arena *a, const struct doc *d);
struct doc *jval_to_doc(struct arena *a, struct jval v);
struct doc *jval_to_doc_named(struct arena *a,
                              struct jval v); /* with "NaN" and "Infinity" where JSON has no such number */

/* A copy that shares nothing that could be changed. False when it is nested too deeply. */
bool jval_clone(struct arena *a, struct jval v, struct jval *copy, int depth);

#endif
