/* Event source mappings' SQL. */
#include "emulator/services/lambda/lambda_source_store.h"

#include "emulator/base/json.h"
#include "emulator/core/arn.h"

const char lambda_source_schema[] =
    "CREATE TABLE lambda_source (id INTEGER PRIMARY KEY AUTOINCREMENT, uuid TEXT NOT NULL, account TEXT NOT NULL,"
    " region TEXT NOT NULL, function TEXT NOT NULL, qualifier TEXT NOT NULL, arn TEXT NOT NULL, endpoint TEXT NOT NULL,"
    " enabled INTEGER NOT NULL, config TEXT NOT NULL, tags TEXT, result TEXT, modified_ms INTEGER NOT NULL,"
    " UNIQUE (account, region, uuid));";

const char lambda_source_positions_schema[] =
    "CREATE TABLE lambda_source_position (source_id INTEGER NOT NULL, lane INTEGER NOT NULL, shard TEXT NOT NULL,"
    " number TEXT NOT NULL, iterator TEXT NOT NULL, since_ms INTEGER NOT NULL, edition INTEGER NOT NULL, PRIMARY KEY (source_id, lane)) WITHOUT ROWID;";

#define SOURCE                                                                                                         \
    "SELECT id, uuid, account, region, function, qualifier, arn, endpoint, enabled, config, tags, result, modified_ms" \
    " FROM lambda_source"

void lambda_source_read(struct rows *r, struct arena *a, struct lambda_source *s)
{
    *s = (struct lambda_source){ .id = rows_int(r, 0),
                                 .uuid = rows_copy(r, 1, a),
                                 .account = rows_copy(r, 2, a),
                                 .region = rows_copy(r, 3, a),
                                 .function = rows_copy(r, 4, a),
                                 .qualifier = rows_copy(r, 5, a),
                                 .arn = rows_copy(r, 6, a),
                                 .endpoint = rows_copy(r, 7, a),
                                 .is_enabled = rows_int(r, 8) != 0,
                                 .config = json_parse(a, rows_copy(r, 9, a), NULL),
                                 .tags = rows_is_null(r, 10) ? NULL : json_parse(a, rows_copy(r, 10, a), NULL),
                                 .result = rows_copy(r, 11, a),
                                 .modified_ms = rows_int(r, 12) };
}

struct span lambda_source_function_arn(struct arena *a, const struct lambda_source *s)
{
    return arn_make(a, "lambda", s->region, s->account, "function:%.*s%s%.*s", SPAN_ARG(s->function),
                    s->qualifier.size ? ":" : "", SPAN_ARG(s->qualifier));
}

static struct span json_or_absent(struct call *c, const struct doc *d)
{
    return d ? json_text(&c->arena, d) : (struct span){ NULL, 0 };
}

void lambda_source_insert(struct call *c, struct lambda_source *s)
{
    db_run(
        c->db,
        "INSERT INTO lambda_source (uuid, account, region, function, qualifier, arn, endpoint, enabled, config, tags,"
        " result, modified_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        "tttttttittti", s->uuid, s->account, s->region, s->function, s->qualifier, s->arn, s->endpoint,
        (int64_t)s->is_enabled, json_text(&c->arena, s->config), json_or_absent(c, s->tags), s->result, s->modified_ms);
    s->id = db_last_rowid(c->db);
}

void lambda_source_update(struct call *c, const struct lambda_source *s)
{
    db_run(c->db,
           "UPDATE lambda_source SET function = ?, qualifier = ?, endpoint = ?, enabled = ?, config = ?, tags = ?,"
           " result = ?, modified_ms = ? WHERE id = ?",
           "tttitttii", s->function, s->qualifier, s->endpoint, (int64_t)s->is_enabled, json_text(&c->arena, s->config),
           json_or_absent(c, s->tags), s->result, s->modified_ms, s->id);
}

void lambda_source_delete(struct call *c, int64_t id)
{
    db_run(c->db, "DELETE FROM lambda_source WHERE id = ?", "i", id);
    db_run(c->db, "DELETE FROM lambda_source_position WHERE source_id = ?", "i", id);
}

bool lambda_source_find(struct db *db, struct arena *a, struct span account, struct span region, struct span uuid,
                        struct lambda_source *s)
{
    struct rows *r =
        db_query(db, SOURCE " WHERE account = ? AND region = ? AND uuid = ?", "ttt", account, region, uuid);

    if (!rows_next(r)) return false;
    lambda_source_read(r, a, s);
    rows_close(r);
    return true;
}

struct rows *lambda_sources_after(struct db *db, struct span account, struct span region, int64_t after)
{
    return db_query(db, SOURCE " WHERE account = ? AND region = ? AND id > ? ORDER BY id", "tti", account, region,
                    after);
}

struct rows *lambda_sources_all(struct db *db)
{
    return db_query(db, SOURCE " ORDER BY id", "");
}

/* --- positions ---------------------------------------------------------------------------------------------------- */

int lambda_source_positions(struct db *db, struct arena *a, int64_t id, struct stream_position *positions)
{
    struct rows *r = db_query(
        db,
        "SELECT shard, number, iterator, since_ms, edition FROM lambda_source_position WHERE source_id = ? ORDER BY lane",
        "i", id);
    int count = 0;

    while (rows_next(r))
        positions[count++] = (struct stream_position){ .shard = rows_copy(r, 0, a),
                                                       .number = rows_copy(r, 1, a),
                                                       .iterator = rows_copy(r, 2, a),
                                                       .since_ms = rows_int(r, 3),
                                                       .edition = rows_int(r, 4) };
    return count;
}

void lambda_source_positions_put(struct call *c, int64_t id, const struct stream_position *positions, int lanes)
{
    db_run(c->db, "DELETE FROM lambda_source_position WHERE source_id = ?", "i", id);
    for (int i = 0; i < lanes; i++)
        db_run(c->db,
               "INSERT INTO lambda_source_position (source_id, lane, shard, number, iterator, since_ms, edition)"
               " VALUES (?, ?, ?, ?, ?, ?, ?)",
               "iitttii", id, (int64_t)i, positions[i].shard, positions[i].number, positions[i].iterator,
               positions[i].since_ms, positions[i].edition);
}

bool lambda_source_position_update(struct call *c, int64_t id, int lane, const struct stream_position *position)
{
    return db_run(
               c->db,
               "UPDATE lambda_source_position SET shard = ?, number = ?2, iterator = '' WHERE source_id = ? AND lane = ?"
               " AND edition = ? AND number < ?2",
               "ttiii", position->shard, position->number, id, (int64_t)lane, position->edition) > 0;
}

void lambda_source_result_update(struct call *c, int64_t id, const char *result)
{
    db_run(c->db, "UPDATE lambda_source SET result = ?2 WHERE id = ?1 AND result IS NOT ?2", "is", id, result);
}
