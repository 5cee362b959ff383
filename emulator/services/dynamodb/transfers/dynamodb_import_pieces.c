/* A lane an import, so that they take turns. Parsing and checking are done on the piece's own thread; the writer gets
 * items that are known to be good but for their keys. */
#include "emulator/services/dynamodb/transfers/dynamodb_import_pieces.h"

#include <stdlib.h>

#include "emulator/base/gzip_source.h"
#include "emulator/base/log.h"
#include "emulator/base/panic.h"
#include "emulator/base/zstd_source.h"
#include "emulator/core/service.h"
#include "emulator/services/dynamodb/definition/dynamodb_definition.h"
#include "emulator/services/dynamodb/items/dynamodb_writes.h"
#include "emulator/services/dynamodb/store/dynamodb_backups_store.h"
#include "emulator/services/dynamodb/transfers/dynamodb_callers.h"
#include "emulator/services/dynamodb/transfers/dynamodb_import_items.h"
#include "emulator/services/dynamodb/transfers/dynamodb_objects.h"
#include "emulator/services/dynamodb/transfers/dynamodb_transfers.h"
#include "emulator/store/store.h"

#define CHUNK_ITEMS 200
#define CHUNK_BYTES (512 * 1024) /* before they are unpacked and parsed no longer than that, and one record */
#define TRIES_MAX   12           /* of a piece: half an hour */
#define TOLD_MAX    20           /* of an object's errors, in the log */

/* What a piece has done. */
struct piece {
    bool is_last;     /* there is no object behind those that are done */
    struct span done; /* the object it has done */
    struct ddb_object_trouble trouble;
};

struct work {
    struct arena *a; /* the piece's */
    struct ddb_import i;
    struct ddb_bucket bucket;
    struct span prefix;
    struct piece *piece;
    struct call *scratch; /* of a chunk */
    int told;
};

static int fail_passing(struct work *w)
{
    w->piece->trouble.may_pass = true;
    return -1;
}

/* --- a chunk ------------------------------------------------------------------------------------------------------ */

struct chunk {
    struct work *w;
    struct ddb_write *writes;
    int count;
    int64_t processed, bytes; /* the latter of the object so far */
    bool is_over;             /* nothing more comes of the object */
    int64_t imported;         /* by the writer */
    struct ddb_import i;      /* as it is then */
};

/* AWS tells errors in CloudWatch Logs. */
static void error_tell(struct work *w, const char *error)
{
    if (w->told++ >= TOLD_MAX) return;
    log_warn("dynamodb: import into %.*s: %.*s: %s", SPAN_ARG(w->i.table_name), SPAN_ARG(w->i.place.key), error);
}

static void item_add(struct chunk *k, struct doc *item)
{
    struct call *c = k->w->scratch;
    struct doc *in = doc_map(&c->arena);

    k->processed++;
    doc_put(in, "Item", item);
    if (!ddb_write_prepare(c, &k->writes[k->count], DDB_PUT, in)) {
        k->count++;
        return;
    }
    error_tell(k->w, c->fault.message);
    c->fault = (struct fault_raised){ 0 };
}

/* Reads on until the chunk is full, or the object over. */
static void chunk_read(struct chunk *k, struct ddb_import_items *items)
{
    int64_t from = items->bytes.taken;
    struct doc *item;
    const char *error = "";

    k->writes = ARENA_ARRAY(&k->w->scratch->arena, struct ddb_write, CHUNK_ITEMS);
    while (!k->is_over && k->count < CHUNK_ITEMS && items->bytes.taken - from < CHUNK_BYTES) {
        enum ddb_import_got got = ddb_import_items_next(items, &k->w->scratch->arena, &item, &error);
        if (got == DDB_IMPORT_ITEM) item_add(k, item);
        k->is_over = got == DDB_IMPORT_END || got == DDB_IMPORT_BROKEN;
        if (got != DDB_IMPORT_BAD && got != DDB_IMPORT_BROKEN) continue;
        k->processed++;
        error_tell(k->w, error);
    }
    k->bytes = items->bytes.taken;
}

static void item_put(struct call *c, struct chunk *k, const struct ddb_table *table, struct ddb_write *write)
{
    write->table = *table;
    if (!ddb_write_run_freely(c, write)) {
        k->imported++;
        return;
    }
    error_tell(k->w, c->fault.message);
    c->fault = (struct fault_raised){ 0 };
}

/* On the writer. The import may be gone: all was reset. */
static int chunk_put(struct call *c, void *arg)
{
    struct chunk *k = arg;
    struct ddb_table *table = ARENA_NEW(&c->arena, struct ddb_table);

    if (ddb_transfers_are_ending() || !ddb_store_import(c, k->w->i.id, &k->i) || k->i.ended_ms) return -1;
    if (!ddb_store_table_of_space(c, k->i.space, table)) return -1;
    for (int n = 0; n < k->count; n++) item_put(c, k, table, &k->writes[n]);
    k->i.processed += k->processed;
    k->i.imported += k->imported;
    k->i.bytes += k->bytes - k->i.place.bytes;
    k->i.place = (struct ddb_import_place){ k->w->i.place.key, k->w->i.place.etag, k->bytes };
    if (k->is_over) {
        k->i.done = k->i.place.key;
        k->i.place = (struct ddb_import_place){ .bytes = 0 };
    }
    ddb_store_import_update(c, &k->i);
    return 0;
}

/* The chunk is told as one that has read so many bytes of the object and found so many things that are no items. */
static int chunk_close(struct work *w, struct chunk *k)
{
    bool is_good = ddb_transfer_write(chunk_put, k);

    if (is_good) w->i.place.bytes = k->bytes;
    arena_reset(&w->scratch->arena);
    return is_good ? 0 : fail_passing(w);
}

/* --- an object ---------------------------------------------------------------------------------------------------- */

/* It cannot be read, or is another one by now: an error, and that is all of it. */
static int object_abandon(struct work *w, const char *why)
{
    struct chunk k = { .w = w, .processed = 1, .bytes = w->i.place.bytes, .is_over = true };

    error_tell(w, why);
    return chunk_close(w, &k);
}

static int items_put(struct work *w, struct ddb_import_items *items)
{
    bool is_over = false;
    const char *error = ddb_import_items_begin(items, w->a);

    if (error) return object_abandon(w, error);
    if (w->i.place.bytes && !ddb_bytes_skip_to(&items->bytes, w->i.place.bytes))
        return object_abandon(w, "The object cannot be read to its end");
    while (!is_over) {
        struct chunk k = { .w = w };
        chunk_read(&k, items);
        if (ddb_transfers_are_ending() || chunk_close(w, &k)) return fail_passing(w);
        is_over = k.is_over;
    }
    return 0;
}

/* NULL: Nube lacks what it takes. */
static struct source *unpacked(const struct work *w, struct source *packed)
{
    struct span how = doc_get_str(w->i.description, "InputCompressionType");

    if (span_is(how, "GZIP")) return gzip_source_unpack(packed);
    return span_is(how, "ZSTD") ? zstd_source_unpack(packed) : packed;
}

static int lacks_zstd(struct work *w)
{
    w->piece->trouble =
        (struct ddb_object_trouble){ .code = SPAN("InternalServerError"),
                                     .message = SPAN("Nube needs libzstd to read what is compressed by ZSTD") };
    return -1;
}

static int bytes_put(struct work *w, struct call *get)
{
    struct source *source = unpacked(w, get->body_out);
    struct ddb_import_items *items;
    int rc;

    get->body_out = NULL; /* the other one closes it */
    if (!source) return lacks_zstd(w);
    items = memory_new(1, sizeof *items);
    ddb_import_items_open(items, source, w->i.description);
    rc = items_put(w, items);
    ddb_import_items_release(items);
    free(items);
    source_close(source);
    return rc;
}

/* AWS: observed. Objects that go or change meanwhile are errors of theirs. */
static bool is_gone(const struct ddb_object_trouble *trouble)
{
    return span_is(trouble->s3_code, "NoSuchKey") || span_is(trouble->s3_code, "PreconditionFailed");
}

static int object_put(struct work *w)
{
    struct ddb_object object = { .key = w->i.place.key, .etag = w->i.place.etag };
    struct call *get;
    int rc;

    w->piece->done = object.key;
    if (ddb_object_get(w->a, &w->bucket, &object, &get, &w->piece->trouble)) {
        if (!is_gone(&w->piece->trouble)) return -1;
        return object_abandon(w, "The object went, or changed, during the import");
    }
    rc = bytes_put(w, get);
    call_free(get);
    return rc;
}

/* --- at work ------------------------------------------------------------------------------------------------------ */

/* One that is under way goes on first. */
static int piece_work(struct work *w)
{
    struct ddb_object object;

    if (w->i.space && w->i.place.key.data) return object_put(w);
    if (ddb_object_next(w->a, &w->bucket, w->prefix, w->i.done, &object, &w->piece->trouble)) return -1;
    if (!w->i.space) return 0;
    w->piece->is_last = !object.key.data;
    w->i.place = (struct ddb_import_place){ object.key, object.etag, 0 };
    return object.key.data ? object_put(w) : 0;
}

static bool import_find(struct call *c, int64_t id, struct ddb_import *i)
{
    bool is_there;

    c->db = store_reader_take();
    is_there = c->db && ddb_store_import(c, id, i);
    if (c->db) store_reader_give(c->db);
    c->db = NULL;
    return is_there;
}

static void source_of(struct work *w)
{
    const struct doc *source = doc_get(w->i.description, "S3BucketSource");

    w->bucket =
        (struct ddb_bucket){ .name = doc_get_str(source, "S3Bucket"), .owner = doc_get_str(source, "S3BucketOwner") };
    w->prefix = doc_get_str(source, "S3KeyPrefix");
    ddb_caller_of(doc_get(w->i.asked, "who"), &w->bucket.who);
}

static int work_in(struct work *w, struct call *c, int64_t id)
{
    if (!import_find(c, id, &w->i)) return fail_passing(w);
    source_of(w);
    return piece_work(w);
}

static enum delivery_outcome work(struct delivery *d)
{
    struct call *c = call_new(service_find("dynamodb"), NULL, &identity_default, SPAN(""));
    struct work w = { .a = &d->arena, .piece = ARENA_NEW(&d->arena, struct piece) };
    int rc;

    *w.piece = (struct piece){ .is_last = false };
    d->learned = w.piece;
    w.scratch = call_new(c->service, NULL, &identity_default, SPAN(""));
    rc = work_in(&w, c, doc_get_int(d->about, "import", 0));
    call_free(w.scratch);
    call_free(c);
    return !rc ? DELIVERY_DONE : w.piece->trouble.may_pass ? DELIVERY_FAILED : DELIVERY_REFUSED;
}

static void send(struct delivery *d)
{
    ddb_transfer_begin(d, work);
}

/* --- what follows ------------------------------------------------------------------------------------------------- */

void ddb_import_go_on(struct call *c, const struct ddb_import *i)
{
    struct doc *about = doc_map(&c->arena);
    struct delivery_parcel parcel = { .lane = arena_format(&c->arena, "%lld", (long long)i->id),
                                      .about = about,
                                      .body = SPAN("") };

    doc_put_int(about, "import", i->id);
    delivery_add(c, &ddb_import_delivery, &parcel);
}

static void fail(struct ddb_import *i, struct span code, struct span message)
{
    doc_put_str(i->description, "FailureCode", code);
    doc_put_str(i->description, "FailureMessage", message);
}

/* The table is there for everybody, whatever became of the import. */
static void over(struct call *c, struct ddb_import *i)
{
    if (i->space) ddb_store_making_set(c, i->space, DDB_MADE);
    i->ended_ms = c->now_ms;
}

static void all_done(struct call *c, struct ddb_import *i)
{
    if (i->processed > i->imported)
        fail(i, SPAN("ItemValidationError"),
             SPAN("Some of the items failed validation checks and were not imported. Please check CloudWatch error "
                  "logs for more details."));
    over(c, i);
}

static void give_up(struct call *c, struct ddb_import *i, const struct piece *piece)
{
    if (piece && piece->trouble.code.data) fail(i, piece->trouble.code, piece->trouble.message);
    else fail(i, SPAN("InternalServerError"), SPAN("The import could not be completed."));
    over(c, i);
}

/* In the account and the region of who asked. AWS: observed. Of several imports into one name, one makes the table. */
static void table_make(struct call *c, struct ddb_import *i)
{
    const struct doc *definition = doc_get(i->description, "TableCreationParameters");
    struct ddb_table *table = ARENA_NEW(&c->arena, struct ddb_table);
    int64_t space;

    ddb_caller_of(doc_get(i->asked, "who"), &c->who);
    if (ddb_store_description(c, i->table_name, &space) || ddb_definition_check(&c->arena, definition, table)) {
        fail(i, SPAN("TableAlreadyExists"),
             arena_format(&c->arena, "Table already exists: %.*s", SPAN_ARG(i->table_name)));
        over(c, i);
        return;
    }
    ddb_store_table_insert(c, table, doc_get(i->asked, "table"));
    ddb_store_making_set(c, table->space, DDB_IMPORTING);
    i->space = table->space;
}

static void end(struct call *c, const struct delivery *d, enum delivery_end how)
{
    const struct piece *piece = d->learned;
    struct ddb_import i;

    if (!ddb_store_import(c, doc_get_int(d->about, "import", 0), &i) || i.ended_ms) return;
    if (how != DELIVERY_ARRIVED || !piece) give_up(c, &i, piece);
    else if (!i.space) table_make(c, &i);
    else if (piece->is_last) all_done(c, &i);
    ddb_store_import_update(c, &i);
    if (!i.ended_ms) ddb_import_go_on(c, &i);
}

static int64_t retry_ms(struct call *c, const struct delivery *d)
{
    return d->attempts < TRIES_MAX ? delivery_retry_doubling(c, d) : -1;
}

const struct delivery_kind ddb_import_delivery = {
    .name = "dynamodb-import",
    .slots = DDB_TRANSFERS,
    .lane_slots = 1,
    .send = send,
    .retry_ms = retry_ms,
    .end = end,
};
