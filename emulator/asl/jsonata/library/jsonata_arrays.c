/* Functions of arrays, and those that call functions back. */
#include <string.h>

#include "emulator/asl/jsonata/library/jsonata_functions.h"
#include "emulator/asl/jsonata/run/jsonata_call.h"
#include "emulator/asl/jsonata/run/jsonata_groups.h"
#include "emulator/asl/jsonata/values/jsonata_compare.h"
#include "emulator/base/ids.h"

struct jval jfn_append(struct jrun *r, struct jval *arguments, int count)
{
    (void)count;
    return jappend(r->arena, arguments[0], arguments[1]);
}

static struct jarray *copy_of(struct jrun *r, struct jarray *from)
{
    struct jarray *copy = jarray_new(r->arena, from->count);

    if (from->count) memcpy(copy->items, jarray_items(r->arena, from), from->count * sizeof *copy->items);
    copy->count = from->count;
    return copy;
}

/* --- order
 * --------------------------------------------------------------------------------------------------------- */

static bool is_greater(struct jrun *r, struct jval left, struct jval right, void *arg)
{
    (void)r;
    (void)arg;
    if (left.kind == J_STRING) return jtext_compare(jtext(left), jtext(right)) > 0;
    return left.number > right.number;
}

static bool is_after(struct jrun *r, struct jval left, struct jval right, void *arg)
{
    struct jval arguments[] = { left, right };

    return jtruth(r->arena, jcall(r, *(struct jval *)arg, arguments, 2, jundefined()));
}

static bool all_of(struct jrun *r, struct jarray *array, enum jkind kind)
{
    struct jval *items = jarray_items(r->arena, array);

    for (uint32_t i = 0; i < array->count; i++)
        if (items[i].kind != kind) return false;
    return true;
}

struct jval jfn_sort(struct jrun *r, struct jval *arguments, int count)
{
    struct jarray *sorted;

    (void)count;
    if (!jis_defined(arguments[0]) || arguments[0].array->count <= 1) return arguments[0];
    sorted = copy_of(r, arguments[0].array);
    if (jis_defined(arguments[1])) {
        jsort(r, sorted->items, sorted->count, is_after, &arguments[1]);
    } else if (all_of(r, sorted, J_NUMBER) || all_of(r, sorted, J_STRING)) {
        jsort(r, sorted->items, sorted->count, is_greater, NULL);
    } else {
        return jfail(r, (struct jfault){ .code = "D3070", .value = arguments[0], .index = 1 });
    }
    return jarray_value(sorted);
}

struct jval jfn_reverse(struct jrun *r, struct jval *arguments, int count)
{
    struct jarray *from, *reversed;
    struct jval *items;

    (void)count;
    if (!jis_defined(arguments[0]) || arguments[0].array->count <= 1) return arguments[0];
    from = arguments[0].array;
    items = jarray_items(r->arena, from);
    reversed = jarray_new(r->arena, from->count);
    for (uint32_t i = from->count; i > 0; i--) jarray_push(r->arena, reversed, items[i - 1]);
    return jarray_value(reversed);
}

struct jval jfn_shuffle(struct jrun *r, struct jval *arguments, int count)
{
    struct jarray *shuffled;

    (void)count;
    if (!jis_defined(arguments[0]) || arguments[0].array->count <= 1) return arguments[0];
    shuffled = copy_of(r, arguments[0].array);
    for (uint32_t i = shuffled->count - 1; i > 0; i--) {
        uint32_t other = (uint32_t)(random_u64() % (i + 1));
        struct jval item = shuffled->items[i];
        shuffled->items[i] = shuffled->items[other];
        shuffled->items[other] = item;
    }
    return jarray_value(shuffled);
}

struct jval jfn_distinct(struct jrun *r, struct jval *arguments, int count)
{
    struct jarray *from = arguments[0].array, *distinct;
    struct jobject *seen = jobject_new(r->arena);
    struct jval *items;

    (void)count;
    if (arguments[0].kind != J_ARRAY || from->count <= 1) return arguments[0];
    distinct = jarray_new(r->arena, 0);
    distinct->sequence = from->sequence;
    items = jarray_items(r->arena, from);
    for (uint32_t i = 0; i < from->count && !r->failed; i++) {
        bool is_new = true;
        if (items[i].kind == J_STRING) { /* by a table: the usual case */
            is_new = !jis_defined(jobject_get(r->arena, seen, jtext(items[i])));
            jobject_put(r->arena, seen, jtext(items[i]), jnull());
        }
        for (uint32_t n = 0; n < distinct->count && is_new && items[i].kind != J_STRING; n++)
            if (jequal(r->arena, items[i], distinct->items[n])) is_new = false;
        if (is_new) jarray_push(r->arena, distinct, items[i]);
        if (i % 256 == 255) jrun_check(r);
    }
    return jarray_value(distinct);
}

struct jval jfn_zip(struct jrun *r, struct jval *arguments, int count)
{
    struct jarray *zipped = jarray_new(r->arena, 0);
    uint32_t length = UINT32_MAX;

    for (int i = 0; i < count; i++) {
        uint32_t n = arguments[i].kind == J_ARRAY ? arguments[i].array->count : 0;
        if (n < length) length = n;
    }
    for (uint32_t n = 0; n < length && count; n++) {
        struct jarray *row = jarray_new(r->arena, (uint32_t)count);
        for (int i = 0; i < count; i++) jarray_push(r->arena, row, jarray_at(r->arena, arguments[i].array, n));
        jarray_push(r->arena, zipped, jarray_value(row));
    }
    return jarray_value(zipped);
}

/* --- functions called back
 * ----------------------------------------------------------------------------------------- */

/* Calls with an item, where it stands and what it stands in: as many of these as the function wants. */
static struct jval call_back(struct jrun *r, struct jval function, struct jval item, struct jval where, struct jval in)
{
    struct jval arguments[] = { item, where, in };
    int wanted = jarity(function.function);

    return jcall(r, function, arguments, wanted < 1 ? 1 : wanted > 3 ? 3 : wanted, jundefined());
}

struct jval jfn_map(struct jrun *r, struct jval *arguments, int count)
{
    struct jarray *mapped = jsequence_new(r->arena);
    struct jval *items;

    (void)count;
    if (!jis_defined(arguments[0])) return jundefined();
    items = jarray_items(r->arena, arguments[0].array);
    for (uint32_t i = 0; i < arguments[0].array->count && !r->failed; i++) {
        struct jval value = call_back(r, arguments[1], items[i], jnumber(i), arguments[0]);
        if (jis_defined(value)) jarray_push(r->arena, mapped, value);
    }
    return jarray_value(mapped);
}

struct jval jfn_filter(struct jrun *r, struct jval *arguments, int count)
{
    struct jarray *kept = jsequence_new(r->arena);
    struct jval *items;

    (void)count;
    if (!jis_defined(arguments[0])) return jundefined();
    items = jarray_items(r->arena, arguments[0].array);
    for (uint32_t i = 0; i < arguments[0].array->count && !r->failed; i++)
        if (jtruth(r->arena, call_back(r, arguments[1], items[i], jnumber(i), arguments[0])))
            jarray_push(r->arena, kept, items[i]);
    return jarray_value(kept);
}

struct jval jfn_single(struct jrun *r, struct jval *arguments, int count)
{
    struct jval *items, found = jundefined();
    bool has_one = false;

    (void)count;
    if (!jis_defined(arguments[0])) return jundefined();
    items = jarray_items(r->arena, arguments[0].array);
    for (uint32_t i = 0; i < arguments[0].array->count && !r->failed; i++) {
        bool matches = arguments[1].kind != J_FUNCTION ||
                       jtruth(r->arena, call_back(r, arguments[1], items[i], jnumber(i), arguments[0]));
        if (!matches) continue;
        if (has_one) return jfail(r, (struct jfault){ .code = "D3138", .index = (int)i });
        has_one = true;
        found = items[i];
    }
    return has_one || r->failed ? found : jfail(r, (struct jfault){ .code = "D3139" });
}

struct jval jfn_reduce(struct jrun *r, struct jval *arguments, int count)
{
    struct jval *items, result = arguments[2], function = arguments[1];
    uint32_t i = 0;
    int wanted;

    (void)count;
    if (!jis_defined(arguments[0])) return jundefined();
    wanted = jarity(function.function);
    if (wanted < 2) return jfail(r, (struct jfault){ .code = "D3050", .index = 1 });
    items = jarray_items(r->arena, arguments[0].array);
    if (!jis_defined(result) && arguments[0].array->count) result = items[i++];
    for (; i < arguments[0].array->count && !r->failed; i++) {
        struct jval all[] = { result, items[i], jnumber(i), arguments[0] };
        result = jcall(r, function, all, wanted > 4 ? 4 : wanted, jundefined());
    }
    return result;
}

struct jval jfn_sift(struct jrun *r, struct jval *arguments, int count)
{
    struct jobject *kept = jobject_new(r->arena);
    struct jmember *members;

    (void)count;
    if (arguments[0].kind != J_OBJECT) return jundefined();
    members = jobject_members(r->arena, arguments[0].object);
    for (uint32_t i = 0; i < arguments[0].object->count && !r->failed; i++) {
        bool keep =
            arguments[1].kind != J_FUNCTION ||
            jtruth(r->arena, call_back(r, arguments[1], members[i].value, jstring(members[i].name), arguments[0]));
        if (keep) jobject_put(r->arena, kept, members[i].name, members[i].value);
    }
    return kept->count ? jobject_value(kept) : jundefined();
}

struct jval jfn_each(struct jrun *r, struct jval *arguments, int count)
{
    struct jarray *mapped = jsequence_new(r->arena);
    struct jmember *members;

    (void)count;
    if (arguments[0].kind != J_OBJECT) return jundefined();
    members = jobject_members(r->arena, arguments[0].object);
    for (uint32_t i = 0; i < arguments[0].object->count && !r->failed; i++) {
        struct jval value = call_back(r, arguments[1], members[i].value, jstring(members[i].name), arguments[0]);
        if (jis_defined(value)) jarray_push(r->arena, mapped, value);
    }
    return jarray_value(mapped);
}
