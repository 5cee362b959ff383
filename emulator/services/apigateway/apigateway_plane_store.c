/* On readers, but for what is counted. */
#include "emulator/services/apigateway/apigateway_plane_store.h"

#include "emulator/base/json.h"
#include "emulator/store/store.h"

struct doc *api_plane_store_plans(struct arena *a, struct db *db, struct span account, struct span region,
                                  struct span api_id, struct span stage)
{
    struct doc *list = doc_list(a);
    struct rows *r = db_query(
        db,
        "SELECT p.document, k.document FROM api_document p"
        " JOIN api_document u ON u.account = p.account AND u.region = p.region AND u.kind = 'usageplankey' AND u.owner = p.id"
        " JOIN api_document k ON k.account = p.account AND k.region = p.region AND k.kind = 'apikey' AND k.owner = ''"
        " AND k.id = u.id WHERE p.account = ? AND p.region = ? AND p.kind = 'usageplan' AND EXISTS (SELECT 1 FROM"
        " json_each(p.document, '$.apiStages') s WHERE json_extract(s.value, '$.apiId') = ?"
        " AND json_extract(s.value, '$.stage') = ?)",
        "tttt", account, region, api_id, stage);

    while (rows_next(r)) {
        struct doc *row = doc_append_map(list);
        doc_put(row, "plan", json_parse(a, rows_copy(r, 0, a), NULL));
        doc_put(row, "key", json_parse(a, rows_copy(r, 1, a), NULL));
    }
    return list;
}

struct doc *api_plane_store_flushed(struct arena *a, struct db *db, struct span api_id, struct span stage)
{
    struct span text =
        db_text(db, a, "SELECT document FROM api_document WHERE kind = 'flushed' AND owner = ? AND id = ?", "tt",
                api_id, stage);

    return text.data ? json_parse(a, text, NULL) : NULL;
}

struct doc *api_plane_store_snapshot(struct arena *a, struct db *db, struct span api_id, struct span deployment_id)
{
    struct span text = deployment_id.size
                           ? db_text(db, a, "SELECT snapshot FROM api_snapshot WHERE api_id = ? AND id = ?", "tt",
                                     api_id, deployment_id)
                           : (struct span){ NULL, 0 };

    return text.data ? json_parse(a, text, NULL) : NULL;
}

struct api_client api_plane_store_client(struct arena *a, struct db *db, struct span account, struct span region,
                                         struct span id)
{
    struct api_client client = { 0 };
    struct rows *r =
        id.size ? db_query(db,
                           "SELECT json_extract(c.document, '$.pemEncodedCertificate'),"
                           " json_extract(k.document, '$.privateKey') FROM api_document c"
                           " JOIN api_document k ON k.account = c.account AND k.region = c.region"
                           " AND k.kind = 'clientcertificatekey' AND k.owner = '' AND k.id = c.id"
                           " WHERE c.account = ? AND c.region = ? AND c.kind = 'clientcertificate' AND c.owner = ''"
                           " AND c.id = ?",
                           "ttt", account, region, id)
                : NULL;

    if (rows_next(r)) {
        client.certificate = arena_string(a, rows_text(r, 0));
        client.key = arena_string(a, rows_text(r, 1));
        rows_close(r);
    }
    return client;
}

bool api_plane_store_is_linked(struct span account, struct span region, struct span id)
{
    struct db *db = store_reader_take();
    bool is_linked =
        db && db_int(db, 0,
                     "SELECT 1 FROM api_document WHERE account = ? AND region = ? AND kind = 'vpclink' AND owner = ''"
                     " AND id = ? AND json_extract(document, '$.status') = 'AVAILABLE'",
                     "ttt", account, region, id) == 1;

    if (db) store_reader_give(db);
    return is_linked;
}

struct doc *api_plane_store_domains(struct arena *a, struct db *db)
{
    struct doc *list = doc_list(a);
    struct rows *r =
        db_query(db,
                 "SELECT d.id, json_extract(m.document, '$.basePath'), json_extract(m.document, '$.restApiId'),"
                 " json_extract(m.document, '$.stage') FROM api_document d LEFT JOIN api_document m"
                 " ON m.account = d.account AND m.region = d.region AND m.kind = 'basepathmapping' AND m.owner = d.id"
                 " WHERE d.kind = 'domainname'",
                 "");

    while (rows_next(r)) {
        struct doc *row = doc_append_map(list);
        doc_put_str(row, "domain", rows_text(r, 0));
        doc_put_str(row, "base", rows_text(r, 1));
        doc_put_str(row, "api", rows_text(r, 2));
        doc_put_str(row, "stage", rows_text(r, 3));
    }
    return list;
}

void api_plane_store_use(struct db *db, struct span plan_id, struct span key_id, int64_t day, int64_t count)
{
    db_run(db,
           "INSERT INTO api_usage (plan_id, key_id, day, used) VALUES (?, ?, ?, ?)"
           " ON CONFLICT (plan_id, key_id, day) DO UPDATE SET used = used + excluded.used",
           "ttii", plan_id, key_id, day, count);
}

struct doc *api_plane_store_days(struct call *c, struct span plan_id, struct span key_id)
{
    struct doc *days = doc_list(&c->arena);
    struct rows *r = db_query(c->db, "SELECT day, used FROM api_usage WHERE plan_id = ? AND key_id = ? ORDER BY day",
                              "tt", plan_id, key_id);

    while (rows_next(r)) {
        struct doc *day = doc_append_map(days);
        doc_put_int(day, "day", rows_int(r, 0));
        doc_put_int(day, "used", rows_int(r, 1));
    }
    return days;
}

void api_plane_store_used(struct span plan_id, struct span key_id, int64_t from_day, int64_t *used, int64_t *first_day)
{
    struct db *db = store_reader_take();

    *used = 0;
    *first_day = -1;
    if (!db) return;
    *used = db_int(db, 0, "SELECT coalesce(sum(used), 0) FROM api_usage WHERE plan_id = ? AND key_id = ? AND day >= ?",
                   "tti", plan_id, key_id, from_day);
    *first_day = db_int(db, -1, "SELECT coalesce(min(day), -1) FROM api_usage WHERE plan_id = ? AND key_id = ?", "tt",
                        plan_id, key_id);
    store_reader_give(db);
}
