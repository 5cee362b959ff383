/* HTTP APIs' SQL, all of it. */
#include "emulator/services/apigatewayv2/httpapi_store.h"

#include "emulator/base/json.h"
#include "emulator/store/store.h"
#include "emulator/store/watch.h"

const char *const httpapi_schema[] = {
    DOCUMENTS_TABLE(
        "httpapi_document") "CREATE INDEX httpapi_document_id ON httpapi_document (kind, id);"
                            "CREATE TABLE httpapi_snapshot (api_id TEXT NOT NULL, id TEXT NOT NULL, snapshot TEXT NOT NULL,"
                            " PRIMARY KEY (api_id, id)) WITHOUT ROWID;",
    NULL,
};

const struct documents httpapi_documents = DOCUMENTS("httpapi_document");

bool httpapi_store_is_taken(struct call *c, struct span id)
{
    return db_int(c->db, 0, "SELECT 1 FROM httpapi_document WHERE kind = 'Api' AND id = ?", "t", id) == 1;
}

struct doc *httpapi_store_part(struct call *c, const char *kind, struct span id)
{
    return documents_get(c, &httpapi_documents, kind, doc_get_str(c->in, "ApiId"), id);
}

struct doc *httpapi_store_parts(struct call *c, const char *kind)
{
    return documents_list(c, &httpapi_documents, kind, doc_get_str(c->in, "ApiId"), SPAN(""), -1);
}

void httpapi_store_part_put(struct call *c, const char *kind, struct span id, const struct doc *document)
{
    documents_put(c, &httpapi_documents, kind, doc_get_str(c->in, "ApiId"), id, document);
}

void httpapi_store_snapshot_put(struct call *c, struct span api_id, struct span deployment_id,
                                const struct doc *snapshot)
{
    db_run(c->db, "INSERT INTO httpapi_snapshot (api_id, id, snapshot) VALUES (?, ?, ?)", "ttt", api_id, deployment_id,
           json_text(&c->arena, snapshot));
}

struct doc *httpapi_store_snapshot(struct call *c, struct span api_id, struct span deployment_id)
{
    struct span text = db_text(c->db, &c->arena, "SELECT snapshot FROM httpapi_snapshot WHERE api_id = ? AND id = ?",
                               "tt", api_id, deployment_id);

    return text.data ? json_parse(&c->arena, text, NULL) : NULL;
}

void httpapi_store_snapshot_remove(struct call *c, struct span api_id, struct span deployment_id)
{
    db_run(c->db, "DELETE FROM httpapi_snapshot WHERE api_id = ? AND id = ?", "tt", api_id, deployment_id);
}

void httpapi_store_snapshots_remove(struct call *c, struct span api_id)
{
    db_run(c->db, "DELETE FROM httpapi_snapshot WHERE api_id = ?", "t", api_id);
}

/* --- the data plane's --------------------------------------------------------------------------------------------- */

static bool read_stages(struct db *db, struct arena *a, struct span api_id, struct httpapi_stored *s)
{
    struct rows *r = db_query(db,
                              "SELECT a.account, a.region, s.document FROM httpapi_document a"
                              " LEFT JOIN httpapi_document s ON s.account = a.account AND s.region = a.region"
                              " AND s.kind = 'Stage' AND s.owner = a.id WHERE a.kind = 'Api' AND a.id = ?",
                              "t", api_id);
    bool is_there = false;

    s->stages = doc_list(a);
    while (rows_next(r)) {
        struct span stage = rows_copy(r, 2, a);
        is_there = true;
        s->account = rows_copy(r, 0, a);
        s->region = rows_copy(r, 1, a);
        if (stage.size) doc_append(s->stages, json_parse(a, stage, NULL));
    }
    return is_there;
}

static void read_snapshots(struct db *db, struct arena *a, struct span api_id, struct httpapi_stored *s)
{
    s->snapshots = doc_map(a);
    for (size_t i = 0; i < doc_count(s->stages); i++) {
        struct span id = doc_get_str(doc_at(s->stages, i), "DeploymentId"), text;
        if (!id.size || doc_get_span(s->snapshots, id)) continue;
        text = db_text(db, a, "SELECT snapshot FROM httpapi_snapshot WHERE api_id = ? AND id = ?", "tt", api_id, id);
        if (text.data) doc_put_span(s->snapshots, id, json_parse(a, text, NULL));
    }
}

bool httpapi_store_served(struct arena *a, struct span api_id, struct httpapi_stored *stored)
{
    struct db *db = store_reader_take();
    bool is_there;

    if (!db) return false;
    stored->commit = watch_commit_of(db);
    is_there = read_stages(db, a, api_id, stored);
    if (is_there) read_snapshots(db, a, api_id, stored);
    store_reader_give(db);
    return is_there;
}
