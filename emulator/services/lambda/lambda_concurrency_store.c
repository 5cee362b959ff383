/* SQL of concurrency. */
#include "emulator/services/lambda/lambda_concurrency_store.h"

static void provisioned_read(struct rows *r, struct arena *a, struct lambda_provisioned *p)
{
    *p = (struct lambda_provisioned){ rows_copy(r, 0, a), rows_int(r, 1), rows_int(r, 2) };
}

bool lambda_provisioned_find(struct db *db, struct arena *a, const struct lambda_function *f, struct span qualifier,
                             struct lambda_provisioned *p)
{
    struct rows *r = db_query(
        db, "SELECT qualifier, wanted, modified_ms FROM lambda_provisioned WHERE function_id = ? AND qualifier = ?",
        "it", f->latest_id, qualifier);

    if (!rows_next(r)) return false;
    provisioned_read(r, a, p);
    rows_close(r);
    return true;
}

void lambda_provisioned_put(struct call *c, const struct lambda_function *f, const struct lambda_provisioned *p)
{
    db_run(c->db,
           "INSERT OR REPLACE INTO lambda_provisioned (function_id, qualifier, wanted, modified_ms)"
           " VALUES (?, ?, ?, ?)",
           "itii", f->latest_id, p->qualifier, p->wanted, p->modified_ms);
}

void lambda_provisioned_delete(struct call *c, const struct lambda_function *f, struct span qualifier)
{
    db_run(c->db, "DELETE FROM lambda_provisioned WHERE function_id = ? AND qualifier = ?", "it", f->latest_id,
           qualifier);
}

struct lambda_provisioned *lambda_provisioned_list(struct call *c, const struct lambda_function *f, struct span after,
                                                   int count, int *found)
{
    struct lambda_provisioned *list = ARENA_ARRAY(&c->arena, struct lambda_provisioned, (size_t)count);
    struct rows *r = db_query(c->db,
                              "SELECT qualifier, wanted, modified_ms FROM lambda_provisioned WHERE function_id = ?"
                              " AND qualifier > ? ORDER BY qualifier LIMIT ?",
                              "iti", f->latest_id, after.data ? after : SPAN(""), (int64_t)count);

    for (*found = 0; *found < count && rows_next(r); ++*found) provisioned_read(r, &c->arena, &list[*found]);
    if (*found == count) rows_close(r);
    return list;
}

int64_t lambda_provisioned_sum(struct call *c, const struct lambda_function *f, struct span but)
{
    return db_int(c->db, 0,
                  "SELECT coalesce(sum(wanted), 0) FROM lambda_provisioned WHERE function_id = ? AND qualifier <> ?",
                  "it", f->latest_id, but);
}

void lambda_account_usage(struct call *c, struct lambda_account_usage *usage)
{
    const char *account = c->who.account, *region = c->who.region;

    usage->functions =
        db_int(c->db, 0, "SELECT count(*) FROM lambda_function WHERE account = ? AND region = ? AND id = latest_id",
               "ss", account, region);
    usage->code_bytes =
        db_int(c->db, 0,
               "SELECT (SELECT coalesce(sum(code_bytes), 0) FROM lambda_function WHERE account = ?1 AND region = ?2)"
               " + (SELECT coalesce(sum(code_bytes), 0) FROM lambda_layer WHERE account = ?1 AND region = ?2)",
               "ss", account, region);
    usage->promised = db_int(
        c->db, 0,
        "SELECT coalesce(sum(iif(reserved_concurrency >= 0, reserved_concurrency, (SELECT coalesce(sum(wanted), 0)"
        " FROM lambda_provisioned p WHERE p.function_id = f.id))), 0)"
        " FROM lambda_function f WHERE account = ? AND region = ? AND id = latest_id",
        "ss", account, region);
}

struct rows *lambda_reserved_all(struct db *db)
{
    return db_query(db,
                    "SELECT id, reserved_concurrency, account, region FROM lambda_function"
                    " WHERE id = latest_id AND reserved_concurrency >= 0",
                    "");
}
