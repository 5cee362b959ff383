/* The grammar of conditions:
 *
 *     or       = and { OR and }
 *     and      = not { AND not }
 *     not      = { NOT } relation
 *     relation = primary [ comparator operand | BETWEEN operand AND operand | IN ( operand {, operand} ) ]
 *     primary  = ( or ) | operand
 *
 * A parenthesis may hold a condition or an operand, so primary takes either and those above refuse what has no
 * place. */
#include "emulator/services/dynamodb/expressions/dynamodb_conditions.h"

#include <string.h>

static struct ddb_node *parse_or(struct ddb_parser *p);

/* --- what a condition's operands may be --------------------------------------------------------------------------- */

static bool is_boolean_function(const struct ddb_node *node)
{
    return node->kind >= DDB_ATTRIBUTE_EXISTS && node->kind <= DDB_CONTAINS;
}

static void note_misplaced(struct ddb_parser *p, const struct ddb_node *node)
{
    ddb_parser_note(p, DDB_ERROR_FUNCTION_PLACE,
                    "The function is not allowed to be used this way in an expression; function: %.*s",
                    SPAN_ARG(node->function));
}

static void check_operands(struct ddb_parser *p, const struct ddb_node *node)
{
    for (int i = 0; i < node->count; i++)
        if (is_boolean_function(node->args[i])) note_misplaced(p, node->args[i]);
}

static void check_ordered(struct ddb_parser *p, const struct ddb_node *node, const char *operator)
{
    for (int i = 0; i < node->count; i++) {
        enum ddb_type type = ddb_node_type(node->args[i]);
        if (type > DDB_B)
            ddb_parser_note(
                p, DDB_ERROR_OPERAND_TYPE,
                "Incorrect operand type for operator or function; operator or function: %s, operand type: %s", operator,
                ddb_type_code(type));
    }
}

/* Both are values whose types are known to be ordered. */
static void check_bounds(struct ddb_parser *p, const struct doc *low, const struct doc *high)
{
    static const char between[] = "The BETWEEN operator requires";
    enum ddb_type type = ddb_value_type(low), other = ddb_value_type(high);
    const char *problem = NULL;
    int order;

    if (type == DDB_NONE || other == DDB_NONE || type > DDB_B || other > DDB_B) return;
    if (type != other) problem = "same data type for lower and upper bounds";
    else if (ddb_value_compare(p->arena, low, high, &order) && order > 0)
        problem = "upper bound to be greater than or equal to lower bound";
    if (problem)
        ddb_parser_note(
            p, DDB_ERROR_OPERAND_TYPE,
            "%s %s; lower bound operand: AttributeValue: {%s:%.*s}, upper bound operand: AttributeValue: {%s:%.*s}",
            between, problem, ddb_type_code(type), SPAN_ARG(ddb_value_text(low)), ddb_type_code(other),
            SPAN_ARG(ddb_value_text(high)));
}

static void check_same_path(struct ddb_parser *p, const struct ddb_node *node, struct span operator)
{
    if (node->args[0]->kind != DDB_PATH || node->args[1]->kind != DDB_PATH) return;
    if (!ddb_path_equal(&node->args[0]->path, &node->args[1]->path)) return;
    ddb_parser_note(p, DDB_ERROR_DISTINCT,
                    "The first operand must be distinct from the remaining operands for this operator or function; "
                    "operator: %.*s, first operand: %.*s",
                    SPAN_ARG(operator), SPAN_ARG(ddb_path_text(p->arena, &node->args[0]->path)));
}

/* The first condition that has an error decides which of its errors is told. */
static struct ddb_node *condition_done(struct ddb_parser *p, struct ddb_node *node)
{
    static const enum ddb_error order[] = { DDB_ERROR_SUBSTITUTE, DDB_ERROR_OPERAND_COUNT, DDB_ERROR_DISTINCT,
                                            DDB_ERROR_OPERAND_TYPE };

    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        if (p->errors[order[i]]) ddb_parser_note(p, DDB_ERROR_CONDITION, "%s", p->errors[order[i]]);
    return node;
}

/* --- grammar ------------------------------------------------------------------------------------------------------ */

static const struct {
    const char *sign;
    enum ddb_node_kind kind;
} comparators[] = {
    { "=", DDB_EQ }, { "<>", DDB_NE }, { "<", DDB_LT },  { "<=", DDB_LE },
    { ">", DDB_GT }, { ">=", DDB_GE }, { NULL, DDB_OR },
};

static enum ddb_node_kind comparator_at(const struct ddb_parser *p)
{
    int i = 0;

    while (comparators[i].sign && !ddb_lexer_at(&p->lexer, comparators[i].sign)) i++;
    return comparators[i].kind;
}

static struct ddb_node *parse_comparison(struct ddb_parser *p, struct ddb_node *left, enum ddb_node_kind kind)
{
    struct span sign = p->lexer.token.text;
    struct ddb_node *node, *right;

    if (!ddb_parser_operator(p)) return NULL;
    ddb_lexer_next(&p->lexer);
    right = ddb_parse_operand(p);
    if (!right) return NULL;
    node = ddb_node_new(p->arena, kind, 2, (struct ddb_node *[]){ left, right });
    check_operands(p, node);
    check_same_path(p, node, sign);
    if (kind != DDB_EQ && kind != DDB_NE) check_ordered(p, node, arena_string(p->arena, sign));
    return condition_done(p, node);
}

static struct ddb_node *parse_between(struct ddb_parser *p, struct ddb_node *value)
{
    struct ddb_node *low, *high, *node;

    if (!ddb_parser_operator(p)) return NULL;
    ddb_lexer_next(&p->lexer);
    low = ddb_parse_operand(p);
    if (!low) return NULL;
    if (!ddb_lexer_at_keyword(&p->lexer, "AND")) return ddb_parser_syntax(p);
    ddb_lexer_next(&p->lexer);
    high = ddb_parse_operand(p);
    if (!high) return NULL;
    node = ddb_node_new(p->arena, DDB_BETWEEN, 3, (struct ddb_node *[]){ value, low, high });
    check_operands(p, node);
    check_ordered(p, node, "BETWEEN");
    check_bounds(p, low->value, high->value);
    return condition_done(p, node);
}

static struct ddb_node *parse_in(struct ddb_parser *p, struct ddb_node *value)
{
    struct ddb_node *args[1 + DDB_IN_OPERANDS_MAX] = { value }, *node;
    int count = 1, given = 0;

    if (!ddb_parser_operator(p)) return NULL;
    ddb_lexer_next(&p->lexer);
    if (!ddb_lexer_at(&p->lexer, "(")) return ddb_parser_syntax(p);
    do {
        struct ddb_node *arg;
        ddb_lexer_next(&p->lexer);
        arg = ddb_parse_operand(p);
        if (!arg) return NULL;
        if (given++ < DDB_IN_OPERANDS_MAX) args[count++] = arg;
    } while (ddb_lexer_at(&p->lexer, ","));
    if (!ddb_parser_take(p, ")")) return NULL;
    if (given > DDB_IN_OPERANDS_MAX)
        ddb_parser_note(p, DDB_ERROR_OPERAND_COUNT,
                        "The IN operator is provided with too many operands; number of operands: %d", given);
    node = ddb_node_new(p->arena, DDB_IN, count, args);
    check_operands(p, node);
    return condition_done(p, node);
}

static struct ddb_node *parse_primary(struct ddb_parser *p)
{
    struct ddb_node *node;

    if (!ddb_lexer_at(&p->lexer, "(")) return ddb_parse_simple_operand(p);
    if (!ddb_parser_enter(p)) return NULL;
    ddb_lexer_next(&p->lexer);
    node = parse_or(p);
    if (!node || !ddb_parser_take(p, ")")) return NULL;
    ddb_node_wrap(p, node);
    ddb_parser_leave(p);
    return node;
}

static struct ddb_node *parse_relation(struct ddb_parser *p)
{
    struct ddb_node *left = parse_primary(p);
    enum ddb_node_kind comparator = comparator_at(p);

    if (!left) return NULL;
    if (!ddb_node_is_operand(left)) return left;
    if (comparator != DDB_OR) return parse_comparison(p, left, comparator);
    if (ddb_lexer_at_keyword(&p->lexer, "BETWEEN")) return parse_between(p, left);
    if (ddb_lexer_at_keyword(&p->lexer, "IN")) return parse_in(p, left);
    return condition_done(p, left);
}

/* What stands where a condition must: a value or a path is a sentence broken off, a function that gives a value is
 * misplaced. */
static bool require_condition(struct ddb_parser *p, const struct ddb_node *node)
{
    if (node->kind == DDB_PATH || node->kind == DDB_VALUE) return ddb_parser_syntax(p), false;
    if (node->kind == DDB_SIZE) note_misplaced(p, node);
    return true;
}

static struct ddb_node *parse_not(struct ddb_parser *p)
{
    struct ddb_node *node;
    int count = 0;

    for (; ddb_lexer_at_keyword(&p->lexer, "NOT"); count++) {
        if (!ddb_parser_operator(p)) return NULL;
        ddb_lexer_next(&p->lexer);
    }
    node = parse_relation(p);
    if (count && node && !require_condition(p, node)) return NULL;
    for (; node && count; count--) node = ddb_node_new(p->arena, DDB_NOT, 1, &node);
    return node;
}

/* One level of { KEYWORD operand }: AND over NOTs, OR over ANDs. */
static struct ddb_node *parse_chain(struct ddb_parser *p, const char *keyword, enum ddb_node_kind kind,
                                    struct ddb_node *(*parse_inner)(struct ddb_parser *p))
{
    struct ddb_node *left = parse_inner(p);

    while (left && ddb_lexer_at_keyword(&p->lexer, keyword)) {
        struct ddb_node *right;
        if (!require_condition(p, left) || !ddb_parser_operator(p)) return NULL;
        ddb_lexer_next(&p->lexer);
        right = parse_inner(p);
        if (!right || !require_condition(p, right)) return NULL;
        left = ddb_node_new(p->arena, kind, 2, (struct ddb_node *[]){ left, right });
    }
    return left;
}

static struct ddb_node *parse_and(struct ddb_parser *p)
{
    return parse_chain(p, "AND", DDB_AND, parse_not);
}

static struct ddb_node *parse_or(struct ddb_parser *p)
{
    return parse_chain(p, "OR", DDB_OR, parse_and);
}

struct ddb_node *ddb_condition_parse(struct arena *a, struct ddb_substitutes *s, struct span expression,
                                     const char **error)
{
    struct ddb_parser p;
    struct ddb_node *node;

    *error = ddb_parser_start(&p, a, DDB_CONDITION_GRAMMAR, s, expression);
    if (*error) return NULL;
    node = parse_or(&p);
    if (node && require_condition(&p, node) && p.lexer.token.kind != DDB_TOKEN_END) ddb_parser_syntax(&p);
    *error = ddb_parser_verdict(&p);
    return *error ? NULL : node;
}

/* --- truth -------------------------------------------------------------------------------------------------------- */

static const struct doc *number_value(struct arena *a, size_t number)
{
    return ddb_value_new(a, DDB_N, doc_string(a, arena_format(a, "%zu", number)));
}

/* AWS: a text is as long as Java says, so what is beyond the basic plane counts twice. */
static size_t utf16_units(struct span text)
{
    size_t units = span_code_points(text);

    for (size_t i = 0; i < text.size; i++) units += ((unsigned char)text.data[i] & 0xF8) == 0xF0;
    return units;
}

static const struct doc *size_of(struct arena *a, const struct doc *value)
{
    switch (ddb_value_type(value)) {
    case DDB_S: return number_value(a, utf16_units(ddb_value_text(value)));
    case DDB_B: return number_value(a, ddb_value_size(value));
    case DDB_SS:
    case DDB_NS:
    case DDB_BS:
    case DDB_L:
    case DDB_M: return number_value(a, doc_count(ddb_value_content(value)));
    default: return NULL;
    }
}

/* The value of an operand for the item, or NULL: a path that leads nowhere, a size of what has none. */
static const struct doc *operand_value(const struct ddb_node *operand, struct arena *scratch, const struct doc *item)
{
    switch (operand->kind) {
    case DDB_PATH: return ddb_path_find(&operand->path, item);
    case DDB_VALUE: return operand->value;
    case DDB_SIZE: return size_of(scratch, operand_value(operand->args[0], scratch, item));
    default: return NULL;
    }
}

static bool span_contains(struct span text, struct span part)
{
    return part.size == 0 || (part.size <= text.size && memmem(text.data, text.size, part.data, part.size));
}

static bool list_contains(const struct doc *list, const struct doc *value)
{
    for (uint32_t i = 0; i < doc_count(list); i++)
        if (ddb_value_equal(doc_items(list)[i], value)) return true;
    return false;
}

static bool contains(struct arena *scratch, const struct doc *whole, const struct doc *part)
{
    static const enum ddb_type members[] = { [DDB_SS] = DDB_S, [DDB_NS] = DDB_N, [DDB_BS] = DDB_B };
    enum ddb_type type = ddb_value_type(whole);

    switch (type) {
    case DDB_S:
    case DDB_B:
        return ddb_value_type(part) == type &&
               span_contains(ddb_value_bytes(scratch, whole), ddb_value_bytes(scratch, part));
    case DDB_SS:
    case DDB_NS:
    case DDB_BS:
        return ddb_value_type(part) == members[type] && ddb_set_has(ddb_value_content(whole), ddb_value_text(part));
    case DDB_L: return part && list_contains(ddb_value_content(whole), part);
    default: return false;
    }
}

static bool begins_with(struct arena *scratch, const struct doc *value, const struct doc *prefix)
{
    enum ddb_type type = ddb_value_type(value);
    struct span bytes, start;

    if (type != ddb_value_type(prefix) || (type != DDB_S && type != DDB_B)) return false;
    bytes = ddb_value_bytes(scratch, value);
    start = ddb_value_bytes(scratch, prefix);
    return span_eq(span_sub(bytes, 0, start.size), start);
}

static bool is_ordered_so(enum ddb_node_kind kind, struct arena *scratch, const struct doc *a, const struct doc *b)
{
    int order;

    if (!a || !b || !ddb_value_compare(scratch, a, b, &order)) return false;
    switch (kind) {
    case DDB_LT: return order < 0;
    case DDB_LE: return order <= 0;
    case DDB_GT: return order > 0;
    default: return order >= 0;
    }
}

static bool is_among(const struct ddb_node *node, struct arena *scratch, const struct doc *item,
                     const struct doc *value)
{
    for (int i = 1; value && i < node->count; i++)
        if (ddb_value_equal(value, operand_value(node->args[i], scratch, item))) return true;
    return false;
}

/* A relation: `a` and `b` are its first two operands' values. */
static bool relation_true(const struct ddb_node *node, struct arena *scratch, const struct doc *item)
{
    const struct doc *a = operand_value(node->args[0], scratch, item);
    const struct doc *b = node->count > 1 ? operand_value(node->args[1], scratch, item) : NULL;

    switch (node->kind) {
    case DDB_EQ: return ddb_value_equal(a, b);
    case DDB_NE: return !a || !b || !ddb_value_equal(a, b); /* AWS: also of two that are missing */
    case DDB_LT:
    case DDB_LE:
    case DDB_GT:
    case DDB_GE: return is_ordered_so(node->kind, scratch, a, b);
    case DDB_BETWEEN:
        return is_ordered_so(DDB_GE, scratch, a, b) &&
               is_ordered_so(DDB_LE, scratch, a, operand_value(node->args[2], scratch, item));
    case DDB_IN: return is_among(node, scratch, item, a);
    case DDB_ATTRIBUTE_EXISTS: return a != NULL;
    case DDB_ATTRIBUTE_NOT_EXISTS: return a == NULL;
    case DDB_ATTRIBUTE_TYPE: return a && span_is(ddb_value_text(b), ddb_type_code(ddb_value_type(a)));
    case DDB_BEGINS_WITH: return begins_with(scratch, a, b);
    case DDB_CONTAINS: return contains(scratch, a, b);
    default: return false;
    }
}

bool ddb_condition_true(const struct ddb_node *node, struct arena *scratch, const struct doc *item)
{
    switch (node->kind) {
    case DDB_OR:
        return ddb_condition_true(node->args[0], scratch, item) || ddb_condition_true(node->args[1], scratch, item);
    case DDB_AND:
        return ddb_condition_true(node->args[0], scratch, item) && ddb_condition_true(node->args[1], scratch, item);
    case DDB_NOT: return !ddb_condition_true(node->args[0], scratch, item);
    default: return relation_true(node, scratch, item);
    }
}

struct span ddb_condition_names(const struct ddb_node *node, bool (*is_key)(void *arg, struct span name), void *arg)
{
    struct span found = { NULL, 0 };

    if (node->kind == DDB_PATH && is_key(arg, node->path.steps[0].name)) return node->path.steps[0].name;
    for (int i = 0; i < node->count && !found.data; i++) found = ddb_condition_names(node->args[i], is_key, arg);
    return found;
}
