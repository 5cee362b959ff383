/* A table of functions. */
#include "emulator/services/cloudfront/cloudfront_functions_store.h"

#include "emulator/base/json.h"
#include "emulator/core/arn.h"
#include "emulator/store/db.h"

#define FUNCTION                                                                                                     \
    "SELECT account, name, stage, etag, created_ms, changed_ms, config, CAST(code AS TEXT) FROM cloudfront_function" \
    " WHERE account = ?"

bool cloudfront_store_function_next(struct call *c, struct rows *rows, struct cloudfront_function *f)
{
    struct arena *a = &c->arena;

    if (!rows_next(rows)) return false;
    *f = (struct cloudfront_function){ .account = rows_copy(rows, 0, a),
                                       .name = rows_copy(rows, 1, a),
                                       .stage = rows_copy(rows, 2, a),
                                       .etag = rows_copy(rows, 3, a),
                                       .created_ms = rows_int(rows, 4),
                                       .changed_ms = rows_int(rows, 5),
                                       .config = json_parse(a, rows_copy(rows, 6, a), NULL),
                                       .code = rows_copy(rows, 7, a) };
    return true;
}

static bool find(struct call *c, struct span account, struct span name, const char *stage,
                 struct cloudfront_function *f)
{
    struct rows *rows = db_query(c->db, FUNCTION " AND name = ? AND stage = ?", "tts", account, name, stage);

    if (!cloudfront_store_function_next(c, rows, f)) return false;
    rows_close(rows);
    return true;
}

bool cloudfront_store_function_find(struct call *c, struct span name, const char *stage, struct cloudfront_function *f)
{
    return find(c, span_of(c->who.account), name, stage, f);
}

bool cloudfront_store_function_by_arn(struct call *c, struct span arn, const char *stage, struct cloudfront_function *f)
{
    struct arn parts;

    return arn_parse_of(arn, "cloudfront", &parts) && span_starts(parts.resource, "function/") &&
           find(c, parts.account, arn_last(parts.resource), stage, f);
}

struct rows *cloudfront_store_functions(struct call *c)
{
    return db_query(c->db, FUNCTION " ORDER BY name, stage", "s", (const char *)c->who.account);
}

int64_t cloudfront_store_functions_count(struct call *c)
{
    return db_int(c->db, 0, "SELECT count(*) FROM cloudfront_function WHERE account = ? AND stage = 'DEVELOPMENT'", "s",
                  (const char *)c->who.account);
}

void cloudfront_store_function_put(struct call *c, const struct cloudfront_function *f)
{
    db_run(
        c->db,
        "INSERT OR REPLACE INTO cloudfront_function (account, name, stage, etag, created_ms, changed_ms, config, code)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        "ttttiitb", f->account, f->name, f->stage, f->etag, f->created_ms, f->changed_ms,
        json_text(&c->arena, f->config), f->code);
}

void cloudfront_store_function_delete(struct call *c, const struct cloudfront_function *f)
{
    db_run(c->db, "DELETE FROM cloudfront_function WHERE account = ? AND name = ?", "tt", f->account, f->name);
}
