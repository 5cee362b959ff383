/* Transactions.
 *
 * A handler that writes is a transaction already, so all there is to do is to run every part, to go on after one that
 * fails so that each has its reason, and to undo all. A client's token is kept with a digest of the request for ten
 * minutes, in which the same request is answered again without a write. */
#include "emulator/services/dynamodb/items/dynamodb_transactions.h"

#include "emulator/base/digest.h"
#include "emulator/base/json.h"
#include "emulator/services/dynamodb/items/dynamodb_batches.h"
#include "emulator/services/dynamodb/values/dynamodb_faults.h"
#include "emulator/services/dynamodb/items/dynamodb_items.h"
#include "emulator/services/dynamodb/items/dynamodb_throttling.h"
#include "emulator/services/dynamodb/store/dynamodb_find.h"
#include "emulator/services/dynamodb/values/dynamodb_name_order.h"

#define TOKEN_LIFE_MS (10 * 60 * 1000)

/* --- what both kinds share ---------------------------------------------------------------------------------------- */

/* AWS: which faults of a part cancel the transaction, and how their reasons are called. All others are the call's
 * own. */
const char *ddb_reason_code(const struct fault_kind *kind)
{
    if (kind == &ddb_conditional_check_failed) return "ConditionalCheckFailed";
    if (kind == &ddb_duplicate_item) return "DuplicateItem";
    if (kind == &ddb_throughput_exceeded) return "ProvisionedThroughputExceeded";
    return kind == &fault_validation ? "ValidationError" : NULL;
}

/* Turns the fault of a part into its reason. 0, or -1 when it is the call's own. */
static int reason_put(struct call *c, struct doc *reason)
{
    const char *code = ddb_reason_code(c->fault.kind);

    if (!code) return -1;
    doc_put_cstr(reason, "Code", code);
    doc_put_cstr(reason, "Message", c->fault.message);
    if (doc_get(c->fault.extra, "Item")) doc_put(reason, "Item", doc_get(c->fault.extra, "Item"));
    c->fault = (struct fault_raised){ 0 };
    return 0;
}

static int cancel(struct call *c, struct doc *reasons)
{
    struct buf codes = { 0 };
    struct doc *extra = doc_map(&c->arena);

    for (size_t i = 0; i < doc_count(reasons); i++)
        buf_printf(&codes, "%s%.*s", i ? ", " : "", SPAN_ARG(doc_get_str(doc_at(reasons, i), "Code")));
    doc_put(extra, "CancellationReasons", reasons);
    fault_with(c, &ddb_transaction_canceled, extra,
               "Transaction cancelled, please refer cancellation reasons for specific reasons [%.*s]",
               SPAN_ARG(buf_span(&codes)));
    buf_release(&codes);
    return -1;
}

/* Two parts may not touch one item. An item without its keys is refused later. */
static int refuse_same_item(struct call *c, struct doc *seen, const struct ddb_table *table, const struct doc *item)
{
    struct span key = ddb_item_key(c, table, item);

    if (!key.data) return 0;
    if (doc_get_span(seen, key))
        return fault(c, &fault_validation, "Transaction request cannot include multiple operations on one item");
    doc_put_span(seen, key, doc_null(&c->arena));
    return 0;
}

static int refuse_size(struct call *c)
{
    return fault(c, &fault_validation, "The aggregate size of the items in the transaction cannot exceed 4 MB");
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

int dynamodb_transact_get_items_prepare(struct call *c)
{
    const struct doc *parts = doc_get(c->in, "TransactItems");
    struct ddb_get *gets = ARENA_ARRAY(&c->arena, struct ddb_get, doc_count(parts));

    c->scratch = gets;
    for (size_t i = 0; i < doc_count(parts); i++) {
        if (ddb_get_prepare(c, &gets[i], doc_get(doc_at(parts, i), "Get"))) return -1;
        gets[i].consistent = true;
    }
    return 0;
}

/* One of the parts: its answer goes into `response`, its reason into `reasons`. 1 when it cancels the transaction. */
static int get_part(struct call *c, struct ddb_get *get, struct ddb_table *table, struct doc *response,
                    struct doc *reasons, int64_t *size)
{
    struct doc *reason = doc_append_map(reasons), *item;

    doc_put_cstr(reason, "Code", "None");
    if (ddb_expressions_check_keys(c, &get->expressions, table) || ddb_get_run(c, get, table, &item, size))
        return reason_put(c, reason) ? -1 : 1;
    if (item && !(get->expressions.projection && !doc_count(item))) doc_put(response, "Item", item);
    return 0;
}

int dynamodb_transact_get_items(struct call *c)
{
    const struct doc *parts = doc_get(c->in, "TransactItems");
    struct ddb_get *gets = c->scratch;
    struct doc *responses = doc_put_list(c->out, "Responses"), *reasons = doc_list(&c->arena);
    struct doc *seen = doc_map(&c->arena);
    struct ddb_bill *bills = NULL;
    int64_t bytes = 0;
    bool is_cancelled = false;

    for (size_t i = 0; i < doc_count(parts); i++) {
        struct ddb_consumed consumed = { 0 };
        struct ddb_table table;
        int64_t size = 0;
        int rc;
        if (ddb_table_require(c, doc_get_str(doc_get(doc_at(parts, i), "Get"), "TableName"), &table)) return -1;
        if (ddb_key_refuse_empty(c, &table, gets[i].key) || refuse_same_item(c, seen, &table, gets[i].key)) return -1;
        rc = get_part(c, &gets[i], &table, doc_append_map(responses), reasons, &size);
        if (rc < 0) return -1;
        is_cancelled |= rc > 0;
        if ((bytes += size > 0 ? size : 0) > DDB_TRANSACTION_BYTES_MAX) return refuse_size(c);
        consumed.table = ddb_read_units(size, true);
        ddb_consumed_double(&consumed);
        if (ddb_throttle(c, &table, &consumed, DDB_READS)) return -1;
        ddb_bill_add(&c->arena, &bills, &table, &consumed);
    }
    if (is_cancelled) return cancel(c, reasons);
    ddb_bills_put(c, bills, "ReadCapacityUnits");
    return 0;
}

/* --- writing: preparing ------------------------------------------------------------------------------------------- */

static const struct {
    const char *member;
    enum ddb_write_kind kind;
} part_kinds[] = {
    { "ConditionCheck", DDB_CHECK }, { "Put", DDB_PUT }, { "Delete", DDB_DELETE }, { "Update", DDB_UPDATE }
};

struct ddb_transaction *ddb_transaction_new(struct arena *a, size_t parts)
{
    struct ddb_transaction *t = ARENA_NEW(a, struct ddb_transaction);

    t->writes = ARENA_ARRAY(a, struct ddb_write, parts);
    t->tables = ARENA_ARRAY(a, struct span, parts);
    return t;
}

static int prepare_part(struct call *c, struct ddb_transaction *t, const struct doc *part)
{
    int found = -1;

    for (int k = 0; k < 4; k++) {
        if (!doc_get(part, part_kinds[k].member)) continue;
        if (found >= 0)
            return fault(c, &fault_validation, "TransactItems can only contain one of Check, Put, Update or Delete");
        found = k;
    }
    if (found < 0)
        return fault(c, &fault_validation,
                     "Invalid Request: TransactWriteRequest should contain Delete or Put or Update request");
    part = doc_get(part, part_kinds[found].member);
    t->tables[t->count] = doc_get_str(part, "TableName");
    return ddb_write_prepare(c, &t->writes[t->count++], part_kinds[found].kind, part);
}

int dynamodb_transact_write_items_prepare(struct call *c)
{
    const struct doc *parts = doc_get(c->in, "TransactItems");
    struct ddb_transaction *t = ddb_transaction_new(&c->arena, doc_count(parts));

    c->scratch = t;
    for (size_t i = 0; i < doc_count(parts); i++)
        if (prepare_part(c, t, doc_at(parts, i))) return -1;
    return 0;
}

/* --- writing: running --------------------------------------------------------------------------------------------- */

static int run_part(struct call *c, struct ddb_transaction *t, int i)
{
    struct doc *reason = doc_append_map(t->reasons);

    doc_put_cstr(reason, "Code", "None");
    t->writes[i].is_transactional = true;
    if (!ddb_write_run(c, &t->writes[i])) return 0;
    t->is_cancelled = true;
    return reason_put(c, reason);
}

/* What is looked for before anything is written. */
static int check_parts(struct call *c, const struct ddb_transaction *t)
{
    struct doc *seen = doc_map(&c->arena);

    for (int i = 0; i < t->count; i++)
        if (ddb_write_refuse_empty(c, &t->writes[i]) ||
            refuse_same_item(c, seen, &t->writes[i].table, ddb_write_item(&t->writes[i])))
            return -1;
    return 0;
}

/* AWS: what a request says counts, not in which order it says it: clients whose maps have none write each try anew. */
static const char *request_digest(struct call *c, const struct doc *request)
{
    return sha256_hex(&c->arena, ddb_text_in_order(&c->arena, request));
}

int ddb_transaction_check_token(struct call *c, const struct doc *request)
{
    struct span token = doc_get_str(c->in, "ClientRequestToken"), known;
    const char *digest = token.data ? request_digest(c, request) : NULL;

    if (!token.data) return 0;
    known = ddb_store_token(c, token);
    if (known.data && !span_is(known, digest))
        return fault(
            c, &ddb_idempotent_mismatch,
            "Idempotent parameters mismatch: the request token was used with other parameters within the last 10 minutes");
    if (known.data) return 1;
    ddb_store_token_insert(c, token, digest, c->now_ms + TOKEN_LIFE_MS);
    return 0;
}

/* AWS: the 4 MB are those of the request. */
static int refuse_large(struct call *c, const struct ddb_transaction *t)
{
    size_t bytes = 0;

    for (int i = 0; i < t->count; i++) bytes += ddb_item_size(ddb_write_item(&t->writes[i])) + t->writes[i].values_size;
    if (bytes <= DDB_TRANSACTION_BYTES_MAX) return 0;
    return fault(c, &fault_validation, "Transaction request size cannot exceed 4 MB");
}

/* AWS: a part that does not validate is the last one looked at. */
static void skip_rest(struct ddb_transaction *t)
{
    while ((int)doc_count(t->reasons) < t->count) doc_put_cstr(doc_append_map(t->reasons), "Code", "None");
}

int ddb_transaction_run(struct call *c, struct ddb_transaction *t)
{
    struct ddb_bill *bills = NULL;

    if (refuse_large(c, t) || ddb_writes_find_tables(c, t->writes, t->tables, t->count) || check_parts(c, t)) return -1;
    t->reasons = doc_list(&c->arena);
    for (int i = 0; i < t->count; i++) {
        if (run_part(c, t, i)) return -1;
        if (span_is(doc_get_str(doc_at(t->reasons, (size_t)i), "Code"), "ValidationError")) {
            skip_rest(t);
            break;
        }
        ddb_bill_add(&c->arena, &bills, &t->writes[i].table, &t->writes[i].consumed);
        if (!t->is_cancelled) ddb_collections_put(c, &t->writes[i]);
    }
    if (t->is_cancelled) return cancel(c, t->reasons);
    ddb_bills_put(c, bills, "WriteCapacityUnits");
    return 0;
}

int ddb_transaction_replay(struct call *c, struct ddb_transaction *t)
{
    struct ddb_bill *bills = NULL;

    for (int i = 0; i < t->count; i++) {
        struct ddb_table *table = &t->writes[i].table;
        struct ddb_consumed consumed = { 0 };
        struct buf key = { 0 };
        int64_t size = 0;
        if (ddb_table_require(c, t->tables[i], table)) return -1;
        if (ddb_key_of_item(&table->keys, ddb_write_item(&t->writes[i]), &key))
            ddb_store_row(c, table->space, buf_span(&key), &size);
        buf_release(&key);
        consumed.table = ddb_read_units(size, true);
        ddb_consumed_double(&consumed);
        ddb_bill_add(&c->arena, &bills, table, &consumed);
    }
    ddb_bills_put(c, bills, "ReadCapacityUnits");
    return 0;
}

int dynamodb_transact_write_items(struct call *c)
{
    int known = ddb_transaction_check_token(c, doc_get(c->in, "TransactItems"));

    if (known < 0) return -1;
    return known ? ddb_transaction_replay(c, c->scratch) : ddb_transaction_run(c, c->scratch);
}
