/* A lane an export, so that they take turns. What a piece has done is told in the transaction that ends its delivery.
 * */
#include "emulator/services/dynamodb/transfers/dynamodb_export_pieces.h"

#include "emulator/base/clock.h"
#include "emulator/base/digest.h"
#include "emulator/base/gzip_source.h"
#include "emulator/core/service.h"
#include "emulator/services/dynamodb/store/dynamodb_chores.h"
#include "emulator/services/dynamodb/transfers/dynamodb_callers.h"
#include "emulator/services/dynamodb/transfers/dynamodb_export_lines.h"
#include "emulator/services/dynamodb/transfers/dynamodb_manifests.h"
#include "emulator/services/dynamodb/transfers/dynamodb_objects.h"
#include "emulator/services/dynamodb/transfers/dynamodb_transfers.h"
#include "emulator/store/store.h"

#define FILE_TEXT_BYTES ((size_t)32 * 1024 * 1024) /* DIFFERS: AWS has a file a partition, at least */
#define TRIES_MAX       12                         /* of a piece: half an hour */

/* What a piece has done. */
struct piece {
    struct ddb_export_file file; /* of a data file */
    struct span to;
    int64_t bytes, ended_ms;
    bool is_last; /* of the data files */
    struct ddb_object_trouble trouble;
};

/* --- at work ------------------------------------------------------------------------------------------------------ */

struct work {
    struct arena *a;
    struct ddb_export e;
    struct ddb_bucket bucket;
    struct piece *piece;
};

/* By a call of one's own: what it reads is in its arena. */
static bool export_find(struct call *c, int64_t id, struct ddb_export *e)
{
    bool is_there;

    c->db = store_reader_take();
    is_there = c->db && ddb_store_export(c, id, e);
    if (c->db) store_reader_give(c->db);
    c->db = NULL;
    return is_there;
}

static void bucket_of(const struct ddb_export *e, struct ddb_bucket *b)
{
    const struct doc *d = e->description;
    struct span owner = doc_get_str(d, "S3BucketOwner");

    *b = (struct ddb_bucket){ .name = doc_get_str(d, "S3Bucket"),
                              .algorithm = doc_get_str(d, "S3SseAlgorithm"),
                              .kms_key = doc_get_str(d, "S3SseKmsKeyId") };
    ddb_caller_of(doc_get(e->asked, "who"), &b->who);
    b->owner = owner.data ? owner : doc_get_str(doc_get(e->asked, "who"), "account");
}

/* The MD5 of what is read through it. */
struct summed {
    struct source source, *behind;
    struct digest_stream *md5;
};

static ssize_t summed_read(struct source *s, void *out, size_t room)
{
    struct summed *own = (struct summed *)s;
    ssize_t got = source_read(own->behind, out, room);

    if (got > 0) digest_stream_add(own->md5, (struct span){ out, (size_t)got });
    return got;
}

static void summed_close(struct source *s)
{
    source_close(((struct summed *)s)->behind);
}

static int lines_put(struct work *w, struct ddb_export_lines *lines)
{
    struct ddb_export_file *file = &w->piece->file;
    struct summed *packed = ARENA_NEW(w->a, struct summed);
    unsigned char md5[64];
    int rc;

    *packed = (struct summed){ { -1, summed_read, summed_close },
                               gzip_source_pack(&lines->source),
                               digest_stream_begin(SPAN("MD5"), -1) };
    file->key = ddb_export_data_key(w->a, &w->e, w->e.files);
    rc = ddb_object_put(w->a, &w->bucket, file->key, &packed->source, &file->etag, &w->piece->trouble);
    digest_stream_end(packed->md5, md5);
    file->md5 = base64_text(w->a, (struct span){ (char *)md5, 16 });
    return rc;
}

static int data_put(struct work *w)
{
    struct ddb_export_lines lines;
    int rc;

    ddb_export_lines_open(&lines, &w->e, FILE_TEXT_BYTES);
    rc = lines_put(w, &lines);
    if (rc && lines.own.is_broken) w->piece->trouble.may_pass = true; /* it was our own store */
    w->piece->file.items = lines.items;
    w->piece->bytes = lines.bytes;
    w->piece->is_last = lines.is_all;
    w->piece->to = arena_span(w->a, buf_span(&lines.to));
    ddb_export_lines_release(&lines);
    return rc;
}

static int text_put(struct work *w, const char *name, struct span text)
{
    struct span etag;

    return ddb_object_put(w->a, &w->bucket, ddb_export_key(w->a, &w->e, name), source_of_span(w->a, text), &etag,
                          &w->piece->trouble);
}

static int summed_put(struct work *w, const char *name, const char *sum_name, struct span text)
{
    unsigned char md5[64];

    digest_named(SPAN("MD5"), text, md5);
    return text_put(w, name, text) || text_put(w, sum_name, base64_text(w->a, (struct span){ (char *)md5, 16 })) ? -1
                                                                                                                 : 0;
}

static struct span files_manifest(struct work *w, struct call *c)
{
    struct buf text = { 0 };
    struct span manifest;
    struct rows *r;

    c->db = store_reader_take();
    if (!c->db) return (struct span){ NULL, 0 };
    r = ddb_store_export_files(c, w->e.id);
    while (rows_next(r)) {
        struct ddb_export_file file = { rows_copy(r, 0, &c->arena), rows_copy(r, 1, &c->arena),
                                        rows_copy(r, 2, &c->arena), rows_int(r, 3) };
        ddb_manifest_add_file(&text, &file);
    }
    store_reader_give(c->db);
    c->db = NULL;
    manifest = arena_span(w->a, buf_span(&text));
    buf_release(&text);
    return manifest;
}

/* AWS: the summary comes last, so that who sees it sees all. */
static int manifests_put(struct work *w, struct call *c)
{
    struct span files = files_manifest(w, c);

    w->piece->ended_ms = clock_now_ms();
    if (!files.data) {
        w->piece->trouble.may_pass = true;
        return -1;
    }
    if (summed_put(w, "manifest-files.json", "manifest-files.md5", files)) return -1;
    return summed_put(w, "manifest-summary.json", "manifest-summary.md5",
                      ddb_manifest_summary(w->a, &w->e, w->piece->ended_ms));
}

static int piece_put(struct work *w, struct call *c)
{
    switch (w->e.stage) {
    case DDB_EXPORT_STARTED: return text_put(w, "_started", SPAN(""));
    case DDB_EXPORT_DATA: return data_put(w);
    case DDB_EXPORT_MANIFESTS: return manifests_put(w, c);
    case DDB_EXPORT_OVER: break;
    }
    return 0;
}

static enum delivery_outcome work(struct delivery *d)
{
    struct call *c = call_new(service_find("dynamodb"), NULL, &identity_default, SPAN(""));
    struct work w = { .a = &d->arena, .piece = ARENA_NEW(&d->arena, struct piece) };
    bool is_there = export_find(c, doc_get_int(d->about, "export", 0), &w.e);
    int rc;

    *w.piece = (struct piece){ .to = { NULL, 0 } };
    d->learned = w.piece;
    if (is_there) bucket_of(&w.e, &w.bucket);
    rc = is_there ? piece_put(&w, c) : -1;
    if (!is_there) w.piece->trouble.may_pass = true;
    call_free(c);
    return !rc ? DELIVERY_DONE : w.piece->trouble.may_pass ? DELIVERY_FAILED : DELIVERY_REFUSED;
}

static void send(struct delivery *d)
{
    ddb_transfer_begin(d, work);
}

/* --- what follows ------------------------------------------------------------------------------------------------- */

void ddb_export_go_on(struct call *c, const struct ddb_export *e)
{
    struct doc *about = doc_map(&c->arena);
    struct delivery_parcel parcel = { .lane = arena_format(&c->arena, "%lld", (long long)e->id),
                                      .about = about,
                                      .body = SPAN("") };

    doc_put_int(about, "export", e->id);
    delivery_add(c, &ddb_export_delivery, &parcel);
}

static void over(struct call *c, struct ddb_export *e, int64_t ended_ms)
{
    struct ddb_copy copy;

    if (ddb_store_export_copy(c, e->copy, &copy)) ddb_store_copy_end(c, &copy);
    e->copy = 0;
    e->stage = DDB_EXPORT_OVER;
    e->ended_ms = ended_ms;
    chore_wake(c, &ddb_sweep);
    chore_wake(c, &ddb_prune);
}

static void fail(struct call *c, struct ddb_export *e, const struct piece *piece)
{
    struct span code = piece ? piece->trouble.code : (struct span){ NULL, 0 };

    doc_put_str(e->description, "FailureCode", code.data ? code : SPAN("InternalServerError"));
    doc_put_str(e->description, "FailureMessage",
                code.data ? piece->trouble.message : SPAN("The export could not be completed."));
    over(c, e, c->now_ms);
}

static void data_done(struct call *c, struct ddb_export *e, const struct piece *piece)
{
    ddb_store_export_file_insert(c, e->id, e->files, &piece->file);
    ddb_store_copy_advance(c, e->copy, piece->to.data ? piece->to : SPAN(""));
    e->items += piece->file.items;
    e->bytes += piece->bytes;
    e->files++;
    if (piece->is_last) e->stage = DDB_EXPORT_MANIFESTS;
}

static void end(struct call *c, const struct delivery *d, enum delivery_end how)
{
    const struct piece *piece = d->learned;
    struct ddb_export e;

    if (!ddb_store_export(c, doc_get_int(d->about, "export", 0), &e) || e.stage == DDB_EXPORT_OVER) return;
    if (how != DELIVERY_ARRIVED || !piece) fail(c, &e, piece);
    else if (e.stage == DDB_EXPORT_STARTED) e.stage = DDB_EXPORT_DATA;
    else if (e.stage == DDB_EXPORT_DATA) data_done(c, &e, piece);
    else over(c, &e, piece->ended_ms);
    ddb_store_export_update(c, &e);
    if (e.stage != DDB_EXPORT_OVER) ddb_export_go_on(c, &e);
}

static int64_t retry_ms(struct call *c, const struct delivery *d)
{
    return d->attempts < TRIES_MAX ? delivery_retry_doubling(c, d) : -1;
}

const struct delivery_kind ddb_export_delivery = {
    .name = "dynamodb-export",
    .slots = DDB_TRANSFERS,
    .lane_slots = 1,
    .send = send,
    .retry_ms = retry_ms,
    .end = end,
};
