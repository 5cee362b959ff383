/* No byte is copied: both objects are rows that name the same blobs. Where the copy is told with another digest than
 * its source has (of what was uploaded in parts, an MD5 of the whole), that is taken before the transaction, which then
 * looks whether the source is still the same. */
#include "emulator/services/s3/s3_copy.h"

#include <stdio.h>

#include "emulator/services/s3/s3_about.h"
#include "emulator/services/s3/s3_bytes.h"
#include "emulator/services/s3/s3_changes.h"
#include "emulator/services/s3/s3_conditions.h"
#include "emulator/services/s3/s3_copy_source.h"
#include "emulator/services/s3/s3_encryption.h"
#include "emulator/services/s3/s3_faults.h"
#include "emulator/services/s3/s3_find.h"
#include "emulator/services/s3/s3_subject.h"
#include "emulator/services/s3/s3_pieces_store.h"
#include "emulator/services/s3/s3_sums.h"
#include "emulator/store/db.h"

struct copying {
    bool replaces_content, replaces_tags;
    bool has_kind; /* the request names a checksum's */
    enum checksum_kind kind;
    bool is_gone;   /* what was to be read was swept meanwhile */
    int64_t summed; /* the object whose sums these are; 0: none were taken */
    struct s3_received sums;
};

/* --- before the transaction -------------------------------------------------------------------------------------- */

static int directive_read(struct call *c, const char *member, const char *header, bool *replaces)
{
    struct span directive = doc_get_str(c->in, member);

    *replaces = span_is(directive, "REPLACE");
    if (!directive.data || *replaces || span_is(directive, "COPY")) return 0;
    return s3_raise_invalid_argument(
        c, header, directive,
        arena_printf(&c->arena, "Unknown %s directive.", *member == 'M' ? "metadata" : "tagging"));
}

static int kind_read(struct call *c, struct copying *k)
{
    struct span name = doc_get_str(c->in, "ChecksumAlgorithm");

    if (!name.data) return 0;
    k->has_kind = checksum_named(name, &k->kind);
    return k->has_kind ? 0 : s3_raise_checksum_algorithm(c);
}

/* The checksum that the copy has, and whether its source has it. */
static bool kind_of(const struct copying *k, const struct s3_object *o, enum checksum_kind *kind)
{
    enum checksum_kind own = CHECKSUM_CRC64NVME;
    struct span text;
    bool is_there = s3_checksum_first(o->about, &own, &text);

    *kind = k->has_kind ? k->kind : own;
    return is_there && own == *kind && !span_is(doc_get_str(o->about, "ChecksumType"), "COMPOSITE");
}

static bool needs_sums(const struct copying *k, const struct s3_object *o)
{
    enum checksum_kind kind;

    return !kind_of(k, o, &kind) || o->parts || !s3_encryption_has_md5(o->about);
}

/* What there is to be read, or NULL with the fault or without. */
static struct source *source_open(struct call *c, struct copying *k)
{
    struct s3_bucket b;
    struct s3_object o;
    struct source *source;

    if (s3_copy_source_get(c, &b, &o) || s3_copy_size_check(c, o.size) || !needs_sums(k, &o)) return NULL;
    kind_of(k, &o, &k->sums.kept.kind);
    k->summed = o.id;
    source = s3_bytes_read(c, &o, 0, o.size);
    k->is_gone = !source;
    return source;
}

#define LOOKS_MAX 5

static int sums_take(struct call *c, struct copying *k)
{
    struct source *source = NULL;
    struct db *lent;

    for (int looks = 0; looks < LOOKS_MAX; looks++) {
        k->is_gone = false;
        if (!call_lend_store(c, &lent)) return call_store_failed(c);
        source = source_open(c, k);
        call_return_store(c, lent);
        if (c->fault.kind) return -1;
        if (!k->is_gone) break;
    }
    if (k->is_gone) return s3_raise_internal(c);
    return !source || s3_sums_take(source, NULL, &k->sums) ? 0 : s3_raise_internal(c);
}

int s3_copy_object_prepare(struct call *c)
{
    struct copying *k = ARENA_NEW(&c->arena, struct copying);

    *k = (struct copying){ .summed = 0 };
    c->scratch = k;
    if (directive_read(c, "MetadataDirective", "x-amz-metadata-directive", &k->replaces_content) ||
        directive_read(c, "TaggingDirective", "x-amz-tagging-directive", &k->replaces_tags) || kind_read(c, k))
        return -1;
    return sums_take(c, k);
}

/* --- the copy ---------------------------------------------------------------------------------------------------- */

static bool changes_something(struct call *c, const struct s3_bucket *b, const struct copying *k)
{
    static const struct span absent = { NULL, 0 };
    static const char *const members[] = { "StorageClass", "WebsiteRedirectLocation", "ServerSideEncryption",
                                           "SSECustomerAlgorithm", NULL };

    for (const char *const *m = members; *m; m++)
        if (doc_get(c->in, *m)) return true;
    return k->replaces_content || s3_store_setting(c, b->id, "encryption", absent);
}

static bool is_itself(struct call *c, const struct s3_bucket *b, const struct s3_object *source)
{
    struct s3_object newest;

    return source->bucket == b->id && span_eq(source->key, doc_get_str(c->in, "Key")) &&
           s3_store_object_newest(c, b->id, source->key, &newest) && newest.id == source->id;
}

static int itself_check(struct call *c, const struct s3_bucket *b, const struct copying *k,
                        const struct s3_object *source)
{
    if (!is_itself(c, b, source) || changes_something(c, b, k)) return 0;
    return fault(c, &s3_invalid_request,
                 "This copy request is illegal because it is trying to copy an object to itself without changing the "
                 "object's metadata, storage class, website redirect location or encryption attributes.");
}

static int conditions_check(struct call *c, const struct s3_bucket *b)
{
    struct s3_object newest;
    bool is_there = s3_store_object_newest(c, b->id, doc_get_str(c->in, "Key"), &newest);

    return s3_check_write(c, is_there ? &newest : NULL);
}

/* Digests of a source that has changed since are worth nothing. */
static int sums_check(struct call *c, const struct copying *k, const struct s3_object *source)
{
    if (!needs_sums(k, source) || k->summed == source->id) return 0;
    return fault(
        c, &s3_operation_aborted,
        "A conflicting conditional operation is currently in progress against this resource. Please try again.");
}

static void sums_put(struct call *c, const struct copying *k, const struct s3_object *source, struct s3_object *o)
{
    enum checksum_kind kind;
    bool is_summed = needs_sums(k, source);
    struct span md5 = is_summed ? span_of(k->sums.etag) : source->etag;
    const char *member;

    kind_of(k, source, &kind);
    member = s3_checksum_member(kind);
    o->etag = s3_encryption_etag(c, o->about, md5);
    if (is_summed) s3_checksum_put(o->about, kind, k->sums.kept.bytes);
    else doc_put_str(o->about, member, doc_get_str(source->about, member));
    doc_put_cstr(o->about, "ChecksumType", "FULL_OBJECT");
}

/* What it is to be told with: of its own what the request says, else of its source. */
static int about_make(struct call *c, const struct copying *k, const struct s3_object *source, struct s3_object *o)
{
    *o = (struct s3_object){ .key = doc_get_str(c->in, "Key"),
                             .owner = span_of(c->who.account),
                             .size = source->size,
                             .blob = source->blob,
                             .about = doc_map(&c->arena) };
    if (k->replaces_content && s3_about_read_content(c, o)) return -1;
    if (!k->replaces_content) s3_about_copy_content(c, source->about, o);
    if (k->replaces_tags && s3_about_read_tags(c, o)) return -1;
    if (!k->replaces_tags) o->tags = source->tags;
    return s3_about_read_kept(c, o);
}

static void blob_share(struct call *c, struct span id, int64_t size)
{
    struct blob b = { .size = size };

    snprintf(b.id, sizeof b.id, "%.*s", SPAN_ARG(id));
    blob_keep(c->db, &b);
}

/* Pieces are pieces of the copy, too, but no parts of it. Collected first: the source's rows may go. */
static struct s3_piece *pieces_read(struct call *c, const struct s3_object *source, size_t *count)
{
    size_t room = (size_t)s3_store_piece_count(c, source->id);
    struct s3_piece *pieces = ARENA_ARRAY(&c->arena, struct s3_piece, room + 1), p;
    struct rows *r = s3_store_pieces(c, source->id, 0, -1);

    *count = 0;
    while (s3_store_piece_next(r, &c->arena, &p))
        if (*count < room) pieces[(*count)++] = p;
    return pieces;
}

/* The bytes have another use before the source, which may be what the copy takes the place of, gives up its own. */
static int object_put(struct call *c, const struct s3_bucket *b, const struct s3_object *source, struct s3_object *o)
{
    size_t count = 0;
    struct s3_piece *pieces = source->blob.data ? NULL : pieces_read(c, source, &count);

    if (source->blob.data) blob_share(c, source->blob, source->size);
    for (size_t i = 0; i < count; i++) blob_share(c, pieces[i].blob, pieces[i].size);
    if (s3_change_put(c, b, o)) return -1;
    for (size_t i = 0; i < count; i++) {
        pieces[i].about = doc_map(&c->arena);
        s3_store_piece_insert(c, o->id, &pieces[i]);
    }
    return 0;
}

static void answer(struct call *c, const struct s3_bucket *b, const struct s3_object *source, const struct s3_object *o)
{
    struct doc *result = doc_put_map(c->out, "CopyObjectResult");
    enum checksum_kind kind;
    struct span text;

    doc_put_str(result, "ETag", s3_quoted(&c->arena, o->etag));
    doc_put_int(result, "LastModified", o->changed_ms);
    if (s3_checksum_first(o->about, &kind, &text)) doc_put_str(result, s3_checksum_member(kind), text);
    doc_put_str(result, "ChecksumType", doc_get_str(o->about, "ChecksumType"));
    s3_encryption_tell(c, o->about);
    s3_copy_source_tell(c, source);
    if (b->versioning != S3_UNVERSIONED) doc_put_str(c->out, "VersionId", s3_version_text(o));
}

int s3_copy_object(struct call *c)
{
    const struct copying *k = c->scratch;
    struct s3_object source, o;
    struct s3_bucket from, to;

    if (s3_bucket_get(c, &to) || s3_copy_source_get(c, &from, &source) || s3_copy_size_check(c, source.size) ||
        itself_check(c, &to, k, &source) || conditions_check(c, &to) || sums_check(c, k, &source) ||
        about_make(c, k, &source, &o) || s3_encryption_settle(c, &to, o.about))
        return -1;
    s3_subject_size(c, source.size);
    sums_put(c, k, &source, &o);
    if (object_put(c, &to, &source, &o)) return -1;
    answer(c, &to, &source, &o);
    return 0;
}
