/* What statements are made of: the words of errors, literals and parameters, paths. */
#include "emulator/services/dynamodb/partiql/dynamodb_partiql_terms.h"

#include <string.h>

/* --- errors ------------------------------------------------------------------------------------------------------- */

/* NULL, and the first error stands. */
void *ddb_pql_fail(struct ddb_pql_parser *p, const char *words)
{
    if (!p->error) p->error = words;
    return NULL;
}

void *ddb_pql_malformed(struct ddb_pql_parser *p, const char *detail)
{
    if (p->lexer.token.kind == DDB_PQL_BAD) detail = "";
    return ddb_pql_fail(p, arena_printf(p->arena, "Statement wasn't well formed, can't be processed: %s", detail));
}

bool ddb_pql_enter(struct ddb_pql_parser *p)
{
    if (++p->depth <= DDB_PQL_DEPTH_MAX) return true;
    ddb_pql_fail(p, "The statement is nested too deeply");
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

bool ddb_pql_at_identifier(const struct ddb_pql_parser *p)
{
    enum ddb_pql_kind kind = p->lexer.token.kind;

    return kind == DDB_PQL_QUOTED || (kind == DDB_PQL_WORD && !is_keyword(p->lexer.token.text));
}

/* What stands where an operand should. */
void *ddb_pql_unexpected(struct ddb_pql_parser *p)
{
    struct ddb_pql_token t = p->lexer.token;

    if (t.kind == DDB_PQL_WORD &&
        (span_is_nocase(t.text, "IS") || span_is_nocase(t.text, "LIKE") || span_is_nocase(t.text, "IN") ||
         span_is_nocase(t.text, "BETWEEN") || span_is_nocase(t.text, "AND") || span_is_nocase(t.text, "OR")))
        return ddb_pql_malformed(p, "Unexpected operator");
    if (t.kind == DDB_PQL_WORD) return ddb_pql_malformed(p, "Unexpected keyword");
    if (t.kind == DDB_PQL_SIGN && strchr("=<>!+*/%|", t.text.data[0]))
        return ddb_pql_malformed(p, "Unexpected operator");
    return ddb_pql_malformed(p, "Unexpected term");
}

/* --- nodes -------------------------------------------------------------------------------------------------------- */

struct ddb_node *ddb_pql_value_node(struct ddb_pql_parser *p, const struct doc *value)
{
    struct ddb_node *node;

    if (!value) return NULL;
    node = ddb_node_new(p->arena, DDB_VALUE, 0, NULL);
    node->value = value;
    return node;
}

struct ddb_node *ddb_pql_not_node(struct ddb_pql_parser *p, struct ddb_node *node)
{
    return node ? ddb_node_new(p->arena, DDB_NOT, 1, &node) : NULL;
}

/* --- values ------------------------------------------------------------------------------------------------------- */

static struct doc *checked(struct ddb_pql_parser *p, struct doc *value, const char *path)
{
    const char *error = ddb_value_check(p->arena, value);

    return error ? ddb_pql_fail(p, path ? arena_printf(p->arena, "%s under %s", error, path) : error) : value;
}

static struct doc *scalar(struct ddb_pql_parser *p, enum ddb_type type, struct doc *content)
{
    next(p);
    return ddb_value_new(p->arena, type, content);
}

static struct doc *parameter(struct ddb_pql_parser *p)
{
    struct doc *value = doc_at(p->parameters, p->parameter++);

    next(p);
    if (!value) return ddb_pql_fail(p, "Number of parameters in request and statement don't match.");
    return checked(p, value, NULL);
}

static struct doc *number(struct ddb_pql_parser *p, const char *path, bool negative)
{
    struct span text = p->lexer.token.text;

    if (negative) text = arena_format(p->arena, "-%.*s", SPAN_ARG(text));
    return checked(p, scalar(p, DDB_N, doc_string(p->arena, text)), path);
}

static struct doc *list(struct ddb_pql_parser *p, const char *path)
{
    struct doc *items = doc_list(p->arena), *item;

    next(p);
    for (int i = 0; !at(p, "]"); i++) {
        if (i && !require(p, ",", "Expected ,")) return NULL;
        item = ddb_pql_value(p, arena_printf(p->arena, "%s[%d]", path, i));
        if (!item) return NULL;
        doc_append(items, item);
    }
    next(p);
    return ddb_value_new(p->arena, DDB_L, items);
}

/* Members of a set, <<…>>, are all of one type. */
static struct doc *bag(struct ddb_pql_parser *p, const char *path)
{
    static const enum ddb_type sets[] = { [DDB_S] = DDB_SS, [DDB_N] = DDB_NS, [DDB_B] = DDB_BS };
    struct doc *members = doc_list(p->arena), *item;
    enum ddb_type type = DDB_NONE;

    next(p);
    for (int i = 0; !at(p, ">>"); i++) {
        if (i && !require(p, ",", "Expected ,")) return NULL;
        item = ddb_pql_value(p, path);
        if (!item) return NULL;
        if (i == 0) type = ddb_value_type(item);
        if (type > DDB_B || ddb_value_type(item) != type)
            return ddb_pql_fail(
                p, "Unsupported data type in Bag. DynamoDB only supports either numbers or strings in bags");
        doc_append(members, ddb_value_content(item));
    }
    next(p);
    if (!doc_count(members)) return ddb_pql_fail(p, "Empty bags are not supported");
    return checked(p, ddb_value_new(p->arena, sets[type], members), NULL);
}

struct doc *ddb_pql_tuple(struct ddb_pql_parser *p, const char *path, bool is_item)
{
    struct doc *members = doc_map(p->arena), *value;

    next(p);
    for (int i = 0; !at(p, "}"); i++) {
        struct span name = p->lexer.token.text;
        const char *below = is_item ? path : arena_printf(p->arena, "%s.%.*s", path, SPAN_ARG(name));
        if (i && !take(p, ",")) return ddb_pql_malformed(p, "Expected , between tuple members");
        name = p->lexer.token.text;
        if (i && !is_item) below = arena_printf(p->arena, "%s.%.*s", path, SPAN_ARG(name));
        if (p->lexer.token.kind != DDB_PQL_STRING)
            return ddb_pql_malformed(p, "Expected identifier or string for tuple member");
        next(p);
        if (!require(p, ":", "Expected : after tuple member name")) return NULL;
        value = ddb_pql_value(p, below);
        if (!value) return NULL;
        if (doc_get_span(members, name))
            return ddb_pql_fail(
                p, arena_printf(p->arena, "Duplicate keys in tuple. Key: %.*s under %s", SPAN_ARG(name), path));
        doc_put_span(members, name, value);
    }
    next(p);
    return ddb_value_new(p->arena, DDB_M, members);
}

/* A literal by itself, or NULL where there is none; then *is_literal is false and there is no error. */
struct doc *ddb_pql_literal(struct ddb_pql_parser *p, const char *path, bool *is_literal)
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
        return p->lexer.token.kind == DDB_PQL_NUMBER ? number(p, path, true) : ddb_pql_unexpected(p);
    }
    if (!at(p, "[") && !at(p, "{") && !at(p, "<<")) {
        *is_literal = false;
        return NULL;
    }
    if (!ddb_pql_enter(p)) return NULL;
    value = at(p, "[") ? list(p, path) : at(p, "{") ? ddb_pql_tuple(p, path, false) : bag(p, path);
    p->depth--;
    return value;
}

struct doc *ddb_pql_value(struct ddb_pql_parser *p, const char *path)
{
    bool is_literal;
    struct doc *value = ddb_pql_literal(p, path, &is_literal);

    return value || is_literal ? value : ddb_pql_unexpected(p);
}

/* --- paths -------------------------------------------------------------------------------------------------------- */

#define STEPS_MAX 40

static bool path_index(struct ddb_pql_parser *p, struct ddb_step *step)
{
    int64_t index;

    if (p->lexer.token.kind == DDB_PQL_STRING) {
        step->name = p->lexer.token.text;
    } else if (p->lexer.token.kind == DDB_PQL_NUMBER && span_int(p->lexer.token.text, &index) && index <= UINT32_MAX) {
        step->index = (uint32_t)index;
    } else if (at(p, "*")) {
        return ddb_pql_fail(p, "Wildcard path component like a[*].b are not supported"), false;
    } else {
        return ddb_pql_unexpected(p), false;
    }
    next(p);
    return require(p, "]", "Expected ]");
}

static bool path_step(struct ddb_pql_parser *p, struct ddb_step *step)
{
    if (take(p, "[")) return path_index(p, step);
    next(p);
    if (at(p, "*")) return ddb_pql_fail(p, "Unpivot path component like a.*.b are not supported"), false;
    if (p->lexer.token.kind != DDB_PQL_WORD && p->lexer.token.kind != DDB_PQL_QUOTED)
        return ddb_pql_malformed(p, "Invalid path dot component"), false;
    step->name = p->lexer.token.text;
    next(p);
    return true;
}

bool ddb_pql_path(struct ddb_pql_parser *p, struct ddb_path *path)
{
    struct ddb_step *steps = ARENA_ARRAY(p->arena, struct ddb_step, STEPS_MAX); /* not on the stack of what nests */
    int count = 1;

    if (!ddb_pql_at_identifier(p)) return ddb_pql_malformed(p, "Expected identifier for simple path"), false;
    steps[0].name = p->lexer.token.text;
    next(p);
    while (at(p, ".") || at(p, "[")) {
        if (count == STEPS_MAX) return ddb_pql_fail(p, "The document path has too many nesting elements"), false;
        if (!path_step(p, &steps[count++])) return false;
    }
    *path = (struct ddb_path){ steps, count };
    return true;
}

struct ddb_node *ddb_pql_path_node(struct ddb_pql_parser *p)
{
    struct ddb_node *node = ddb_node_new(p->arena, DDB_PATH, 0, NULL);

    return ddb_pql_path(p, &node->path) ? node : NULL;
}
