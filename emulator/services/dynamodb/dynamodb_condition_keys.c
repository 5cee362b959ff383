/* Gathered from the input as it is: batches and transactions tell those of all their items. */
#include "emulator/services/dynamodb/dynamodb_condition_keys.h"

#include "emulator/core/ask.h"
#include "emulator/core/service.h"
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

/* The first name of each path: "a.b[1], #n" has a and what #n stands for; that is told with all names. */
static void tell_projection(struct call *c, const struct doc *in)
{
    struct span rest = doc_get_str(in, "ProjectionExpression"), path;

    while (span_split(&rest, ',', &path)) {
        size_t end = 0;
        path = span_trim(path);
        while (end < path.size && path.data[end] != '.' && path.data[end] != '[') end++;
        if (end && path.data[0] != '#') ask_key(c, ATTRIBUTES, span_sub(path, 0, end));
    }
}

static void tell_attributes(struct call *c, const struct doc *in)
{
    const struct doc *names = doc_get(in, "ExpressionAttributeNames"), *some = doc_get(in, "AttributesToGet");

    tell_names(c, doc_get(in, "Key"));
    tell_names(c, doc_get(in, "Item"));
    tell_names(c, doc_get(in, "KeyConditions"));
    tell_names(c, doc_get(in, "AttributeUpdates"));
    tell_projection(c, in);
    for (size_t i = 0; i < doc_count(names); i++) ask_key(c, ATTRIBUTES, doc_text(names->map.members[i].value));
    for (size_t i = 0; i < doc_count(some); i++) ask_key(c, ATTRIBUTES, doc_text(doc_at(some, i)));
}

/* --- queries ------------------------------------------------------------------------------------------------------ */

/* `name = :v`, the first of the conditions on keys: its value. */
static void tell_condition(struct call *c, const struct doc *in)
{
    struct span text = doc_get_str(in, "KeyConditionExpression");
    const struct doc *values = doc_get(in, "ExpressionAttributeValues"), *conditions = doc_get(in, "KeyConditions");
    size_t equals = span_find(text, '='), end;
    struct ddb_table table;
    struct span value;

    if (equals < text.size) {
        value = span_trim(span_sub(text, equals + 1, SIZE_MAX));
        for (end = 0; end < value.size && !strchr(" )\t\r\n", value.data[end]);) end++;
        tell_value(c, LEADING, doc_get_span(values, span_sub(value, 0, end)));
    }
    if (conditions && ddb_store_table(c, doc_get_str(in, "TableName"), &table))
        tell_value(c, LEADING,
                   doc_at(doc_get(doc_get_span(conditions, table.keys.parts[0].name), "AttributeValueList"), 0));
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

void ddb_condition_keys(struct call *c)
{
    const struct doc *tables = doc_get(c->in, "RequestItems");

    tell_one(c, c->in);
    tell_condition(c, c->in);
    tell_select(c);
    tell_transaction(c);
    for (size_t i = 0; doc_is(tables, DOC_MAP) && i < doc_count(tables); i++)
        tell_requests(c, tables->map.members[i].name, tables->map.members[i].value);
    ask_key(c, "dynamodb:ReturnValues", doc_get_str(c->in, "ReturnValues"));
    ask_key(c, "dynamodb:ReturnConsumedCapacity", doc_get_str(c->in, "ReturnConsumedCapacity"));
}
