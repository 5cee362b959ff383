/* SQL of function URLs. */
#include "emulator/services/lambda/lambda_url_store.h"

#include "emulator/base/json.h"
#include "emulator/core/arn.h"
#include "emulator/store/store.h"
#include "emulator/store/watch.h"

#define URLS "SELECT qualifier, url_id, auth_type, invoke_mode, cors, created_ms, modified_ms FROM lambda_url "

static void url_read(struct rows *r, struct arena *a, struct lambda_url *url)
{
    *url = (struct lambda_url){ .qualifier = rows_copy(r, 0, a),
                                .id = rows_copy(r, 1, a),
                                .auth_type = rows_copy(r, 2, a),
                                .invoke_mode = rows_copy(r, 3, a),
                                .created_ms = rows_int(r, 5),
                                .modified_ms = rows_int(r, 6) };
    if (!rows_is_null(r, 4)) url->cors = json_parse(a, rows_copy(r, 4, a), NULL);
}

bool lambda_url_find(struct db *db, struct arena *a, const struct lambda_function *f, struct span qualifier,
                     struct lambda_url *url)
{
    struct rows *r = db_query(db, URLS "WHERE function_id = ? AND qualifier = ?", "it", f->latest_id, qualifier);

    if (!rows_next(r)) return false;
    url_read(r, a, url);
    rows_close(r);
    return true;
}

void lambda_url_put(struct call *c, const struct lambda_function *f, const struct lambda_url *url)
{
    struct span cors = { NULL, 0 };

    if (url->cors) cors = json_text(&c->arena, url->cors);
    db_run(
        c->db,
        "INSERT OR REPLACE INTO lambda_url (function_id, qualifier, url_id, auth_type, invoke_mode, cors, created_ms,"
        " modified_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        "itttttii", f->latest_id, url->qualifier, url->id, url->auth_type, url->invoke_mode, cors, url->created_ms,
        url->modified_ms);
}

void lambda_url_delete(struct call *c, const struct lambda_function *f, struct span qualifier)
{
    db_run(c->db, "DELETE FROM lambda_url WHERE function_id = ? AND qualifier = ?", "it", f->latest_id, qualifier);
}

struct lambda_url *lambda_url_list(struct call *c, const struct lambda_function *f, bool has_after, struct span after,
                                   int count, int *found)
{
    struct lambda_url *list = ARENA_ARRAY(&c->arena, struct lambda_url, (size_t)count);
    struct rows *r =
        db_query(c->db, URLS "WHERE function_id = ? AND (? = 0 OR qualifier > ?) ORDER BY qualifier LIMIT ?", "iiti",
                 f->latest_id, (int64_t)has_after, after.data ? after : SPAN(""), (int64_t)count);

    for (*found = 0; *found < count && rows_next(r); ++*found) url_read(r, &c->arena, &list[*found]);
    if (*found == count) rows_close(r);
    return list;
}

static bool owner_read(struct db *db, struct arena *a, struct span id, struct lambda_url_owner *owner)
{
    struct rows *r = db_query(db,
                              "SELECT account, region, name FROM lambda_function JOIN lambda_url"
                              " ON lambda_function.id = function_id WHERE url_id = ?",
                              "t", id);

    if (!rows_next(r)) return false;
    owner->account = rows_copy(r, 0, a);
    owner->region = rows_copy(r, 1, a);
    owner->function_arn =
        arn_make(a, "lambda", owner->region, owner->account, "function:%.*s", SPAN_ARG(rows_copy(r, 2, a)));
    rows_close(r);
    return true;
}

static bool by_id(struct db *db, struct arena *a, struct span id, struct lambda_url *url)
{
    struct rows *r = db_query(db, URLS "WHERE url_id = ?", "t", id);

    if (!rows_next(r)) return false;
    url_read(r, a, url);
    rows_close(r);
    return true;
}

bool lambda_url_find_by_id(struct arena *a, struct span id, struct lambda_url *url, struct lambda_url_owner *owner,
                           uint64_t *commit)
{
    struct db *db = store_reader_take();
    bool is_there;

    if (!db) return false;
    *commit = watch_commit_of(db);
    is_there = by_id(db, a, id, url) && owner_read(db, a, id, owner);
    store_reader_give(db);
    return is_there;
}
