/* A hash set of Java's has a power of two of buckets and gives its members bucket by bucket, those of one bucket in the
 * order in which they came. */
#include "emulator/services/dynamodb/values/dynamodb_name_order.h"

#include <stdlib.h>

#include "emulator/base/buf.h"
#include "emulator/base/json.h"

static const char *const index_lists[] = { "LocalSecondaryIndexes", "GlobalSecondaryIndexes" };

/* --- sorting ------------------------------------------------------------------------------------------------------ */

static struct span name_of(const struct doc *item, const char *member)
{
    return member ? doc_get_str(item, member) : doc_text(item);
}

/* By insertion: a request has some dozens of them at most. */
struct doc *ddb_list_sorted(struct arena *a, const struct doc *list, const char *member)
{
    struct doc *sorted;

    if (!list) return NULL;
    sorted = doc_copy(a, list);
    for (uint32_t i = 1; i < sorted->list.count; i++) {
        struct doc *item = doc_items(sorted)[i];
        uint32_t at = i;
        for (; at > 0 && span_compare(name_of(doc_items(sorted)[at - 1], member), name_of(item, member)) > 0; at--)
            doc_items(sorted)[at] = doc_items(sorted)[at - 1];
        doc_items(sorted)[at] = item;
    }
    return sorted;
}

/* --- sets --------------------------------------------------------------------------------------------------------- */

/* DIFFERS: Java hashes characters, we bytes, so names beyond ASCII may come in another order. */
static uint32_t hash_of(struct span name)
{
    uint32_t hash = 0;

    for (size_t i = 0; i < name.size; i++) hash = hash * 31 + (unsigned char)name.data[i];
    return hash ^ (hash >> 16);
}

static const char *set_text(struct arena *a, const struct doc *names, uint32_t buckets)
{
    struct buf b = { 0 };
    const char *text;

    for (uint32_t bucket = 0; bucket < buckets; bucket++)
        for (size_t i = 0; i < doc_count(names); i++) {
            struct span name = names->map.members[i].name;
            if ((hash_of(name) & (buckets - 1)) != bucket) continue;
            if (b.size) buf_add_text(&b, ", ");
            buf_add_span(&b, name);
        }
    text = arena_printf(a, "[%.*s]", SPAN_ARG(buf_span(&b)));
    buf_release(&b);
    return text;
}

static uint32_t power_of_two(size_t least)
{
    uint32_t power = 1;

    while (power < least) power *= 2;
    return power;
}

static void add_names(struct doc *names, const struct doc *list)
{
    for (size_t i = 0; i < doc_count(list); i++)
        doc_put_span(names, doc_get_str(doc_at(list, i), "AttributeName"), doc_null(doc_arena(names)));
}

const char *ddb_definitions_text(struct arena *a, const struct doc *definitions)
{
    struct doc *names = doc_map(a);
    size_t count;

    add_names(names, definitions);
    count = doc_count(names);
    return set_text(a, names, power_of_two(count < 3 ? count + 1 : count * 4 / 3 + 1));
}

const char *ddb_keys_used_text(struct arena *a, const struct doc *in)
{
    struct doc *names = doc_map(a);

    add_names(names, doc_get(in, "KeySchema"));
    for (int list = 0; list < 2; list++)
        for (size_t i = 0; i < doc_count(doc_get(in, index_lists[list])); i++)
            add_names(names, doc_get(doc_at(doc_get(in, index_lists[list]), i), "KeySchema"));
    return set_text(a, names, power_of_two(doc_count(names) <= 12 ? 16 : doc_count(names) * 4 / 3 + 1));
}

static bool is_among(const struct doc *list, struct span name)
{
    for (size_t i = 0; i < doc_count(list); i++)
        if (span_eq(doc_get_str(doc_at(list, i), "AttributeName"), name)) return true;
    return false;
}

bool ddb_key_is_used(const struct doc *in, struct span name)
{
    if (is_among(doc_get(in, "KeySchema"), name)) return true;
    for (int list = 0; list < 2; list++)
        for (size_t i = 0; i < doc_count(doc_get(in, index_lists[list])); i++)
            if (is_among(doc_get(doc_at(doc_get(in, index_lists[list]), i), "KeySchema"), name)) return true;
    return false;
}

/* --- requests ----------------------------------------------------------------------------------------------------- */

static int compare_texts(const void *a, const void *b)
{
    return span_compare(doc_chars(*(struct doc *const *)a), doc_chars(*(struct doc *const *)b));
}

static int compare_names(const void *a, const void *b)
{
    return span_compare(((const struct doc_member *)a)->name, ((const struct doc_member *)b)->name);
}

static bool is_set(struct span name)
{
    return span_is(name, "SS") || span_is(name, "NS") || span_is(name, "BS");
}

/* In place: members in the order of their names, and sets in the order of their values. */
static void put_in_order(struct doc *d)
{
    for (size_t i = 0; doc_is(d, DOC_LIST) && i < doc_count(d); i++) put_in_order(doc_at(d, i));
    for (size_t i = 0; doc_is(d, DOC_MAP) && i < doc_count(d); i++) {
        struct doc *value = d->map.members[i].value;
        if (is_set(d->map.members[i].name) && doc_is(value, DOC_LIST) && doc_is(doc_at(value, 0), DOC_STRING))
            qsort(doc_items(value), value->list.count, sizeof *doc_items(value), compare_texts);
        put_in_order(value);
    }
    if (!doc_is(d, DOC_MAP) || !doc_count(d)) return;
    qsort(d->map.members, d->map.count, sizeof *d->map.members, compare_names);
    doc_renamed(d);
}

struct span ddb_text_in_order(struct arena *a, const struct doc *d)
{
    struct doc *ordered = doc_copy(a, d);

    put_in_order(ordered);
    return json_text(a, ordered);
}
