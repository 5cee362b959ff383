/* The grammar of updates:
 *
 *     update  = section { section }
 *     section = SET set {, set} | REMOVE path {, path} | ADD path :value {, …} | DELETE path :value {, …}
 *     set     = path = term
 *     term    = ( term ) | operand [ + operand | - operand ]
 *
 * How an update is applied is in dynamodb_apply.c. */
#include "emulator/services/dynamodb/expressions/dynamodb_updates.h"

#include <string.h>

/* An expression of 4 KB can't hold more: each action takes two characters at least. */
#define ACTIONS_MAX (DDB_EXPRESSION_BYTES_MAX / 2)

struct update_parser {
    struct ddb_parser p;
    struct ddb_update *update;
    int room;
    bool seen[4];
};

static const char *const section_names[] = { "SET", "REMOVE", "ADD", "DELETE" };

static void update_grow(struct update_parser *u)
{
    struct arena *a = u->p.arena;
    int room = u->room ? u->room * 2 : 8;
    struct ddb_action *actions = ARENA_ARRAY(a, struct ddb_action, (size_t)room);
    struct ddb_path *paths = ARENA_ARRAY(a, struct ddb_path, (size_t)room);

    if (u->update->count) {
        memcpy(actions, u->update->actions, sizeof *actions * (size_t)u->update->count);
        memcpy(paths, u->update->paths, sizeof *paths * (size_t)u->update->count);
    }
    u->update->actions = actions;
    u->update->paths = paths;
    u->room = room;
}

static void update_add(struct update_parser *u, enum ddb_action_kind kind, struct ddb_path path, struct ddb_node *value)
{
    struct ddb_update *update = u->update;

    if (update->count == u->room) update_grow(u);
    update->actions[update->count] = (struct ddb_action){ kind, value };
    update->paths[update->count] = path;
    ddb_parser_check_paths(&u->p, update->paths, update->count);
    update->count++;
}

/* --- terms -------------------------------------------------------------------------------------------------------- */

/* list_append may not stand inside + and -; if_not_exists may. */
static void check_sum(struct ddb_parser *p, const struct ddb_node *node, const char *sign)
{
    for (int i = 0; i < node->count; i++) {
        enum ddb_type type = ddb_node_type(node->args[i]);
        if (type != DDB_NONE && type != DDB_N)
            ddb_parser_note(
                p, DDB_ERROR_OPERAND_TYPE,
                "Incorrect operand type for operator or function; operator or function: %s, operand type: %s", sign,
                ddb_type_code(type));
    }
}

static struct ddb_node *parse_sum(struct ddb_parser *p)
{
    struct ddb_node *left = ddb_parse_operand(p), *right, *node;
    bool plus = ddb_lexer_at(&p->lexer, "+");

    if (!left || (!plus && !ddb_lexer_at(&p->lexer, "-"))) return left;
    if (!ddb_parser_operator(p)) return NULL;
    ddb_lexer_next(&p->lexer);
    right = ddb_parse_operand(p);
    if (!right) return NULL;
    node = ddb_node_new(p->arena, plus ? DDB_PLUS : DDB_MINUS, 2, (struct ddb_node *[]){ left, right });
    check_sum(p, node, plus ? "+" : "-");
    return node;
}

/* A parenthesis may hold a sum or begin one: (a + b), (a) + b. */
static struct ddb_node *parse_term(struct ddb_parser *p)
{
    struct ddb_lexer start = p->lexer;
    int operators = p->operators, depth = p->depth;
    struct ddb_node *node = parse_sum(p);

    if (node || start.token.kind != DDB_TOKEN_SIGN || !ddb_lexer_at(&start, "(")) return node;
    if (!ddb_lexer_at(&p->lexer, "+") && !ddb_lexer_at(&p->lexer, "-")) return NULL;
    p->lexer = start;
    p->operators = operators;
    p->depth = depth;
    p->fatal = NULL;
    ddb_lexer_next(&p->lexer);
    node = parse_sum(p);
    return node && ddb_parser_take(p, ")") ? node : NULL;
}

/* --- actions ------------------------------------------------------------------------------------------------------ */

static bool parse_set(struct update_parser *u)
{
    struct ddb_path path;
    struct ddb_node *value;

    if (!ddb_parse_path(&u->p, &path) || !ddb_parser_operator(&u->p) || !ddb_parser_take(&u->p, "=")) return false;
    value = parse_term(&u->p);
    if (!value) return false;
    update_add(u, DDB_ACTION_SET, path, value);
    return true;
}

static bool parse_remove(struct update_parser *u)
{
    struct ddb_path path;

    if (!ddb_parse_path(&u->p, &path) || !ddb_parser_operator(&u->p)) return false;
    update_add(u, DDB_ACTION_REMOVE, path, NULL);
    return true;
}

static bool is_set_type(enum ddb_type type)
{
    return type == DDB_SS || type == DDB_NS || type == DDB_BS;
}

static bool parse_add_or_delete(struct update_parser *u, enum ddb_action_kind kind)
{
    struct ddb_path path;
    struct ddb_node *value;
    enum ddb_type type;

    if (!ddb_parse_path(&u->p, &path) || !ddb_parser_operator(&u->p)) return false;
    if (u->p.lexer.token.kind != DDB_TOKEN_VALUE) return ddb_parser_syntax(&u->p), false;
    value = ddb_parse_simple_operand(&u->p);
    if (!value) return false;
    type = ddb_node_type(value);
    if (type != DDB_NONE && !is_set_type(type) && !(kind == DDB_ACTION_ADD && type == DDB_N))
        ddb_parser_note(&u->p, DDB_ERROR_OPERAND_TYPE,
                        "Incorrect operand type for operator or function; operator: %s, operand type: %s, typeSet: "
                        "ALLOWED_FOR_%s_OPERAND",
                        section_names[kind], ddb_type_title(type), section_names[kind]);
    update_add(u, kind, path, value);
    return true;
}

static bool parse_action(struct update_parser *u, enum ddb_action_kind kind)
{
    if (u->update->count == ACTIONS_MAX) return ddb_parser_syntax(&u->p), false;
    switch (kind) {
    case DDB_ACTION_SET: return parse_set(u);
    case DDB_ACTION_REMOVE: return parse_remove(u);
    default: return parse_add_or_delete(u, kind);
    }
}

static bool parse_section(struct update_parser *u)
{
    struct ddb_lexer *l = &u->p.lexer;
    int kind = 0;

    while (kind < 4 && !ddb_lexer_at_keyword(l, section_names[kind])) kind++;
    if (kind == 4) return ddb_parser_syntax(&u->p), false;
    if (u->seen[kind])
        ddb_parser_note(&u->p, DDB_ERROR_SECTION, "The \"%s\" section can only be used once in an update expression;",
                        section_names[kind]);
    u->seen[kind] = true;
    do {
        ddb_lexer_next(l);
        if (!parse_action(u, (enum ddb_action_kind)kind)) return false;
    } while (ddb_lexer_at(l, ","));
    return true;
}

struct ddb_update *ddb_update_parse(struct arena *a, struct ddb_substitutes *s, struct span expression,
                                    const char **error)
{
    struct update_parser u = { .update = ARENA_NEW(a, struct ddb_update) };

    *error = ddb_parser_start(&u.p, a, DDB_UPDATE_GRAMMAR, s, expression);
    if (*error) return NULL;
    while (parse_section(&u) && u.p.lexer.token.kind != DDB_TOKEN_END) continue;
    *error = ddb_parser_verdict(&u.p);
    return *error ? NULL : u.update;
}

/* Does an action before that one touch the same attribute? */
static bool is_counted(const struct ddb_update *update, int action)
{
    for (int i = 0; i < action; i++)
        if (span_eq(update->paths[i].steps[0].name, update->paths[action].steps[0].name)) return true;
    return false;
}

size_t ddb_update_size(const struct ddb_update *update, const struct doc *item)
{
    size_t size = 3;

    for (int i = 0; i < update->count; i++) {
        const struct ddb_path *path = &update->paths[i];
        bool writes = update->actions[i].kind == DDB_ACTION_SET || update->actions[i].kind == DDB_ACTION_ADD;
        const struct doc *value = doc_get_span(item, path->steps[0].name);

        size += writes ? 19 : 2;
        for (int step = 1; step < path->count; step++) size += !path->steps[step].name.data;
        if (value && !is_counted(update, i)) size += path->steps[0].name.size + ddb_value_size(value);
    }
    return size;
}
