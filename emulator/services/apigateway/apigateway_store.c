/* API Gateway's SQL, all of it. */
#include "emulator/services/apigateway/apigateway_store.h"

#include "emulator/base/json.h"
#include "emulator/core/documents.h"
#include "emulator/services/apigateway/apigateway_plane_store.h"
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

    DOCUMENTS_TABLE(
        "api_document") "CREATE INDEX api_document_id ON api_document (kind, id);"
                        "CREATE TABLE api_snapshot (api_id TEXT NOT NULL, id TEXT NOT NULL, snapshot TEXT NOT NULL,"
                        " PRIMARY KEY (api_id, id)) WITHOUT ROWID;"
                        "INSERT INTO api_document SELECT account, region, 'restapi', '', id,"
                        " json_set(json_extract(definition, '$.rest'), '$.id', id, '$.createdDate', created_ms) FROM api;"
                        "INSERT INTO api_document SELECT account, region, 'resource', a.id, r.key, r.value"
                        " FROM api a, json_each(a.definition, '$.resources') r;"
                        "INSERT INTO api_document SELECT account, region, 'deployment', api_id, d.id, json_patch('{}',"
                        " json_object('id', d.id, 'description', description, 'createdDate', d.created_ms))"
                        " FROM api_deployment d JOIN api a ON a.id = api_id;"
                        "INSERT INTO api_document SELECT account, region, 'stage', api_id, name, json_patch('{}', json_object("
                        "'deploymentId', deployment_id, 'stageName', name, 'description', description, 'variables', json(variables),"
                        " 'cacheClusterEnabled', json('false'), 'cacheClusterStatus', 'NOT_AVAILABLE', 'methodSettings', json('{}'),"
                        " 'tracingEnabled', json('false'), 'createdDate', s.created_ms, 'lastUpdatedDate', updated_ms))"
                        " FROM api_stage s JOIN api a ON a.id = api_id;"
                        "INSERT INTO api_snapshot SELECT api_id, d.id, json_object("
                        "'rest', json_set(json_extract(d.definition, '$.rest'), '$.id', api_id, '$.createdDate', a.created_ms),"
                        " 'resources', (SELECT json_group_array(json(value)) FROM json_each(d.definition, '$.resources')),"
                        " 'models', json('[]'), 'requestValidators', json('[]'), 'authorizers', json('[]'), 'gatewayResponses', json('[]'),"
                        " 'documentationParts', json('[]')) FROM api_deployment d JOIN api a ON a.id = api_id;"
                        "DROP TABLE api; DROP TABLE api_deployment; DROP TABLE api_stage;",

    "CREATE TABLE api_usage (plan_id TEXT NOT NULL, key_id TEXT NOT NULL, day INTEGER NOT NULL, used INTEGER NOT NULL,"
    " PRIMARY KEY (plan_id, key_id, day)) WITHOUT ROWID;",

    "CREATE INDEX api_key_value ON api_document (json_extract(document, '$.value')) WHERE kind = 'apikey';",
    NULL,
};

/* --- documents ---------------------------------------------------------------------------------------------------- */

static const struct documents documents = DOCUMENTS("api_document");

struct doc *api_store_get(struct call *c, const char *kind, struct span owner, struct span id)
{
    return documents_get(c, &documents, kind, owner, id);
}

void api_store_put(struct call *c, const char *kind, struct span owner, struct span id, const struct doc *document)
{
    documents_put(c, &documents, kind, owner, id, document);
}

void api_store_delete(struct call *c, const char *kind, struct span owner, struct span id)
{
    documents_remove(c, &documents, kind, owner, id);
}

void api_store_delete_of(struct call *c, const char *kind, struct span owner)
{
    documents_remove_of(c, &documents, kind, owner);
}

struct doc *api_store_list(struct call *c, const char *kind, struct span owner, struct span after, int64_t limit)
{
    return documents_list(c, &documents, kind, owner, after, limit);
}

bool api_store_is_taken(struct call *c, const char *kind, struct span id)
{
    return db_int(c->db, 0, "SELECT 1 FROM api_document WHERE kind = ? AND id = ?", "st", kind, id) == 1;
}

struct span api_store_mapped(struct call *c, struct span api_id, struct span stage)
{
    return db_text(c->db, &c->arena,
                   "SELECT group_concat(owner, ', ') FROM (SELECT DISTINCT owner FROM api_document"
                   " WHERE account = ? AND region = ? AND kind = 'basepathmapping'"
                   " AND json_extract(document, '$.restApiId') = ?"
                   " AND (? = '' OR json_extract(document, '$.stage') = ?) ORDER BY owner)",
                   "ssttt", c->who.account, c->who.region, api_id, stage.data ? stage : SPAN(""), stage);
}

bool api_store_key_with(struct call *c, struct span value)
{
    return db_int(c->db, 0,
                  "SELECT 1 FROM api_document WHERE kind = 'apikey' AND json_extract(document, '$.value') = ?"
                  " AND account = ? AND region = ?",
                  "tss", value, c->who.account, c->who.region) == 1;
}

/* --- snapshots ---------------------------------------------------------------------------------------------------- */

void api_store_snapshot_put(struct call *c, struct span api_id, struct span deployment_id, const struct doc *snapshot)
{
    db_run(c->db, "INSERT INTO api_snapshot (api_id, id, snapshot) VALUES (?, ?, ?)", "ttt", api_id, deployment_id,
           json_text(&c->arena, snapshot));
}

struct doc *api_store_snapshot(struct call *c, struct span api_id, struct span deployment_id)
{
    struct span text = db_text(c->db, &c->arena, "SELECT snapshot FROM api_snapshot WHERE api_id = ? AND id = ?", "tt",
                               api_id, deployment_id);

    return text.data ? json_parse(&c->arena, text, NULL) : NULL;
}

void api_store_snapshot_delete(struct call *c, struct span api_id, struct span deployment_id)
{
    db_run(c->db, "DELETE FROM api_snapshot WHERE api_id = ? AND id = ?", "tt", api_id, deployment_id);
}

void api_store_snapshot_delete_of(struct call *c, struct span api_id)
{
    db_run(c->db, "DELETE FROM api_snapshot WHERE api_id = ?", "t", api_id);
}

/* --- the data plane's --------------------------------------------------------------------------------------------- */

bool api_store_deployed(struct arena *a, struct span api_id, struct span stage, struct api_deployed *deployed)
{
    struct db *db = store_reader_take();
    struct rows *r =
        db ? db_query(db,
                      "SELECT a.account, a.region, d.id, d.snapshot, s.document FROM api_document a"
                      " JOIN api_document s ON s.account = a.account AND s.region = a.region AND s.kind = 'stage'"
                      " AND s.owner = a.id"
                      " JOIN api_snapshot d ON d.api_id = a.id AND d.id = json_extract(s.document, '$.deploymentId')"
                      " WHERE a.kind = 'restapi' AND a.id = ? AND s.id = ?",
                      "tt", api_id, stage)
           : NULL;
    bool found = rows_next(r);

    if (found) {
        *deployed = (struct api_deployed){ .account = rows_copy(r, 0, a),
                                           .region = rows_copy(r, 1, a),
                                           .deployment_id = rows_copy(r, 2, a),
                                           .snapshot = json_parse(a, rows_copy(r, 3, a), NULL),
                                           .stage = json_parse(a, rows_copy(r, 4, a), NULL),
                                           .commit = watch_commit_of(db) };
        rows_close(r);
        deployed->plans = api_plane_store_plans(a, db, deployed->account, deployed->region, api_id, stage);
        deployed->flushed = api_plane_store_flushed(a, db, api_id, stage);
        deployed->client = api_plane_store_client(a, db, deployed->account, deployed->region,
                                                  doc_get_str(deployed->stage, "clientCertificateId"));
        deployed->canary = api_plane_store_snapshot(
            a, db, api_id, doc_get_str(doc_get(deployed->stage, "canarySettings"), "deploymentId"));
    }
    if (db) store_reader_give(db);
    return found;
}
