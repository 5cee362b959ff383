/* The parts that the grammars share. Functions are one flat table: where each may stand, how many operands it takes,
 * and the check of these. */
#include "emulator/services/dynamodb/expressions/dynamodb_parser.h"

#include <string.h>

#include "emulator/services/dynamodb/expressions/dynamodb_reserved.h"

const char *ddb_parser_start(struct ddb_parser *p, struct arena *a, enum ddb_grammar grammar, struct ddb_substitutes *s,
                             struct span expression)
{
    *p = (struct ddb_parser){ .arena = a, .grammar = grammar, .substitutes = s };
    ddb_lexer_start(&p->lexer, expression);
    if (p->lexer.token.kind == DDB_TOKEN_END) return "The expression can not be empty;";
    if (expression.size > DDB_EXPRESSION_BYTES_MAX)
        return arena_printf(a, "Expression size has exceeded the maximum allowed size; expression size: %zu",
                            expression.size);
    return NULL;
}

/* AWS: observed. A condition speaks of functions before reserved words, an update the other way round. */
static const enum ddb_error condition_order[] = { DDB_ERROR_PARENTHESES,    DDB_ERROR_FUNCTION_NAME,
                                                  DDB_ERROR_FUNCTION_PLACE, DDB_ERROR_RESERVED,
                                                  DDB_ERROR_CONDITION,      DDB_ERROR_COUNT };
static const enum ddb_error update_order[] = {
    DDB_ERROR_RESERVED,      DDB_ERROR_FUNCTION_NAME, DDB_ERROR_FUNCTION_PLACE, DDB_ERROR_SECTION,
    DDB_ERROR_NAME,          DDB_ERROR_SUBSTITUTE,    DDB_ERROR_OVERLAP,        DDB_ERROR_CONFLICT,
    DDB_ERROR_OPERAND_COUNT, DDB_ERROR_OPERAND_TYPE,  DDB_ERROR_COUNT
};

const char *ddb_parser_verdict(const struct ddb_parser *p)
{
    const enum ddb_error *order = p->grammar == DDB_CONDITION_GRAMMAR ? condition_order : update_order;

    if (p->fatal) return p->fatal;
    for (; *order != DDB_ERROR_COUNT; order++)
        if (p->errors[*order]) return p->errors[*order];
    return NULL;
}

static void *fail(struct ddb_parser *p, const char *message)
{
    if (!p->fatal) p->fatal = message;
    return NULL;
}

void *ddb_parser_syntax(struct ddb_parser *p)
{
    return p->fatal ? NULL : fail(p, ddb_lexer_error(&p->lexer, p->arena));
}

void ddb_parser_note(struct ddb_parser *p, enum ddb_error kind, const char *format, ...)
{
    va_list args;

    if (p->errors[kind]) return;
    va_start(args, format);
    p->errors[kind] = arena_vprintf(p->arena, format, args);
    va_end(args);
}

bool ddb_parser_take(struct ddb_parser *p, const char *sign)
{
    if (!ddb_lexer_at(&p->lexer, sign)) return ddb_parser_syntax(p), false;
    ddb_lexer_next(&p->lexer);
    return true;
}

bool ddb_parser_operator(struct ddb_parser *p)
{
    if (++p->operators <= DDB_OPERATORS_MAX) return true;
    fail(p, "The expression contains too many operators; operator count: 301");
    return false;
}

#define REDUNDANT "The expression has redundant parentheses;"

/* Is there a parenthesis that nothing closes? Goes to the end. */
static bool ends_open(struct ddb_parser *p)
{
    int open = p->depth - 1; /* but for the one at hand */

    for (; p->lexer.token.kind != DDB_TOKEN_END; ddb_lexer_next(&p->lexer))
        open += ddb_lexer_at(&p->lexer, "(") - ddb_lexer_at(&p->lexer, ")");
    return open > 0;
}

static const char *function_misuse(struct ddb_parser *p, struct span name);

static const char *too_deep(struct ddb_parser *p)
{
    bool is_run = p->lexer.token.kind == DDB_TOKEN_SIGN && span_is(p->lexer.previous.text, "(");
    struct span word = p->lexer.token.kind == DDB_TOKEN_WORD ? p->lexer.token.text : SPAN("");

    if (ends_open(p)) return ddb_lexer_error(&p->lexer, p->arena);
    if (is_run) return REDUNDANT;
    return word.size ? function_misuse(p, word) : "The expression is nested too deeply";
}

/* What nests deeper than we go has another error nearly always, and DynamoDB tells that one: a run of parentheses is
 * redundant or not closed, functions do not go into functions, and each other level takes an operator.
 * DIFFERS: a correct one that has 150 levels and less than 301 operators, as of NOTs, is refused. */
bool ddb_parser_enter(struct ddb_parser *p)
{
    if (++p->depth <= DDB_DEPTH_MAX) return true;
    fail(p, too_deep(p));
    return false;
}

void ddb_parser_leave(struct ddb_parser *p)
{
    p->depth--;
}

/* --- nodes -------------------------------------------------------------------------------------------------------- */

struct ddb_node *ddb_node_new(struct arena *a, enum ddb_node_kind kind, int count, struct ddb_node *const *args)
{
    struct ddb_node *node = ARENA_NEW(a, struct ddb_node);

    node->kind = kind;
    node->count = count;
    if (!count) return node;
    node->args = ARENA_ARRAY(a, struct ddb_node *, (size_t)count);
    memcpy(node->args, args, sizeof *args * (size_t)count);
    return node;
}

bool ddb_node_is_operand(const struct ddb_node *node)
{
    return node->kind >= DDB_ATTRIBUTE_EXISTS;
}

enum ddb_type ddb_node_type(const struct ddb_node *node)
{
    switch (node->kind) {
    case DDB_VALUE: return ddb_value_type(node->value);
    case DDB_SIZE:
    case DDB_PLUS:
    case DDB_MINUS: return DDB_N;
    case DDB_LIST_APPEND: return DDB_L;
    case DDB_IF_NOT_EXISTS: return DDB_NONE;
    default: return DDB_NONE;
    }
}

void ddb_node_wrap(struct ddb_parser *p, struct ddb_node *node)
{
    if (node->in_parentheses) ddb_parser_note(p, DDB_ERROR_PARENTHESES, REDUNDANT);
    node->in_parentheses = true;
}

/* --- names and values --------------------------------------------------------------------------------------------- */

static struct doc *substitute(struct ddb_parser *p, const struct doc *given, struct doc **used)
{
    struct span name = p->lexer.token.text;
    struct doc *found = given ? doc_get_span(given, name) : NULL;

    if (!*used) *used = doc_map(p->arena);
    if (found) doc_put_span(*used, name, found);
    return found;
}

/* An undefined name stands for itself from then on, so that the parse can go on. */
static struct span resolve_name(struct ddb_parser *p)
{
    struct doc *name = substitute(p, p->substitutes->names, &p->substitutes->used_names);

    if (name) return doc_text(name);
    ddb_parser_note(p, DDB_ERROR_NAME,
                    "An expression attribute name used in the document path is not defined; attribute name: %.*s",
                    SPAN_ARG(p->lexer.token.text));
    ddb_parser_note(p, DDB_ERROR_SUBSTITUTE, "%s", p->errors[DDB_ERROR_NAME]);
    return p->lexer.token.text;
}

static const struct doc *resolve_value(struct ddb_parser *p)
{
    const struct doc *value = substitute(p, p->substitutes->values, &p->substitutes->used_values);

    if (!value)
        ddb_parser_note(p, DDB_ERROR_SUBSTITUTE,
                        "An expression attribute value used in expression is not defined; attribute value: %.*s",
                        SPAN_ARG(p->lexer.token.text));
    return value;
}

static void list_unused(struct buf *b, const struct doc *given, const struct doc *used)
{
    for (uint32_t i = 0; i < doc_count(given); i++) {
        struct span name = given->map.members[i].name;
        if (used && doc_get_span(used, name)) continue;
        if (b->size) buf_add_text(b, ", ");
        buf_add_span(b, name);
    }
}

static const char *unused_of(struct arena *a, const char *what, const struct doc *given, const struct doc *used)
{
    struct buf b = { 0 };
    const char *message = NULL;

    list_unused(&b, given, used);
    if (b.size)
        message =
            arena_printf(a, "Value provided in %s unused in expressions: keys: {%.*s}", what, SPAN_ARG(buf_span(&b)));
    buf_release(&b);
    return message;
}

const char *ddb_substitutes_unused(struct arena *a, const struct ddb_substitutes *s)
{
    const char *message = unused_of(a, "ExpressionAttributeNames", s->names, s->used_names);

    return message ? message : unused_of(a, "ExpressionAttributeValues", s->values, s->used_values);
}

/* --- paths -------------------------------------------------------------------------------------------------------- */

#define STEPS_MAX 33 /* a name and 32 levels */

static bool at_keyword_of_grammar(const struct ddb_parser *p)
{
    static const char *const of_conditions[] = { "AND", "OR", "NOT", "BETWEEN", "IN", NULL };
    static const char *const of_updates[] = { "SET", "REMOVE", "ADD", "DELETE", NULL };
    const char *const *word = p->grammar == DDB_CONDITION_GRAMMAR ? of_conditions : of_updates;

    if (p->grammar == DDB_PROJECTION_GRAMMAR) return false;
    for (; *word; word++)
        if (ddb_lexer_at_keyword(&p->lexer, *word)) return true;
    return false;
}

static bool parse_name(struct ddb_parser *p, struct ddb_step *step)
{
    struct ddb_token token = p->lexer.token;

    if (token.kind == DDB_TOKEN_NAME) {
        step->name = resolve_name(p);
    } else if (token.kind == DDB_TOKEN_WORD && !at_keyword_of_grammar(p)) {
        step->name = token.text;
        if (ddb_word_is_reserved(token.text))
            ddb_parser_note(p, DDB_ERROR_RESERVED, "Attribute name is a reserved keyword; reserved keyword: %.*s",
                            SPAN_ARG(token.text));
    } else {
        return ddb_parser_syntax(p), false;
    }
    ddb_lexer_next(&p->lexer);
    return true;
}

static bool parse_index(struct ddb_parser *p, struct ddb_step *step)
{
    int64_t index;

    if (p->lexer.token.kind != DDB_TOKEN_NUMBER) return ddb_parser_syntax(p), false;
    if (!span_int(p->lexer.token.text, &index) || index > INT32_MAX)
        return fail(p, arena_printf(p->arena, "List index is not within the allowable range; index: [%.*s]",
                                    SPAN_ARG(p->lexer.token.text))),
               false;
    step->index = (uint32_t)index;
    ddb_lexer_next(&p->lexer);
    return ddb_parser_take(p, "]");
}

static bool take_if(struct ddb_parser *p, const char *sign)
{
    if (!ddb_lexer_at(&p->lexer, sign)) return false;
    ddb_lexer_next(&p->lexer);
    return true;
}

bool ddb_parse_path(struct ddb_parser *p, struct ddb_path *path)
{
    struct ddb_step steps[STEPS_MAX] = { 0 }, beyond;
    int count = 1;

    if (!parse_name(p, &steps[0])) return false;
    while (ddb_lexer_at(&p->lexer, ".") || ddb_lexer_at(&p->lexer, "[")) {
        struct ddb_step *step = count < STEPS_MAX ? &steps[count] : &beyond;
        if (take_if(p, ".") ? !parse_name(p, step) : !(take_if(p, "[") && parse_index(p, step))) return false;
        count++;
    }
    if (count > STEPS_MAX)
        return fail(p, arena_printf(p->arena, "The document path has too many nesting levels; nesting levels: %d",
                                    count - 1)),
               false;
    path->steps = memcpy(ARENA_ARRAY(p->arena, struct ddb_step, (size_t)count), steps, sizeof *steps * (size_t)count);
    path->count = count;
    return true;
}

void ddb_parser_check_paths(struct ddb_parser *p, const struct ddb_path *paths, int count)
{
    static const char words[] = "with each other; must remove or rewrite one of these paths;";

    for (int i = 0; i < count; i++) {
        enum ddb_path_relation relation = ddb_path_relate(&paths[i], &paths[count]);
        if (relation == DDB_PATHS_APART) continue;
        ddb_parser_note(p, relation == DDB_PATHS_OVERLAP ? DDB_ERROR_OVERLAP : DDB_ERROR_CONFLICT,
                        "Two document paths %s %s path one: %.*s, path two: %.*s",
                        relation == DDB_PATHS_OVERLAP ? "overlap" : "conflict", words,
                        SPAN_ARG(ddb_path_text(p->arena, &paths[i])), SPAN_ARG(ddb_path_text(p->arena, &paths[count])));
    }
}

/* --- functions ---------------------------------------------------------------------------------------------------- */

typedef void check_fn(struct ddb_parser *p, const struct ddb_node *node);

static void wrong_type(struct ddb_parser *p, const struct ddb_node *node, const char *type)
{
    ddb_parser_note(p, DDB_ERROR_OPERAND_TYPE,
                    "Incorrect operand type for operator or function; operator or function: %.*s, operand type: %s",
                    SPAN_ARG(node->function), type);
}

static void check_path_first(struct ddb_parser *p, const struct ddb_node *node)
{
    if (node->args[0]->kind != DDB_PATH)
        ddb_parser_note(p, DDB_ERROR_OPERAND_TYPE,
                        "Operator or function requires a document path; operator or function: %.*s",
                        SPAN_ARG(node->function));
}

static void check_begins_with(struct ddb_parser *p, const struct ddb_node *node)
{
    for (int i = 0; i < node->count; i++) {
        enum ddb_type type = ddb_node_type(node->args[i]);
        if (type != DDB_NONE && type != DDB_S && type != DDB_B) wrong_type(p, node, ddb_type_code(type));
    }
}

static void check_attribute_type(struct ddb_parser *p, const struct ddb_node *node)
{
    enum ddb_type type = ddb_node_type(node->args[1]);
    struct span name;

    if (type != DDB_S) {
        wrong_type(p, node, type == DDB_NONE ? "{NS,SS,L,BS,N,M,B,BOOL,NULL,S}" : ddb_type_code(type));
        return;
    }
    name = ddb_value_text(node->args[1]->value);
    if (ddb_type_of_code(name) == DDB_NONE)
        ddb_parser_note(p, DDB_ERROR_OPERAND_TYPE,
                        "Invalid attribute type name found; type: %.*s, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}",
                        SPAN_ARG(name));
}

static void check_size(struct ddb_parser *p, const struct ddb_node *node)
{
    enum ddb_type type = ddb_node_type(node->args[0]);

    if (type == DDB_N || type == DDB_BOOL || type == DDB_NULL) wrong_type(p, node, ddb_type_code(type));
}

static void check_list_append(struct ddb_parser *p, const struct ddb_node *node)
{
    for (int i = 0; i < node->count; i++) {
        enum ddb_type type = ddb_node_type(node->args[i]);
        if (type != DDB_NONE && type != DDB_L) wrong_type(p, node, ddb_type_code(type));
    }
}

static void check_nothing(struct ddb_parser *p, const struct ddb_node *node)
{
    (void)p;
    (void)node;
}

static const struct function {
    const char *name;
    enum ddb_node_kind kind;
    enum ddb_grammar grammar;
    int operands;
    check_fn *check;
} functions[] = {
    { "attribute_exists", DDB_ATTRIBUTE_EXISTS, DDB_CONDITION_GRAMMAR, 1, check_path_first },
    { "attribute_not_exists", DDB_ATTRIBUTE_NOT_EXISTS, DDB_CONDITION_GRAMMAR, 1, check_path_first },
    { "attribute_type", DDB_ATTRIBUTE_TYPE, DDB_CONDITION_GRAMMAR, 2, check_attribute_type },
    { "begins_with", DDB_BEGINS_WITH, DDB_CONDITION_GRAMMAR, 2, check_begins_with },
    { "contains", DDB_CONTAINS, DDB_CONDITION_GRAMMAR, 2, check_nothing },
    { "size", DDB_SIZE, DDB_CONDITION_GRAMMAR, 1, check_size },
    { "if_not_exists", DDB_IF_NOT_EXISTS, DDB_UPDATE_GRAMMAR, 2, check_path_first },
    { "list_append", DDB_LIST_APPEND, DDB_UPDATE_GRAMMAR, 2, check_list_append },
    { NULL, DDB_UNKNOWN_FUNCTION, DDB_CONDITION_GRAMMAR, 0, check_nothing },
};

static const struct function *function_find(struct span name)
{
    const struct function *f = functions;

    while (f->name && !span_is(name, f->name)) f++;
    return f;
}

/* Only size, and in updates if_not_exists, may stand inside another function. */
static void check_places(struct ddb_parser *p, const struct ddb_node *node)
{
    for (int i = 0; i < node->count; i++) {
        enum ddb_node_kind kind = node->args[i]->kind;
        if (kind == DDB_PATH || kind == DDB_VALUE || kind == DDB_IF_NOT_EXISTS) continue;
        if (kind == DDB_SIZE && node->kind != DDB_SIZE) continue;
        ddb_parser_note(p, DDB_ERROR_FUNCTION_PLACE,
                        "The function is not allowed to be used this way in an expression; function: %.*s",
                        SPAN_ARG(node->args[i]->function));
    }
}

static void check_distinct(struct ddb_parser *p, const struct ddb_node *node)
{
    if (node->count != 2 || node->args[0]->kind != DDB_PATH || node->args[1]->kind != DDB_PATH) return;
    if (!ddb_path_equal(&node->args[0]->path, &node->args[1]->path)) return;
    ddb_parser_note(p, DDB_ERROR_DISTINCT,
                    "The first operand must be distinct from the remaining operands for this operator or function; "
                    "operator: %.*s, first operand: %.*s",
                    SPAN_ARG(node->function), SPAN_ARG(ddb_path_text(p->arena, &node->args[0]->path)));
}

static void check_function(struct ddb_parser *p, const struct ddb_node *node)
{
    const struct function *f = function_find(node->function);

    if (!f->name) {
        ddb_parser_note(p, DDB_ERROR_FUNCTION_NAME, "Invalid function name; function: %.*s", SPAN_ARG(node->function));
        return;
    }
    if (f->grammar != p->grammar) {
        ddb_parser_note(p, DDB_ERROR_FUNCTION_PLACE, "The function is not allowed in %s expression; function: %s",
                        p->grammar == DDB_UPDATE_GRAMMAR ? "an update" : "a condition", f->name);
        return;
    }
    check_places(p, node);
    if (f->operands != node->count) {
        ddb_parser_note(
            p, DDB_ERROR_OPERAND_COUNT,
            "Incorrect number of operands for operator or function; operator or function: %s, number of operands: %d",
            f->name, node->count);
        return;
    }
    if (p->grammar == DDB_CONDITION_GRAMMAR) check_distinct(p, node);
    f->check(p, node);
}

/* What is wrong with a function in functions. */
static const char *function_misuse(struct ddb_parser *p, struct span name)
{
    const char *words = function_find(name)->name
                            ? "The function is not allowed to be used this way in an expression; function: "
                            : "Invalid function name; function: ";

    return arena_printf(p->arena, "%s%.*s", words, SPAN_ARG(name));
}

#define FUNCTION_OPERANDS_MAX 16

/* name ( operand {, operand} ), the parenthesis known to follow. */
static struct ddb_node *parse_function(struct ddb_parser *p)
{
    struct span name = p->lexer.token.text;
    struct ddb_node *args[FUNCTION_OPERANDS_MAX], *node;
    int count = 0;

    if (!ddb_parser_enter(p) || !ddb_parser_operator(p)) return NULL;
    ddb_lexer_next(&p->lexer);
    do {
        struct ddb_node *arg;
        ddb_lexer_next(&p->lexer);
        arg = ddb_parse_operand(p);
        if (!arg) return NULL;
        if (count < FUNCTION_OPERANDS_MAX) args[count++] = arg;
    } while (ddb_lexer_at(&p->lexer, ","));
    if (!ddb_parser_take(p, ")")) return NULL;
    node = ddb_node_new(p->arena, function_find(name)->kind, count, args);
    node->function = name;
    check_function(p, node);
    ddb_parser_leave(p);
    return node;
}

/* --- operands ----------------------------------------------------------------------------------------------------- */

struct ddb_node *ddb_parse_simple_operand(struct ddb_parser *p)
{
    struct ddb_node *node;

    if (p->lexer.token.kind == DDB_TOKEN_WORD && !at_keyword_of_grammar(p) &&
        span_is(ddb_lexer_peek(&p->lexer).text, "("))
        return parse_function(p);
    if (p->lexer.token.kind == DDB_TOKEN_VALUE) {
        node = ddb_node_new(p->arena, DDB_VALUE, 0, NULL);
        node->value = resolve_value(p);
        ddb_lexer_next(&p->lexer);
        return node;
    }
    node = ddb_node_new(p->arena, DDB_PATH, 0, NULL);
    return ddb_parse_path(p, &node->path) ? node : NULL;
}

struct ddb_node *ddb_parse_operand(struct ddb_parser *p)
{
    struct ddb_node *node;

    if (!ddb_lexer_at(&p->lexer, "(")) return ddb_parse_simple_operand(p);
    if (!ddb_parser_enter(p)) return NULL;
    ddb_lexer_next(&p->lexer);
    node = ddb_parse_operand(p);
    if (!node || !ddb_parser_take(p, ")")) return NULL;
    ddb_node_wrap(p, node);
    ddb_parser_leave(p);
    return node;
}
