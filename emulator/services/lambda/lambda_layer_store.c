/* SQL of layers. */
#include "emulator/services/lambda/lambda_layer_store.h"

#include "emulator/base/json.h"
#include "emulator/services/lambda/lambda_store.h"
#include "emulator/store/store.h"

#define LAYERS                                                                                              \
    "SELECT id, account, region, name, version, description, license, code_sha256, code_bytes, created_ms," \
    " runtimes, architectures, statements, revision FROM lambda_layer "

#define FITS                                                                              \
    "(? IS NULL OR EXISTS (SELECT 1 FROM json_each(runtimes) WHERE json_each.value = ?))" \
    " AND (? IS NULL OR EXISTS (SELECT 1 FROM json_each(architectures) WHERE json_each.value = ?))"

static struct doc *json_column(struct rows *r, int column, struct arena *a)
{
    return rows_is_null(r, column) ? NULL : json_parse(a, rows_copy(r, column, a), NULL);
}

static void layer_read(struct rows *r, struct arena *a, struct lambda_layer *l)
{
    *l = (struct lambda_layer){ .id = rows_int(r, 0),
                                .account = rows_copy(r, 1, a),
                                .region = rows_copy(r, 2, a),
                                .name = rows_copy(r, 3, a),
                                .version = rows_int(r, 4),
                                .description = rows_copy(r, 5, a),
                                .license = rows_copy(r, 6, a),
                                .code_sha256 = rows_copy(r, 7, a),
                                .code_bytes = rows_int(r, 8),
                                .created_ms = rows_int(r, 9),
                                .runtimes = json_column(r, 10, a),
                                .architectures = json_column(r, 11, a),
                                .statements = json_column(r, 12, a),
                                .revision = rows_copy(r, 13, a) };
}

static struct lambda_layer *layers_take(struct call *c, struct rows *r, int count, int *found)
{
    struct lambda_layer *list = ARENA_ARRAY(&c->arena, struct lambda_layer, (size_t)count);

    for (*found = 0; *found < count && rows_next(r); ++*found) layer_read(r, &c->arena, &list[*found]);
    if (*found == count) rows_close(r);
    return list;
}

bool lambda_layer_find(struct call *c, struct span account, struct span region, struct span name, int64_t version,
                       struct lambda_layer *l)
{
    struct rows *r = db_query(c->db, LAYERS "WHERE account = ? AND region = ? AND name = ? AND version = ?", "ttti",
                              account, region, name, version);

    if (!rows_next(r)) return false;
    layer_read(r, &c->arena, l);
    rows_close(r);
    return true;
}

static struct span text_of(struct call *c, const struct doc *d)
{
    return d ? json_text(&c->arena, d) : (struct span){ NULL, 0 };
}

void lambda_layer_insert(struct call *c, struct lambda_layer *l)
{
    db_run(c->db,
           "INSERT INTO lambda_layer_name (account, region, name, last_version) VALUES (?, ?, ?, 1)"
           " ON CONFLICT DO UPDATE SET last_version = last_version + 1",
           "ttt", l->account, l->region, l->name);
    l->version =
        db_int(c->db, 0, "SELECT last_version FROM lambda_layer_name WHERE account = ? AND region = ? AND name = ?",
               "ttt", l->account, l->region, l->name);
    db_run(c->db,
           "INSERT INTO lambda_layer (account, region, name, version, description, license, code_sha256, code_bytes,"
           " created_ms, runtimes, architectures, statements, revision) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
           "tttitttiitttt", l->account, l->region, l->name, l->version, l->description, l->license, l->code_sha256,
           l->code_bytes, l->created_ms, text_of(c, l->runtimes), text_of(c, l->architectures),
           text_of(c, l->statements), l->revision);
    l->id = db_last_rowid(c->db);
}

void lambda_layer_update_policy(struct call *c, const struct lambda_layer *l)
{
    db_run(c->db, "UPDATE lambda_layer SET statements = ?, revision = ? WHERE id = ?", "tti", text_of(c, l->statements),
           l->revision, l->id);
}

void lambda_layer_delete(struct call *c, const struct lambda_layer *l)
{
    db_run(c->db, "DELETE FROM lambda_layer WHERE id = ?", "i", l->id);
    lambda_store_zips_sweep(c);
}

struct lambda_layer *lambda_layer_versions(struct call *c, const struct lambda_layer *l,
                                           const struct lambda_layer_filter *filter, int64_t before, int count,
                                           int *found)
{
    struct rows *r = db_query(c->db,
                              LAYERS "WHERE account = ? AND region = ? AND name = ? AND version < ? AND " FITS
                                     " ORDER BY version DESC LIMIT ?",
                              "tttitttti", l->account, l->region, l->name, before, filter->runtime, filter->runtime,
                              filter->architecture, filter->architecture, (int64_t)count);

    return layers_take(c, r, count, found);
}

struct lambda_layer *lambda_layer_newest(struct call *c, const struct lambda_layer_filter *filter, struct span after,
                                         int count, int *found)
{
    struct rows *r = db_query(c->db,
                              LAYERS "WHERE id IN (SELECT max(id) FROM lambda_layer WHERE account = ? AND region = ?"
                                     " AND name > ? AND " FITS " GROUP BY name) ORDER BY name LIMIT ?",
                              "ssttttti", c->who.account, c->who.region, after.data ? after : SPAN(""), filter->runtime,
                              filter->runtime, filter->architecture, filter->architecture, (int64_t)count);

    return layers_take(c, r, count, found);
}

struct span lambda_layer_zip(struct arena *a, int64_t id)
{
    struct db *db = store_reader_take();
    struct span zip = { NULL, 0 };

    if (!db) return zip;
    zip = db_text(db, a,
                  "SELECT z.zip FROM lambda_layer l JOIN lambda_zip z ON z.code_sha256 = l.code_sha256 WHERE l.id = ?",
                  "i", id);
    store_reader_give(db);
    return zip;
}
