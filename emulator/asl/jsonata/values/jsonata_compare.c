/* Equality, order and truth. */
#include "emulator/asl/jsonata/values/jsonata_compare.h"

#include <math.h>

static bool equal(struct arena *a, struct jval left, struct jval right, int depth);

static bool arrays_equal(struct arena *a, struct jarray *left, struct jarray *right, int depth)
{
    struct jval *l, *r;

    if (left == right) return true;
    if (left->count != right->count) return false;
    l = jarray_items(a, left);
    r = jarray_items(a, right);
    for (uint32_t i = 0; i < left->count; i++)
        if (!equal(a, l[i], r[i], depth)) return false;
    return true;
}

static bool objects_equal(struct arena *a, struct jobject *left, struct jobject *right, int depth)
{
    struct jmember *members;

    if (left == right) return true;
    if (jobject_count(a, left) != jobject_count(a, right)) return false;
    members = jobject_members(a, left);
    for (uint32_t i = 0; i < left->count; i++) {
        struct jval other = jobject_get(a, right, members[i].name);
        if (!jis_defined(other) || !equal(a, members[i].value, other, depth)) return false;
    }
    return true;
}

/* What is nested too deeply equals nothing. */
static bool equal(struct arena *a, struct jval left, struct jval right, int depth)
{
    if (left.kind != right.kind || depth > JNEST_MAX) return false;
    switch (left.kind) {
    case J_UNDEFINED:
    case J_NULL: return true;
    case J_BOOL: return left.boolean == right.boolean;
    case J_NUMBER: return left.number == right.number;
    case J_STRING: return span_eq(jtext(left), jtext(right));
    case J_ARRAY: return arrays_equal(a, left.array, right.array, depth + 1);
    case J_OBJECT: return objects_equal(a, left.object, right.object, depth + 1);
    default: return left.function == right.function;
    }
}

bool jequal(struct arena *a, struct jval left, struct jval right)
{
    return equal(a, left, right, 0);
}

/* A surrogate half sorts below U+E000 and a whole pair with it, though their bytes do not. */
static int utf16_rank(unsigned char lead)
{
    return lead >= 0xF0 ? 0xED : lead >= 0xEE ? lead + 8 : lead;
}

int jtext_compare(struct span left, struct span right)
{
    size_t common = left.size < right.size ? left.size : right.size, at = 0;
    int l, r;

    while (at < common && left.data[at] == right.data[at]) at++;
    if (at == common) return left.size < right.size ? -1 : left.size > right.size;
    l = (unsigned char)left.data[at];
    r = (unsigned char)right.data[at];
    if (l >= 0xC0 && r >= 0xC0 && utf16_rank((unsigned char)l) != utf16_rank((unsigned char)r))
        return utf16_rank((unsigned char)l) < utf16_rank((unsigned char)r) ? -1 : 1;
    return l < r ? -1 : 1;
}

static bool truth(struct arena *a, struct jval v, int depth)
{
    struct jval *items;

    if (depth > JNEST_MAX) return false;
    switch (v.kind) {
    case J_BOOL: return v.boolean;
    case J_NUMBER: return v.number != 0 && !isnan(v.number);
    case J_STRING: return v.size > 0;
    case J_OBJECT: return jobject_count(a, v.object) > 0;
    case J_ARRAY:
        items = jarray_items(a, v.array);
        for (uint32_t i = 0; i < v.array->count; i++)
            if (truth(a, items[i], depth + 1)) return true;
        return false;
    default: return false;
    }
}

bool jtruth(struct arena *a, struct jval v)
{
    return truth(a, v, 0);
}
