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
#include "emulator/services/dynamodb/partiql/dynamodb_partiql_parser.h"

#include <string.h>

#include "emulator/services/dynamodb/partiql/dynamodb_partiql_terms.h"

/* --- clauses ------------------------------------------------------------------------------------------------------ */

static bool take_component(struct ddb_pql_parser *p, struct span *name)
{
    if (!p->lexer.token.text.size) return ddb_pql_fail(p, "Path component cannot be an empty string"), false;
    *name = p->lexer.token.text;
    next(p);
    return true;
}

static bool parse_table(struct ddb_pql_parser *p, bool may_name_index)
{
    if (!ddb_pql_at_identifier(p))
        return ddb_pql_malformed(p, may_name_index ? "Unexpected term" : "Expected identifier for simple path"), false;
    if (!take_component(p, &p->statement->table)) return false;
    if (!take(p, ".")) return true;
    if (!may_name_index) return ddb_pql_fail(p, "This operation is not supported on an index"), false;
    if (!ddb_pql_at_identifier(p))
        return ddb_pql_fail(p, "Invalid path dot component in this operation, expecting either an IDENTIFIER or STAR."),
               false;
    if (!take_component(p, &p->statement->index)) return false;
    if (at(p, ".")) return ddb_pql_fail(p, "A path may contain at most 2 components in the FROM clause"), false;
    return true;
}

static bool refuse_alias(struct ddb_pql_parser *p)
{
    return ddb_pql_at_identifier(p) || at_word(p, "AS") ? ddb_pql_fail(p, "Aliasing is not supported"), false : true;
}

static bool parse_returning(struct ddb_pql_parser *p)
{
    struct ddb_statement *s = p->statement;
    bool all, old;

    if (!take_word(p, "RETURNING")) return true;
    all = at_word(p, "ALL");
    if (!take_word(p, "ALL") && !take_word(p, "MODIFIED"))
        return ddb_pql_malformed(p, "Expected ALL or MODIFIED in a RETURNING clause."), false;
    old = at_word(p, "OLD");
    if (!take_word(p, "OLD") && !take_word(p, "NEW"))
        return ddb_pql_malformed(p, "Expected OLD or NEW in a RETURNING clause."), false;
    if (!take(p, "*"))
        return ddb_pql_fail(p, "Expected '*' after ( MODIFIED | ALL ) ( NEW | OLD ) in RETURNING clause"), false;
    if (at(p, ","))
        return ddb_pql_fail(p, "Invalid syntax with multiple returning elements in RETURNING clause"), false;
    if (s->kind == DDB_ERASE && !(all && old))
        return ddb_pql_fail(
                   p,
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
static struct span name_of(struct ddb_pql_parser *p, const struct ddb_path *path, int place)
{
    struct span name = path->steps[path->count - 1].name;

    return name.data ? name : arena_format(p->arena, "_%d", place + 1);
}

static bool parse_projection(struct ddb_pql_parser *p)
{
    size_t room = p->lexer.rest.size / 2 + 2;
    struct ddb_path *paths = ARENA_ARRAY(p->arena, struct ddb_path, room);
    struct span *names = ARENA_ARRAY(p->arena, struct span, room);
    struct doc *seen = doc_map(p->arena);
    struct ddb_pql_token first;
    int count = 0;

    if (take(p, "*"))
        return at(p, ",")
               ? ddb_pql_fail(p, "Other attributes should not be present in the projection when '*' is used."),
               false : true;
    do {
        if (count) next(p);
        if (at(p, "*"))
            return ddb_pql_fail(p, "Other attributes should not be present in the projection when '*' is used."), false;
        if (!ddb_pql_at_identifier(p)) return ddb_pql_unexpected(p), false;
        first = p->lexer.token;
        if (!ddb_pql_path(p, &paths[count]) || !refuse_alias(p)) return false;
        if (at(p, "("))
            return ddb_pql_fail(
                       p, arena_printf(p->arena, "Unexpected path component at %s", ddb_pql_place(&p->lexer, first))),
                   false;
        names[count] = name_of(p, &paths[count], count);
        if (doc_get_span(seen, names[count]))
            return ddb_pql_fail(p, arena_printf(p->arena, "Duplicate identifiers in select clause: %.*s",
                                                SPAN_ARG(names[count]))),
                   false;
        doc_put_span(seen, names[count], doc_null(p->arena));
        count++;
    } while (at(p, ","));
    p->statement->projected = paths;
    p->statement->names = names;
    p->statement->projected_count = count;
    return true;
}

static bool parse_order(struct ddb_pql_parser *p)
{
    struct ddb_statement *s = p->statement;

    if (!take_word(p, "ORDER")) return true;
    if (!at_word(p, "BY")) return ddb_pql_malformed(p, "expected ORDER BY"), false;
    do {
        struct ddb_order *o = &s->orders[s->order_count];
        next(p);
        if (!ddb_pql_at_identifier(p)) return ddb_pql_unexpected(p), false;
        if (s->order_count++ == DDB_ORDERS_MAX - 1)
            return ddb_pql_fail(p, "Too many attributes in ORDER BY clause"), false;
        o->name = p->lexer.token.text;
        next(p);
        o->descending = at_word(p, "DESC");
        if (!take_word(p, "DESC")) take_word(p, "ASC");
    } while (at(p, ","));
    if (at_word(p, "WHERE")) return ddb_pql_malformed(p, "Unexpected token after expression"), false;
    return s->where ? true
                    : (ddb_pql_fail(p, "Must have WHERE clause in the statement when using ORDER BY clause."), false);
}

/* --- updates ------------------------------------------------------------------------------------------------------ */

#define ACTIONS_MAX 512

static bool update_add(struct ddb_pql_parser *p, enum ddb_action_kind kind, struct ddb_path path,
                       struct ddb_node *value)
{
    struct ddb_update *update = p->statement->update;

    for (int i = 0; i < update->count; i++)
        if (ddb_path_relate(&update->paths[i], &path) != DDB_PATHS_APART)
            return ddb_pql_fail(
                       p,
                       arena_printf(p->arena,
                                    "Two document paths overlap with each other; must remove or rewrite one of these "
                                    "paths; path one: %.*s, path two: %.*s",
                                    SPAN_ARG(ddb_path_text(p->arena, &update->paths[i])),
                                    SPAN_ARG(ddb_path_text(p->arena, &path)))),
                   false;
    if (update->count == ACTIONS_MAX) return ddb_pql_fail(p, "The statement contains too many assignments"), false;
    update->actions[update->count] = (struct ddb_action){ kind, value };
    update->paths[update->count++] = path;
    return true;
}

/* SET a = set_add(a, <<…>>) */
static bool set_operation(struct ddb_pql_parser *p, struct ddb_path path, const struct ddb_node *node)
{
    bool adds = span_is(node->function, "set_add");
    const char *what = adds ? "ADD" : "DELETE", *place = ddb_pql_place(&p->lexer, p->set_function),
               *argument = ddb_pql_place(&p->lexer, p->set_argument);
    enum ddb_type type = ddb_node_type(node->args[1]);

    if (node->args[0]->kind != DDB_PATH || !ddb_path_equal(&node->args[0]->path, &path))
        return ddb_pql_fail(p,
                            arena_printf(p->arena, "The first argument to SET_%s must equal the assignment value at %s",
                                         what, place)),
               false;
    if (type != DDB_SS && type != DDB_NS && type != DDB_BS)
        return ddb_pql_fail(p,
                            arena_printf(p->arena, "The second argument to SET_%s must be a value with type SET at %s",
                                         what, argument)),
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

static bool parse_assignment(struct ddb_pql_parser *p)
{
    struct ddb_path path;
    struct ddb_node *value;

    if (!ddb_pql_path(p, &path)) return false;
    if (!at(p, "=")) return ddb_pql_malformed(p, "Expected = in SET"), false;
    value = ddb_pql_right_of(p, ddb_pql_sum);
    if (!value) return false;
    if (value->kind == DDB_UNKNOWN_FUNCTION) return set_operation(p, path, value);
    if (!is_term(value))
        return ddb_pql_fail(p, "Unsupported operator in Update Expression. Operator: condition"), false;
    return update_add(p, DDB_ACTION_SET, path, value);
}

static bool parse_removal(struct ddb_pql_parser *p)
{
    struct ddb_path path;

    return ddb_pql_path(p, &path) && update_add(p, DDB_ACTION_REMOVE, path, NULL);
}

static bool parse_actions(struct ddb_pql_parser *p)
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
    return update->count > 0 ? true : (ddb_pql_malformed(p, "Expected data manipulation"), false);
}

/* --- statements --------------------------------------------------------------------------------------------------- */

static bool parse_select(struct ddb_pql_parser *p)
{
    p->statement->kind = DDB_SELECT;
    if (!parse_projection(p)) return false;
    if (!take_word(p, "FROM")) return ddb_pql_malformed(p, "Expected FROM after SELECT list"), false;
    if (!parse_table(p, true) || !refuse_alias(p)) return false;
    if (at(p, ",")) return ddb_pql_fail(p, "Only select from a single table or index is supported."), false;
    return ddb_pql_where(p) && parse_order(p);
}

static bool parse_insert(struct ddb_pql_parser *p)
{
    struct ddb_statement *s = p->statement;
    struct doc *value;

    s->kind = DDB_INSERT;
    if (!take_word(p, "INTO")) return ddb_pql_malformed(p, "Expected INTO after INSERT"), false;
    if (!parse_table(p, false)) return false;
    if (!take_word(p, "VALUE")) return ddb_pql_malformed(p, "Unexpected token after expression"), false;
    value = at(p, "{") ? ddb_pql_tuple(p, "root", true) : ddb_pql_value(p, "root");
    if (!value) return false;
    if (ddb_value_type(value) != DDB_M)
        return ddb_pql_fail(
                   p,
                   "Unsupported format in item expression. Please use struct format {...} to express item values for "
                   "insert statement."),
               false;
    s->item = ddb_value_content(value);
    return at_word(p, "RETURNING") ? ddb_pql_fail(p, "RETURNING is not supported in INSERT"), false : true;
}

static bool parse_update(struct ddb_pql_parser *p)
{
    p->statement->kind = DDB_MODIFY;
    return parse_table(p, false) && refuse_alias(p) && parse_actions(p) && ddb_pql_where(p) && parse_returning(p);
}

static bool parse_from_first(struct ddb_pql_parser *p)
{
    p->statement->kind = DDB_MODIFY;
    return parse_table(p, false) && refuse_alias(p) && ddb_pql_where(p) && parse_actions(p) && parse_returning(p);
}

static bool parse_delete(struct ddb_pql_parser *p)
{
    p->statement->kind = DDB_ERASE;
    if (!take_word(p, "FROM")) return ddb_pql_malformed(p, "Expected FROM after DELETE"), false;
    return parse_table(p, false) && refuse_alias(p) && ddb_pql_where(p) && parse_returning(p);
}

static bool parse_exists(struct ddb_pql_parser *p)
{
    if (!require(p, "(", "Expected (")) return false;
    if (!take_word(p, "SELECT")) return ddb_pql_malformed(p, "Unexpected term"), false;
    if (!parse_select(p) || !require(p, ")", "Expected )")) return false;
    p->statement->kind = DDB_EXISTS;
    return true;
}

/* AWS: an expression by itself is parsed, and then refused. */
static bool parse_other(struct ddb_pql_parser *p)
{
    struct ddb_pql_lexer start = p->lexer;

    if (ddb_pql_at_identifier(p)) {
        next(p);
        if (take_word(p, "IS")) return ddb_pql_fail(p, "Unsupported operation: IsType"), false;
        p->lexer = start;
    }
    return ddb_pql_malformed(p, "Expected data manipulation"), false;
}

static bool parse_statement(struct ddb_pql_parser *p)
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
    struct ddb_pql_parser p = { .arena = a, .parameters = parameters, .statement = ARENA_NEW(a, struct ddb_statement) };

    ddb_pql_start(&p.lexer, a, text);
    if (parse_statement(&p)) {
        take(&p, ";");
        if (p.lexer.token.kind != DDB_PQL_END) ddb_pql_malformed(&p, "Unexpected token after expression");
        else if (p.parameter != doc_count(parameters))
            ddb_pql_fail(&p, "Number of parameters in request and statement don't match.");
    }
    *error = p.error;
    return p.error ? NULL : p.statement;
}
