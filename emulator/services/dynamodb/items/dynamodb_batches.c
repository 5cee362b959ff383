/* Batches. A BatchWriteItem is one transaction here, which no client can tell from the many that it is on AWS. */
#include "emulator/services/dynamodb/items/dynamodb_batches.h"

#include "emulator/core/service.h"
#include "emulator/services/dynamodb/values/dynamodb_faults.h"
#include "emulator/services/dynamodb/items/dynamodb_items.h"
#include "emulator/services/dynamodb/items/dynamodb_throttling.h"
#include "emulator/services/dynamodb/items/dynamodb_writes.h"
#include "emulator/services/dynamodb/store/dynamodb_find.h"
#include "emulator/services/dynamodb/values/dynamodb_name_order.h"

#define GETS_MAX         100
#define WRITES_MAX       25
#define ANSWER_BYTES_MAX (16 * 1024 * 1024)

/* --- bills -------------------------------------------------------------------------------------------------------- */

void ddb_bill_add(struct arena *a, struct ddb_bill **bills, const struct ddb_table *table,
                  const struct ddb_consumed *consumed)
{
    while (*bills && (*bills)->table.space != table->space) bills = &(*bills)->next;
    if (!*bills) {
        *bills = ARENA_NEW(a, struct ddb_bill);
        (*bills)->table = *table;
    }
    (*bills)->consumed.table += consumed->table;
    for (int i = 0; i < table->index_count; i++) (*bills)->consumed.indexes[i] += consumed->indexes[i];
}

void ddb_bills_put(struct call *c, const struct ddb_bill *bills, const char *also)
{
    struct span wanted = doc_get_str(c->in, "ReturnConsumedCapacity");
    struct doc *list = doc_list(&c->arena);

    for (; bills; bills = bills->next) {
        struct doc *description = ddb_consumed_describe(&c->arena, wanted, &bills->table, &bills->consumed, also);
        if (description) doc_append(list, description);
    }
    if (doc_count(list)) doc_put(c->out, "ConsumedCapacity", list);
}

/* --- item collections --------------------------------------------------------------------------------------------- */

void ddb_collections_put(struct call *c, const struct ddb_write *write)
{
    struct doc *metrics, *tables = doc_get(c->out, "ItemCollectionMetrics"), *list;

    if (!span_is(doc_get_str(c->in, "ReturnItemCollectionMetrics"), "SIZE")) return;
    metrics = ddb_write_collection(c, write);
    if (!metrics) return;
    if (!tables) tables = doc_put_map(c->out, "ItemCollectionMetrics");
    list = doc_get_span(tables, write->table.name);
    if (!list) doc_put_span(tables, write->table.name, list = doc_list(&c->arena));
    for (size_t i = 0; i < doc_count(list); i++)
        if (doc_equal(doc_get(doc_at(list, i), "ItemCollectionKey"), doc_get(metrics, "ItemCollectionKey"))) return;
    doc_append(list, metrics);
}

/* --- getting ------------------------------------------------------------------------------------------------------ */

static int require_requests(struct call *c)
{
    if (doc_count(doc_get(c->in, "RequestItems"))) return 0;
    return fault(c, &fault_validation, "The requestItems parameter is required for %s", c->operation->name);
}

/* AWS: observed. What may not stand together in one table's request may not stand in two of the same batch. */
static int refuse_mixed(struct call *c, const struct doc *requests)
{
    bool newer = false, older = false;

    for (size_t i = 0; i < doc_count(requests); i++) {
        newer |= doc_get(requests->map.members[i].value, "ProjectionExpression") != NULL;
        older |= doc_get(requests->map.members[i].value, "AttributesToGet") != NULL;
    }
    if (!newer || !older) return 0;
    return fault(c, &fault_validation,
                 "Can not use both expression and non-expression parameters in the same request: Non-expression "
                 "parameters: {AttributesToGet} Expression parameters: {ProjectionExpression}");
}

static bool was_before(struct doc *seen, struct arena *a, struct span key)
{
    bool before = doc_get_span(seen, key) != NULL;

    if (!before) doc_put_span(seen, key, doc_null(a));
    return before;
}

static int refuse_duplicates(struct call *c)
{
    return fault(c, &fault_validation, "Provided list of item keys contains duplicates");
}

/* AWS: keys that are twice in the list are told before anything of their table. */
static int refuse_same_keys(struct call *c, const struct doc *keys)
{
    struct doc *seen = doc_map(&c->arena);

    for (size_t i = 0; i < doc_count(keys); i++)
        if (was_before(seen, &c->arena, ddb_text_in_order(&c->arena, doc_at(keys, i)))) return refuse_duplicates(c);
    return 0;
}

/* AWS: observed, with these capitals and without the keys. */
int dynamodb_batch_get_item_check(struct call *c)
{
    const struct doc *requests = doc_get(c->in, "RequestItems");

    for (size_t i = 0; i < doc_count(requests); i++)
        if (doc_count(doc_get(requests->map.members[i].value, "Keys")) > GETS_MAX)
            return fault(c, &fault_validation,
                         "1 validation error detected: Value at 'RequestItems.%.*s.member.Keys' failed to satisfy "
                         "constraint: Member must have length less than or equal to %d",
                         SPAN_ARG(requests->map.members[i].name), GETS_MAX);
    return 0;
}

/* One ddb_get a table; its key is filled in for each of the request's. */
int dynamodb_batch_get_item_prepare(struct call *c)
{
    const struct doc *requests = doc_get(c->in, "RequestItems");
    size_t tables = doc_count(requests), keys = 0;
    struct ddb_get *gets = ARENA_ARRAY(&c->arena, struct ddb_get, tables);
    const struct doc *given = c->scratch; /* left by the names' resolving */

    if (require_requests(c) || refuse_mixed(c, requests)) return -1;
    c->scratch = gets;
    for (size_t i = 0; i < tables; i++) {
        const struct doc *request = requests->map.members[i].value, *list = doc_get(request, "Keys");
        if (ddb_get_prepare(c, &gets[i], request)) return -1;
        gets[i].given = doc_text(doc_at(given, i));
        keys += doc_count(list);
        for (size_t k = 0; k < doc_count(list); k++)
            if (ddb_refuse(c, ddb_item_check(&c->arena, doc_at(list, k)))) return -1;
        if (refuse_same_keys(c, list)) return -1;
    }
    return keys > GETS_MAX ? fault(c, &fault_validation, "Too many items requested for the BatchGetItem call") : 0;
}

/* What no longer fits into 16 MB is left to the caller's next batch. */
static void leave_key(struct call *c, struct span table, const struct doc *request, struct doc *key)
{
    struct doc *left = doc_get(c->out, "UnprocessedKeys"), *entry = doc_get_span(left, table);

    if (!entry) {
        entry = doc_shallow(&c->arena, request);
        doc_put_list(entry, "Keys");
        doc_put_span(left, table, entry);
    }
    doc_append(doc_get(entry, "Keys"), key);
}

/* `given` is the table's name or ARN, as the request has it. */
static int batch_get_table(struct call *c, struct ddb_get *get, const struct doc_member *m, struct span given,
                           struct ddb_bill **bills, int64_t *bytes)
{
    const struct doc *keys = doc_get(m->value, "Keys");
    struct doc *items = doc_list(&c->arena);
    struct ddb_table table;

    if (ddb_table_require(c, m->name, &table) || ddb_expressions_check_keys(c, &get->expressions, &table)) return -1;
    doc_put_span(doc_get(c->out, "Responses"), given, items);
    for (size_t i = 0; i < doc_count(keys); i++) {
        struct ddb_consumed consumed = { 0 };
        struct span row_key;
        struct doc *item;
        int64_t size;
        get->key = doc_at(keys, i);
        if (ddb_key_require(c, &table, get->key, &row_key)) return -1;
        if (*bytes > ANSWER_BYTES_MAX) {
            leave_key(c, given, m->value, doc_at(keys, i));
            continue;
        }
        if (ddb_get_run(c, get, &table, &item, &size)) return -1;
        consumed.table = ddb_read_units(size, get->consistent);
        if (ddb_throttle(c, &table, &consumed, DDB_READS)) {
            c->fault = (struct fault_raised){ 0 };
            leave_key(c, given, m->value, doc_at(keys, i));
            continue;
        }
        if (item) doc_append(items, item);
        *bytes += size > 0 ? size : 0;
        ddb_bill_add(&c->arena, bills, &table, &consumed);
    }
    return 0;
}

int dynamodb_batch_get_item(struct call *c)
{
    const struct doc *requests = doc_get(c->in, "RequestItems");
    struct ddb_get *gets = c->scratch;
    struct ddb_bill *bills = NULL;
    int64_t bytes = 0;

    doc_put_map(c->out, "Responses");
    doc_put_map(c->out, "UnprocessedKeys");
    for (size_t i = 0; i < doc_count(requests); i++)
        if (batch_get_table(c, &gets[i], &requests->map.members[i], gets[i].given, &bills, &bytes)) return -1;
    if (!bills && doc_count(doc_get(c->out, "UnprocessedKeys"))) return ddb_throttle_refuse(c);
    ddb_bills_put(c, bills, NULL);
    return 0;
}

/* --- writing ------------------------------------------------------------------------------------------------------ */

struct batch {
    struct ddb_write *writes;
    struct span tables[WRITES_MAX];
    struct span given[WRITES_MAX]; /* the tables' names or ARNs, as the request has them */
    struct doc *requests[WRITES_MAX];
    int count;
};

static int prepare_one(struct call *c, struct batch *batch, struct span table, struct span given, struct doc *request)
{
    const struct doc *put = doc_get(request, "PutRequest"), *delete = doc_get(request, "DeleteRequest");

    if (!put == !delete)
        return fault(c, &fault_validation,
                     "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the "
                     "supported datatypes");
    if (batch->count == WRITES_MAX)
        return fault(c, &fault_validation, "Too many items requested for the BatchWriteItem call");
    batch->tables[batch->count] = table;
    batch->given[batch->count] = given;
    batch->requests[batch->count] = request;
    if (ddb_write_prepare(c, &batch->writes[batch->count], put ? DDB_PUT : DDB_DELETE, put ? put : delete)) return -1;
    batch->writes[batch->count++].is_in_batch = true;
    return 0;
}

int dynamodb_batch_write_item_prepare(struct call *c)
{
    const struct doc *requests = doc_get(c->in, "RequestItems");
    struct batch *batch = ARENA_NEW(&c->arena, struct batch);
    const struct doc *given = c->scratch;
    size_t count = 0;

    if (require_requests(c)) return -1;
    c->scratch = batch;
    for (size_t i = 0; i < doc_count(requests); i++) count += doc_count(requests->map.members[i].value);
    batch->writes = ARENA_ARRAY(&c->arena, struct ddb_write, count < WRITES_MAX ? count : WRITES_MAX);
    for (size_t i = 0; i < doc_count(requests); i++) {
        const struct doc_member *m = &requests->map.members[i];
        for (size_t w = 0; w < doc_count(m->value); w++)
            if (prepare_one(c, batch, m->name, doc_text(doc_at(given, i)), doc_at(m->value, w))) return -1;
    }
    return 0;
}

/* A write to a table that may be throttled is in a savepoint of its own, so that it is undone alone: 1, and left to the
 * caller's next batch. */
static int write_one(struct call *c, struct batch *batch, int i)
{
    struct doc *left = doc_get(c->out, "UnprocessedItems");
    int rc;

    if (!ddb_throttle_may(c, &batch->writes[i].table)) return ddb_write_run(c, &batch->writes[i]);
    db_savepoint(c->db);
    rc = ddb_write_run(c, &batch->writes[i]);
    if (!rc || c->fault.kind != &ddb_throughput_exceeded) {
        db_savepoint_keep(c->db);
        return rc;
    }
    db_savepoint_undo(c->db);
    c->fault = (struct fault_raised){ 0 };
    if (!doc_get_span(left, batch->given[i])) doc_put_span(left, batch->given[i], doc_list(&c->arena));
    doc_append(doc_get_span(left, batch->given[i]), batch->requests[i]);
    return 1;
}

/* AWS: told before what the keys' schema says of them; of a delete the key is known without it. */
static int refuse_same_items(struct call *c, const struct batch *batch)
{
    struct doc *seen = doc_map(&c->arena);

    for (int i = 0; i < batch->count; i++) {
        const struct ddb_write *write = &batch->writes[i];
        struct span key = ddb_item_key(c, &write->table, ddb_write_item(write));
        if (!key.data && write->kind == DDB_DELETE)
            key = arena_format(&c->arena, "%.*s %.*s", SPAN_ARG(batch->tables[i]),
                               SPAN_ARG(ddb_text_in_order(&c->arena, write->key)));
        if (key.data && was_before(seen, &c->arena, key)) return refuse_duplicates(c);
    }
    return 0;
}

int dynamodb_batch_write_item(struct call *c)
{
    struct batch *batch = c->scratch;
    struct ddb_bill *bills = NULL;

    doc_put_map(c->out, "UnprocessedItems");
    if (ddb_writes_find_tables(c, batch->writes, batch->tables, batch->count) || refuse_same_items(c, batch)) return -1;
    for (int i = 0; i < batch->count; i++) {
        int rc = write_one(c, batch, i);
        if (rc < 0) return -1;
        if (rc > 0) continue;
        ddb_bill_add(&c->arena, &bills, &batch->writes[i].table, &batch->writes[i].consumed);
        ddb_collections_put(c, &batch->writes[i]);
    }
    if (!bills) return ddb_throttle_refuse(c);
    ddb_bills_put(c, bills, NULL);
    return 0;
}
