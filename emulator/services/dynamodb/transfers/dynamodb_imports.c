/* AWS: observed, texts and order. Nothing of a request but its table's name is held against an earlier one with its
 * token; a table of that name comes before an import that is over; counts are told once it is. */
#include "emulator/services/dynamodb/transfers/dynamodb_imports.h"

#include "emulator/base/ids.h"
#include "emulator/core/arn.h"
#include "emulator/services/dynamodb/definition/dynamodb_definition.h"
#include "emulator/services/dynamodb/definition/dynamodb_quotas.h"
#include "emulator/services/dynamodb/store/dynamodb_exports_store.h"
#include "emulator/services/dynamodb/store/dynamodb_imports_store.h"
#include "emulator/services/dynamodb/transfers/dynamodb_callers.h"
#include "emulator/services/dynamodb/transfers/dynamodb_import_pieces.h"
#include "emulator/services/dynamodb/transfers/dynamodb_transfer_pages.h"
#include "emulator/services/dynamodb/values/dynamodb_arns.h"
#include "emulator/services/dynamodb/values/dynamodb_faults.h"

#define TOKEN_LIFE_MS (INT64_C(8) * 3600 * 1000)
#define AT_A_TIME_MAX 50

static const struct fault_kind import_conflict = { "ImportConflictException", 400, SENDER };
static const struct fault_kind import_not_found = { "ImportNotFoundException", 400, SENDER };

/* --- describing --------------------------------------------------------------------------------------------------- */

static const char *status_of(const struct ddb_import *i)
{
    if (!i->ended_ms) return "IN_PROGRESS";
    return doc_get(i->description, "FailureCode") ? "FAILED" : "COMPLETED";
}

static int put_description(struct call *c, const struct ddb_import *i)
{
    struct doc *to = doc_copy(&c->arena, i->description);
    bool is_over = i->ended_ms != 0;

    doc_put(c->out, "ImportTableDescription", to);
    doc_put_cstr(to, "ImportStatus", status_of(i));
    doc_put_int(to, "ErrorCount", is_over ? i->processed - i->imported : 0);
    doc_put_int(to, "ProcessedItemCount", is_over ? i->processed : 0);
    doc_put_int(to, "ImportedItemCount", is_over ? i->imported : 0);
    if (!is_over) return 0;
    doc_put_int(to, "EndTime", i->ended_ms);
    doc_put_int(to, "ProcessedSizeBytes", i->bytes);
    return 0;
}

int dynamodb_describe_import(struct call *c)
{
    struct span arn = doc_get_str(c->in, "ImportArn"), table_name, id;
    struct ddb_import i;
    bool is_here;

    if (ddb_transfer_arn(c, arn, "import", &table_name, &id, &is_here)) return -1;
    if (!is_here) return fault(c, &import_not_found, "Import not found: Invalid import arn");
    if (ddb_store_import_named(c, table_name, id, &i) && i.started_ms > c->now_ms - DDB_TRANSFER_LIFE_MS)
        return put_description(c, &i);
    return fault(c, &import_not_found, "Import not found: Import not found: %.*s", SPAN_ARG(arn));
}

/* --- listing ------------------------------------------------------------------------------------------------------ */

static void put_same(struct doc *to, const struct doc *from, const char *member)
{
    if (doc_get(from, member)) doc_put(to, member, doc_copy(doc_arena(to), doc_get(from, member)));
}

static void put_summary(struct doc *list, const struct ddb_import *i)
{
    static const char *const same[] = { "ImportArn",   "TableArn", "S3BucketSource", "CloudWatchLogGroupArn",
                                        "InputFormat", "StartTime" };
    struct doc *summary = doc_append_map(list);

    for (size_t n = 0; n < sizeof same / sizeof *same; n++) put_same(summary, i->description, same[n]);
    doc_put_cstr(summary, "ImportStatus", status_of(i));
    if (i->ended_ms) doc_put_int(summary, "EndTime", i->ended_ms);
}

int dynamodb_list_imports(struct call *c)
{
    struct span table_arn = doc_get_str(c->in, "TableArn"), table_name = { NULL, 0 }, after;
    int limit = (int)doc_get_int(c->in, "PageSize", DDB_TRANSFER_PAGE), count;
    struct ddb_import *imports = ARENA_ARRAY(&c->arena, struct ddb_import, DDB_TRANSFER_PAGE_MAX + 1);
    struct doc *list = doc_put_list(c->out, "ImportSummaryList");

    if (table_arn.data && ddb_transfer_table(c, table_arn, &table_name)) return -1;
    if (ddb_transfer_page_after(c, "imports", &after)) return -1;
    count = ddb_store_imports(c, table_name, after, c->now_ms - DDB_TRANSFER_LIFE_MS, imports, limit + 1);
    for (int n = 0; n < count && n < limit; n++) put_summary(list, &imports[n]);
    if (count > limit)
        doc_put_str(c->out, "NextToken", ddb_transfer_token(&c->arena, "imports", imports[limit - 1].suffix));
    return 0;
}

/* --- beginning ---------------------------------------------------------------------------------------------------- */

static const struct doc *parameters_of(const struct call *c)
{
    return doc_get(c->in, "TableCreationParameters");
}

static struct span name_of(const struct call *c)
{
    return doc_get_str(parameters_of(c), "TableName");
}

int dynamodb_import_table_prepare(struct call *c)
{
    struct span format = doc_get_str(c->in, "InputFormat");
    struct ddb_table *table = ARENA_NEW(&c->arena, struct ddb_table);

    if (doc_get(doc_get(c->in, "InputFormatOptions"), "Csv") && !span_is(format, "CSV"))
        return fault(c, &fault_validation,
                     "Invalid Request: Unsupported InputFormatOptions for the given input format: %.*s.",
                     SPAN_ARG(format));
    if (span_is(format, "ION"))
        return fault(c, &fault_not_implemented, "ImportTable with InputFormat ION is not emulated");
    return ddb_refuse(c, ddb_definition_check(&c->arena, parameters_of(c), table));
}

/* The quotas are asked of a CreateTable. */
static int check_quotas(struct call *c)
{
    struct doc *in = c->in;
    int rc;

    c->in = doc_get(in, "TableCreationParameters");
    rc = ddb_quotas_check(c);
    c->in = in;
    return rc;
}

/* *is_known: it was asked for before, and is told again. */
static int known_tell(struct call *c, const struct ddb_import *i, bool *is_known)
{
    *is_known = true;
    if (span_eq(i->table_name, name_of(c))) return put_description(c, i);
    return fault(c, &import_conflict, "Import conflict: Duplicate request detected with conflicting parameters");
}

static int check_request(struct call *c, bool *is_known)
{
    struct span token = doc_get_str(c->in, "ClientToken");
    struct ddb_import i;
    int64_t space;
    bool has_token = ddb_store_import_of_token(c, token, c->now_ms - TOKEN_LIFE_MS, &i);

    *is_known = false;
    if (has_token && !i.ended_ms) return known_tell(c, &i, is_known);
    if (ddb_store_description(c, name_of(c), &space))
        return fault(c, &ddb_resource_in_use, "Table already exists: %.*s", SPAN_ARG(name_of(c)));
    if (has_token) return known_tell(c, &i, is_known);
    if (ddb_store_imports_under_way(c) < AT_A_TIME_MAX) return 0;
    return fault(c, &ddb_limit_exceeded, "Subscriber limit exceeded: %d imports are in progress", AT_A_TIME_MAX);
}

static void put_source(struct call *c, struct doc *to)
{
    struct doc *source = doc_put_map(to, "S3BucketSource");

    doc_put_cstr(source, "S3BucketOwner", c->who.account);
    for (uint32_t n = 0; n < doc_count(doc_get(c->in, "S3BucketSource")); n++) {
        const struct doc_member *m = &doc_get(c->in, "S3BucketSource")->map.members[n];
        doc_put_span(source, m->name, doc_copy(&c->arena, m->value));
    }
}

/* The log group is named, though nothing is written to it. */
static struct doc *describe(struct call *c, const struct ddb_import *i, const struct doc *table)
{
    struct doc *to = doc_map(&c->arena);
    struct span compression = doc_get_str(c->in, "InputCompressionType");

    doc_put_str(to, "ImportArn", ddb_arn_text(c, i->table_name, "import", i->suffix));
    put_same(to, table, "TableArn");
    put_same(to, table, "TableId");
    doc_put_str(to, "ClientToken", i->token);
    put_source(c, to);
    doc_put_str(to, "CloudWatchLogGroupArn",
                arn_make(&c->arena, "logs", span_of(c->who.region), span_of(c->who.account),
                         "log-group:/aws-dynamodb/imports:*"));
    put_same(to, c->in, "InputFormat");
    put_same(to, c->in, "InputFormatOptions");
    doc_put_str(to, "InputCompressionType", compression.data ? compression : SPAN("NONE"));
    put_same(to, c->in, "TableCreationParameters");
    doc_put_int(to, "StartTime", i->started_ms);
    return to;
}

int dynamodb_import_table(struct call *c)
{
    struct ddb_import i;
    struct doc *table;
    bool is_known;

    if (check_request(c, &is_known)) return -1;
    if (is_known) return 0;
    if (check_quotas(c)) return -1;
    table = ddb_definition_describe(c, parameters_of(c));
    i = (struct ddb_import){
        .table_name = name_of(c),
        .suffix = arena_format(&c->arena, "%014lld-%08x", (long long)c->now_ms, (unsigned)random_u64()),
        .token = doc_get_str(c->in, "ClientToken"),
        .started_ms = c->now_ms,
        .asked = doc_map(&c->arena),
    };
    i.description = describe(c, &i, table);
    doc_put(i.asked, "who", ddb_caller_keep(&c->arena, &c->who));
    doc_put(i.asked, "table", table);
    ddb_store_imports_forget(c, c->now_ms - DDB_TRANSFER_LIFE_MS);
    ddb_store_import_insert(c, &i);
    ddb_import_go_on(c, &i);
    return put_description(c, &i);
}
