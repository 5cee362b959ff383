/* API Gateway's SQL, all of it. */
#include "emulator/services/apigateway/apigateway_store.h"

#include "emulator/base/json.h"
#include "emulator/store/store.h"
#include "emulator/store/watch.h"

const char *const api_schema[] = {
    "CREATE TABLE api (id TEXT PRIMARY KEY, account TEXT NOT NULL, region TEXT NOT NULL, created_ms INTEGER NOT NULL,"
    " definition TEXT NOT NULL) WITHOUT ROWID;"
    "CREATE INDEX api_owner ON api (account, region, id);"
    "CREATE TABLE api_deployment (api_id TEXT NOT NULL, id TEXT NOT NULL, description TEXT, created_ms INTEGER NOT NULL,"
    " definition TEXT NOT NULL, PRIMARY KEY (api_id, id)) WITHOUT ROWID;"
    "CREATE TABLE api_stage (api_id TEXT NOT NULL, name TEXT NOT NULL, deployment_id TEXT NOT NULL, description TEXT, variables TEXT,"
    " created_ms INTEGER NOT NULL, updated_ms INTEGER NOT NULL, PRIMARY KEY (api_id, name)) WITHOUT ROWID;",
    NULL,
};

bool api_store_find(struct call *c, struct span id, struct api *api)
{
    struct arena *a = &c->arena;
    struct rows *r =
        db_query(c->db, "SELECT created_ms, definition FROM api WHERE id = ? AND account = ? AND region = ?", "tss", id,
                 c->who.account, c->who.region);

    if (!rows_next(r)) return false;
    *api = (struct api){ .id = id,
                         .account = span_of(c->who.account),
                         .region = span_of(c->who.region),
                         .created_ms = rows_int(r, 0),
                         .definition = json_parse(a, rows_copy(r, 1, a), NULL) };
    rows_close(r);
    return true;
}

void api_store_insert(struct call *c, const struct api *api)
{
    db_run(c->db, "INSERT INTO api (id, account, region, created_ms, definition) VALUES (?, ?, ?, ?, ?)", "tttit",
           api->id, api->account, api->region, api->created_ms, json_text(&c->arena, api->definition));
}

void api_store_update(struct call *c, const struct api *api)
{
    db_run(c->db, "UPDATE api SET definition = ? WHERE id = ?", "tt", json_text(&c->arena, api->definition), api->id);
}

void api_store_delete(struct call *c, struct span id)
{
    db_run(c->db, "DELETE FROM api_stage WHERE api_id = ?", "t", id);
    db_run(c->db, "DELETE FROM api_deployment WHERE api_id = ?", "t", id);
    db_run(c->db, "DELETE FROM api WHERE id = ?", "t", id);
}

static struct doc *column(struct call *c, struct rows *r)
{
    struct doc *list = doc_list(&c->arena);

    while (rows_next(r)) doc_append_str(list, rows_text(r, 0));
    return list;
}

struct doc *api_store_ids(struct call *c, struct span after, int64_t count)
{
    return column(c,
                  db_query(c->db, "SELECT id FROM api WHERE account = ? AND region = ? AND id > ? ORDER BY id LIMIT ?",
                           "ssti", c->who.account, c->who.region, after.data ? after : SPAN(""), count));
}

void api_store_deployment_insert(struct call *c, const struct api *api, struct span id, struct span description)
{
    db_run(c->db, "INSERT INTO api_deployment (api_id, id, description, created_ms, definition) VALUES (?, ?, ?, ?, ?)",
           "tttit", api->id, id, description, c->now_ms, json_text(&c->arena, api->definition));
}

bool api_store_deployment_exists(struct call *c, struct span api_id, struct span id)
{
    return db_int(c->db, 0, "SELECT 1 FROM api_deployment WHERE api_id = ? AND id = ?", "tt", api_id, id) == 1;
}

struct doc *api_store_deployments(struct call *c, struct span api_id)
{
    struct doc *list = doc_list(&c->arena);
    struct rows *r = db_query(
        c->db, "SELECT id, description, created_ms FROM api_deployment WHERE api_id = ? ORDER BY created_ms DESC, id",
        "t", api_id);

    while (rows_next(r)) {
        struct doc *d = doc_append_map(list);
        doc_put_str(d, "id", rows_text(r, 0));
        doc_put_str(d, "description", rows_text(r, 1));
        doc_put_int(d, "createdDate", rows_int(r, 2));
    }
    return list;
}

bool api_store_stage_find(struct call *c, struct span api_id, struct span name, struct api_stage *s)
{
    struct arena *a = &c->arena;
    struct rows *r = db_query(c->db,
                              "SELECT deployment_id, description, variables, created_ms, updated_ms FROM api_stage"
                              " WHERE api_id = ? AND name = ?",
                              "tt", api_id, name);

    if (!rows_next(r)) return false;
    *s = (struct api_stage){ .api_id = api_id,
                             .name = name,
                             .deployment_id = rows_copy(r, 0, a),
                             .description = rows_copy(r, 1, a),
                             .created_ms = rows_int(r, 3),
                             .updated_ms = rows_int(r, 4) };
    if (!rows_is_null(r, 2)) s->variables = json_parse(a, rows_copy(r, 2, a), NULL);
    rows_close(r);
    return true;
}

void api_store_stage_put(struct call *c, const struct api_stage *s)
{
    db_run(
        c->db,
        "INSERT OR REPLACE INTO api_stage (api_id, name, deployment_id, description, variables, created_ms, updated_ms)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        "tttttii", s->api_id, s->name, s->deployment_id, s->description,
        s->variables ? json_text(&c->arena, s->variables) : (struct span){ NULL, 0 }, s->created_ms, s->updated_ms);
}

void api_store_stage_delete(struct call *c, struct span api_id, struct span name)
{
    db_run(c->db, "DELETE FROM api_stage WHERE api_id = ? AND name = ?", "tt", api_id, name);
}

struct doc *api_store_stage_names(struct call *c, struct span api_id)
{
    return column(c, db_query(c->db, "SELECT name FROM api_stage WHERE api_id = ? ORDER BY name", "t", api_id));
}

bool api_store_deployed(struct arena *a, struct span api_id, struct span stage, struct api_deployed *deployed)
{
    struct db *db = store_reader_take();
    struct rows *r =
        db ? db_query(
                 db,
                 "SELECT a.account, a.region, s.deployment_id, d.definition, s.variables FROM api_stage s"
                 " JOIN api_deployment d ON d.api_id = s.api_id AND d.id = s.deployment_id JOIN api a ON a.id = s.api_id"
                 " WHERE s.api_id = ? AND s.name = ?",
                 "tt", api_id, stage)
           : NULL;
    bool found = rows_next(r);

    if (found) {
        *deployed = (struct api_deployed){ .account = rows_copy(r, 0, a),
                                           .region = rows_copy(r, 1, a),
                                           .deployment_id = rows_copy(r, 2, a),
                                           .definition = json_parse(a, rows_copy(r, 3, a), NULL),
                                           .commit = watch_commit_of(db) };
        if (!rows_is_null(r, 4)) deployed->variables = json_parse(a, rows_copy(r, 4, a), NULL);
        rows_close(r);
    }
    if (db) store_reader_give(db);
    return found;
}
