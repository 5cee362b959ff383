/* All of an object that lies in one blob is the part's blob, too, and is held until the transaction has named it; of
 * anything else a copy is written, before the transaction. */
#include "emulator/services/s3/s3_part_copy.h"

#include <stdio.h>

#include "emulator/services/s3/s3_about.h"
#include "emulator/services/s3/s3_bytes.h"
#include "emulator/services/s3/s3_copy_source.h"
#include "emulator/services/s3/s3_faults.h"
#include "emulator/services/s3/s3_find.h"
#include "emulator/services/s3/s3_parts.h"
#include "emulator/services/s3/s3_sums.h"
#include "emulator/services/s3/s3_uploads.h"
#include "emulator/store/blob_sweep.h"

#define LOOKS_MAX 5

struct copying {
    bool is_gone; /* what was to be read was swept before it was opened */
    struct s3_received received;
    struct s3_object source;
    int64_t offset, length;
};

static void settle(void *id)
{
    blob_settle(id);
}

static bool is_whole_blob(const struct copying *k)
{
    return k->source.blob.data && !k->offset && k->length == k->source.size;
}

static void blob_hold(struct call *c, struct copying *k)
{
    struct blob *b = &k->received.blob;

    snprintf(b->id, sizeof b->id, "%.*s", SPAN_ARG(k->source.blob));
    b->size = k->length;
    blob_pending_add(b->id);
    call_after_commit_owning(c, settle, settle, b->id, sizeof b->id);
}

/* With the store lent: what is to be read, opened; NULL with the fault, or where it is gone. */
static struct source *source_open(struct call *c, struct copying *k)
{
    struct s3_bucket b;
    struct s3_upload u;
    struct source *s;

    if (s3_part_upload_get(c, &u) || s3_copy_source_get(c, &b, &k->source) ||
        s3_copy_range_read(c, k->source.size, &k->offset, &k->length) || s3_copy_size_check(c, k->length))
        return NULL;
    k->received.kept.kind = s3_upload_checksum(&u).kind;
    if (is_whole_blob(k)) blob_hold(c, k); /* before it is opened: what is there then stays */
    s = s3_bytes_read(c, &k->source, k->offset, k->length);
    k->is_gone = !s;
    return s;
}

/* A source that was overwritten meanwhile is looked for again, on a newer snapshot. NULL with the fault. */
static struct source *source_find(struct call *c, struct copying *k)
{
    struct source *s = NULL;
    struct db *lent;

    k->is_gone = true;
    for (int looks = 0; looks < LOOKS_MAX && k->is_gone; looks++) {
        k->is_gone = false;
        if (!call_lend_store(c, &lent)) return call_store_failed(c), NULL;
        s = source_open(c, k);
        call_return_store(c, lent);
    }
    if (k->is_gone) s3_raise_internal(c);
    return s;
}

static int bytes_copy(struct call *c, struct copying *k, struct source *s)
{
    struct blob_writer *w = blob_write();

    if (!w) return source_close(s), s3_raise_internal(c);
    if (!s3_sums_take(s, w, &k->received)) {
        blob_abandon(w);
        return s3_raise_internal(c);
    }
    if (blob_end(w, &k->received.blob)) return s3_raise_internal(c);
    call_after_commit_owning(c, settle, settle, k->received.blob.id, sizeof k->received.blob.id);
    return 0;
}

int s3_upload_part_copy_prepare(struct call *c)
{
    struct copying *k = ARENA_NEW(&c->arena, struct copying);
    struct source *s;

    *k = (struct copying){ .offset = 0 };
    c->scratch = k;
    s = source_find(c, k);
    if (!s) return -1;
    if (!is_whole_blob(k)) return bytes_copy(c, k, s);
    return s3_sums_take(s, NULL, &k->received) ? 0 : s3_raise_internal(c);
}

int s3_upload_part_copy(struct call *c)
{
    const struct copying *k = c->scratch;
    struct doc *result = doc_put_map(c->out, "CopyPartResult");
    struct s3_upload u;
    struct s3_part p;

    if (s3_part_upload_get(c, &u)) return -1;
    s3_part_put(c, &u, &k->received, &p);
    doc_put_str(result, "ETag", s3_quoted(&c->arena, p.etag));
    doc_put_int(result, "LastModified", p.changed_ms);
    if (s3_upload_checksum(&u).is_chosen) s3_checksum_put(result, k->received.kept.kind, k->received.kept.bytes);
    s3_copy_source_tell(c, &k->source);
    return 0;
}
