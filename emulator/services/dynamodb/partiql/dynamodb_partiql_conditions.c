/* Functions, sums and conditions of statements, and whether a condition is one all through. */
#include "emulator/services/dynamodb/partiql/dynamodb_partiql_terms.h"

#include <ctype.h>
#include <string.h>

/* --- functions ---------------------------------------------------------------------------------------------------- */

static struct ddb_node *parse_or(struct ddb_pql_parser *p);

static const struct function {
    const char *name;
    enum ddb_node_kind kind;
    int operands;
} functions[] = {
    { "begins_with", DDB_BEGINS_WITH, 2 },
    { "contains", DDB_CONTAINS, 2 },
    { "attribute_type", DDB_ATTRIBUTE_TYPE, 2 },
    { "attribute_exists", DDB_ATTRIBUTE_EXISTS, 1 },
    { "attribute_not_exists", DDB_ATTRIBUTE_NOT_EXISTS, 1 },
    { "size", DDB_SIZE, 1 },
    { "list_append", DDB_LIST_APPEND, 2 },
    { "set_add", DDB_UNKNOWN_FUNCTION, 2 },
    { "set_delete", DDB_UNKNOWN_FUNCTION, 2 },
};

static const struct function *function_find(struct span name)
{
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        if (span_is_nocase(name, functions[i].name)) return &functions[i];
    return NULL;
}

#define ARGUMENTS_MAX 4

static struct ddb_node *unrecognized(struct ddb_pql_parser *p, const struct ddb_pql_token *name)
{
    char *word = arena_string(p->arena, name->text);

    for (char *c = word; *c; c++) *c = (char)tolower((unsigned char)*c);
    return ddb_pql_fail(
        p, arena_printf(p->arena, "Unrecognized function: %s at %s", word, ddb_pql_place(&p->lexer, *name)));
}

/* The operands up to the parenthesis behind them; how many, or -1 on error. */
static int parse_arguments(struct ddb_pql_parser *p, struct ddb_node **args)
{
    int count = 0;

    if (!ddb_pql_enter(p)) return -1;
    if (!at(p, ")"))
        for (;; next(p)) {
            if (count == ARGUMENTS_MAX || !(args[count++] = ddb_pql_sum(p)) || !at(p, ",")) break;
        }
    if (p->error || !require(p, ")", "Expected )")) return -1;
    p->depth--;
    return count;
}

static const char *wrong_count(struct ddb_pql_parser *p, const struct function *f, int count)
{
    if (f->kind == DDB_UNKNOWN_FUNCTION)
        return arena_printf(p->arena, "SET_%s must have exactly two arguments at %s",
                            strcmp(f->name, "set_add") ? "DELETE" : "ADD", ddb_pql_place(&p->lexer, p->set_function));
    return arena_printf(p->arena,
                        "Incorrect number of operands for operator or function; operator or function: %s, "
                        "number of operands: %d",
                        f->name, count);
}

/* Is the current word followed by a parenthesis? (Not inlined: what nests keeps its frames small.) */
static __attribute__((noinline)) bool is_call(const struct ddb_pql_parser *p)
{
    struct ddb_pql_lexer ahead = p->lexer;

    if (ahead.token.kind != DDB_PQL_WORD) return false;
    ddb_pql_next(&ahead);
    return ddb_pql_at(&ahead, "(");
}

/* From its name on. */
static struct ddb_node *parse_function(struct ddb_pql_parser *p)
{
    const struct function *f = function_find(p->lexer.token.text);
    struct ddb_node *args[ARGUMENTS_MAX], *node;
    int count;

    if (!f) return unrecognized(p, &p->lexer.token);
    if (f->kind == DDB_UNKNOWN_FUNCTION) p->set_function = p->lexer.token;
    next(p);
    next(p);
    if (f->kind == DDB_UNKNOWN_FUNCTION) p->set_argument = p->lexer.token;
    count = parse_arguments(p, args);
    if (count < 0) return NULL;
    if (count != f->operands) return ddb_pql_fail(p, wrong_count(p, f, count));
    if ((f->kind == DDB_ATTRIBUTE_EXISTS || f->kind == DDB_ATTRIBUTE_NOT_EXISTS) && args[0]->kind != DDB_PATH)
        return ddb_pql_fail(
            p,
            arena_printf(p->arena, "Operator or function requires a document path; operator or function: %s", f->name));
    node = ddb_node_new(p->arena, f->kind, count, args);
    node->function = span_of(f->name);
    return node;
}

/* --- conditions --------------------------------------------------------------------------------------------------- */

static struct ddb_node *parse_operand(struct ddb_pql_parser *p)
{
    bool is_literal;
    struct doc *value = ddb_pql_literal(p, "root", &is_literal);
    struct ddb_node *node;

    if (is_literal) return ddb_pql_value_node(p, value);
    if (take(p, "(")) {
        if (!ddb_pql_enter(p)) return NULL;
        node = parse_or(p);
        if (!node || !require(p, ")", "Expected )")) return NULL;
        p->depth--;
        return node;
    }
    if (!ddb_pql_at_identifier(p)) return ddb_pql_unexpected(p);
    return is_call(p) ? parse_function(p) : ddb_pql_path_node(p);
}

static bool operator_count(struct ddb_pql_parser *p)
{
    if (++p->operators <= DDB_PQL_OPERATORS_MAX) return true;
    ddb_pql_fail(p, "The statement contains too many operators");
    return false;
}

/* What follows an infix operator. */
struct ddb_node *ddb_pql_right_of(struct ddb_pql_parser *p, struct ddb_node *(*parse)(struct ddb_pql_parser *p))
{
    if (!operator_count(p)) return NULL;
    next(p);
    if (p->lexer.token.kind == DDB_PQL_END)
        return ddb_pql_malformed(p, "Missing right-hand side expression of infix operator");
    return parse(p);
}

struct ddb_node *ddb_pql_sum(struct ddb_pql_parser *p)
{
    struct ddb_node *left = parse_operand(p), *right;
    bool plus = at(p, "+");

    if (!left || (!plus && !at(p, "-"))) return left;
    right = ddb_pql_right_of(p, parse_operand);
    return right ? ddb_node_new(p->arena, plus ? DDB_PLUS : DDB_MINUS, 2, (struct ddb_node *[]){ left, right }) : NULL;
}

static struct ddb_node *between(struct ddb_pql_parser *p, struct ddb_node *value)
{
    struct ddb_node *low = ddb_pql_right_of(p, ddb_pql_sum), *high;

    if (!low) return NULL;
    if (!at_word(p, "AND")) return ddb_pql_malformed(p, "Expected AND after BETWEEN");
    high = ddb_pql_right_of(p, ddb_pql_sum);
    return high ? ddb_node_new(p->arena, DDB_BETWEEN, 3, (struct ddb_node *[]){ value, low, high }) : NULL;
}

/* IN [a, b], IN (a, b), or IN ? with a list or a set. */
static struct ddb_node *in_values(struct ddb_pql_parser *p, struct ddb_node *value, const struct doc *values)
{
    size_t count = doc_count(values);
    struct ddb_node **args = ARENA_ARRAY(p->arena, struct ddb_node *, count + 1);

    if (!count)
        return ddb_pql_fail(
            p, "IN operator must have a left hand argument of type Variable Reference and right hand argument of "
               "type Seq with at least one member");
    if (count > DDB_IN_OPERANDS_MAX)
        return ddb_pql_fail(
            p, arena_printf(p->arena, "The IN operator is provided with too many operands; number of operands: %zu",
                            count));
    args[0] = value;
    for (size_t i = 0; i < count; i++) args[i + 1] = ddb_pql_value_node(p, doc_at(values, i));
    return ddb_node_new(p->arena, DDB_IN, (int)count + 1, args);
}

static struct ddb_node *in(struct ddb_pql_parser *p, struct ddb_node *value)
{
    struct doc *values = doc_list(p->arena), *given;
    const char *end = ")";

    if (!operator_count(p)) return NULL;
    next(p);
    if (!at(p, "(") && !at(p, "<<")) {
        given = ddb_pql_value(p, "root");
        if (!given) return NULL;
        return in_values(p, value, ddb_value_type(given) == DDB_L ? ddb_value_content(given) : values);
    }
    if (at(p, "<<")) end = ">>";
    do {
        next(p);
        given = ddb_pql_value(p, "root");
        if (!given) return NULL;
        doc_append(values, given);
    } while (at(p, ","));
    return require(p, end, "Expected )") ? in_values(p, value, values) : NULL;
}

static const struct type_name {
    const char *name;
    enum ddb_type type;
} type_names[] = {
    { "NULL", DDB_NULL },      { "BOOLEAN", DDB_BOOL }, { "BOOL", DDB_BOOL },   { "BLOB", DDB_B },
    { "STRING", DDB_S },       { "NUMERIC", DDB_N },    { "STRUCT", DDB_M },    { "TUPLE", DDB_M },
    { "LIST", DDB_L },         { "INT", DDB_NONE },     { "INT4", DDB_NONE },   { "INT8", DDB_NONE },
    { "INTEGER", DDB_NONE },   { "DECIMAL", DDB_NONE }, { "FLOAT", DDB_NONE },  { "DOUBLE", DDB_NONE },
    { "CHARACTER", DDB_NONE }, { "BAG", DDB_NONE },     { "SYMBOL", DDB_NONE }, { "TIMESTAMP", DDB_NONE },
};

static struct ddb_node *is_type(struct ddb_pql_parser *p, struct ddb_node *value)
{
    struct span name = p->lexer.token.text;
    struct ddb_node *node, *type;

    if (take_word(p, "MISSING")) return ddb_node_new(p->arena, DDB_ATTRIBUTE_NOT_EXISTS, 1, &value);
    for (size_t i = 0; i < sizeof type_names / sizeof *type_names; i++) {
        if (!take_word(p, type_names[i].name)) continue;
        if (type_names[i].type == DDB_NONE)
            return ddb_pql_fail(
                p, arena_printf(p->arena,
                                "Unsupported data type for IS operator: %.*s. Supported data types are [MISSING, "
                                "NULL, BOOLEAN, BLOB, STRING, NUMERIC, STRUCT, TUPLE, LIST]",
                                SPAN_ARG(name)));
        type = ddb_pql_value_node(
            p, ddb_value_new(p->arena, DDB_S, doc_string(p->arena, span_of(ddb_type_code(type_names[i].type)))));
        node = ddb_node_new(p->arena, DDB_ATTRIBUTE_TYPE, 2, (struct ddb_node *[]){ value, type });
        return node;
    }
    return ddb_pql_malformed(p, "Expected type name");
}

static const struct comparator {
    const char *sign;
    enum ddb_node_kind kind;
} comparators[] = {
    { "=", DDB_EQ }, { "<>", DDB_NE }, { "!=", DDB_NE }, { "<=", DDB_LE },
    { "<", DDB_LT }, { ">=", DDB_GE }, { ">", DDB_GT },
};

/* AWS: observed. Whether an attribute exists may be compared with a truth. */
static __attribute__((noinline)) struct ddb_node *compare(struct ddb_pql_parser *p, enum ddb_node_kind kind,
                                                          struct ddb_node *left, struct ddb_node *right)
{
    bool is_truth = left->kind == DDB_ATTRIBUTE_EXISTS || left->kind == DDB_ATTRIBUTE_NOT_EXISTS;

    if (is_truth && (kind == DDB_EQ || kind == DDB_NE) && ddb_node_type(right) == DDB_BOOL)
        return ddb_value_content(right->value)->boolean == (kind == DDB_EQ) ? left : ddb_pql_not_node(p, left);
    return ddb_node_new(p->arena, kind, 2, (struct ddb_node *[]){ left, right });
}

static struct ddb_node *parse_relation(struct ddb_pql_parser *p)
{
    struct ddb_node *left = ddb_pql_sum(p), *right;
    bool negated;

    if (!left) return NULL;
    for (size_t i = 0; i < sizeof comparators / sizeof *comparators; i++) {
        if (!at(p, comparators[i].sign)) continue;
        right = ddb_pql_right_of(p, ddb_pql_sum);
        return right ? compare(p, comparators[i].kind, left, right) : NULL;
    }
    if (take_word(p, "IS")) {
        negated = take_word(p, "NOT");
        left = operator_count(p) ? is_type(p, left) : NULL;
        return negated ? ddb_pql_not_node(p, left) : left;
    }
    if (at_word(p, "LIKE")) return ddb_pql_fail(p, "Unsupported operator in Condition Expression. Operator: like");
    negated = take_word(p, "NOT");
    if (at_word(p, "BETWEEN")) left = between(p, left);
    else if (at_word(p, "IN")) left = in(p, left);
    else if (negated) return ddb_pql_malformed(p, "Unexpected token after expression");
    return negated ? ddb_pql_not_node(p, left) : left;
}

static struct ddb_node *parse_not(struct ddb_pql_parser *p)
{
    struct ddb_node *node;

    if (!at_word(p, "NOT")) return parse_relation(p);
    if (!ddb_pql_enter(p) || !operator_count(p)) return NULL;
    next(p);
    node = parse_not(p);
    p->depth--;
    return ddb_pql_not_node(p, node);
}

static struct ddb_node *parse_chain(struct ddb_pql_parser *p, const char *keyword, enum ddb_node_kind kind,
                                    struct ddb_node *(*inner)(struct ddb_pql_parser *p))
{
    struct ddb_node *left = inner(p), *right;

    while (left && at_word(p, keyword)) {
        right = ddb_pql_right_of(p, inner);
        left = right ? ddb_node_new(p->arena, kind, 2, (struct ddb_node *[]){ left, right }) : NULL;
    }
    return left;
}

static struct ddb_node *parse_and(struct ddb_pql_parser *p)
{
    return parse_chain(p, "AND", DDB_AND, parse_not);
}

static struct ddb_node *parse_or(struct ddb_pql_parser *p)
{
    return parse_chain(p, "OR", DDB_OR, parse_and);
}

/* What is compared by order must have one. */
static const char *check_ordered(struct arena *a, const struct ddb_node *node)
{
    static const char *const signs[] = {
        [DDB_LT] = "<", [DDB_LE] = "<=", [DDB_GT] = ">", [DDB_GE] = ">=", [DDB_BETWEEN] = "BETWEEN"
    };

    if (node->kind < DDB_LT || node->kind > DDB_BETWEEN) return NULL;
    for (int i = 0; i < node->count; i++) {
        enum ddb_type type = ddb_node_type(node->args[i]);
        if (type > DDB_B)
            return arena_printf(
                a, "Incorrect operand type for operator or function; operator or function: %s, operand type: %s",
                signs[node->kind], ddb_type_code(type));
    }
    return NULL;
}

/* Is it a condition all through: no value where a truth must be, no truth and no update's function where a value must
 * be? */
static const char *check_condition(struct ddb_pql_parser *p, const struct ddb_node *node, bool is_truth)
{
    struct arena *a = p->arena;
    const char *error = check_ordered(a, node);
    bool gives_truth = node->kind <= DDB_CONTAINS, of_truths = node->kind <= DDB_NOT;

    if (node->kind == DDB_UNKNOWN_FUNCTION) return unrecognized(p, &p->set_function), p->error;
    if (node->kind == DDB_PLUS || node->kind == DDB_MINUS || node->kind == DDB_LIST_APPEND)
        return arena_printf(a, "Unsupported operator in Condition Expression. Operator: %s",
                            node->kind == DDB_PLUS    ? "+"
                            : node->kind == DDB_MINUS ? "-"
                                                      : arena_string(a, node->function));
    if (is_truth && !gives_truth) return "WHERE clause must contain an expression that resolves to a boolean";
    if (!is_truth && gives_truth) return "The arguments to AND/OR must be Expressions";
    if (node->kind >= DDB_ATTRIBUTE_EXISTS && node->kind <= DDB_ATTRIBUTE_TYPE && node->args[0]->kind != DDB_PATH)
        return "The left hand side argument to IS must be a Variable Reference, Literal, or Path";
    for (int i = 0; i < node->count && !error; i++) error = check_condition(p, node->args[i], of_truths);
    return error;
}

bool ddb_pql_where(struct ddb_pql_parser *p)
{
    const char *error;

    if (!take_word(p, "WHERE")) return true;
    p->statement->where = parse_or(p);
    if (!p->statement->where) return false;
    error = check_condition(p, p->statement->where, true);
    return error ? ddb_pql_fail(p, error), false : true;
}
