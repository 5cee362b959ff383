/* A table of invalidations; the paths of one are a JSON list. */
#include "emulator/services/cloudfront/cloudfront_invalidations_store.h"

#include "emulator/base/json.h"
#include "emulator/store/db.h"

#define INVALIDATION \
    "SELECT distribution, id, reference, created_ms, paths FROM cloudfront_invalidation WHERE distribution = ?"

bool cloudfront_store_invalidation_next(struct call *c, struct rows *rows, struct cloudfront_invalidation *i)
{
    if (!rows_next(rows)) return false;
    *i = (struct cloudfront_invalidation){ .distribution = rows_copy(rows, 0, &c->arena),
                                           .id = rows_copy(rows, 1, &c->arena),
                                           .reference = rows_copy(rows, 2, &c->arena),
                                           .created_ms = rows_int(rows, 3),
                                           .paths = json_parse(&c->arena, rows_copy(rows, 4, &c->arena), NULL) };
    return true;
}

static bool only(struct call *c, struct rows *rows, struct cloudfront_invalidation *i)
{
    if (!cloudfront_store_invalidation_next(c, rows, i)) return false;
    rows_close(rows);
    return true;
}

bool cloudfront_store_invalidation_find(struct call *c, struct span distribution, struct span id,
                                        struct cloudfront_invalidation *i)
{
    return only(c, db_query(c->db, INVALIDATION " AND id = ?", "tt", distribution, id), i);
}

bool cloudfront_store_invalidation_by_reference(struct call *c, struct span distribution, struct span reference,
                                                struct cloudfront_invalidation *i)
{
    return only(c, db_query(c->db, INVALIDATION " AND reference = ?", "tt", distribution, reference), i);
}

void cloudfront_store_invalidation_put(struct call *c, const struct cloudfront_invalidation *i)
{
    db_run(c->db,
           "INSERT INTO cloudfront_invalidation (distribution, id, reference, created_ms, paths)"
           " VALUES (?, ?, ?, ?, ?)",
           "tttit", i->distribution, i->id, i->reference, i->created_ms, json_text(&c->arena, i->paths));
}

struct rows *cloudfront_store_invalidations(struct call *c, struct span distribution, struct span after, int64_t max)
{
    return db_query(c->db,
                    INVALIDATION
                    " AND (? IS NULL OR (created_ms, id) < (SELECT created_ms, id FROM cloudfront_invalidation"
                    " WHERE distribution = ? AND id = ?)) ORDER BY created_ms DESC, id DESC LIMIT ?",
                    "tttti", distribution, after, distribution, after, max);
}

struct rows *cloudfront_store_invalidations_since(struct call *c, struct span distribution, int64_t after_ms)
{
    return db_query(c->db, INVALIDATION " AND created_ms > ?", "ti", distribution, after_ms);
}

int64_t cloudfront_store_invalidations_count(struct call *c, struct span distribution, int64_t after_ms)
{
    return db_int(c->db, 0, "SELECT count(*) FROM cloudfront_invalidation WHERE distribution = ? AND created_ms > ?",
                  "ti", distribution, after_ms);
}

void cloudfront_store_invalidations_drop(struct call *c, struct span distribution)
{
    db_run(c->db, "DELETE FROM cloudfront_invalidation WHERE distribution = ?", "t", distribution);
}
