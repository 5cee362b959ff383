/* A request's expressions: the checks of their parameters, then each compiled in DynamoDB's order. */
#include "emulator/services/dynamodb/expressions/dynamodb_expressions.h"

#include <string.h>

#include "emulator/services/dynamodb/expressions/dynamodb_legacy.h"

/* In the order of compiling. */
static const struct kind {
    unsigned bit;
    const char *member;
} kinds[] = {
    { DDB_WITH_UPDATE, "UpdateExpression" },         { DDB_WITH_CONDITION, "ConditionExpression" },
    { DDB_WITH_KEYS, "KeyConditionExpression" },     { DDB_WITH_FILTER, "FilterExpression" },
    { DDB_WITH_PROJECTION, "ProjectionExpression" },
};

/* In the order in which a mixture is listed. */
static const struct kind newer_parameters[] = {
    { DDB_WITH_UPDATE, "UpdateExpression" },         { DDB_WITH_CONDITION, "ConditionExpression" },
    { DDB_WITH_PROJECTION, "ProjectionExpression" }, { DDB_WITH_FILTER, "FilterExpression" },
    { DDB_WITH_KEYS, "KeyConditionExpression" },
};
static const struct kind older_parameters[] = {
    { DDB_WITH_UPDATE, "AttributeUpdates" },    { DDB_WITH_CONDITION, "Expected" },
    { DDB_WITH_PROJECTION, "AttributesToGet" }, { DDB_WITH_FILTER, "QueryFilter" },
    { DDB_WITH_FILTER, "ScanFilter" },          { DDB_WITH_FILTER | DDB_WITH_CONDITION, "ConditionalOperator" },
    { DDB_WITH_KEYS, "KeyConditions" },
};

#define KIND_COUNT (sizeof kinds / sizeof *kinds)

const char *ddb_as_validation(struct arena *a, const char *error)
{
    return arena_printf(a, "1 validation error detected: %s", error);
}

bool ddb_error_is_of_content(const char *error)
{
    return span_starts(span_of(error), "One or more parameter values were invalid: ") ||
           span_is(span_of(error), "Input collection contains duplicates");
}

static void list_add(struct buf *b, const char *separator, const char *name)
{
    if (b->size) buf_add_text(b, separator);
    buf_add_text(b, name);
}

/* --- checks of the parameters ------------------------------------------------------------------------------------- */

static void list_present(struct buf *b, const struct doc *in, unsigned with, const struct kind *parameters,
                         size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (parameters[i].bit & with && doc_get(in, parameters[i].member)) list_add(b, ", ", parameters[i].member);
}

/* AWS: KeyConditions by itself goes with any expression. */
static const char *check_mixed(struct arena *a, const struct doc *in, unsigned with, bool *any)
{
    struct buf newer = { 0 }, older = { 0 };
    const char *error = NULL;
    bool keys_alone = !doc_get(in, "KeyConditionExpression");

    list_present(&newer, in, with, newer_parameters, sizeof newer_parameters / sizeof *newer_parameters);
    list_present(&older, in, with, older_parameters,
                 sizeof older_parameters / sizeof *older_parameters - (keys_alone ? 1 : 0));
    *any = newer.size > 0;
    if (newer.size && older.size)
        error = arena_printf(
            a,
            "Can not use both expression and non-expression parameters in the same request: Non-expression "
            "parameters: {%.*s} Expression parameters: {%.*s}",
            SPAN_ARG(buf_span(&older)), SPAN_ARG(buf_span(&newer)));
    buf_release(&newer);
    buf_release(&older);
    return error;
}

static const char *check_values_wanted(struct arena *a, const struct doc *in, unsigned with)
{
    struct buf missing = { 0 };
    const char *error = NULL;
    bool any = false;

    for (size_t i = 0; i < KIND_COUNT; i++) {
        if (!(kinds[i].bit & with & ~DDB_WITH_PROJECTION)) continue;
        any |= doc_get(in, kinds[i].member) != NULL;
        list_add(&missing, " and ", kinds[i].member);
    }
    if (!any)
        error = arena_printf(a, "ExpressionAttributeValues can only be specified when using expressions: %.*s is null",
                             SPAN_ARG(buf_span(&missing)));
    buf_release(&missing);
    return error;
}

static bool is_substitute(struct span key, char sign)
{
    if (key.size < 2 || key.data[0] != sign) return false;
    for (size_t i = 1; i < key.size; i++) {
        char c = key.data[i];
        if (!(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') && !(c >= '0' && c <= '9') && c != '_') return false;
    }
    return true;
}

static const char *check_keys(struct arena *a, const char *member, const struct doc *map, char sign)
{
    if (doc_count(map) == 0) return arena_printf(a, "%s must not be empty", member);
    for (uint32_t i = 0; i < map->map.count; i++)
        if (!is_substitute(map->map.members[i].name, sign))
            return arena_printf(a, "%s contains invalid key: Syntax error; key: \"%.*s\"", member,
                                SPAN_ARG(map->map.members[i].name));
    return NULL;
}

static const char *check_names(struct arena *a, const struct doc *names)
{
    for (uint32_t i = 0; i < names->map.count; i++)
        if (doc_text(names->map.members[i].value).size == 0)
            return arena_printf(a, "ExpressionAttributeNames contains invalid value: Empty attribute name for key %.*s",
                                SPAN_ARG(names->map.members[i].name));
    for (uint32_t i = 0; i < names->map.count; i++)
        if (ddb_name_check(doc_text(names->map.members[i].value)))
            return arena_printf(a, "ExpressionAttributeNames contains invalid value: %s for key %.*s",
                                ddb_name_check(doc_text(names->map.members[i].value)),
                                SPAN_ARG(names->map.members[i].name));
    return NULL;
}

static const char *check_values(struct arena *a, const struct doc *values, unsigned with)
{
    for (uint32_t i = 0; i < doc_count(values); i++) {
        const char *error = ddb_value_check(a, values->map.members[i].value);
        if (!error && ddb_value_too_deep(values->map.members[i].value)) error = DDB_TOO_DEEP;
        if (error && with & DDB_AS_VALIDATION && ddb_error_is_of_content(error)) return ddb_as_validation(a, error);
        if (error)
            return arena_printf(a, "ExpressionAttributeValues contains invalid value: %s for key %.*s", error,
                                SPAN_ARG(values->map.members[i].name));
    }
    return NULL;
}

static const char *check_parameters(struct arena *a, const struct doc *in, unsigned with, bool any)
{
    const struct doc *names = doc_get(in, "ExpressionAttributeNames"),
                     *values = doc_get(in, "ExpressionAttributeValues");
    const char *error;

    if (names && !any) return "ExpressionAttributeNames can only be specified when using expressions";
    if (values && (error = check_values_wanted(a, in, with))) return error;
    if (names && (error = check_keys(a, "ExpressionAttributeNames", names, '#'))) return error;
    if (names && (error = check_names(a, names))) return error;
    return values ? check_keys(a, "ExpressionAttributeValues", values, ':') : NULL;
}

static const char *told(struct arena *a, const char *error, unsigned with)
{
    return error && with & DDB_AS_VALIDATION ? ddb_as_validation(a, error) : error;
}

const char *ddb_expressions_check(struct arena *a, const struct doc *in, unsigned with)
{
    bool any;
    const char *error = told(a, check_mixed(a, in, with, &any), with);

    if (!error) error = ddb_legacy_check(in);
    if (!error) error = told(a, check_parameters(a, in, with, any), with);
    return error ? error : check_values(a, doc_get(in, "ExpressionAttributeValues"), with);
}

/* --- compiling ---------------------------------------------------------------------------------------------------- */

#define PROJECTED_MAX (DDB_EXPRESSION_BYTES_MAX / 2)

static void parse_projection(struct ddb_parser *p, struct ddb_path *paths, int *count)
{
    for (;;) {
        if (!ddb_parse_path(p, &paths[*count])) return;
        ddb_parser_check_paths(p, paths, *count);
        ++*count;
        if (!ddb_lexer_at(&p->lexer, ",")) break;
        if (*count == PROJECTED_MAX) break;
        ddb_lexer_next(&p->lexer);
    }
    if (p->lexer.token.kind != DDB_TOKEN_END) ddb_parser_syntax(p);
}

bool ddb_projection_parse(struct arena *a, struct ddb_substitutes *s, struct span expression,
                          struct ddb_expressions *out, const char **error)
{
    struct ddb_parser p;
    struct ddb_path *paths;

    *error = ddb_parser_start(&p, a, DDB_PROJECTION_GRAMMAR, s, expression);
    if (*error) return false;
    paths = ARENA_ARRAY(a, struct ddb_path, expression.size / 2 + 1);
    parse_projection(&p, paths, &out->projected_count);
    *error = ddb_parser_verdict(&p);
    if (*error) return false;
    out->projected = paths;
    out->projection = ddb_projection_new(a, paths, out->projected_count);
    return true;
}

static const char *compile_keys(struct arena *a, struct ddb_substitutes *s, struct span text,
                                struct ddb_expressions *out, const char **error)
{
    struct ddb_node *node = ddb_condition_parse(a, s, text, error);

    if (!node) return NULL;
    out->has_keys = true;
    return ddb_key_conditions_from(a, node, &out->keys);
}

/* Errors of the expression's own get their prefix here; what key conditions say of themselves stands alone. */
static const char *compile_one(struct arena *a, const struct kind *kind, struct ddb_substitutes *s, struct span text,
                               struct ddb_expressions *out)
{
    const char *error = NULL, *whole = NULL;

    switch (kind->bit) {
    case DDB_WITH_UPDATE: out->update = ddb_update_parse(a, s, text, &error); break;
    case DDB_WITH_CONDITION: out->condition = ddb_condition_parse(a, s, text, &error); break;
    case DDB_WITH_KEYS: whole = compile_keys(a, s, text, out, &error); break;
    case DDB_WITH_FILTER: out->filter = ddb_condition_parse(a, s, text, &error); break;
    case DDB_WITH_PROJECTION: ddb_projection_parse(a, s, text, out, &error); break;
    }
    return error ? arena_printf(a, "Invalid %s: %s", kind->member, error) : whole;
}

/* AttributesToGet, the older way to project: whole attributes by name. */
static const char *compile_names(struct arena *a, const struct doc *names, struct ddb_expressions *out)
{
    struct ddb_path *paths = ARENA_ARRAY(a, struct ddb_path, doc_count(names));
    struct doc *seen = doc_map(a);

    for (size_t i = 0; i < doc_count(names); i++) {
        struct ddb_step *step = ARENA_NEW(a, struct ddb_step);
        step->name = doc_text(doc_at(names, i));
        if (ddb_name_check(step->name)) return ddb_name_check(step->name);
        paths[i] = (struct ddb_path){ step, 1 };
        if (doc_get_span(seen, step->name))
            return arena_printf(a, "One or more parameter values were invalid: Duplicate value in attribute name: %.*s",
                                SPAN_ARG(step->name));
        doc_put_span(seen, step->name, doc_at(names, i));
    }
    out->projected = paths;
    out->projected_count = (int)doc_count(names);
    out->projection = ddb_projection_new(a, paths, out->projected_count);
    return NULL;
}

const char *ddb_expressions_compile(struct arena *a, const struct doc *in, unsigned with, struct ddb_expressions *out)
{
    struct ddb_substitutes s = { doc_get(in, "ExpressionAttributeNames"), doc_get(in, "ExpressionAttributeValues"),
                                 NULL, NULL };

    const char *older;

    *out = (struct ddb_expressions){ 0 };
    older = ddb_legacy_compile(a, in, with, out);
    if (older) return older;
    for (size_t i = 0; i < KIND_COUNT; i++) {
        const struct doc *text = kinds[i].bit & with ? doc_get(in, kinds[i].member) : NULL;
        const char *error = text ? compile_one(a, &kinds[i], &s, doc_text(text), out) : NULL;
        if (error) return told(a, error, with);
    }
    if (with & DDB_WITH_PROJECTION && doc_get(in, "AttributesToGet"))
        return compile_names(a, doc_get(in, "AttributesToGet"), out);
    return told(a, ddb_substitutes_unused(a, &s), with);
}

/* --- keys --------------------------------------------------------------------------------------------------------- */

struct into_key {
    bool (*is_key)(void *arg, struct span name);
    void *arg;
};

static bool goes_into(const struct into_key *k, const struct ddb_path *path)
{
    return path->count > 1 && k->is_key(k->arg, path->steps[0].name);
}

static const struct ddb_path *node_into(const struct into_key *k, const struct ddb_node *node)
{
    const struct ddb_path *found = NULL;

    if (!node) return NULL;
    if (node->kind == DDB_PATH && goes_into(k, &node->path)) return &node->path;
    for (int i = 0; i < node->count && !found; i++) found = node_into(k, node->args[i]);
    return found;
}

const struct ddb_path *ddb_expressions_into_key(const struct ddb_expressions *e,
                                                bool (*is_key)(void *arg, struct span name), void *arg)
{
    const struct into_key k = { is_key, arg };
    const struct ddb_path *found = NULL;

    for (int i = 0; e->update && i < e->update->count && !found; i++) {
        if (goes_into(&k, &e->update->paths[i])) found = &e->update->paths[i];
        else found = node_into(&k, e->update->actions[i].value);
    }
    if (!found) found = node_into(&k, e->condition);
    if (!found) found = node_into(&k, e->filter);
    for (int i = 0; i < e->projected_count && !found; i++)
        if (goes_into(&k, &e->projected[i])) found = &e->projected[i];
    return found;
}
