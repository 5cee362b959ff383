/* The members come in AWS's order. */
#include "emulator/services/dynamodb/transfers/dynamodb_manifests.h"

#include "emulator/base/digest.h"
#include "emulator/base/json.h"
#include "emulator/base/times.h"

#define INCREMENTAL_BYTES_MIN 10000000
#define FILE_NAME_CHARS       26

static bool is_incremental(const struct ddb_export *e)
{
    return e->until >= 0;
}

/* AWS: observed. The prefix as it was given, and a slash unless it ends with one. */
static struct span folder_key(struct arena *a, const struct ddb_export *e, const char *rest)
{
    struct span prefix = doc_get_str(e->description, "S3Prefix");

    return arena_format(a, "%.*s%sAWSDynamoDB/%s", SPAN_ARG(prefix), prefix.size && !span_ends(prefix, "/") ? "/" : "",
                        rest);
}

struct span ddb_export_key(struct arena *a, const struct ddb_export *e, const char *name)
{
    return folder_key(a, e, arena_printf(a, "%.*s/%s", SPAN_ARG(e->suffix), name));
}

static const char *file_name(struct arena *a, const struct ddb_export *e, int64_t number)
{
    static const char alphabet[] = "abcdefghijklmnopqrstuvwxyz234567";
    unsigned char digest[32];
    char *name = arena_alloc(a, FILE_NAME_CHARS + 1);

    sha256(arena_format(a, "%.*s/%.*s/%lld", SPAN_ARG(e->table_name), SPAN_ARG(e->suffix), (long long)number), digest);
    for (int i = 0; i < FILE_NAME_CHARS; i++) name[i] = alphabet[digest[i] & 31];
    name[FILE_NAME_CHARS] = '\0';
    return name;
}

struct span ddb_export_data_key(struct arena *a, const struct ddb_export *e, int64_t number)
{
    const char *name = file_name(a, e, number);

    if (is_incremental(e)) return folder_key(a, e, arena_printf(a, "data/%s.json.gz", name));
    return ddb_export_key(a, e, arena_printf(a, "data/%s.json.gz", name));
}

void ddb_manifest_add_file(struct buf *manifest, const struct ddb_export_file *file)
{
    buf_printf(manifest, "{\"itemCount\":%lld,\"md5Checksum\":", (long long)file->items);
    json_write_string(manifest, file->md5);
    buf_add_text(manifest, ",\"etag\":");
    json_write_string(manifest, file->etag);
    buf_add_text(manifest, ",\"dataFileS3Key\":");
    json_write_string(manifest, file->key);
    buf_add_text(manifest, "}\n");
}

static void put_time(struct doc *to, const char *name, int64_t ms)
{
    doc_put_str(to, name, time_iso8601(doc_arena(to), ms));
}

static void put_or_null(struct doc *to, const char *name, struct span text)
{
    doc_put(to, name, text.data ? doc_string(doc_arena(to), text) : doc_null(doc_arena(to)));
}

static void put_times(struct doc *to, const struct doc *description)
{
    const struct doc *window = doc_get(description, "IncrementalExportSpecification");

    if (!window) {
        put_time(to, "exportTime", doc_get_int(description, "ExportTime", 0));
        return;
    }
    put_time(to, "exportFromTime", doc_get_int(window, "ExportFromTime", 0));
    put_time(to, "exportToTime", doc_get_int(window, "ExportToTime", 0));
}

int64_t ddb_export_billed(const struct ddb_export *e)
{
    return is_incremental(e) && e->bytes < INCREMENTAL_BYTES_MIN ? INCREMENTAL_BYTES_MIN : e->bytes;
}

struct span ddb_manifest_summary(struct arena *a, const struct ddb_export *e, int64_t ended_ms)
{
    const struct doc *d = e->description, *window = doc_get(d, "IncrementalExportSpecification");
    struct doc *to = doc_map(a);

    doc_put_cstr(to, "version", window ? "2023-08-01" : "2020-06-30");
    doc_put_str(to, "exportArn", doc_get_str(d, "ExportArn"));
    put_time(to, "startTime", e->started_ms);
    put_time(to, "endTime", ended_ms);
    doc_put_str(to, "tableArn", doc_get_str(d, "TableArn"));
    doc_put_str(to, "tableId", doc_get_str(d, "TableId"));
    put_times(to, d);
    doc_put_str(to, "s3Bucket", doc_get_str(d, "S3Bucket"));
    put_or_null(to, "s3Prefix", doc_get_str(d, "S3Prefix"));
    doc_put_str(to, "s3SseAlgorithm", doc_get_str(d, "S3SseAlgorithm"));
    put_or_null(to, "s3SseKmsKeyId", doc_get_str(d, "S3SseKmsKeyId"));
    doc_put_str(to, "manifestFilesS3Key", ddb_export_key(a, e, "manifest-files.json"));
    doc_put_int(to, "billedSizeBytes", ddb_export_billed(e));
    doc_put_int(to, "itemCount", e->items);
    doc_put_str(to, "outputFormat", doc_get_str(d, "ExportFormat"));
    if (window) doc_put_str(to, "outputView", doc_get_str(window, "ExportViewType"));
    doc_put_cstr(to, "exportType", window ? "INCREMENTAL_EXPORT" : "FULL_EXPORT");
    return json_text(a, to);
}
