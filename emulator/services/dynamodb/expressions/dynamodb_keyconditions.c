/* From a condition's tree to conditions by attribute, and from these to a range of keys. */
#include "emulator/services/dynamodb/expressions/dynamodb_keyconditions.h"

#include <string.h>

/* --- taking the tree apart ---------------------------------------------------------------------------------------- */

static const char *const operator_names[] = {
    [DDB_OR] = "OR",
    [DDB_NOT] = "NOT",
    [DDB_NE] = "<>",
    [DDB_IN] = "IN",
    [DDB_ATTRIBUTE_EXISTS] = "attribute_exists",
    [DDB_ATTRIBUTE_NOT_EXISTS] = "attribute_not_exists",
    [DDB_ATTRIBUTE_TYPE] = "attribute_type",
    [DDB_CONTAINS] = "contains",
    [DDB_UNKNOWN_FUNCTION] = NULL,
};

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

/* Which operand is the attribute; -1 with *error when there is not exactly one, and it by itself. */
static int attribute_operand(const struct ddb_node *node, const char **error)
{
    int at = -1;

    for (int i = 0; i < node->count && !*error; i++) {
        const struct ddb_node *arg = node->args[i];
        if (arg->kind != DDB_PATH && arg->kind != DDB_VALUE)
            *error = "KeyConditionExpressions cannot contain nested operations";
        else if (arg->kind == DDB_PATH && at >= 0)
            *error = "Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition";
        else if (arg->kind == DDB_PATH && arg->path.count > 1)
            *error = "KeyConditionExpressions cannot have conditions on nested attributes";
        else if (arg->kind == DDB_PATH) at = i;
    }
    if (!*error && at < 0) *error = "Invalid condition in KeyConditionExpression: No key attribute specified";
    return at;
}

static const struct ddb_key_condition *condition_on(const struct ddb_key_conditions *all, struct span name)
{
    for (int i = 0; i < all->count; i++)
        if (span_eq(all->each[i].name, name)) return &all->each[i];
    return NULL;
}

static const char *add_condition(struct arena *a, const struct ddb_node *node, struct ddb_key_conditions *out)
{
    const char *error = NULL;
    int at;
    struct ddb_key_condition condition = { .kind = node->kind };

    if ((node->kind == DDB_BETWEEN || node->kind == DDB_BEGINS_WITH) && node->args[0]->kind != DDB_PATH)
        return arena_printf(
            a,
            "Invalid condition in KeyConditionExpression: %s operator must have the key attribute as its first operand",
            node->kind == DDB_BETWEEN ? "BETWEEN" : "begins_with");
    at = attribute_operand(node, &error);
    if (error) return error;
    condition.name = node->args[at]->path.steps[0].name;
    if (condition_on(out, condition.name))
        return "Invalid KeyConditionExpression: KeyConditionExpressions must only contain one condition per key";
    if (out->count == DDB_KEY_PARTS_MAX) return out->beyond++, NULL;
    for (int i = 0, v = 0; i < node->count; i++)
        if (i != at) condition.values[v++] = node->args[i]->value;
    if (at > 0) condition.kind = mirrored(condition.kind);
    out->each[out->count++] = condition;
    return NULL;
}

static const char *take_apart(struct arena *a, const struct ddb_node *node, struct ddb_key_conditions *out)
{
    const char *error;

    if (node->kind == DDB_AND) {
        error = take_apart(a, node->args[0], out);
        return error ? error : take_apart(a, node->args[1], out);
    }
    if (operator_names[node->kind])
        return arena_printf(a, "Invalid operator used in KeyConditionExpression: %s", operator_names[node->kind]);
    return add_condition(a, node, out);
}

const char *ddb_key_conditions_from(struct arena *a, const struct ddb_node *condition, struct ddb_key_conditions *out)
{
    *out = (struct ddb_key_conditions){ 0 };
    return take_apart(a, condition, out);
}

/* --- the range ---------------------------------------------------------------------------------------------------- */

static const char *check_value(struct arena *a, const struct ddb_key_part *part, const struct doc *value)
{
    static const char *const kinds[] = { [DDB_S] = "string", [DDB_B] = "binary" };
    enum ddb_type type = ddb_value_type(value);
    size_t size = ddb_value_size(value);

    if (type > DDB_B || *ddb_type_code(type) != part->type)
        return "One or more parameter values were invalid: Condition parameter type does not match schema type";
    if (size == 0)
        return arena_printf(
            a,
            "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an "
            "empty %s value. Key: %.*s",
            kinds[type], SPAN_ARG(part->name));
    if (!part->range && size > DDB_HASH_KEY_BYTES_MAX)
        return "One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of2048 bytes";
    if (part->range && size > DDB_RANGE_KEY_BYTES_MAX)
        return "One or more parameter values were invalid: Aggregated size of all range keys has exceeded the size limit of 1024 bytes";
    return NULL;
}

static const char *check_values(struct arena *a, const struct ddb_key_part *part, const struct ddb_key_condition *c)
{
    const char *error = check_value(a, part, c->values[0]);

    return error || c->kind != DDB_BETWEEN ? error : check_value(a, part, c->values[1]);
}

/* The last condition's share of the two ends, behind what all keys begin with so far. */
static void bound_below(struct buf *from, const struct ddb_key_condition *c)
{
    if (c->kind == DDB_GE || c->kind == DDB_GT || c->kind == DDB_BETWEEN) ddb_key_add_value(from, c->values[0]);
    if (c->kind == DDB_GT) ddb_key_successor(from);
    if (c->kind == DDB_BEGINS_WITH) ddb_key_add_prefix(from, c->values[0]);
}

static void bound_above(struct buf *below, const struct ddb_key_condition *c)
{
    if (c->kind == DDB_BEGINS_WITH) ddb_key_add_prefix(below, c->values[0]);
    else if (c->kind != DDB_GT && c->kind != DDB_GE)
        ddb_key_add_value(below, c->values[c->kind == DDB_BETWEEN ? 1 : 0]);
    if (c->kind != DDB_LT) ddb_key_successor(below);
}

static struct span span_from_buf(struct arena *a, struct buf *b)
{
    struct span s = arena_span(a, buf_span(b));

    buf_release(b);
    return s;
}

static void range_build(struct arena *a, const struct ddb_key_schema *schema,
                        const struct ddb_key_condition *const *by_part, int given, struct ddb_key_range *range)
{
    struct buf from = { 0 }, below = { 0 };
    const struct doc *values[DDB_KEY_PARTS_MAX] = { 0 };
    int i;

    for (i = 0; i < schema->hash_count; i++) values[i] = by_part[i]->values[0];
    ddb_key_add_partition(&from, schema, values);
    range->partition = arena_span(a, buf_span(&from));
    for (; i < given && by_part[i]->kind == DDB_EQ; i++) ddb_key_add_value(&from, by_part[i]->values[0]);
    buf_add_span(&below, buf_span(&from));
    if (i < given) {
        bound_below(&from, by_part[i]);
        bound_above(&below, by_part[i]);
    } else {
        ddb_key_successor(&below);
    }
    range->from = span_from_buf(a, &from);
    range->below = span_from_buf(a, &below);
}

static const char *missed(struct arena *a, struct span name)
{
    return arena_printf(a, "Query condition missed key schema element: %.*s", SPAN_ARG(name));
}

/* AWS: observed. Of several sort parts all before the last one with a condition must have an `=`. */
static const char *check_sort_parts(struct arena *a, const struct ddb_key_schema *schema,
                                    const struct ddb_key_conditions *conditions)
{
    struct buf lacking = { 0 };
    int last = schema->count - 1;
    const char *error = NULL;

    if (schema->count - schema->hash_count < 2) return NULL;
    while (last >= schema->hash_count && !condition_on(conditions, schema->parts[last].name)) last--;
    for (int i = schema->hash_count; i < last; i++) {
        const struct ddb_key_condition *condition = condition_on(conditions, schema->parts[i].name);
        if (condition && condition->kind == DDB_EQ) continue;
        buf_printf(&lacking, "%s%.*s", lacking.size ? ", " : "", SPAN_ARG(schema->parts[i].name));
    }
    if (lacking.size)
        error = arena_printf(a,
                             "RANGE key attributes %.*s must have equality conditions specified in the query because a "
                             "condition is present on key attribute %.*s",
                             SPAN_ARG(buf_span(&lacking)), SPAN_ARG(schema->parts[last].name));
    buf_release(&lacking);
    return error;
}

/* Partition parts must all be there, sort parts from the left. Only the last one given may be other than `=`. */
const char *ddb_key_range_of(struct arena *a, const struct ddb_key_schema *schema,
                             const struct ddb_key_conditions *conditions, struct ddb_key_range *range)
{
    const struct ddb_key_condition *by_part[DDB_KEY_PARTS_MAX];
    const char *error;
    int given = 0, equals;

    if (conditions->count + conditions->beyond > schema->count && conditions->count > 2)
        return arena_printf(a,
                            "The number of query conditions (%d) exceeds the number of key attributes defined in the "
                            "schema (%d)",
                            conditions->count + conditions->beyond, schema->count);
    while (given < schema->count && (by_part[given] = condition_on(conditions, schema->parts[given].name))) given++;
    if (given >= schema->hash_count && (error = check_sort_parts(a, schema, conditions))) return error;
    if (given < schema->hash_count || given < conditions->count)
        return given < schema->count ? missed(a, schema->parts[given].name) : "Query key condition not supported";
    equals = given - 1 > schema->hash_count ? given - 1 : schema->hash_count;
    for (int i = 0; i < given; i++) {
        if (i < equals && by_part[i]->kind != DDB_EQ) return "Query key condition not supported";
        if ((error = check_values(a, &schema->parts[i], by_part[i]))) return error;
    }
    range_build(a, schema, by_part, given, range);
    return NULL;
}
