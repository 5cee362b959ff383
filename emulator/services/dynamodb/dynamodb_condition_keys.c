/* Gathered from the input as it is: batches and transactions tell those of all their items. */
#include "emulator/services/dynamodb/dynamodb_condition_keys.h"

#include "emulator/core/ask.h"
#include "emulator/core/service.h"
#include "emulator/services/dynamodb/partiql/dynamodb_partiql_parser.h"
#include "emulator/services/dynamodb/store/dynamodb_store.h"

#define LEADING    "dynamodb:LeadingKeys"
#define ATTRIBUTES "dynamodb:Attributes"

/* --- keys --------------------------------------------------------------------------------------------------------- */

/* A key's text: that of a string, a number or the base64 of bytes, whatever its type. */
static void tell_value(struct call *c, const char *key, const struct doc *value)
{
    if (doc_is(value, DOC_MAP) && doc_count(value) == 1) ask_key(c, key, doc_text(value->map.members[0].value));
}

static void tell_leading(struct call *c, struct span table_name, const struct doc *item)
{
    struct ddb_table table;

    if (!table_name.size || !doc_count(item) || !ddb_store_table(c, table_name, &table)) return;
    for (int i = 0; i < table.keys.hash_count; i++)
        tell_value(c, LEADING, doc_get_span(item, table.keys.parts[i].name));
}

/* --- attributes --------------------------------------------------------------------------------------------------- */

static void tell_names(struct call *c, const struct doc *item)
{
    for (size_t i = 0; doc_is(item, DOC_MAP) && i < doc_count(item); i++)
        ask_key(c, ATTRIBUTES, item->map.members[i].name);
}

/* A word of an expression, with # or : before it; `rest` is behind it. Absent at the end. */
static struct span word_next(struct span *rest)
{
    static const char between[] = " \t\r\n(),=<>+-[]";
    struct span word;
    size_t at = 0, end;

    while (at < rest->size && strchr(between, rest->data[at])) at++;
    for (end = at; end < rest->size && !strchr(between, rest->data[end]);) end++;
    word = end > at ? span_sub(*rest, at, end - at) : (struct span){ NULL, 0 };
    *rest = span_sub(*rest, end, SIZE_MAX);
    return word;
}

static bool is_function(struct span behind)
{
    behind = span_trim(behind);
    return behind.size && behind.data[0] == '(';
}

static bool is_keyword(struct span word)
{
    static const char *const keywords[] = { "AND", "OR", "NOT", "IN", "BETWEEN", "SET", "REMOVE", "ADD", "DELETE" };

    for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++)
        if (span_is_nocase(word, keywords[i])) return true;
    return false;
}

/* The first name of each path that stands there by itself: "a.b[1], #n" has a; what #n stands for is told with all
 * names. Numbers and what follows an index are none. */
static void tell_expression(struct call *c, struct span text)
{
    struct span rest = text, word;

    while ((word = word_next(&rest)).data) {
        char first = word.data[0];
        if (first == '#' || first == ':' || first == '.' || (first >= '0' && first <= '9')) continue;
        if (!is_keyword(word) && !is_function(rest)) ask_key(c, ATTRIBUTES, span_sub(word, 0, span_find(word, '.')));
    }
}

static void tell_attributes(struct call *c, const struct doc *in)
{
    static const char *const expressions[] = { "ProjectionExpression", "UpdateExpression", "ConditionExpression",
                                               "FilterExpression", "KeyConditionExpression" };
    const struct doc *names = doc_get(in, "ExpressionAttributeNames"), *some = doc_get(in, "AttributesToGet");

    tell_names(c, doc_get(in, "Key"));
    tell_names(c, doc_get(in, "Item"));
    tell_names(c, doc_get(in, "KeyConditions"));
    tell_names(c, doc_get(in, "AttributeUpdates"));
    tell_names(c, doc_get(in, "Expected"));
    tell_names(c, doc_get(in, "QueryFilter"));
    tell_names(c, doc_get(in, "ScanFilter"));
    for (size_t i = 0; i < sizeof expressions / sizeof *expressions; i++)
        tell_expression(c, doc_get_str(in, expressions[i]));
    for (size_t i = 0; i < doc_count(names); i++) ask_key(c, ATTRIBUTES, doc_text(names->map.members[i].value));
    for (size_t i = 0; i < doc_count(some); i++) ask_key(c, ATTRIBUTES, doc_text(doc_at(some, i)));
}

/* --- queries ------------------------------------------------------------------------------------------------------ */

/* The partition parts of what is queried: the table, or its index. */
static bool keys_find(struct call *c, struct span table_name, struct span index, struct ddb_key_schema *keys)
{
    struct ddb_table table;

    if (!table_name.size || !ddb_store_table_with_indexes(c, table_name, &table)) return false;
    *keys = table.keys;
    for (int i = 0; index.data && i < table.index_count; i++)
        if (span_eq(table.indexes[i].name, index)) *keys = table.indexes[i].keys;
    return true;
}

static bool is_leading(const struct ddb_key_schema *keys, struct span name)
{
    const struct ddb_key_part *part = ddb_schema_part(keys, name);

    return part && !part->range;
}

/* Each `name = :v` whose name is a partition key's. */
static void tell_equals(struct call *c, const struct doc *in, const struct ddb_key_schema *keys)
{
    const struct doc *names = doc_get(in, "ExpressionAttributeNames"),
                     *values = doc_get(in, "ExpressionAttributeValues");
    struct span rest = doc_get_str(in, "KeyConditionExpression"), word, before = { NULL, 0 };

    while ((word = word_next(&rest)).data) {
        if (before.data && word.data[0] == ':' && is_leading(keys, before))
            tell_value(c, LEADING, doc_get_span(values, word));
        before = word.data[0] == '#' ? doc_text(doc_get_span(names, word)) : word;
    }
}

static void tell_condition(struct call *c, const struct doc *in)
{
    const struct doc *conditions = doc_get(in, "KeyConditions");
    struct ddb_key_schema keys;

    if (!conditions && !doc_get(in, "KeyConditionExpression")) return;
    if (!keys_find(c, doc_get_str(in, "TableName"), doc_get_str(in, "IndexName"), &keys)) return;
    tell_equals(c, in, &keys);
    for (size_t i = 0; doc_is(conditions, DOC_MAP) && i < doc_count(conditions); i++)
        if (is_leading(&keys, conditions->map.members[i].name))
            tell_value(c, LEADING, doc_at(doc_get(conditions->map.members[i].value, "AttributeValueList"), 0));
}

static void tell_select(struct call *c)
{
    struct span select = doc_get_str(c->in, "Select");
    bool is_some = doc_get(c->in, "ProjectionExpression") || doc_get(c->in, "AttributesToGet");

    if (!doc_get(c->in, "TableName")) return;
    if (!select.data)
        select = is_some                       ? SPAN("SPECIFIC_ATTRIBUTES")
                 : doc_get(c->in, "IndexName") ? SPAN("ALL_PROJECTED_ATTRIBUTES")
                                               : SPAN("ALL_ATTRIBUTES");
    ask_key(c, "dynamodb:Select", select);
}

/* --- one, and many ------------------------------------------------------------------------------------------------ */

static void tell_one(struct call *c, const struct doc *in)
{
    tell_leading(c, doc_get_str(in, "TableName"), doc_get(in, "Key"));
    tell_leading(c, doc_get_str(in, "TableName"), doc_get(in, "Item"));
    tell_attributes(c, in);
}

static void tell_requests(struct call *c, struct span table, const struct doc *requests)
{
    static const char *const kinds[][2] = { { "PutRequest", "Item" }, { "DeleteRequest", "Key" } };
    const struct doc *keys = doc_get(requests, "Keys");

    for (size_t i = 0; i < doc_count(keys); i++) tell_leading(c, table, doc_at(keys, i));
    if (keys) tell_attributes(c, requests);
    for (size_t i = 0; doc_is(requests, DOC_LIST) && i < doc_count(requests); i++)
        for (size_t k = 0; k < 2; k++) {
            const struct doc *item = doc_get(doc_get(doc_at(requests, i), kinds[k][0]), kinds[k][1]);
            tell_leading(c, table, item);
            tell_names(c, item);
        }
}

static void tell_transaction(struct call *c)
{
    const struct doc *items = doc_get(c->in, "TransactItems");

    if (!items) return;
    ask_key(c, "dynamodb:EnclosingOperation", span_of(c->operation->name));
    for (size_t i = 0; i < doc_count(items); i++) {
        const struct doc *item = doc_at(items, i);
        for (size_t k = 0; k < doc_count(item); k++) tell_one(c, item->map.members[k].value);
    }
}

/* --- PartiQL ------------------------------------------------------------------------------------------------------ */

/* Of each condition that a partition key is one of some values; of any path its first name. */
static void tell_node(struct call *c, const struct ddb_node *node, const struct ddb_key_schema *keys)
{
    bool equals = node && (node->kind == DDB_EQ || node->kind == DDB_IN) && node->args[0]->kind == DDB_PATH &&
                  node->args[0]->path.count == 1 && is_leading(keys, node->args[0]->path.steps[0].name);

    if (!node) return;
    if (node->kind == DDB_PATH) ask_key(c, ATTRIBUTES, node->path.steps[0].name);
    for (int i = 1; equals && i < node->count; i++)
        if (node->args[i]->kind == DDB_VALUE && node->args[i]->value) tell_value(c, LEADING, node->args[i]->value);
    for (int i = 0; i < node->count; i++) tell_node(c, node->args[i], keys);
}

static void tell_statement(struct call *c, const struct doc *in)
{
    const char *error;
    struct span text = doc_get_str(in, "Statement");
    struct ddb_key_schema keys = { 0 };
    const struct ddb_statement *s =
        text.data ? ddb_statement_parse(&c->arena, text, doc_get(in, "Parameters"), &error) : NULL;

    if (!s || !keys_find(c, s->table, s->index, &keys)) return;
    tell_node(c, s->where, &keys);
    for (int i = 0; i < s->projected_count; i++) ask_key(c, ATTRIBUTES, s->projected[i].steps[0].name);
    for (int i = 0; s->update && i < s->update->count; i++) {
        ask_key(c, ATTRIBUTES, s->update->paths[i].steps[0].name);
        tell_node(c, s->update->actions[i].value, &keys);
    }
    tell_leading(c, s->table, s->item);
    tell_names(c, s->item);
}

static void tell_statements(struct call *c, const struct doc *statements)
{
    for (size_t i = 0; i < doc_count(statements); i++) tell_statement(c, doc_at(statements, i));
}

void ddb_condition_keys(struct call *c)
{
    const struct doc *tables = doc_get(c->in, "RequestItems");

    tell_one(c, c->in);
    tell_condition(c, c->in);
    tell_select(c);
    tell_transaction(c);
    tell_statement(c, c->in);
    tell_statements(c, doc_get(c->in, "Statements"));
    tell_statements(c, doc_get(c->in, "TransactStatements"));
    for (size_t i = 0; doc_is(tables, DOC_MAP) && i < doc_count(tables); i++)
        tell_requests(c, tables->map.members[i].name, tables->map.members[i].value);
    ask_key(c, "dynamodb:ReturnValues", doc_get_str(c->in, "ReturnValues"));
    ask_key(c, "dynamodb:ReturnConsumedCapacity", doc_get_str(c->in, "ReturnConsumedCapacity"));
}
