/* The grammar of statements:
 *
 *     select  = SELECT ( * | path {, path} ) FROM source [ WHERE or ] [ ORDER BY name [ASC|DESC] {, …} ]
 *     insert  = INSERT INTO table VALUE value
 *     update  = UPDATE table { SET path = term {, path = term} | REMOVE path {, path} } [ WHERE or ] [ returning ]
 *             | FROM table [ WHERE or ] { SET … | REMOVE … } [ returning ]
 *     delete  = DELETE FROM table [ WHERE or ] [ returning ]
 *     exists  = EXISTS ( select )
 *     or      = and { OR and },  and = not { AND not },  not = NOT not | relation
 *     relation = sum [ comparator sum | [NOT] BETWEEN sum AND sum | [NOT] IN sequence | IS [NOT] type ]
 *     sum     = operand [ ( + | - ) operand ]
 *     operand = literal | ? | path | function ( … ) | ( or )
 *
 * AWS: the words behind "can't be processed: " are those of its PartiQL parser. */
#include "emulator/services/dynamodb/dynamodb_partiql_parser.h"

#include <string.h>

#include "emulator/services/dynamodb/dynamodb_partiql_lexer.h"

struct parser {
    struct arena *arena;
    struct ddb_pql_lexer lexer;
    const struct doc *parameters;
    size_t parameter;
    struct ddb_statement *statement;
    const char *error;
    int depth, operators;
};

/* --- errors ------------------------------------------------------------------------------------------------------- */

/* NULL, and the first error stands. */
static void *fail(struct parser *p, const char *words)
{
    if (!p->error) p->error = words;
    return NULL;
}

static void *malformed(struct parser *p, const char *detail)
{
    if (p->lexer.token.kind == DDB_PQL_BAD) detail = "";
    return fail(p, arena_printf(p->arena, "Statement wasn't well formed, can't be processed: %s", detail));
}

static bool at(const struct parser *p, const char *sign)
{
    return ddb_pql_at(&p->lexer, sign);
}

static bool at_word(const struct parser *p, const char *keyword)
{
    return ddb_pql_at_keyword(&p->lexer, keyword);
}

static void next(struct parser *p)
{
    ddb_pql_next(&p->lexer);
}

static bool take(struct parser *p, const char *sign)
{
    bool there = at(p, sign);

    if (there) next(p);
    return there;
}

static bool take_word(struct parser *p, const char *keyword)
{
    bool there = at_word(p, keyword);

    if (there) next(p);
    return there;
}

static bool require(struct parser *p, const char *sign, const char *detail)
{
    return take(p, sign) || (malformed(p, detail), false);
}

static bool enter(struct parser *p)
{
    if (++p->depth <= DDB_PQL_DEPTH_MAX) return true;
    fail(p, "The statement is nested too deeply");
    return false;
}

static bool is_keyword(struct span word)
{
    static const char *const keywords[] = { "SELECT", "FROM",   "WHERE",   "ORDER",  "BY",     "INSERT",    "INTO",
                                            "VALUE",  "UPDATE", "SET",     "DELETE", "REMOVE", "RETURNING", "AND",
                                            "OR",     "NOT",    "BETWEEN", "IN",     "IS",     "LIKE",      "AS",
                                            "ASC",    "DESC",   "LIMIT",   "GROUP",  "HAVING", NULL };

    for (const char *const *k = keywords; *k; k++)
        if (span_is_nocase(word, *k)) return true;
    return false;
}

static bool at_identifier(const struct parser *p)
{
    enum ddb_pql_kind kind = p->lexer.token.kind;

    return kind == DDB_PQL_QUOTED || (kind == DDB_PQL_WORD && !is_keyword(p->lexer.token.text));
}

/* What stands where an operand should. */
static void *unexpected(struct parser *p)
{
    struct ddb_pql_token t = p->lexer.token;

    if (t.kind == DDB_PQL_WORD &&
        (span_is_nocase(t.text, "IS") || span_is_nocase(t.text, "LIKE") || span_is_nocase(t.text, "IN") ||
         span_is_nocase(t.text, "BETWEEN") || span_is_nocase(t.text, "AND") || span_is_nocase(t.text, "OR")))
        return malformed(p, "Unexpected operator");
    if (t.kind == DDB_PQL_WORD) return malformed(p, "Unexpected keyword");
    if (t.kind == DDB_PQL_SIGN && strchr("=<>!+*/%|", t.text.data[0])) return malformed(p, "Unexpected operator");
    return malformed(p, "Unexpected term");
}

/* --- nodes -------------------------------------------------------------------------------------------------------- */

static struct ddb_node *node_new(struct parser *p, enum ddb_node_kind kind, int count, struct ddb_node *const *args)
{
    struct ddb_node *node = ARENA_NEW(p->arena, struct ddb_node);

    node->kind = kind;
    node->count = count;
    if (!count) return node;
    node->args = ARENA_ARRAY(p->arena, struct ddb_node *, (size_t)count);
    memcpy(node->args, args, sizeof *args * (size_t)count);
    return node;
}

static struct ddb_node *value_node(struct parser *p, const struct doc *value)
{
    struct ddb_node *node;

    if (!value) return NULL;
    node = node_new(p, DDB_VALUE, 0, NULL);
    node->value = value;
    return node;
}

static struct ddb_node *not_node(struct parser *p, struct ddb_node *node)
{
    return node ? node_new(p, DDB_NOT, 1, &node) : NULL;
}

/* --- values ------------------------------------------------------------------------------------------------------- */

static struct doc *parse_value(struct parser *p, const char *path);

static struct doc *checked(struct parser *p, struct doc *value, const char *path)
{
    const char *error = ddb_value_check(p->arena, value);

    return error ? fail(p, path ? arena_printf(p->arena, "%s under %s", error, path) : error) : value;
}

static struct doc *scalar(struct parser *p, enum ddb_type type, struct doc *content)
{
    next(p);
    return ddb_value_new(p->arena, type, content);
}

static struct doc *parameter(struct parser *p)
{
    struct doc *value = doc_at(p->parameters, p->parameter++);

    next(p);
    if (!value) return fail(p, "Number of parameters in request and statement don't match.");
    return checked(p, value, NULL);
}

static struct doc *number(struct parser *p, const char *path, bool negative)
{
    struct span text = p->lexer.token.text;

    if (negative) text = arena_format(p->arena, "-%.*s", SPAN_ARG(text));
    return checked(p, scalar(p, DDB_N, doc_string(p->arena, text)), path);
}

static struct doc *list(struct parser *p, const char *path)
{
    struct doc *items = doc_list(p->arena), *item;

    next(p);
    for (int i = 0; !at(p, "]"); i++) {
        if (i && !require(p, ",", "Expected ,")) return NULL;
        item = parse_value(p, arena_printf(p->arena, "%s[%d]", path, i));
        if (!item) return NULL;
        doc_append(items, item);
    }
    next(p);
    return ddb_value_new(p->arena, DDB_L, items);
}

/* Members of a set, <<…>>, are all of one type. */
static struct doc *bag(struct parser *p, const char *path)
{
    static const enum ddb_type sets[] = { [DDB_S] = DDB_SS, [DDB_N] = DDB_NS, [DDB_B] = DDB_BS };
    struct doc *members = doc_list(p->arena), *item;
    enum ddb_type type = DDB_NONE;

    next(p);
    for (int i = 0; !at(p, ">>"); i++) {
        if (i && !require(p, ",", "Expected ,")) return NULL;
        item = parse_value(p, path);
        if (!item) return NULL;
        if (i == 0) type = ddb_value_type(item);
        if (type > DDB_B || ddb_value_type(item) != type)
            return fail(p, "Unsupported data type in Bag. DynamoDB only supports either numbers or strings in bags");
        doc_append(members, ddb_value_content(item));
    }
    next(p);
    if (!doc_count(members)) return fail(p, "Empty bags are not supported");
    return checked(p, ddb_value_new(p->arena, sets[type], members), NULL);
}

static struct doc *tuple(struct parser *p, const char *path, bool is_item)
{
    struct doc *members = doc_map(p->arena), *value;

    next(p);
    for (int i = 0; !at(p, "}"); i++) {
        struct span name = p->lexer.token.text;
        const char *below = is_item ? path : arena_printf(p->arena, "%s.%.*s", path, SPAN_ARG(name));
        if (i && !take(p, ",")) return malformed(p, "Expected , between tuple members");
        name = p->lexer.token.text;
        if (i && !is_item) below = arena_printf(p->arena, "%s.%.*s", path, SPAN_ARG(name));
        if (p->lexer.token.kind != DDB_PQL_STRING)
            return malformed(p, "Expected identifier or string for tuple member");
        next(p);
        if (!require(p, ":", "Expected : after tuple member name")) return NULL;
        value = parse_value(p, below);
        if (!value) return NULL;
        if (doc_get_span(members, name))
            return fail(p, arena_printf(p->arena, "Duplicate keys in tuple. Key: %.*s under %s", SPAN_ARG(name), path));
        doc_put_span(members, name, value);
    }
    next(p);
    return ddb_value_new(p->arena, DDB_M, members);
}

/* A literal by itself, or NULL where there is none; then *is_literal is false and there is no error. */
static struct doc *literal(struct parser *p, const char *path, bool *is_literal)
{
    struct ddb_pql_token t = p->lexer.token;
    struct doc *value;

    *is_literal = true;
    if (t.kind == DDB_PQL_STRING) return checked(p, scalar(p, DDB_S, doc_string(p->arena, t.text)), path);
    if (t.kind == DDB_PQL_NUMBER) return number(p, path, false);
    if (at_word(p, "TRUE") || at_word(p, "FALSE"))
        return scalar(p, DDB_BOOL, doc_bool(p->arena, span_is_nocase(t.text, "TRUE")));
    if (at_word(p, "NULL")) return scalar(p, DDB_NULL, doc_bool(p->arena, true));
    if (at(p, "?")) return parameter(p);
    if (at(p, "-")) {
        next(p);
        return p->lexer.token.kind == DDB_PQL_NUMBER ? number(p, path, true) : unexpected(p);
    }
    if (!at(p, "[") && !at(p, "{") && !at(p, "<<")) {
        *is_literal = false;
        return NULL;
    }
    if (!enter(p)) return NULL;
    value = at(p, "[") ? list(p, path) : at(p, "{") ? tuple(p, path, false) : bag(p, path);
    p->depth--;
    return value;
}

static struct doc *parse_value(struct parser *p, const char *path)
{
    bool is_literal;
    struct doc *value = literal(p, path, &is_literal);

    return value || is_literal ? value : unexpected(p);
}

/* --- paths -------------------------------------------------------------------------------------------------------- */

#define STEPS_MAX 40

static bool path_index(struct parser *p, struct ddb_step *step)
{
    int64_t index;

    if (p->lexer.token.kind == DDB_PQL_STRING) {
        step->name = p->lexer.token.text;
    } else if (p->lexer.token.kind == DDB_PQL_NUMBER && span_int(p->lexer.token.text, &index) && index <= UINT32_MAX) {
        step->index = (uint32_t)index;
    } else if (at(p, "*")) {
        return fail(p, "Wildcard path component like a[*].b are not supported"), false;
    } else {
        return unexpected(p), false;
    }
    next(p);
    return require(p, "]", "Expected ]");
}

static bool path_step(struct parser *p, struct ddb_step *step)
{
    if (take(p, "[")) return path_index(p, step);
    next(p);
    if (at(p, "*")) return fail(p, "Unpivot path component like a.*.b are not supported"), false;
    if (p->lexer.token.kind != DDB_PQL_WORD && p->lexer.token.kind != DDB_PQL_QUOTED)
        return malformed(p, "Invalid path dot component"), false;
    step->name = p->lexer.token.text;
    next(p);
    return true;
}

static bool parse_path(struct parser *p, struct ddb_path *path)
{
    struct ddb_step *steps = ARENA_ARRAY(p->arena, struct ddb_step, STEPS_MAX); /* not on the stack of what nests */
    int count = 1;

    if (!at_identifier(p)) return malformed(p, "Expected identifier for simple path"), false;
    steps[0].name = p->lexer.token.text;
    next(p);
    while (at(p, ".") || at(p, "[")) {
        if (count == STEPS_MAX) return fail(p, "The document path has too many nesting elements"), false;
        if (!path_step(p, &steps[count++])) return false;
    }
    *path = (struct ddb_path){ steps, count };
    return true;
}

static struct ddb_node *path_node(struct parser *p)
{
    struct ddb_node *node = node_new(p, DDB_PATH, 0, NULL);

    return parse_path(p, &node->path) ? node : NULL;
}

/* --- functions ---------------------------------------------------------------------------------------------------- */

static struct ddb_node *parse_or(struct parser *p);
static struct ddb_node *parse_sum(struct parser *p);

static const struct function {
    const char *name;
    enum ddb_node_kind kind;
    int operands;
} functions[] = {
    { "begins_with", DDB_BEGINS_WITH, 2 },       { "contains", DDB_CONTAINS, 2 },
    { "attribute_type", DDB_ATTRIBUTE_TYPE, 2 }, { "size", DDB_SIZE, 1 },
    { "list_append", DDB_LIST_APPEND, 2 },       { "set_add", DDB_UNKNOWN_FUNCTION, 2 },
    { "set_delete", DDB_UNKNOWN_FUNCTION, 2 },
};

static const struct function *function_find(struct span name)
{
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        if (span_is_nocase(name, functions[i].name)) return &functions[i];
    return NULL;
}

#define ARGUMENTS_MAX 4

static struct ddb_node *parse_function(struct parser *p, struct span name)
{
    const struct function *f = function_find(name);
    struct ddb_node *args[ARGUMENTS_MAX], *node;
    int count = 0;

    if (!f) return fail(p, arena_printf(p->arena, "Unrecognized function: %.*s", SPAN_ARG(name)));
    if (!enter(p)) return NULL;
    do {
        next(p);
        if (count == ARGUMENTS_MAX || !(args[count++] = parse_sum(p))) break;
    } while (at(p, ","));
    if (p->error || !require(p, ")", "Expected )")) return NULL;
    p->depth--;
    if (count != f->operands)
        return fail(p, arena_printf(p->arena,
                                    "Incorrect number of operands for operator or function; operator or function: %s, "
                                    "number of operands: %d",
                                    f->name, count));
    node = node_new(p, f->kind, count, args);
    node->function = span_of(f->name);
    return node;
}

/* --- conditions --------------------------------------------------------------------------------------------------- */

static struct ddb_node *parse_operand(struct parser *p)
{
    bool is_literal;
    struct doc *value = literal(p, "root", &is_literal);
    struct ddb_node *node;
    struct ddb_pql_lexer start;

    if (is_literal) return value_node(p, value);
    if (take(p, "(")) {
        if (!enter(p)) return NULL;
        node = parse_or(p);
        if (!node || !require(p, ")", "Expected )")) return NULL;
        p->depth--;
        return node;
    }
    if (!at_identifier(p)) return unexpected(p);
    start = p->lexer;
    next(p);
    if (at(p, "(") && start.token.kind == DDB_PQL_WORD) return parse_function(p, start.token.text);
    p->lexer = start;
    return path_node(p);
}

static bool operator_count(struct parser *p)
{
    if (++p->operators <= DDB_PQL_OPERATORS_MAX) return true;
    fail(p, "The statement contains too many operators");
    return false;
}

/* What follows an infix operator. */
static struct ddb_node *right_of(struct parser *p, struct ddb_node *(*parse)(struct parser *p))
{
    if (!operator_count(p)) return NULL;
    next(p);
    if (p->lexer.token.kind == DDB_PQL_END) return malformed(p, "Missing right-hand side expression of infix operator");
    return parse(p);
}

static struct ddb_node *parse_sum(struct parser *p)
{
    struct ddb_node *left = parse_operand(p), *right;
    bool plus = at(p, "+");

    if (!left || (!plus && !at(p, "-"))) return left;
    right = right_of(p, parse_operand);
    return right ? node_new(p, plus ? DDB_PLUS : DDB_MINUS, 2, (struct ddb_node *[]){ left, right }) : NULL;
}

static struct ddb_node *between(struct parser *p, struct ddb_node *value)
{
    struct ddb_node *low = right_of(p, parse_sum), *high;

    if (!low) return NULL;
    if (!at_word(p, "AND")) return malformed(p, "Expected AND after BETWEEN");
    high = right_of(p, parse_sum);
    return high ? node_new(p, DDB_BETWEEN, 3, (struct ddb_node *[]){ value, low, high }) : NULL;
}

/* IN [a, b], IN (a, b), or IN ? with a list or a set. */
static struct ddb_node *in_values(struct parser *p, struct ddb_node *value, const struct doc *values)
{
    size_t count = doc_count(values);
    struct ddb_node **args = ARENA_ARRAY(p->arena, struct ddb_node *, count + 1);

    if (!count)
        return fail(p,
                    "IN operator must have a left hand argument of type Variable Reference and right hand argument of "
                    "type Seq with at least one member");
    if (count > DDB_IN_OPERANDS_MAX)
        return fail(p,
                    arena_printf(p->arena,
                                 "The IN operator is provided with too many operands; number of operands: %zu", count));
    args[0] = value;
    for (size_t i = 0; i < count; i++) args[i + 1] = value_node(p, doc_at(values, i));
    return node_new(p, DDB_IN, (int)count + 1, args);
}

static struct ddb_node *in(struct parser *p, struct ddb_node *value)
{
    struct doc *values = doc_list(p->arena), *given;
    const char *end = ")";

    if (!operator_count(p)) return NULL;
    next(p);
    if (!at(p, "(") && !at(p, "<<")) {
        given = parse_value(p, "root");
        if (!given) return NULL;
        return in_values(p, value, ddb_value_type(given) == DDB_L ? ddb_value_content(given) : values);
    }
    if (at(p, "<<")) end = ">>";
    do {
        next(p);
        given = parse_value(p, "root");
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

static struct ddb_node *is_type(struct parser *p, struct ddb_node *value)
{
    struct span name = p->lexer.token.text;
    struct ddb_node *node, *type;

    if (take_word(p, "MISSING")) return node_new(p, DDB_ATTRIBUTE_NOT_EXISTS, 1, &value);
    for (size_t i = 0; i < sizeof type_names / sizeof *type_names; i++) {
        if (!take_word(p, type_names[i].name)) continue;
        if (type_names[i].type == DDB_NONE)
            return fail(p,
                        arena_printf(p->arena,
                                     "Unsupported data type for IS operator: %.*s. Supported data types are [MISSING, "
                                     "NULL, BOOLEAN, BLOB, STRING, NUMERIC, STRUCT, TUPLE, LIST]",
                                     SPAN_ARG(name)));
        type = value_node(
            p, ddb_value_new(p->arena, DDB_S, doc_string(p->arena, span_of(ddb_type_code(type_names[i].type)))));
        node = node_new(p, DDB_ATTRIBUTE_TYPE, 2, (struct ddb_node *[]){ value, type });
        return node;
    }
    return malformed(p, "Expected type name");
}

static const struct comparator {
    const char *sign;
    enum ddb_node_kind kind;
} comparators[] = {
    { "=", DDB_EQ }, { "<>", DDB_NE }, { "!=", DDB_NE }, { "<=", DDB_LE },
    { "<", DDB_LT }, { ">=", DDB_GE }, { ">", DDB_GT },
};

static struct ddb_node *parse_relation(struct parser *p)
{
    struct ddb_node *left = parse_sum(p), *right;
    bool negated;

    if (!left) return NULL;
    for (size_t i = 0; i < sizeof comparators / sizeof *comparators; i++) {
        if (!at(p, comparators[i].sign)) continue;
        right = right_of(p, parse_sum);
        return right ? node_new(p, comparators[i].kind, 2, (struct ddb_node *[]){ left, right }) : NULL;
    }
    if (take_word(p, "IS")) {
        negated = take_word(p, "NOT");
        left = operator_count(p) ? is_type(p, left) : NULL;
        return negated ? not_node(p, left) : left;
    }
    if (at_word(p, "LIKE")) return fail(p, "Unsupported operator in Condition Expression. Operator: like");
    negated = take_word(p, "NOT");
    if (at_word(p, "BETWEEN")) left = between(p, left);
    else if (at_word(p, "IN")) left = in(p, left);
    else if (negated) return malformed(p, "Unexpected token after expression");
    return negated ? not_node(p, left) : left;
}

static struct ddb_node *parse_not(struct parser *p)
{
    struct ddb_node *node;

    if (!at_word(p, "NOT")) return parse_relation(p);
    if (!enter(p) || !operator_count(p)) return NULL;
    next(p);
    node = parse_not(p);
    p->depth--;
    return not_node(p, node);
}

static struct ddb_node *parse_chain(struct parser *p, const char *keyword, enum ddb_node_kind kind,
                                    struct ddb_node *(*inner)(struct parser *p))
{
    struct ddb_node *left = inner(p), *right;

    while (left && at_word(p, keyword)) {
        right = right_of(p, inner);
        left = right ? node_new(p, kind, 2, (struct ddb_node *[]){ left, right }) : NULL;
    }
    return left;
}

static struct ddb_node *parse_and(struct parser *p)
{
    return parse_chain(p, "AND", DDB_AND, parse_not);
}

static struct ddb_node *parse_or(struct parser *p)
{
    return parse_chain(p, "OR", DDB_OR, parse_and);
}

/* Is it a condition all through: no value where a truth must be, no truth and no update's function where a value must be? */
static const char *check_condition(struct arena *a, const struct ddb_node *node, bool is_truth)
{
    const char *error = NULL;
    bool gives_truth = node->kind <= DDB_CONTAINS, of_truths = node->kind <= DDB_NOT;

    if (node->kind == DDB_PLUS || node->kind == DDB_MINUS || node->kind == DDB_LIST_APPEND ||
        node->kind == DDB_UNKNOWN_FUNCTION)
        return arena_printf(a, "Unsupported operator in Condition Expression. Operator: %s",
                            node->kind == DDB_PLUS    ? "+"
                            : node->kind == DDB_MINUS ? "-"
                                                      : arena_string(a, node->function));
    if (is_truth && !gives_truth) return "WHERE clause must contain an expression that resolves to a boolean";
    if (!is_truth && gives_truth) return "The arguments to AND/OR must be Expressions";
    if (node->kind >= DDB_ATTRIBUTE_EXISTS && node->kind <= DDB_ATTRIBUTE_TYPE && node->args[0]->kind != DDB_PATH)
        return "The left hand side argument to IS must be a Variable Reference, Literal, or Path";
    for (int i = 0; i < node->count && !error; i++) error = check_condition(a, node->args[i], of_truths);
    return error;
}

static bool parse_where(struct parser *p)
{
    const char *error;

    if (!take_word(p, "WHERE")) return true;
    p->statement->where = parse_or(p);
    if (!p->statement->where) return false;
    error = check_condition(p->arena, p->statement->where, true);
    return error ? fail(p, error), false : true;
}

/* --- clauses ------------------------------------------------------------------------------------------------------ */

static bool parse_table(struct parser *p, bool may_name_index)
{
    if (!at_identifier(p))
        return malformed(p, may_name_index ? "Unexpected term" : "Expected identifier for simple path"), false;
    p->statement->table = p->lexer.token.text;
    next(p);
    if (!take(p, ".")) return true;
    if (!may_name_index) return fail(p, "This operation is not supported on an index"), false;
    if (!at_identifier(p))
        return fail(p, "Invalid path dot component in this operation, expecting either an IDENTIFIER or STAR."), false;
    p->statement->index = p->lexer.token.text;
    next(p);
    if (at(p, ".")) return fail(p, "A path may contain at most 2 components in the FROM clause"), false;
    return true;
}

static bool refuse_alias(struct parser *p)
{
    return at_identifier(p) || at_word(p, "AS") ? fail(p, "Aliasing is not supported"), false : true;
}

static bool parse_returning(struct parser *p)
{
    struct ddb_statement *s = p->statement;
    bool all, old;

    if (!take_word(p, "RETURNING")) return true;
    all = at_word(p, "ALL");
    if (!take_word(p, "ALL") && !take_word(p, "MODIFIED"))
        return malformed(p, "Expected ALL or MODIFIED in a RETURNING clause."), false;
    old = at_word(p, "OLD");
    if (!take_word(p, "OLD") && !take_word(p, "NEW"))
        return malformed(p, "Expected OLD or NEW in a RETURNING clause."), false;
    if (!take(p, "*")) return fail(p, "Expected '*' after ( MODIFIED | ALL ) ( NEW | OLD ) in RETURNING clause"), false;
    if (at(p, ",")) return fail(p, "Invalid syntax with multiple returning elements in RETURNING clause"), false;
    if (s->kind == DDB_ERASE && !(all && old))
        return fail(p,
                    arena_printf(p->arena,
                                 "Invalid returning clause: RETURNING %s %s *. Only RETURNING ALL OLD * is allowed in "
                                 "DELETE statements.",
                                 all ? "ALL" : "MODIFIED", old ? "OLD" : "NEW")),
               false;
    s->returning = all   ? old ? DDB_RETURN_ALL_OLD : DDB_RETURN_ALL_NEW
                   : old ? DDB_RETURN_MODIFIED_OLD
                         : DDB_RETURN_MODIFIED_NEW;
    return true;
}

/* Each projected path is called by its last name; an element of a list by its place. */
static struct span name_of(struct parser *p, const struct ddb_path *path, int place)
{
    struct span name = path->steps[path->count - 1].name;

    return name.data ? name : arena_format(p->arena, "_%d", place + 1);
}

static bool parse_projection(struct parser *p)
{
    size_t room = p->lexer.rest.size / 2 + 2;
    struct ddb_path *paths = ARENA_ARRAY(p->arena, struct ddb_path, room);
    struct span *names = ARENA_ARRAY(p->arena, struct span, room);
    struct doc *seen = doc_map(p->arena);
    int count = 0;

    if (take(p, "*"))
        return at(p, ",") ? fail(p, "Other attributes should not be present in the projection when '*' is used."),
               false      : true;
    do {
        if (count) next(p);
        if (at(p, "*"))
            return fail(p, "Other attributes should not be present in the projection when '*' is used."), false;
        if (!at_identifier(p)) return unexpected(p), false;
        if (!parse_path(p, &paths[count]) || !refuse_alias(p)) return false;
        names[count] = name_of(p, &paths[count], count);
        if (doc_get_span(seen, names[count]))
            return fail(p,
                        arena_printf(p->arena, "Duplicate identifiers in select clause: %.*s", SPAN_ARG(names[count]))),
                   false;
        doc_put_span(seen, names[count], doc_null(p->arena));
        count++;
    } while (at(p, ","));
    p->statement->projected = paths;
    p->statement->names = names;
    p->statement->projected_count = count;
    return true;
}

static bool parse_order(struct parser *p)
{
    struct ddb_statement *s = p->statement;

    if (!take_word(p, "ORDER")) return true;
    if (!at_word(p, "BY")) return malformed(p, "expected ORDER BY"), false;
    do {
        struct ddb_order *o = &s->orders[s->order_count];
        next(p);
        if (!at_identifier(p)) return unexpected(p), false;
        if (s->order_count++ == DDB_ORDERS_MAX - 1) return fail(p, "Too many attributes in ORDER BY clause"), false;
        o->name = p->lexer.token.text;
        next(p);
        o->descending = at_word(p, "DESC");
        if (!take_word(p, "DESC")) take_word(p, "ASC");
    } while (at(p, ","));
    if (at_word(p, "WHERE")) return malformed(p, "Unexpected token after expression"), false;
    return s->where ? true : (fail(p, "Must have WHERE clause in the statement when using ORDER BY clause."), false);
}

/* --- updates ------------------------------------------------------------------------------------------------------ */

#define ACTIONS_MAX 512

static bool update_add(struct parser *p, enum ddb_action_kind kind, struct ddb_path path, struct ddb_node *value)
{
    struct ddb_update *update = p->statement->update;

    for (int i = 0; i < update->count; i++)
        if (ddb_path_relate(&update->paths[i], &path) != DDB_PATHS_APART)
            return fail(p,
                        arena_printf(p->arena,
                                     "Two document paths overlap with each other; must remove or rewrite one of these "
                                     "paths; path one: %.*s, path two: %.*s",
                                     SPAN_ARG(ddb_path_text(p->arena, &update->paths[i])),
                                     SPAN_ARG(ddb_path_text(p->arena, &path)))),
                   false;
    if (update->count == ACTIONS_MAX) return fail(p, "The statement contains too many assignments"), false;
    update->actions[update->count] = (struct ddb_action){ kind, value };
    update->paths[update->count++] = path;
    return true;
}

/* SET a = set_add(a, <<…>>) */
static bool set_operation(struct parser *p, struct ddb_path path, const struct ddb_node *node)
{
    bool adds = span_is(node->function, "set_add");
    const char *what = adds ? "ADD" : "DELETE";
    enum ddb_type type = ddb_node_type(node->args[1]);

    if (node->args[0]->kind != DDB_PATH || !ddb_path_equal(&node->args[0]->path, &path))
        return fail(p, arena_printf(p->arena, "The first argument to SET_%s must equal the assignment value", what)),
               false;
    if (type != DDB_SS && type != DDB_NS && type != DDB_BS)
        return fail(p, arena_printf(p->arena, "The second argument to SET_%s must be a value with type SET", what)),
               false;
    return update_add(p, adds ? DDB_ACTION_ADD : DDB_ACTION_DELETE, path, node->args[1]);
}

/* Is it a value that an update can work out? */
static bool is_term(const struct ddb_node *node)
{
    if (node->kind == DDB_PATH || node->kind == DDB_VALUE) return true;
    if (node->kind != DDB_PLUS && node->kind != DDB_MINUS && node->kind != DDB_LIST_APPEND) return false;
    return is_term(node->args[0]) && is_term(node->args[1]);
}

static bool parse_assignment(struct parser *p)
{
    struct ddb_path path;
    struct ddb_node *value;

    if (!parse_path(p, &path)) return false;
    if (!at(p, "=")) return malformed(p, "Expected = in SET"), false;
    value = right_of(p, parse_sum);
    if (!value) return false;
    if (value->kind == DDB_UNKNOWN_FUNCTION) return set_operation(p, path, value);
    if (!is_term(value)) return fail(p, "Unsupported operator in Update Expression. Operator: condition"), false;
    return update_add(p, DDB_ACTION_SET, path, value);
}

static bool parse_removal(struct parser *p)
{
    struct ddb_path path;

    return parse_path(p, &path) && update_add(p, DDB_ACTION_REMOVE, path, NULL);
}

static bool parse_actions(struct parser *p)
{
    struct ddb_update *update = ARENA_NEW(p->arena, struct ddb_update);

    update->actions = ARENA_ARRAY(p->arena, struct ddb_action, ACTIONS_MAX);
    update->paths = ARENA_ARRAY(p->arena, struct ddb_path, ACTIONS_MAX);
    p->statement->update = update;
    while (at_word(p, "SET") || at_word(p, "REMOVE")) {
        bool sets = at_word(p, "SET");
        do {
            next(p);
            if (!(sets ? parse_assignment(p) : parse_removal(p))) return false;
        } while (at(p, ","));
    }
    return update->count > 0 ? true : (malformed(p, "Expected data manipulation"), false);
}

/* --- statements --------------------------------------------------------------------------------------------------- */

static bool parse_select(struct parser *p)
{
    p->statement->kind = DDB_SELECT;
    if (!parse_projection(p)) return false;
    if (!take_word(p, "FROM")) return malformed(p, "Expected FROM after SELECT list"), false;
    if (!parse_table(p, true) || !refuse_alias(p)) return false;
    if (at(p, ",")) return fail(p, "Only select from a single table or index is supported."), false;
    return parse_where(p) && parse_order(p);
}

static bool parse_insert(struct parser *p)
{
    struct ddb_statement *s = p->statement;
    struct doc *value;

    s->kind = DDB_INSERT;
    if (!take_word(p, "INTO")) return malformed(p, "Expected INTO after INSERT"), false;
    if (!parse_table(p, false)) return false;
    if (!take_word(p, "VALUE")) return malformed(p, "Unexpected token after expression"), false;
    value = at(p, "{") ? tuple(p, "root", true) : parse_value(p, "root");
    if (!value) return false;
    if (ddb_value_type(value) != DDB_M)
        return fail(p,
                    "Unsupported format in item expression. Please use struct format {...} to express item values for "
                    "insert statement."),
               false;
    s->item = ddb_value_content(value);
    return at_word(p, "RETURNING") ? fail(p, "RETURNING is not supported in INSERT"), false : true;
}

static bool parse_update(struct parser *p)
{
    p->statement->kind = DDB_MODIFY;
    return parse_table(p, false) && refuse_alias(p) && parse_actions(p) && parse_where(p) && parse_returning(p);
}

static bool parse_from_first(struct parser *p)
{
    p->statement->kind = DDB_MODIFY;
    return parse_table(p, false) && refuse_alias(p) && parse_where(p) && parse_actions(p) && parse_returning(p);
}

static bool parse_delete(struct parser *p)
{
    p->statement->kind = DDB_ERASE;
    if (!take_word(p, "FROM")) return malformed(p, "Expected FROM after DELETE"), false;
    return parse_table(p, false) && refuse_alias(p) && parse_where(p) && parse_returning(p);
}

static bool parse_exists(struct parser *p)
{
    if (!require(p, "(", "Expected (")) return false;
    if (!take_word(p, "SELECT")) return malformed(p, "Unexpected term"), false;
    if (!parse_select(p) || !require(p, ")", "Expected )")) return false;
    p->statement->kind = DDB_EXISTS;
    return true;
}

/* AWS: an expression by itself is parsed, and then refused. */
static bool parse_other(struct parser *p)
{
    struct ddb_pql_lexer start = p->lexer;

    if (at_identifier(p)) {
        next(p);
        if (take_word(p, "IS")) return fail(p, "Unsupported operation: IsType"), false;
        p->lexer = start;
    }
    return malformed(p, "Expected data manipulation"), false;
}

static bool parse_statement(struct parser *p)
{
    if (take_word(p, "SELECT")) return parse_select(p);
    if (take_word(p, "INSERT")) return parse_insert(p);
    if (take_word(p, "UPDATE")) return parse_update(p);
    if (take_word(p, "DELETE")) return parse_delete(p);
    if (take_word(p, "FROM")) return parse_from_first(p);
    return take_word(p, "EXISTS") ? parse_exists(p) : parse_other(p);
}

struct ddb_statement *ddb_statement_parse(struct arena *a, struct span text, const struct doc *parameters,
                                          const char **error)
{
    struct parser p = { .arena = a, .parameters = parameters, .statement = ARENA_NEW(a, struct ddb_statement) };

    ddb_pql_start(&p.lexer, a, text);
    if (parse_statement(&p)) {
        take(&p, ";");
        if (p.lexer.token.kind != DDB_PQL_END) malformed(&p, "Unexpected token after expression");
        else if (p.parameter != doc_count(parameters))
            fail(&p, "Number of parameters in request and statement don't match.");
    }
    *error = p.error;
    return p.error ? NULL : p.statement;
}
