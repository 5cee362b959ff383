/* Files that tell of further files: S3 Inventory's manifest.json and Athena's list of its data files; and an object's
 * bytes.
 * AWS: https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-inventory-location.html
 */
#include "emulator/asl/items/asl_items.h"

#include "emulator/base/digest.h"
#include "emulator/base/gzip.h"
#include "emulator/base/json.h"

bool asl_items_is_manifest(const struct doc *config)
{
    return span_is(doc_get_str(config, "InputType"), "MANIFEST") || doc_get(config, "ManifestType");
}

/* --- an object ---------------------------------------------------------------------------------------------------- */

static bool is_gzip(struct span bytes)
{
    return bytes.size > 2 && (unsigned char)bytes.data[0] == 0x1f && (unsigned char)bytes.data[1] == 0x8b;
}

const char *asl_items_text(struct arena *a, const struct doc *answer, struct span *text)
{
    struct buf plain = { 0 };
    bool good = true;

    *text = doc_get_str(answer, "Body");
    if (doc_get(answer, "BodyBytes") && !base64_decode(a, doc_get_str(answer, "BodyBytes"), text))
        return "Unable to read the object.";
    if (!is_gzip(*text)) return NULL;
    good = gzip_inflate(&plain, *text, ASL_ITEMS_BYTES_MAX);
    *text = arena_span(a, buf_span(&plain));
    buf_release(&plain);
    return good ? NULL : "Unable to decompress the object, or it is larger than Nube reads.";
}

/* --- S3 Inventory ------------------------------------------------------------------------------------------------- */

static struct doc *schema_read(struct arena *a, struct span names)
{
    struct doc *schema = doc_list(a);
    struct span name;

    while (span_split(&names, ',', &name)) doc_append_str(schema, span_trim(name));
    return schema;
}

/* {"destinationBucket": "arn:aws:s3:::BUCKET", "fileFormat": "CSV", "fileSchema": "Bucket, Key, …", "files": [{"key",
 * …} …]} */
static const char *inventory_read(struct span text, struct doc *files, struct doc **schema)
{
    static const struct span prefix = { "arn:aws:s3:::", 13 };
    struct doc *manifest = json_parse(doc_arena(files), text, NULL), *list = doc_get(manifest, "files");
    struct span bucket = doc_get_str(manifest, "destinationBucket");

    if (!doc_is(list, DOC_LIST) || !bucket.size || !doc_get_str(manifest, "fileSchema").size)
        return "Unable to parse the manifest file.";
    if (!span_is(doc_get_str(manifest, "fileFormat"), "CSV"))
        return "The manifest's files are not CSV: Nube reads no other inventories."; /* DIFFERS */
    if (span_starts(bucket, prefix.data)) bucket = span_sub(bucket, prefix.size, SIZE_MAX);
    *schema = schema_read(doc_arena(files), doc_get_str(manifest, "fileSchema"));
    for (size_t i = 0; i < doc_count(list) && doc_count(files) < ASL_ITEMS_MAX; i++) {
        struct doc *file = doc_append_map(files);

        doc_put_str(file, "Bucket", bucket);
        doc_put_str(file, "Key", doc_get_str(doc_at(list, i), "key"));
    }
    return NULL;
}

/* --- Athena ------------------------------------------------------------------------------------------------------- */

/* A line a file: s3://BUCKET/KEY. */
static const char *athena_read(struct span text, struct doc *files)
{
    struct span line;

    while (span_split(&text, '\n', &line) && doc_count(files) < ASL_ITEMS_MAX) {
        struct span rest = span_trim(line), bucket;
        struct doc *file;

        if (!rest.size) continue;
        if (!span_starts(rest, "s3://")) return "Unable to parse the manifest file.";
        rest = span_sub(rest, 5, SIZE_MAX);
        if (!span_split(&rest, '/', &bucket) || !bucket.size || !rest.size) return "Unable to parse the manifest file.";
        file = doc_append_map(files);
        doc_put_str(file, "Bucket", bucket);
        doc_put_str(file, "Key", rest);
    }
    return NULL;
}

const char *asl_items_manifest(const struct doc *config, struct span text, struct doc *files, struct doc **schema)
{
    if (text.size > ASL_ITEMS_BYTES_MAX) return "The file is larger than Nube reads.";
    if (span_is(doc_get_str(config, "ManifestType"), "ATHENA_DATA")) return athena_read(text, files);
    return inventory_read(text, files, schema);
}
