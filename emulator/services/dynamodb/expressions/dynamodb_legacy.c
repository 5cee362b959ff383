/* From the older parameters to nodes.
 *
 * A map of conditions becomes a balanced tree of ANDs or ORs, so that its depth is bounded however many there are. */
#include "emulator/services/dynamodb/expressions/dynamodb_legacy.h"

#include <string.h>

#define INVALID "One or more parameter values were invalid: "

/* --- comparisons -------------------------------------------------------------------------------------------------- */

#define MANY -1

/* What a comparison takes: how many arguments, of which types ("" is any), and the node it becomes. */
static const struct comparison {
    const char *name;
    int arguments;
    const char *types;
    enum ddb_node_kind node;
} comparisons[] = {
    { "EQ", 1, "", DDB_EQ },
    { "NE", 1, "", DDB_NE },
    { "LE", 1, "SNB", DDB_LE },
    { "LT", 1, "SNB", DDB_LT },
    { "GE", 1, "SNB", DDB_GE },
    { "GT", 1, "SNB", DDB_GT },
    { "NOT_NULL", 0, "", DDB_ATTRIBUTE_EXISTS },
    { "NULL", 0, "", DDB_ATTRIBUTE_NOT_EXISTS },
    { "CONTAINS", 1, "SNB", DDB_CONTAINS },
    { "NOT_CONTAINS", 1, "SNB", DDB_NOT },
    { "BEGINS_WITH", 1, "SB", DDB_BEGINS_WITH },
    { "IN", MANY, "SNB", DDB_IN },
    { "BETWEEN", 2, "SNB", DDB_BETWEEN },
};

/* The shape has let through no other name. */
static const struct comparison *comparison_of(struct span name)
{
    const struct comparison *c = comparisons;

    while (!span_is(name, c->name)) c++;
    return c;
}

static const char *check_types(struct arena *a, const struct comparison *c, const struct doc *values)
{
    enum ddb_type first = ddb_value_type(doc_at(values, 0));

    for (size_t i = 0; i < doc_count(values); i++) {
        enum ddb_type type = ddb_value_type(doc_at(values, i));
        const char *code = ddb_type_code(type);
        if (type != first) return INVALID "AttributeValues inside AttributeValueList must all be of the same type";
        if (*c->types && (type > DDB_B || !strchr(c->types, *code)))
            return arena_printf(a, INVALID "ComparisonOperator %s is not valid for %s AttributeValue type", c->name,
                                code);
    }
    return NULL;
}

static const char *check_comparison(struct arena *a, const struct comparison *c, const struct doc *values)
{
    size_t count = doc_count(values);
    const char *error = NULL;
    int order;

    for (size_t i = 0; i < count; i++)
        if ((error = ddb_value_check(a, doc_at(values, i)))) return error;
    if (c->arguments == MANY ? count == 0 : count != (size_t)c->arguments)
        return arena_printf(a, INVALID "Invalid number of argument(s) for the %s ComparisonOperator", c->name);
    if (count && (error = check_types(a, c, values))) return error;
    if (c->node == DDB_BETWEEN && ddb_value_compare(a, doc_at(values, 0), doc_at(values, 1), &order) && order > 0)
        return "The BETWEEN condition was provided a range where the lower bound is greater than the upper bound";
    return NULL;
}

/* --- nodes -------------------------------------------------------------------------------------------------------- */

static struct ddb_node *node_new(struct arena *a, enum ddb_node_kind kind, size_t count)
{
    struct ddb_node *node = ARENA_NEW(a, struct ddb_node);

    node->kind = kind;
    node->count = (int)count;
    if (count) node->args = ARENA_ARRAY(a, struct ddb_node *, count);
    return node;
}

static struct ddb_path path_of(struct arena *a, struct span name)
{
    struct ddb_step *step = ARENA_NEW(a, struct ddb_step);

    step->name = name;
    return (struct ddb_path){ step, 1 };
}

/* The attribute and the values under one node. */
static struct ddb_node *relation(struct arena *a, enum ddb_node_kind kind, struct span name, const struct doc *values)
{
    struct ddb_node *node = node_new(a, kind, 1 + doc_count(values));

    node->args[0] = node_new(a, DDB_PATH, 0);
    node->args[0]->path = path_of(a, name);
    for (size_t i = 0; i < doc_count(values); i++) {
        node->args[i + 1] = node_new(a, DDB_VALUE, 0);
        node->args[i + 1]->value = doc_at(values, i);
    }
    return node;
}

static struct ddb_node *pair(struct arena *a, enum ddb_node_kind kind, struct ddb_node *left, struct ddb_node *right)
{
    struct ddb_node *node = node_new(a, kind, 2);

    node->args[0] = left;
    node->args[1] = right;
    return node;
}

/* AWS: NOT_CONTAINS wants the attribute to be there. */
static struct ddb_node *comparison_node(struct arena *a, const struct comparison *c, struct span name,
                                        const struct doc *values)
{
    struct ddb_node *node;

    if (c->node != DDB_NOT) return relation(a, c->node, name, values);
    node = node_new(a, DDB_NOT, 1);
    node->args[0] = relation(a, DDB_CONTAINS, name, values);
    return pair(a, DDB_AND, relation(a, DDB_ATTRIBUTE_EXISTS, name, NULL), node);
}

static struct ddb_node *balanced(struct arena *a, enum ddb_node_kind kind, struct ddb_node **nodes, size_t count)
{
    size_t half = count / 2;

    if (count == 1) return nodes[0];
    return pair(a, kind, balanced(a, kind, nodes, half), balanced(a, kind, nodes + half, count - half));
}

/* --- maps of conditions ------------------------------------------------------------------------------------------- */

typedef const char *condition_fn(struct arena *a, struct span name, const struct doc *condition, struct ddb_node **out);

static const char *filter_condition(struct arena *a, struct span name, const struct doc *condition,
                                    struct ddb_node **out)
{
    const struct comparison *c = comparison_of(doc_get_str(condition, "ComparisonOperator"));
    const struct doc *values = doc_get(condition, "AttributeValueList");
    const char *error = check_comparison(a, c, values);

    if (!error) *out = comparison_node(a, c, name, values);
    return error;
}

static struct doc *list_of(struct arena *a, struct doc *value)
{
    struct doc *list = doc_list(a);

    if (value) doc_append(list, value);
    return list;
}

static const char *expected_comparison(struct arena *a, struct span name, const struct doc *expected,
                                       struct ddb_node **out)
{
    const struct comparison *c = comparison_of(doc_get_str(expected, "ComparisonOperator"));
    const struct doc *values = doc_get(expected, "AttributeValueList");
    struct doc *value = doc_get(expected, "Value");
    const char *error;

    if (doc_get(expected, "Exists"))
        return arena_printf(a, INVALID "Exists and ComparisonOperator cannot be used together for Attribute: %.*s",
                            SPAN_ARG(name));
    if (c->arguments != 0 && !values && !value)
        return arena_printf(
            a, INVALID "Value or AttributeValueList must be used with ComparisonOperator: %s for Attribute: %.*s",
            c->name, SPAN_ARG(name));
    if (!values) values = list_of(a, value);
    error = check_comparison(a, c, values);
    if (!error) *out = comparison_node(a, c, name, values);
    return error;
}

/* Without an operator: the value is this, or there is none. */
static const char *expected_plain(struct arena *a, struct span name, const struct doc *expected, struct ddb_node **out)
{
    struct doc *value = doc_get(expected, "Value");
    bool exists = doc_get_bool(expected, "Exists", true);
    const char *error;

    if (exists && !value)
        return arena_printf(a, INVALID "Value must be provided when Exists is %s for Attribute: %.*s",
                            doc_get(expected, "Exists") ? "true" : "null", SPAN_ARG(name));
    if (!exists && value)
        return arena_printf(a, INVALID "Value cannot be used when Exists is false for Attribute: %.*s", SPAN_ARG(name));
    if (value && (error = ddb_value_check(a, value))) return error;
    *out = exists ? relation(a, DDB_EQ, name, list_of(a, value)) : relation(a, DDB_ATTRIBUTE_NOT_EXISTS, name, NULL);
    return NULL;
}

static const char *expected_condition(struct arena *a, struct span name, const struct doc *expected,
                                      struct ddb_node **out)
{
    bool has_list = doc_get(expected, "AttributeValueList") != NULL;

    if (has_list && doc_get(expected, "Value"))
        return arena_printf(a, INVALID "Value and AttributeValueList cannot be used together for Attribute: %.*s",
                            SPAN_ARG(name));
    if (doc_get(expected, "ComparisonOperator")) return expected_comparison(a, name, expected, out);
    if (has_list)
        return arena_printf(a,
                            INVALID "AttributeValueList can only be used with a ComparisonOperator for Attribute: %.*s",
                            SPAN_ARG(name));
    return expected_plain(a, name, expected, out);
}

static const char *compile_conditions(struct arena *a, const struct doc *in, const char *member, condition_fn *each,
                                      struct ddb_node **out)
{
    const struct doc *map = doc_get(in, member);
    size_t count = doc_count(map);
    struct ddb_node **nodes = ARENA_ARRAY(a, struct ddb_node *, count);
    bool any = span_is(doc_get_str(in, "ConditionalOperator"), "OR");

    for (size_t i = 0; i < count; i++) {
        const char *error = ddb_name_check(map->map.members[i].name);
        if (!error) error = each(a, map->map.members[i].name, map->map.members[i].value, &nodes[i]);
        if (error) return error;
    }
    if (count) *out = balanced(a, any ? DDB_OR : DDB_AND, nodes, count);
    return NULL;
}

const char *ddb_legacy_check(const struct doc *in)
{
    static const char *const members[] = { "Expected", "QueryFilter", "ScanFilter" };
    size_t conditions = 0;

    if (!doc_get(in, "ConditionalOperator")) return NULL;
    for (int i = 0; i < 3; i++) conditions += doc_count(doc_get(in, members[i]));
    if (conditions == 0) return "ConditionalOperator cannot be used without Filter or Expected";
    return conditions > 1 ? NULL
                          : "ConditionalOperator can only be used when Filter or Expected has two or more elements";
}

/* --- key conditions ----------------------------------------------------------------------------------------------- */

static bool is_indexable(enum ddb_node_kind kind)
{
    return (kind >= DDB_EQ && kind <= DDB_BETWEEN && kind != DDB_NE) || kind == DDB_BEGINS_WITH;
}

static const char *key_condition(struct arena *a, const struct doc_member *m, struct ddb_key_condition *out)
{
    const struct comparison *c = comparison_of(doc_get_str(m->value, "ComparisonOperator"));
    const struct doc *values = doc_get(m->value, "AttributeValueList");
    const char *error = check_comparison(a, c, values);

    if (error) return error;
    if (!is_indexable(c->node)) return "Attempted conditional constraint is not an indexable operation";
    *out = (struct ddb_key_condition){ m->name, c->node, { doc_at(values, 0), doc_at(values, 1) } };
    return NULL;
}

static const char *compile_keys(struct arena *a, const struct doc *map, struct ddb_expressions *out)
{
    const char *error;

    if (doc_count(map) < 1) return "Conditions can be of length 1 or 2 only";
    for (size_t i = 0; i < doc_count(map); i++) {
        struct ddb_key_condition condition;
        if ((error = key_condition(a, &map->map.members[i], &condition))) return error;
        if (out->keys.count < DDB_KEY_PARTS_MAX) out->keys.each[out->keys.count++] = condition;
        else out->keys.beyond++;
    }
    out->has_keys = true;
    return NULL;
}

/* --- updates ------------------------------------------------------------------------------------------------------ */

static enum ddb_action_kind action_of(const struct doc *update)
{
    struct span name = doc_get_str(update, "Action");

    if (span_is(name, "ADD")) return DDB_ACTION_ADD;
    if (!span_is(name, "DELETE")) return DDB_ACTION_SET;
    return doc_get(update, "Value") ? DDB_ACTION_DELETE : DDB_ACTION_REMOVE;
}

static const char *check_update(struct arena *a, enum ddb_action_kind kind, struct doc *value)
{
    enum ddb_type type = ddb_value_type(value);
    bool is_set = type == DDB_SS || type == DDB_NS || type == DDB_BS;
    const char *error = value ? ddb_value_check(a, value) : NULL;

    if (error) return error;
    if (!value && kind != DDB_ACTION_REMOVE)
        return INVALID "Only DELETE action is allowed when no attribute value is specified";
    if (kind == DDB_ACTION_DELETE && !is_set)
        return arena_printf(a, INVALID "DELETE action with value is not supported for the type %s",
                            ddb_type_code(type));
    if (kind == DDB_ACTION_ADD && !is_set && type != DDB_N && type != DDB_L)
        return arena_printf(a, INVALID "ADD action is not supported for the type %s", ddb_type_code(type));
    return NULL;
}

static const char *compile_update(struct arena *a, const struct doc *map, struct ddb_expressions *out)
{
    struct ddb_update *update = ARENA_NEW(a, struct ddb_update);

    *update = (struct ddb_update){ .actions = ARENA_ARRAY(a, struct ddb_action, doc_count(map)),
                                   .paths = ARENA_ARRAY(a, struct ddb_path, doc_count(map)),
                                   .is_older = true };
    for (size_t i = 0; i < doc_count(map); i++) {
        const struct doc_member *m = &map->map.members[i];
        struct doc *value = doc_get(m->value, "Value");
        struct ddb_action action = { .kind = action_of(m->value) };
        const char *error = ddb_name_check(m->name);
        if (!error) error = check_update(a, action.kind, value);
        if (error) return error;
        if (value) {
            action.value = node_new(a, DDB_VALUE, 0);
            action.value->value = value;
        }
        update->actions[update->count] = action;
        update->paths[update->count++] = path_of(a, m->name);
    }
    out->update = update;
    return NULL;
}

const char *ddb_legacy_compile(struct arena *a, const struct doc *in, unsigned with, struct ddb_expressions *out)
{
    const char *error = NULL;

    if (with & DDB_WITH_UPDATE && doc_get(in, "AttributeUpdates"))
        error = compile_update(a, doc_get(in, "AttributeUpdates"), out);
    if (!error && with & DDB_WITH_CONDITION)
        error = compile_conditions(a, in, "Expected", expected_condition, &out->condition);
    if (!error && with & DDB_WITH_FILTER) {
        const char *member = with & DDB_WITH_KEYS ? "QueryFilter" : "ScanFilter";
        error = compile_conditions(a, in, member, filter_condition, &out->filter);
    }
    if (!error && with & DDB_WITH_KEYS && doc_get(in, "KeyConditions"))
        error = compile_keys(a, doc_get(in, "KeyConditions"), out);
    return error;
}
