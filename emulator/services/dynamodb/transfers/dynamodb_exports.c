/* AWS: observed, texts and order: the table, the token, the recovery and the time; all that concerns the bucket is
 * found out later, and the export fails then. A token counts for eight hours after its export's end, also one that
 * failed. */
#include "emulator/services/dynamodb/transfers/dynamodb_exports.h"

#include <string.h>

#include "emulator/base/digest.h"
#include "emulator/base/ids.h"
#include "emulator/services/dynamodb/history/dynamodb_backups.h"
#include "emulator/services/dynamodb/store/dynamodb_exports_store.h"
#include "emulator/services/dynamodb/transfers/dynamodb_callers.h"
#include "emulator/services/dynamodb/transfers/dynamodb_export_pieces.h"
#include "emulator/services/dynamodb/transfers/dynamodb_export_window.h"
#include "emulator/services/dynamodb/transfers/dynamodb_manifests.h"
#include "emulator/services/dynamodb/transfers/dynamodb_transfer_pages.h"
#include "emulator/services/dynamodb/values/dynamodb_arns.h"
#include "emulator/services/dynamodb/values/dynamodb_faults.h"
#include "emulator/services/dynamodb/values/dynamodb_name_order.h"

#define TOKEN_LIFE_MS (INT64_C(8) * 3600 * 1000)
#define AT_A_TIME_MAX 300
#define KEY_PATTERN   "^[a-zA-Z0-9:/_-]+$"

static const struct fault_kind table_not_found = { "TableNotFoundException", 400, SENDER };
static const struct fault_kind recovery_unavailable = { "PointInTimeRecoveryUnavailableException", 400, SENDER };
static const struct fault_kind invalid_export_time = { "InvalidExportTimeException", 400, SENDER };
static const struct fault_kind export_conflict = { "ExportConflictException", 400, SENDER };
static const struct fault_kind export_not_found = { "ExportNotFoundException", 400, SENDER };

/* --- describing --------------------------------------------------------------------------------------------------- */

static const char *status_of(const struct ddb_export *e)
{
    if (!e->ended_ms) return "IN_PROGRESS";
    return doc_get(e->description, "FailureCode") ? "FAILED" : "COMPLETED";
}

static int put_description(struct call *c, const struct ddb_export *e)
{
    struct doc *to = doc_copy(&c->arena, e->description);

    doc_put_cstr(to, "ExportStatus", status_of(e));
    doc_put(c->out, "ExportDescription", to);
    if (!e->ended_ms) return 0;
    doc_put_int(to, "EndTime", e->ended_ms);
    if (doc_get(to, "FailureCode")) return 0;
    doc_put_str(to, "ExportManifest", ddb_export_key(&c->arena, e, "manifest-summary.json"));
    doc_put_int(to, "ItemCount", e->items);
    doc_put_int(to, "BilledSizeBytes", ddb_export_billed(e));
    return 0;
}

int dynamodb_describe_export(struct call *c)
{
    struct span arn = doc_get_str(c->in, "ExportArn"), table_name, id;
    struct ddb_export e;
    bool is_here;

    if (ddb_transfer_arn(c, arn, "export", &table_name, &id, &is_here)) return -1;
    if (!is_here) return fault(c, &export_not_found, "Export not found: Invalid export arn");
    if (ddb_store_export_named(c, table_name, id, &e) && e.started_ms > c->now_ms - DDB_TRANSFER_LIFE_MS)
        return put_description(c, &e);
    return fault(c, &export_not_found, "Export not found: Export not found: %.*s", SPAN_ARG(arn));
}

/* --- listing ------------------------------------------------------------------------------------------------------ */

/* AWS: observed. Of a table that is gone, or was made anew, none is listed. False: there is nothing to list. */
static bool filter_by_table(struct call *c, struct ddb_export_filter *filter)
{
    int64_t space;
    const struct doc *description = ddb_store_description(c, filter->table_name, &space);

    filter->table_id = doc_get_str(description, "TableId");
    return description != NULL;
}

static void put_summary(struct doc *list, const struct ddb_export *e)
{
    struct doc *summary = doc_append_map(list);

    doc_put_str(summary, "ExportArn", doc_get_str(e->description, "ExportArn"));
    doc_put_cstr(summary, "ExportStatus", status_of(e));
    doc_put_cstr(summary, "ExportType", e->until >= 0 ? "INCREMENTAL_EXPORT" : "FULL_EXPORT");
}

static struct span place_of(struct call *c, const struct ddb_export *e)
{
    return arena_format(&c->arena, "%.*s/export/%.*s", SPAN_ARG(e->table_name), SPAN_ARG(e->suffix));
}

int dynamodb_list_exports(struct call *c)
{
    struct span table_arn = doc_get_str(c->in, "TableArn");
    int limit = (int)doc_get_int(c->in, "MaxResults", DDB_TRANSFER_PAGE), count;
    struct ddb_export *exports = ARENA_ARRAY(&c->arena, struct ddb_export, DDB_TRANSFER_PAGE_MAX + 1);
    struct ddb_export_filter filter = { .since_ms = c->now_ms - DDB_TRANSFER_LIFE_MS };
    struct doc *list = doc_put_list(c->out, "ExportSummaries");

    if (table_arn.data && ddb_transfer_table(c, table_arn, &filter.table_name)) return -1;
    if (ddb_transfer_page_after(c, "exports", &filter.after)) return -1;
    if (table_arn.data && !filter_by_table(c, &filter)) return 0;
    count = ddb_store_exports(c, &filter, exports, limit + 1);
    for (int i = 0; i < count && i < limit; i++) put_summary(list, &exports[i]);
    if (count > limit)
        doc_put_str(c->out, "NextToken", ddb_transfer_token(&c->arena, "exports", place_of(c, &exports[limit - 1])));
    return 0;
}

/* --- beginning ---------------------------------------------------------------------------------------------------- */

static bool is_key_id(struct span id)
{
    for (size_t i = 0; i < id.size; i++) {
        char x = id.data[i];
        if (!(x >= '0' && x <= '9') && !(x >= 'a' && x <= 'z') && !(x >= 'A' && x <= 'Z') && !memchr(":/_-", x, 4))
            return false;
    }
    return true;
}

static int check_encryption(struct call *c)
{
    struct span id = doc_get_str(c->in, "S3SseKmsKeyId");

    if (!id.data) return 0;
    if (!span_is(doc_get_str(c->in, "S3SseAlgorithm"), "KMS"))
        return ddb_refuse(c, "Invalid Request: KMS Key Id is not supported for this encryption type");
    if (is_key_id(id)) return 0;
    return fault(c, &fault_validation,
                 "Invalid Request: 1 validation error detected: Value '%.*s' at 's3SseKmsKeyId' failed to satisfy "
                 "constraint: Member must satisfy regular expression pattern: " KEY_PATTERN,
                 SPAN_ARG(id));
}

int dynamodb_export_table_prepare(struct call *c)
{
    if (doc_get(c->in, "FilterSpecification"))
        return fault(c, &fault_not_implemented, "ExportTableToPointInTime with FilterSpecification is not emulated");
    return check_encryption(c) || ddb_refuse(c, ddb_export_types_check(c->in)) ? -1 : 0;
}

static int table_require(struct call *c, struct ddb_table *table, const struct doc **description)
{
    struct span arn = doc_get_str(c->in, "TableArn"), name;
    struct ddb_arn parsed;
    int64_t space;

    if (ddb_transfer_table(c, arn, &name)) return -1;
    ddb_arn_parse(arn, &parsed);
    if (!span_is(parsed.region, c->who.region) || !ddb_store_table(c, name, table))
        return fault(c, &table_not_found, "Table not found: %.*s", SPAN_ARG(arn));
    *description = ddb_store_description(c, name, &space);
    return 0;
}

/* What makes two requests the same but for the token itself. */
static struct span digest_of(struct call *c)
{
    struct doc *asked = doc_shallow(&c->arena, c->in);

    doc_remove(asked, SPAN("ClientToken"));
    return span_of(sha256_hex(&c->arena, ddb_text_in_order(&c->arena, asked)));
}

/* *is_known: it was asked for before, and is told again. */
static int token_look(struct call *c, struct span token, struct span digest, bool *is_known)
{
    struct ddb_export e;

    *is_known = token.data && ddb_store_export_of_token(c, token, c->now_ms - TOKEN_LIFE_MS, &e);
    if (!*is_known) return 0;
    if (!span_eq(e.digest, digest))
        return fault(c, &export_conflict, "Export conflict: Duplicate request detected with conflicting parameters");
    return put_description(c, &e);
}

static int window_require(struct call *c, const struct ddb_table *table, const struct doc *description,
                          struct ddb_export_window *window)
{
    struct ddb_export_past past = { .now_ms = c->now_ms,
                                    .created_ms = doc_get_int(description, "CreationDateTime", 0) };
    struct ddb_pitr pitr;
    const char *error;
    int64_t latest;

    ddb_store_pitr(c, table->space, &pitr);
    if (pitr.since_ms) ddb_pitr_window(c, &pitr, &past.earliest_ms, &latest);
    error = ddb_export_window_read(&c->arena, c->in, &past, window);
    if (error) return fault(c, &invalid_export_time, "%s", error);
    if (pitr.since_ms) return 0;
    return fault(c, &recovery_unavailable, "Point in time recovery is not enabled for table '%.*s'",
                 SPAN_ARG(table->name));
}

/* What Nube has no room for, or cannot write. The text of AWS's refusal is not known. */
static int check_limits(struct call *c)
{
    if (span_is(doc_get_str(c->in, "ExportFormat"), "ION"))
        return fault(c, &fault_not_implemented, "ExportTableToPointInTime with ExportFormat ION is not emulated");
    if (ddb_store_exports_under_way(c) < AT_A_TIME_MAX) return 0;
    return fault(c, &ddb_limit_exceeded, "Subscriber limit exceeded: %d exports are in progress", AT_A_TIME_MAX);
}

static void put_same(struct doc *to, const struct doc *in, const char *member)
{
    if (doc_get(in, member)) doc_put(to, member, doc_copy(doc_arena(to), doc_get(in, member)));
}

static void put_window(struct doc *to, const struct doc *in, const struct ddb_export_window *window)
{
    const struct doc *given = doc_get(in, "IncrementalExportSpecification");
    struct span view = doc_get_str(given, "ExportViewType");
    struct doc *spec;

    if (!window->is_incremental) {
        doc_put_int(to, "ExportTime", window->to_ms);
        return;
    }
    spec = doc_put_map(to, "IncrementalExportSpecification");
    doc_put_int(spec, "ExportFromTime", window->from_ms);
    doc_put_int(spec, "ExportToTime", window->to_ms);
    doc_put_str(spec, "ExportViewType", view.data ? view : SPAN("NEW_AND_OLD_IMAGES"));
}

static struct doc *describe(struct call *c, const struct ddb_export *e, const struct doc *table,
                            const struct ddb_export_window *window)
{
    static const char *const same[] = { "S3Bucket", "S3BucketOwner", "S3Prefix", "S3SseKmsKeyId", "ExportType" };
    struct doc *to = doc_map(&c->arena);
    struct span algorithm = doc_get_str(c->in, "S3SseAlgorithm");

    doc_put_str(to, "ExportArn", ddb_arn_text(c, e->table_name, "export", e->suffix));
    doc_put_int(to, "StartTime", e->started_ms);
    put_same(to, table, "TableArn");
    put_same(to, table, "TableId");
    put_window(to, c->in, window);
    doc_put_str(to, "ClientToken", e->token);
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) put_same(to, c->in, same[i]);
    doc_put_str(to, "S3SseAlgorithm", algorithm.data ? algorithm : SPAN("AES256"));
    doc_put_cstr(to, "ExportFormat", "DYNAMODB_JSON");
    doc_put_cstr(to, "DestinationType", "S3");
    return to;
}

static struct doc *asked_by(struct call *c, const struct ddb_table *table)
{
    struct doc *asked = doc_map(&c->arena), *keys;

    doc_put(asked, "who", ddb_caller_keep(&c->arena, &c->who));
    keys = doc_put_list(asked, "keys");
    for (int i = 0; i < table->keys.count; i++) doc_append_str(keys, table->keys.parts[i].name);
    return asked;
}

static struct span token_new(struct call *c)
{
    char uuid[37];

    uuid_new(uuid);
    return arena_span(&c->arena, span_of(uuid));
}

/* What is written in the window's last millisecond but none is in it; a full one is of its moment. */
static void begin(struct call *c, const struct ddb_table *table, const struct ddb_export_window *window,
                  struct ddb_export *e)
{
    int64_t until_ms = window->is_incremental ? window->to_ms - 1 : window->to_ms, space = table->space;
    int64_t until = ddb_store_journal_last(c, space, until_ms);

    ddb_store_exports_forget(c, c->now_ms - DDB_TRANSFER_LIFE_MS);
    e->until = window->is_incremental ? until : -1;
    ddb_store_export_insert(c, e, space,
                            window->is_incremental ? ddb_store_journal_last(c, space, window->from_ms - 1) : until);
    ddb_export_go_on(c, e);
}

int dynamodb_export_table_to_point_in_time(struct call *c)
{
    struct span token = doc_get_str(c->in, "ClientToken"), digest = digest_of(c);
    struct ddb_export_window window;
    const struct doc *description = NULL;
    struct ddb_table table;
    struct ddb_export e;
    bool is_known;

    if (table_require(c, &table, &description) || token_look(c, token, digest, &is_known)) return -1;
    if (is_known) return 0;
    if (window_require(c, &table, description, &window) || check_limits(c)) return -1;
    e = (struct ddb_export){
        .table_name = table.name,
        .suffix = arena_format(&c->arena, "%014lld-%08x", (long long)c->now_ms, (unsigned)random_u64()),
        .token = token.data ? token : token_new(c),
        .digest = digest,
        .started_ms = c->now_ms,
        .asked = asked_by(c, &table),
    };
    e.description = describe(c, &e, description, &window);
    begin(c, &table, &window, &e);
    return put_description(c, &e);
}
