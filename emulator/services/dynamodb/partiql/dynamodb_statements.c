/* A WHERE is a conjunction. Those of its parts that are conditions on keys choose what is read or written, all others
 * are a filter or a condition. DIFFERS: DynamoDB takes some disjunctions apart into several reads; we scan for those,
 * which finds the same items. */
#include "emulator/services/dynamodb/partiql/dynamodb_statements.h"

#include <stdlib.h>

#include "emulator/services/dynamodb/values/dynamodb_faults.h"

#define PARTS_MAX (DDB_PQL_OPERATORS_MAX + 1)

/* The conjunction's parts; taken ones become NULL. */
struct parts {
    const struct ddb_node *each[PARTS_MAX];
    int count;
};

static void take_apart(struct parts *parts, const struct ddb_node *node)
{
    if (!node) return;
    for (; node->kind == DDB_AND; node = node->args[0]) /* ANDs nest to the left, but for parentheses */
        take_apart(parts, node->args[1]);
    parts->each[parts->count++] = node;
}

static struct parts *parts_of(struct call *c, const struct ddb_node *where)
{
    struct parts *parts = ARENA_NEW(&c->arena, struct parts);

    take_apart(parts, where);
    return parts;
}

/* What is left of them, as a condition; NULL when nothing is. */
static struct ddb_node *rest_of(struct call *c, const struct parts *parts)
{
    const struct ddb_node *rest = NULL;

    for (int i = 0; i < parts->count; i++) {
        struct ddb_node *both;
        if (!parts->each[i]) continue;
        if (!rest) {
            rest = parts->each[i];
            continue;
        }
        both = ARENA_NEW(&c->arena, struct ddb_node);
        *both = (struct ddb_node){ .kind = DDB_AND, .count = 2, .args = ARENA_ARRAY(&c->arena, struct ddb_node *, 2) };
        both->args[0] = (struct ddb_node *)rest;
        both->args[1] = (struct ddb_node *)parts->each[i];
        rest = both;
    }
    return (struct ddb_node *)rest;
}

static bool is_attribute(const struct ddb_node *node, struct span name)
{
    return node->kind == DDB_PATH && node->path.count == 1 && span_eq(node->path.steps[0].name, name);
}

static enum ddb_node_kind mirrored(enum ddb_node_kind kind)
{
    switch (kind) {
    case DDB_LT: return DDB_GT;
    case DDB_LE: return DDB_GE;
    case DDB_GT: return DDB_LT;
    case DDB_GE: return DDB_LE;
    default: return kind;
    }
}

/* Is the node a comparison of the attribute with constants that a range of keys can be made of? */
static bool condition_from(const struct ddb_node *node, struct span name, struct ddb_key_condition *out)
{
    bool swapped = node->count == 2 && node->args[0]->kind == DDB_VALUE;
    int at = swapped ? 1 : 0;

    if (!((node->kind >= DDB_EQ && node->kind <= DDB_BETWEEN) || node->kind == DDB_BEGINS_WITH) || node->kind == DDB_NE)
        return false;
    if (swapped && node->kind == DDB_BEGINS_WITH) return false;
    if (!is_attribute(node->args[at], name)) return false;
    *out = (struct ddb_key_condition){ .name = name, .kind = swapped ? mirrored(node->kind) : node->kind };
    for (int i = 0, v = 0; i < node->count; i++) {
        if (i == at) continue;
        if (node->args[i]->kind != DDB_VALUE) return false;
        out->values[v++] = node->args[i]->value;
    }
    return true;
}

/* Takes the first part that compares the attribute, for equality only when `equal`. */
static bool take_condition(struct parts *parts, struct span name, bool equal, struct ddb_key_condition *out)
{
    for (int i = 0; i < parts->count; i++) {
        if (!parts->each[i] || !condition_from(parts->each[i], name, out)) continue;
        if (equal && out->kind != DDB_EQ) continue;
        parts->each[i] = NULL;
        return true;
    }
    return false;
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

/* Takes a part `name IN (…)`. */
static bool take_values(struct call *c, struct parts *parts, struct span name, struct ddb_selection *s)
{
    for (int i = 0; i < parts->count; i++) {
        const struct ddb_node *node = parts->each[i];
        if (!node || node->kind != DDB_IN || !is_attribute(node->args[0], name)) continue;
        s->values = ARENA_ARRAY(&c->arena, const struct doc *, (size_t)node->count);
        for (int v = 1; v < node->count; v++) {
            bool again = false;
            for (int seen = 0; seen < s->count; seen++) again |= ddb_value_equal(s->values[seen], node->args[v]->value);
            if (!again) s->values[s->count++] = node->args[v]->value;
        }
        s->hash = name;
        parts->each[i] = NULL;
        return true;
    }
    return false;
}

/* All of the partition key, or nothing: then it is a scan. */
static bool take_partition(struct call *c, struct parts *parts, struct ddb_selection *s)
{
    const struct ddb_key_schema *keys = &s->reading.keys;
    struct ddb_key_conditions *out = &s->reading.expressions.keys;

    for (int i = 0; i < keys->hash_count; i++) {
        struct ddb_key_condition *condition = &out->each[out->count];
        if (take_condition(parts, keys->parts[i].name, true, condition)) {
            out->count++;
            continue;
        }
        if (s->hash.data || !take_values(c, parts, keys->parts[i].name, s)) return false;
        *condition = (struct ddb_key_condition){ .name = keys->parts[i].name, .kind = DDB_EQ };
        s->condition = out->count++;
    }
    return true;
}

static void take_sort(struct parts *parts, struct ddb_reading *r)
{
    for (int i = r->keys.hash_count; i < r->keys.count; i++) {
        struct ddb_key_condition *condition = &r->expressions.keys.each[r->expressions.keys.count];
        bool equal = take_condition(parts, r->keys.parts[i].name, true, condition);
        if (!equal && !take_condition(parts, r->keys.parts[i].name, false, condition)) return;
        r->expressions.keys.count++;
        if (!equal) return;
    }
}

static void split(struct call *c, struct ddb_selection *s)
{
    struct ddb_reading *r = &s->reading;
    struct parts *parts = parts_of(c, s->statement->where);

    r->expressions.filter = s->statement->where;
    r->is_scan = true;
    if (!take_partition(c, parts, s)) {
        s->hash = (struct span){ NULL, 0 };
        s->count = 0;
        return;
    }
    take_sort(parts, r);
    r->is_scan = false;
    r->expressions.has_keys = true;
    r->expressions.filter = rest_of(c, parts);
}

static int by_value(const void *a, const void *b)
{
    struct arena scratch = { 0 };
    int order = 0;

    ddb_value_compare(&scratch, *(const struct doc *const *)a, *(const struct doc *const *)b, &order);
    arena_release(&scratch);
    return order;
}

static void values_sort(struct ddb_selection *s, bool descending)
{
    qsort(s->values, (size_t)s->count, sizeof *s->values, by_value);
    for (int i = 0; descending && i < s->count / 2; i++) {
        const struct doc *last = s->values[s->count - 1 - i];
        s->values[s->count - 1 - i] = s->values[i];
        s->values[i] = last;
    }
}

static int apply_order(struct call *c, struct ddb_selection *s)
{
    struct ddb_reading *r = &s->reading;
    bool by_hash = false;

    if (s->statement->order_count && r->is_scan)
        return fault(
            c, &fault_validation,
            "Must have at least one non-optional hash key condition in WHERE clause when using ORDER BY clause.");
    for (int i = 0; i < s->statement->order_count; i++) {
        const struct ddb_order *o = &s->statement->orders[i];
        const struct ddb_key_part *part = ddb_schema_part(&r->keys, o->name);
        if (!part)
            return fault(c, &fault_validation,
                         "Variable reference %.*s in ORDER BY clause must be part of the primary key",
                         SPAN_ARG(o->name));
        if (part->range) r->forward = !o->descending;
        else if (s->hash.data) values_sort(s, o->descending);
        by_hash |= !part->range;
    }
    if (s->statement->order_count && s->count > 1 && !by_hash)
        return fault(c, &fault_validation,
                     "Must have hash key in ORDER BY clause when more than one hash key condition specified in WHERE "
                     "clause.");
    return 0;
}

int ddb_selection_open(struct call *c, struct ddb_selection *s, const struct ddb_statement *statement)
{
    struct ddb_reading *r = &s->reading;
    struct doc *in = doc_map(&c->arena);

    *s = (struct ddb_selection){ .statement = statement };
    doc_put_str(in, "TableName", statement->table);
    if (statement->index.data) doc_put_str(in, "IndexName", statement->index);
    r->in = in;
    r->forward = true;
    r->is_statement = true;
    r->expressions.projected = statement->projected;
    r->expressions.projected_count = statement->projected_count;
    if (ddb_reading_open(c, r)) return -1;
    split(c, s);
    if (ddb_reading_check_filter(c, r)) return -1;
    return apply_order(c, s);
}

/* The item with the projected values under their names. */
static struct doc *projected(struct call *c, const struct ddb_statement *statement, struct doc *item)
{
    struct doc *out;

    if (!statement->projected_count) return item;
    out = doc_map(&c->arena);
    for (int i = 0; i < statement->projected_count; i++) {
        struct doc *value = ddb_path_find(&statement->projected[i], item);
        if (value) doc_put_span(out, statement->names[i], value);
    }
    return out;
}

static bool is_full(const struct ddb_reading *r)
{
    return (r->limit && r->scanned >= r->limit) || r->bytes >= DDB_PAGE_BYTES_MAX;
}

int ddb_selection_read(struct call *c, struct ddb_selection *s, struct doc *items)
{
    struct ddb_reading *r = &s->reading;
    size_t first = doc_count(items);

    for (;;) {
        if (s->hash.data) r->expressions.keys.each[s->condition].values[0] = s->values[s->at];
        if (ddb_reading_range(c, r)) return -1;
        ddb_reading_page(c, r, items);
        r->start = NULL;
        if (r->is_cut || s->at + 1 >= s->count) break;
        s->at++;
        if (is_full(r)) {
            r->is_cut = true; /* the next page begins with the next value */
            r->last = NULL;
            break;
        }
    }
    for (size_t i = first; i < doc_count(items); i++)
        doc_items(items)[i] = projected(c, s->statement, doc_items(items)[i]);
    return 0;
}

/* --- writing ------------------------------------------------------------------------------------------------------ */

#define WITHOUT_KEY "Where clause does not contain a mandatory equality on all key attributes"

/* Takes the equalities on the table's keys. NULL with *error when they are not just that. */
static struct doc *take_key(struct call *c, struct parts *parts, const struct ddb_table *table, const char **error)
{
    struct doc *key = doc_map(&c->arena);

    for (int i = 0; i < table->keys.count; i++) {
        struct span name = table->keys.parts[i].name;
        struct ddb_key_condition condition;
        if (!take_condition(parts, name, true, &condition)) return *error = WITHOUT_KEY, NULL;
        doc_put_span(key, name, doc_copy(&c->arena, condition.values[0]));
        if (!take_condition(parts, name, true, &condition)) continue;
        *error = arena_printf(
            &c->arena, "Multiple conditions on same key %.*s. Only single item Update/Insert/Delete are supported",
            SPAN_ARG(name));
        return NULL;
    }
    return key;
}

bool ddb_statement_is_get(const struct ddb_statement *statement, const struct ddb_table *table)
{
    struct parts parts = { .count = 0 };
    const struct ddb_node *node = statement->where;
    struct ddb_key_condition condition;

    for (; node && node->kind == DDB_AND && parts.count < DDB_KEY_PARTS_MAX; node = node->args[0])
        parts.each[parts.count++] = node->args[1];
    if (node) parts.each[parts.count++] = node;
    if (statement->index.data || parts.count != table->keys.count) return false;
    for (int i = 0; i < table->keys.count; i++)
        if (!take_condition(&parts, table->keys.parts[i].name, true, &condition)) return false;
    return true;
}

static int check_item_keys(struct call *c, const struct ddb_table *table, const struct doc *item)
{
    for (int i = 0; i < table->keys.count; i++) {
        const struct ddb_key_part *part = &table->keys.parts[i];
        enum ddb_type type = ddb_value_type(doc_get_span(item, part->name));
        if (type == DDB_NONE)
            return fault(c, &fault_validation, "Key attribute should be present in the item: Key %.*s",
                         SPAN_ARG(part->name));
        if (type > DDB_B || *ddb_type_code(type) != part->type)
            return fault(c, &fault_validation,
                         "Key attribute's data type should match its data type in table's schema: Key %.*s",
                         SPAN_ARG(part->name));
    }
    return 0;
}

static int insert_write(struct call *c, const struct ddb_statement *statement, const struct ddb_table *table,
                        struct ddb_write *write)
{
    struct doc *in = doc_map(&c->arena);

    if (check_item_keys(c, table, statement->item)) return -1;
    doc_put(in, "Item", statement->item);
    if (ddb_write_prepare(c, write, DDB_PUT, in)) return -1;
    write->presence = DDB_ABSENT;
    return 0;
}

int ddb_statement_write(struct call *c, const struct ddb_statement *statement, const struct ddb_table *table,
                        struct ddb_write *write)
{
    static const struct {
        enum ddb_write_kind kind;
        enum ddb_presence presence;
    } ways[] = { [DDB_MODIFY] = { DDB_UPDATE, DDB_PRESENT },
                 [DDB_ERASE] = { DDB_DELETE, DDB_IF_PRESENT },
                 [DDB_EXISTS] = { DDB_CHECK, DDB_PRESENT } };
    struct doc *in = doc_map(&c->arena), *key;
    struct parts *parts = parts_of(c, statement->where);
    const char *error = NULL;

    if (statement->kind == DDB_INSERT) return insert_write(c, statement, table, write);
    key = take_key(c, parts, table, &error);
    if (statement->kind == DDB_EXISTS && (!key || !rest_of(c, parts)))
        error = "EXISTS() must contain a single item read with additional condition";
    if (error) return ddb_refuse(c, error);
    doc_put(in, "Key", key);
    if (check_item_keys(c, table, key) || ddb_write_prepare(c, write, ways[statement->kind].kind, in)) return -1;
    write->presence = ways[statement->kind].presence;
    write->expressions.condition = rest_of(c, parts);
    write->expressions.update = statement->update;
    write->wants_old = statement->returning != DDB_RETURN_NOTHING;
    return 0;
}
