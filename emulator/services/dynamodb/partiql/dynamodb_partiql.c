/* PartiQL's operations. Statements are parsed on the caller's thread; those that only read run there too, on a
 * snapshot.
 *
 * A NextToken is base64 of {"h": digest of statement and parameters, "i": which value of an IN, "k":
 * LastEvaluatedKey}. */
#include "emulator/services/dynamodb/partiql/dynamodb_partiql.h"

#include "emulator/base/digest.h"
#include "emulator/base/json.h"
#include "emulator/core/service.h"
#include "emulator/services/dynamodb/items/dynamodb_batches.h"
#include "emulator/services/dynamodb/values/dynamodb_faults.h"
#include "emulator/services/dynamodb/partiql/dynamodb_statements.h"
#include "emulator/services/dynamodb/items/dynamodb_throttling.h"
#include "emulator/services/dynamodb/items/dynamodb_transactions.h"
#include "emulator/services/dynamodb/store/dynamodb_find.h"

static bool is_read(const struct ddb_statement *statement)
{
    return statement->kind == DDB_SELECT;
}

/* --- one statement: reading --------------------------------------------------------------------------------------- */

static const char *digest_of(struct call *c)
{
    struct doc *both = doc_list(&c->arena);

    doc_append(both, doc_get(c->in, "Statement"));
    if (doc_get(c->in, "Parameters")) doc_append(both, doc_get(c->in, "Parameters"));
    return sha256_hex(&c->arena, json_text(&c->arena, both));
}

static void token_put(struct call *c, const struct ddb_selection *s)
{
    struct doc *token = doc_map(&c->arena);

    doc_put_cstr(token, "h", digest_of(c));
    doc_put_int(token, "i", s->at);
    if (s->reading.last) doc_put(token, "k", s->reading.last);
    doc_put_str(c->out, "NextToken", base64_text(&c->arena, json_text(&c->arena, token)));
    if (s->reading.last) doc_put(c->out, "LastEvaluatedKey", s->reading.last);
}

static int token_apply(struct call *c, struct ddb_selection *s)
{
    struct span given = doc_get_str(c->in, "NextToken"), text;
    struct doc *token = NULL;
    int64_t at;

    if (!given.data) return 0;
    if (base64_decode(&c->arena, given, &text)) token = json_parse(&c->arena, text, NULL);
    if (!doc_is(token, DOC_MAP) || !doc_get_str(token, "h").data)
        return fault(c, &fault_validation, "Invalid NextToken");
    if (!span_is(doc_get_str(token, "h"), digest_of(c)))
        return fault(c, &fault_validation, "NextToken does not match request");
    at = doc_get_int(token, "i", 0);
    s->reading.start = doc_get(token, "k");
    if (at < 0 || (at > 0 && at >= s->count) || (s->reading.start && ddb_item_check(&c->arena, s->reading.start)))
        return fault(c, &fault_validation, "Invalid NextToken");
    s->at = (int)at;
    return 0;
}

static int select_run(struct call *c, const struct ddb_statement *statement)
{
    struct ddb_selection *s = ARENA_NEW(&c->arena, struct ddb_selection);
    struct doc *items = doc_list(&c->arena);
    struct ddb_consumed consumed;

    if (ddb_selection_open(c, s, statement)) return -1;
    s->reading.limit = doc_get_int(c->in, "Limit", 0);
    s->reading.consistent = doc_get_bool(c->in, "ConsistentRead", false);
    if (s->reading.consistent && s->reading.index >= 0 && !s->reading.table.indexes[s->reading.index].local)
        return fault(c, &fault_validation, "Strongly consistent read is not supported on Global Secondary Indexes");
    if (token_apply(c, s) || ddb_selection_read(c, s, items)) return -1;
    ddb_reading_consumed(&s->reading, &consumed);
    if (ddb_throttle(c, &s->reading.table, &consumed, DDB_READS)) return -1;
    doc_put(c->out, "Items", items);
    if (s->reading.is_cut) token_put(c, s);
    ddb_consumed_put(c, &s->reading.table, &consumed);
    return 0;
}

/* --- one statement: writing --------------------------------------------------------------------------------------- */

static struct doc *returned(struct call *c, const struct ddb_statement *statement, const struct ddb_write *write)
{
    bool old = statement->returning == DDB_RETURN_ALL_OLD || statement->returning == DDB_RETURN_MODIFIED_OLD;
    struct doc *item = old ? write->old : write->new;
    const struct ddb_update *update = write->expressions.update;

    if (!item || statement->returning == DDB_RETURN_NOTHING) return NULL;
    if (statement->returning == DDB_RETURN_ALL_OLD || statement->returning == DDB_RETURN_ALL_NEW) return item;
    item = ddb_projection_apply(ddb_projection_new(&c->arena, update->paths, update->count), &c->arena, item);
    return doc_count(item) ? item : NULL;
}

static struct ddb_table *table_of(struct call *c, const struct ddb_statement *statement)
{
    struct ddb_table *table = ARENA_NEW(&c->arena, struct ddb_table);

    return ddb_table_require_with_indexes(c, statement->table, table) ? NULL : table;
}

static bool returns_on_failure(const struct doc *request)
{
    return span_is(doc_get_str(request, "ReturnValuesOnConditionCheckFailure"), "ALL_OLD");
}

/* Runs it, and gives the item that it returns, or NULL. */
static int write_run(struct call *c, const struct ddb_statement *statement, const struct doc *request,
                     struct ddb_write *write, struct doc **item)
{
    struct ddb_table *table = table_of(c, statement);

    *item = NULL;
    if (!table || ddb_statement_write(c, statement, table, write)) return -1;
    write->return_on_failure = returns_on_failure(request);
    write->table = *table;
    if (ddb_write_run(c, write)) return -1;
    *item = returned(c, statement, write);
    return 0;
}

int dynamodb_execute_statement_prepare(struct call *c)
{
    const char *error;
    struct ddb_statement *statement =
        ddb_statement_parse(&c->arena, doc_get_str(c->in, "Statement"), doc_get(c->in, "Parameters"), &error);

    if (!statement) return ddb_refuse(c, error);
    if (statement->kind == DDB_EXISTS)
        return fault(c, &fault_validation, "EXISTS can only be used in ExecuteTransaction write requests.");
    c->scratch = statement;
    c->only_reads = is_read(statement);
    return 0;
}

int dynamodb_execute_statement(struct call *c)
{
    const struct ddb_statement *statement = c->scratch;
    struct ddb_write *write;
    struct doc *items, *item;

    if (is_read(statement)) return select_run(c, statement);
    write = ARENA_NEW(&c->arena, struct ddb_write);
    if (write_run(c, statement, c->in, write, &item)) return -1;
    items = doc_put_list(c->out, "Items");
    if (item) doc_append(items, item);
    ddb_consumed_put(c, &write->table, &write->consumed);
    return 0;
}

/* --- batches ------------------------------------------------------------------------------------------------------ */

struct statements {
    struct ddb_statement **each; /* NULL: it could not be parsed, and `errors` says why */
    const char **errors;
    bool has_read;
    size_t count, reads, writes; /* what could not be parsed counts as read */
};

static struct statements *parse_all(struct call *c, const char *member)
{
    const struct doc *requests = doc_get(c->in, member);
    struct statements *all = ARENA_NEW(&c->arena, struct statements);

    all->count = doc_count(requests);
    all->each = ARENA_ARRAY(&c->arena, struct ddb_statement *, all->count);
    all->errors = ARENA_ARRAY(&c->arena, const char *, all->count);
    for (size_t i = 0; i < all->count; i++) {
        const struct doc *request = doc_at(requests, i);
        all->each[i] = ddb_statement_parse(&c->arena, doc_get_str(request, "Statement"), doc_get(request, "Parameters"),
                                           &all->errors[i]);
        if (!all->each[i] || is_read(all->each[i])) all->reads++;
        else all->writes++;
        if (all->each[i] && is_read(all->each[i])) all->has_read = true;
    }
    c->scratch = all;
    return all;
}

int dynamodb_batch_execute_statement_prepare(struct call *c)
{
    const struct statements *all = parse_all(c, "Statements");

    if (all->has_read && all->writes)
        return fault(c, &fault_validation,
                     "BatchExecuteStatement API does not support both read and write operations in the same request.");
    c->only_reads = all->reads == all->count;
    return 0;
}

/* AWS: error codes of a batch's parts lack "Exception". */
static const char *batch_code(const struct fault_kind *kind)
{
    const char *code = ddb_reason_code(kind);

    if (code) return code;
    return kind == &ddb_resource_not_found ? "ResourceNotFound" : "InternalServerError";
}

static void error_put(struct doc *response, const char *code, const char *message, const struct doc *extra)
{
    struct doc *error = doc_put_map(response, "Error");

    doc_put_cstr(error, "Code", code);
    doc_put_cstr(error, "Message", message);
    if (doc_get(extra, "Item")) doc_put(error, "Item", doc_get(extra, "Item"));
}

static int batch_select(struct call *c, const struct ddb_statement *statement, const struct doc *request,
                        struct doc *response, struct ddb_bill **bills)
{
    struct ddb_selection *s = ARENA_NEW(&c->arena, struct ddb_selection);
    struct doc *items = doc_list(&c->arena);
    struct ddb_table *table = table_of(c, statement);
    struct ddb_consumed consumed;

    if (!table) return -1;
    if (!ddb_statement_is_get(statement, table))
        return fault(
            c, &fault_validation,
            "Select statements within BatchExecuteStatement must specify the primary key in the where clause.");
    if (ddb_selection_open(c, s, statement)) return -1;
    s->reading.consistent = doc_get_bool(request, "ConsistentRead", false);
    if (ddb_selection_read(c, s, items)) return -1;
    ddb_reading_consumed(&s->reading, &consumed);
    if (ddb_throttle(c, &s->reading.table, &consumed, DDB_READS)) return -1;
    if (doc_count(items)) doc_put(response, "Item", doc_at(items, 0));
    ddb_bill_add(&c->arena, bills, &s->reading.table, &consumed);
    return 0;
}

/* The key of the item that is written goes into `key`. */
static int batch_one(struct call *c, const struct ddb_statement *statement, const struct doc *request,
                     struct doc *response, struct ddb_bill **bills, struct span *key)
{
    struct ddb_write *write;
    struct doc *item;

    *key = (struct span){ NULL, 0 };
    if (is_read(statement)) return batch_select(c, statement, request, response, bills);
    write = ARENA_NEW(&c->arena, struct ddb_write);
    if (write_run(c, statement, request, write, &item)) return -1;
    *key = ddb_item_key(c, &write->table, ddb_write_item(write));
    if (item) doc_put(response, "Item", item);
    ddb_bill_add(&c->arena, bills, &write->table, &write->consumed);
    return 0;
}

int dynamodb_batch_execute_statement(struct call *c)
{
    const struct statements *all = c->scratch;
    const struct doc *requests = doc_get(c->in, "Statements");
    struct doc *responses = doc_put_list(c->out, "Responses"), *written = doc_map(&c->arena);
    struct ddb_bill *bills = NULL;

    for (size_t i = 0; i < all->count; i++) {
        struct doc *response = doc_append_map(responses);
        struct span key = { NULL, 0 };
        if (!all->each[i]) {
            error_put(response, "ValidationError", all->errors[i], NULL);
            continue;
        }
        if (all->each[i]->kind == DDB_EXISTS)
            fault(c, &fault_validation, "EXISTS can only be used in ExecuteTransaction write requests.");
        if (!c->only_reads) db_savepoint(c->db);
        if (c->fault.kind || batch_one(c, all->each[i], doc_at(requests, i), response, &bills, &key)) {
            if (!c->only_reads) db_savepoint_undo(c->db);
            error_put(response, batch_code(c->fault.kind), c->fault.message, c->fault.extra);
            c->fault = (struct fault_raised){ 0 };
        } else if (!c->only_reads) {
            db_savepoint_keep(c->db);
        }
        /* AWS: an item that is written twice fails the whole */
        if (key.data && doc_get_span(written, key))
            return fault(c, &fault_validation, "Provided list of item keys contains duplicates");
        if (key.data) doc_put_span(written, key, response);
        doc_put_str(response, "TableName", all->each[i]->table);
    }
    ddb_bills_put(c, bills, NULL);
    return 0;
}

/* --- transactions ------------------------------------------------------------------------------------------------- */

static int refuse_part(struct call *c, size_t i, const char *message)
{
    c->fault = (struct fault_raised){ 0 };
    return fault(c, &fault_validation, "Validation failed in TransactStatements[%zu]: %s", i, message);
}

int dynamodb_execute_transaction_prepare(struct call *c)
{
    const struct statements *all = parse_all(c, "TransactStatements");

    for (size_t i = 0; i < all->count; i++) {
        if (!all->each[i]) return refuse_part(c, i, all->errors[i]);
        if (all->each[i]->returning)
            return refuse_part(c, i, "RETURNING clause is not supported in ExecuteTransaction.");
        if (is_read(all->each[i]) && all->each[i]->index.data)
            return refuse_part(c, i, "Reads on indices are not supported within transactions.");
        if (all->each[i]->index.data)
            return refuse_part(c, i, "Operations on indices are not supported in transactions");
    }
    if (all->reads && all->reads < all->count)
        return fault(c, &fault_validation,
                     "ExecuteTransaction API does not support both read and write operations in the same request.");
    c->only_reads = all->reads > 0;
    return 0;
}

static int transaction_read(struct call *c, const struct statements *all)
{
    struct doc *responses = doc_put_list(c->out, "Responses");
    struct ddb_bill *bills = NULL;

    for (size_t i = 0; i < all->count; i++) {
        struct ddb_selection *s = ARENA_NEW(&c->arena, struct ddb_selection);
        struct doc *items = doc_list(&c->arena), *response = doc_append_map(responses);
        struct ddb_table *table = table_of(c, all->each[i]);
        struct ddb_consumed consumed;
        if (!table) return -1;
        if (!ddb_statement_is_get(all->each[i], table))
            return refuse_part(
                c, i, "Select statements within ExecuteTransaction must specify the primary key in the where clause.");
        if (ddb_selection_open(c, s, all->each[i])) return -1;
        s->reading.consistent = true;
        if (ddb_selection_read(c, s, items)) return -1;
        if (doc_count(items)) doc_put(response, "Item", doc_at(items, 0));
        ddb_reading_consumed(&s->reading, &consumed);
        ddb_consumed_double(&consumed);
        if (ddb_throttle(c, &s->reading.table, &consumed, DDB_READS)) return -1;
        ddb_bill_add(&c->arena, &bills, &s->reading.table, &consumed);
    }
    ddb_bills_put(c, bills, "ReadCapacityUnits");
    return 0;
}

static int transaction_fill(struct call *c, const struct statements *all, struct ddb_transaction *t)
{
    const struct doc *requests = doc_get(c->in, "TransactStatements");

    for (size_t i = 0; i < all->count; i++) {
        struct ddb_table *table = table_of(c, all->each[i]);
        if (!table) return -1;
        t->tables[i] = all->each[i]->table;
        if (ddb_statement_write(c, all->each[i], table, &t->writes[i])) return refuse_part(c, i, c->fault.message);
        t->writes[i].return_on_failure = returns_on_failure(doc_at(requests, i));
        t->count++;
    }
    return 0;
}

int dynamodb_execute_transaction(struct call *c)
{
    const struct statements *all = c->scratch;
    struct ddb_transaction *t;
    int known;

    if (all->reads) return transaction_read(c, all);
    known = ddb_transaction_check_token(c, doc_get(c->in, "TransactStatements"));
    if (known < 0) return -1;
    t = ddb_transaction_new(&c->arena, all->count);
    if (transaction_fill(c, all, t)) return -1;
    if (known ? ddb_transaction_replay(c, t) : ddb_transaction_run(c, t)) return -1;
    doc_put_list(c->out, "Responses"); /* AWS: observed, writes have none */
    return 0;
}
