/* One table of buckets, one of all their settings. */
#include "emulator/services/s3/s3_store.h"

#include "emulator/base/json.h"
#include "emulator/services/s3/s3_lifecycle_store.h"
#include "emulator/store/kept.h"

/* An object's newest version is the row with the greatest id: what is written last counts. `version` is NULL for the
 * null version. `about` holds what is told with the object (Content-Type, metadata, checksums), as GetObject's members.
 * A piece is a part of an object that was uploaded in parts, whose `blob` is NULL. An upload that is completed stays as
 * long as its `object`; of what was there when it began, `newest_object` is the greatest id of all, and `was_there`
 * tells
 * whether its key had an object. */
const char *const s3_schema[] = {
    "CREATE TABLE s3_bucket (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, account TEXT NOT NULL,"
    " region TEXT NOT NULL, location TEXT, created_ms INTEGER NOT NULL, versioning INTEGER NOT NULL DEFAULT 0,"
    " has_lock INTEGER NOT NULL DEFAULT 0, effects INTEGER NOT NULL DEFAULT 0);"
    "CREATE INDEX s3_bucket_account ON s3_bucket (account, name);"
    "CREATE TABLE s3_setting (bucket INTEGER NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL,"
    " PRIMARY KEY (bucket, kind, id)) WITHOUT ROWID;"
    "CREATE TABLE s3_lifecycle (bucket INTEGER PRIMARY KEY, day_ms INTEGER NOT NULL DEFAULT 0, key TEXT,"
    " id INTEGER NOT NULL DEFAULT 0, newer INTEGER NOT NULL DEFAULT 0, superseded_ms INTEGER NOT NULL DEFAULT 0);"
    "CREATE TABLE s3_object (id INTEGER PRIMARY KEY AUTOINCREMENT, bucket INTEGER NOT NULL, key TEXT NOT NULL, version TEXT,"
    " is_marker INTEGER NOT NULL, size INTEGER NOT NULL, etag TEXT NOT NULL, blob TEXT, parts INTEGER NOT NULL,"
    " changed_ms INTEGER NOT NULL, owner TEXT NOT NULL, storage_class TEXT, about TEXT NOT NULL, tags TEXT,"
    " lock_mode TEXT, lock_until_ms INTEGER, legal_hold INTEGER NOT NULL DEFAULT 0, acl TEXT);"
    "CREATE INDEX s3_object_key ON s3_object (bucket, key, id DESC);"
    "CREATE TABLE s3_piece (object INTEGER NOT NULL, part INTEGER NOT NULL, blob TEXT NOT NULL, size INTEGER NOT NULL,"
    " offset INTEGER NOT NULL, about TEXT, PRIMARY KEY (object, part)) WITHOUT ROWID;"
    "CREATE TABLE s3_upload (id INTEGER PRIMARY KEY AUTOINCREMENT, upload_id TEXT NOT NULL UNIQUE, bucket INTEGER NOT NULL,"
    " key TEXT NOT NULL, begun_ms INTEGER NOT NULL, owner TEXT NOT NULL, initiator TEXT NOT NULL, about TEXT NOT NULL,"
    " newest_object INTEGER NOT NULL, was_there INTEGER NOT NULL, object INTEGER);"
    "CREATE INDEX s3_upload_key ON s3_upload (bucket, key, id) WHERE object IS NULL;"
    "CREATE INDEX s3_upload_object ON s3_upload (object) WHERE object IS NOT NULL;"
    "CREATE TABLE s3_upload_part (upload INTEGER NOT NULL, part INTEGER NOT NULL, blob TEXT NOT NULL, size INTEGER NOT NULL,"
    " etag TEXT NOT NULL, changed_ms INTEGER NOT NULL, about TEXT NOT NULL, PRIMARY KEY (upload, part)) WITHOUT ROWID;",
    NULL,
};

/* --- buckets ------------------------------------------------------------------------------------------------------ */

#define BUCKET "SELECT id, name, account, region, location, created_ms, versioning, has_lock, effects FROM s3_bucket"

static bool bucket_next(struct rows *r, struct arena *a, struct s3_bucket *b)
{
    if (!rows_next(r)) return false;
    *b = (struct s3_bucket){ .id = rows_int(r, 0),
                             .name = rows_copy(r, 1, a),
                             .account = rows_copy(r, 2, a),
                             .region = rows_copy(r, 3, a),
                             .location = rows_copy(r, 4, a),
                             .created_ms = rows_int(r, 5),
                             .versioning = (enum s3_versioning)rows_int(r, 6),
                             .has_lock = rows_int(r, 7),
                             .effects = (unsigned)rows_int(r, 8) };
    return true;
}

bool s3_store_bucket_next(struct call *c, struct rows *r, struct s3_bucket *b)
{
    return bucket_next(r, &c->arena, b);
}

static bool bucket_read(struct db *db, struct arena *a, struct span name, struct s3_bucket *b)
{
    struct rows *r = db_query(db, BUCKET " WHERE name = ?", "t", name);

    if (!bucket_next(r, a, b)) return false;
    rows_close(r);
    return true;
}

static const char *const bucket_tables[] = { "s3_bucket", NULL };
static struct watch buckets_watch = { .tables = bucket_tables };
static struct kept_table buckets;

void s3_store_start(void)
{
    watch_add(&buckets_watch);
    kept_start(&buckets);
}

static void bucket_copy(struct arena *a, const struct s3_bucket *from, struct s3_bucket *b)
{
    *b = *from;
    b->name = arena_span(a, b->name);
    b->account = arena_span(a, b->account);
    b->region = arena_span(a, b->region);
    b->location = b->location.data ? arena_span(a, b->location) : b->location;
}

/* From what is kept. */
static bool bucket_kept(struct call *c, struct span name, struct s3_bucket *b)
{
    struct kept *k = kept_find(&buckets, &buckets_watch, name);

    if (!k) return false;
    bucket_copy(&c->arena, k->value, b);
    kept_release(k);
    return true;
}

static void bucket_keep(const struct s3_bucket *b, uint64_t since)
{
    struct kept *k = kept_new(b->name);

    k->value = ARENA_NEW(&k->arena, struct s3_bucket);
    bucket_copy(&k->arena, b, k->value);
    kept_put(&buckets, k, since);
    kept_release(k);
}

bool s3_store_bucket_find(struct call *c, struct span name, struct s3_bucket *b)
{
    uint64_t since = c->db ? watch_commit_of(c->db) : 0;

    if ((!c->db || since) && bucket_kept(c, name, b)) return true;
    if (!c->db || !bucket_read(c->db, &c->arena, name, b)) return false;
    if (since) bucket_keep(b, since);
    return true;
}

bool s3_store_bucket_by_id(struct call *c, int64_t id, struct s3_bucket *b)
{
    struct rows *r = db_query(c->db, BUCKET " WHERE id = ?", "i", id);

    if (!s3_store_bucket_next(c, r, b)) return false;
    rows_close(r);
    return true;
}

void s3_store_bucket_insert(struct call *c, struct s3_bucket *b)
{
    db_run(c->db,
           "INSERT INTO s3_bucket (name, account, region, location, created_ms, has_lock, versioning)"
           " VALUES (?, ?, ?, ?, ?, ?, ?)",
           "ttttiii", b->name, b->account, b->region, b->location, b->created_ms, (int64_t)b->has_lock,
           (int64_t)b->versioning);
    b->id = db_last_rowid(c->db);
}

void s3_store_bucket_delete(struct call *c, const struct s3_bucket *b)
{
    db_run(c->db, "DELETE FROM s3_setting WHERE bucket = ?", "i", b->id);
    s3_lifecycle_note(c, b->id, false);
    db_run(c->db, "DELETE FROM s3_bucket WHERE id = ?", "i", b->id);
}

void s3_store_bucket_versioning_set(struct call *c, const struct s3_bucket *b, enum s3_versioning versioning)
{
    db_run(c->db, "UPDATE s3_bucket SET versioning = ? WHERE id = ?", "ii", (int64_t)versioning, b->id);
}

void s3_store_bucket_acls_set(struct call *c, const struct s3_bucket *b)
{
    db_run(c->db, "UPDATE s3_bucket SET effects = effects | ? WHERE id = ?", "ii", (int64_t)S3_HAS_ACLS, b->id);
}

void s3_store_bucket_lock_set(struct call *c, const struct s3_bucket *b)
{
    db_run(c->db, "UPDATE s3_bucket SET has_lock = 1 WHERE id = ?", "i", b->id);
}

int64_t s3_store_bucket_count(struct call *c, struct span account)
{
    return db_int(c->db, 0, "SELECT count(*) FROM s3_bucket WHERE account = ?", "t", account);
}

struct rows *s3_store_buckets(struct call *c, struct span account, struct span from, struct span prefix,
                              struct span region)
{
    return db_query(c->db,
                    BUCKET " WHERE account = ? AND name >= ? AND substr(name, 1, length(?)) = ?"
                           " AND (? IS NULL OR region = ?) ORDER BY name",
                    "tttttt", account, from.data ? from : SPAN(""), prefix.data ? prefix : SPAN(""),
                    prefix.data ? prefix : SPAN(""), region, region);
}

/* --- settings ----------------------------------------------------------------------------------------------------- */

struct doc *s3_store_setting(struct call *c, int64_t bucket, const char *kind, struct span id)
{
    struct span body = db_text(c->db, &c->arena, "SELECT body FROM s3_setting WHERE bucket = ? AND kind = ? AND id = ?",
                               "ist", bucket, kind, id.data ? id : SPAN(""));

    return body.data ? json_parse(&c->arena, body, NULL) : NULL;
}

static unsigned effect_of(const char *kind)
{
    static const char *const kinds[] = { "notification", "replication", "lifecycle", "logging" };

    for (unsigned i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kind, kinds[i]) == 0) return 1u << i;
    return 0;
}

static void effect_note(struct call *c, int64_t bucket, const char *kind, bool is_on)
{
    int64_t effect = effect_of(kind);

    if (effect)
        db_run(c->db, "UPDATE s3_bucket SET effects = (effects & ~?) | ? WHERE id = ?", "iii", effect,
               is_on ? effect : 0, bucket);
    if (effect == S3_HAS_LIFECYCLE) s3_lifecycle_note(c, bucket, is_on);
}

void s3_store_setting_put(struct call *c, int64_t bucket, const char *kind, struct span id, const struct doc *body)
{
    db_run(c->db, "INSERT OR REPLACE INTO s3_setting (bucket, kind, id, body) VALUES (?, ?, ?, ?)", "istt", bucket,
           kind, id.data ? id : SPAN(""), json_text(&c->arena, body));
    effect_note(c, bucket, kind, doc_count(body) > 0);
}

int64_t s3_store_setting_delete(struct call *c, int64_t bucket, const char *kind, struct span id)
{
    effect_note(c, bucket, kind, false);
    return db_run(c->db, "DELETE FROM s3_setting WHERE bucket = ? AND kind = ? AND id = ?", "ist", bucket, kind,
                  id.data ? id : SPAN(""));
}

struct doc *s3_store_settings(struct call *c, int64_t bucket, const char *kind, struct span after, int64_t max)
{
    struct doc *list = doc_list(&c->arena);
    struct rows *r =
        db_query(c->db, "SELECT body FROM s3_setting WHERE bucket = ? AND kind = ? AND id > ? ORDER BY id LIMIT ?",
                 "isti", bucket, kind, after.data ? after : SPAN(""), max);

    while (rows_next(r)) doc_append(list, json_parse(&c->arena, rows_copy(r, 0, &c->arena), NULL));
    return list;
}
