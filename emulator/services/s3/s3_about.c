/* By the members' names, which inputs and outputs share. */
#include "emulator/services/s3/s3_about.h"

#include "emulator/core/service.h"
#include "emulator/http/http.h"
#include "emulator/services/s3/s3_archive.h"
#include "emulator/services/s3/s3_encryption.h"
#include "emulator/services/s3/s3_faults.h"
#include "emulator/services/s3/s3_find.h"
#include "emulator/services/s3/s3_lifecycle_tell.h"
#include "emulator/services/s3/s3_lock.h"
#include "emulator/services/s3/s3_metadata.h"
#include "emulator/services/s3/s3_rules.h"
#include "emulator/wire/aws_chunked.h"

#define METADATA_BYTES_MAX 2048

static const char *const content_members[] = { "CacheControl",
                                               "ContentDisposition",
                                               "ContentEncoding",
                                               "ContentLanguage",
                                               "ContentType",
                                               "Expires",
                                               "WebsiteRedirectLocation",
                                               NULL };

struct span s3_quoted(struct arena *a, struct span etag)
{
    char *text = arena_alloc(a, etag.size + 2);

    text[0] = text[etag.size + 1] = '"';
    memcpy(text + 1, etag.data, etag.size);
    return (struct span){ text, etag.size + 2 };
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

/* Names come in lower case, whatever the client wrote. */
static int metadata_read(struct call *c, struct doc *about)
{
    const struct doc *metadata = doc_get(c->in, "Metadata");
    struct doc *kept, *extra;
    size_t size = 0;

    if (!metadata) return 0;
    kept = doc_put_map(about, "Metadata");
    for (uint32_t i = 0; i < doc_count(metadata); i++) {
        const struct doc_member *m = &metadata->map.members[i];
        size += m->name.size + doc_text(m->value).size;
        doc_put_span(kept, arena_lower(&c->arena, m->name),
                     doc_string(&c->arena, s3_metadata_word(&c->arena, doc_text(m->value))));
    }
    if (size <= METADATA_BYTES_MAX) return 0;
    extra = doc_map(&c->arena);
    doc_put_format(extra, "Size", "%zu", size);
    doc_put_format(extra, "MaxSizeAllowed", "%d", METADATA_BYTES_MAX);
    return fault_with(c, &s3_metadata_too_large, extra,
                      "Your metadata headers exceed the maximum allowed metadata size");
}

static int storage_class_read(struct call *c, struct s3_object *o)
{
    struct span class = doc_get_str(c->in, "StorageClass");
    struct doc *extra;

    if (!class.data || span_is(class, "STANDARD")) return 0;
    o->storage_class = class;
    if (s3_is_storage_class(class)) return 0;
    extra = doc_map(&c->arena);
    doc_put_str(extra, "StorageClassRequested", class);
    return fault_with(c, &s3_invalid_storage_class, extra, "The storage class you specified is not valid");
}

static void tag_add(struct arena *a, struct doc *tags, struct span pair)
{
    size_t equals = span_find(pair, '=');
    struct doc *tag = doc_append_map(tags);

    doc_put_str(tag, "Key", http_decode(a, span_sub(pair, 0, equals), true));
    doc_put_str(tag, "Value", http_decode(a, span_sub(pair, equals + 1, SIZE_MAX), true));
}

static struct doc *header_tags(struct call *c, struct span header)
{
    struct doc *tags = doc_list(&c->arena);
    struct span rest = header, pair;

    while (span_split(&rest, '&', &pair))
        if (pair.size) tag_add(&c->arena, tags, pair);
    if (s3_check_object_tags(c, tags) == 0) return tags;
    if (c->fault.kind == &s3_invalid_tag) {
        c->fault.kind = NULL;
        s3_raise_invalid_argument(c, "x-amz-tagging", header,
                                  "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query "
                                  "parameters without tag name duplicates.");
    }
    return NULL;
}

int s3_about_read_tags(struct call *c, struct s3_object *o)
{
    struct span header = doc_get_str(c->in, "Tagging");

    if (!header.size) return 0;
    o->tags = header_tags(c, header);
    if (o->tags && !doc_count(o->tags)) o->tags = NULL;
    return c->fault.kind ? -1 : 0;
}

/* AWS: how a payload came says nothing of the object. */
static void encoding_strip(struct call *c, struct doc *about)
{
    struct span told = doc_get_str(about, "ContentEncoding"), kept = aws_chunked_strip(&c->arena, told);

    if (!told.data) return;
    doc_remove(about, SPAN("ContentEncoding"));
    doc_put_str(about, "ContentEncoding", kept);
}

int s3_about_read_content(struct call *c, struct s3_object *o)
{
    for (const char *const *m = content_members; *m; m++) {
        struct doc *value = doc_get(c->in, *m);
        if (value) doc_put(o->about, *m, value);
    }
    encoding_strip(c, o->about);
    if (!doc_get(o->about, "ContentType")) doc_put_cstr(o->about, "ContentType", "binary/octet-stream");
    return metadata_read(c, o->about);
}

void s3_about_copy_content(struct call *c, const struct doc *source, struct s3_object *o)
{
    struct doc *redirect = doc_get(c->in, "WebsiteRedirectLocation"), *metadata = doc_get(source, "Metadata");

    for (const char *const *m = content_members; *m; m++) {
        struct doc *value = doc_get(source, *m);
        if (value && strcmp(*m, "WebsiteRedirectLocation") != 0) doc_put(o->about, *m, value);
    }
    if (metadata) doc_put(o->about, "Metadata", metadata);
    if (redirect) doc_put(o->about, "WebsiteRedirectLocation", redirect);
}

static int redirect_check(struct call *c)
{
    struct span location = doc_get_str(c->in, "WebsiteRedirectLocation");

    if (!location.data || span_starts(location, "/") || span_starts(location, "http://") ||
        span_starts(location, "https://"))
        return 0;
    return fault(c, &s3_invalid_redirect_location,
                 "The website redirect location must have a prefix of 'http://' or 'https://' or '/'.");
}

int s3_about_read_kept(struct call *c, struct s3_object *o)
{
    if (redirect_check(c)) return -1;
    return storage_class_read(c, o) || s3_lock_read(c, o) || s3_encryption_read(c, o->about) ? -1 : 0;
}

int s3_about_read(struct call *c, struct s3_object *o)
{
    o->about = doc_map(&c->arena);
    return s3_about_read_content(c, o) || s3_about_read_tags(c, o) || s3_about_read_kept(c, o) ? -1 : 0;
}

/* --- writing ------------------------------------------------------------------------------------------------------ */

static bool is_checksum(struct span name)
{
    return span_starts(name, "Checksum");
}

/* Whoever sends bytes tells their checksum: see s3_get.c. */
static void kept_write(struct call *c, const struct s3_object *o)
{
    for (uint32_t i = 0; i < doc_count(o->about); i++) {
        const struct doc_member *m = &o->about->map.members[i];
        if (!is_checksum(m->name) && shape_member(c->operation->output, m->name))
            doc_put_span(c->out, m->name, m->value);
    }
}

void s3_about_write(struct call *c, const struct s3_bucket *b, const struct s3_object *o)
{
    doc_put_cstr(c->out, "AcceptRanges", "bytes");
    doc_put_int(c->out, "LastModified", o->changed_ms);
    doc_put_int(c->out, "ContentLength", o->size);
    doc_put_str(c->out, "ETag", s3_quoted(&c->arena, o->etag));
    if (b->versioning != S3_UNVERSIONED) doc_put_str(c->out, "VersionId", s3_version_text(o));
    if (o->storage_class.data) doc_put_str(c->out, "StorageClass", o->storage_class);
    if (o->tags) doc_put_int(c->out, "TagCount", (int64_t)doc_count(o->tags));
    s3_lock_write(c, o);
    if (!doc_get(c->in, "VersionId")) s3_lifecycle_tell(c, b, o);
    kept_write(c, o);
    s3_encryption_tell(c, o->about);
    s3_archive_tell(c, o);
}
