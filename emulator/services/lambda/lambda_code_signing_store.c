/* SQL of code signing configurations. A function's is in `common` of its $LATEST. */
#include "emulator/services/lambda/lambda_code_signing_store.h"

#include "emulator/base/json.h"
#include "emulator/store/db.h"

#define CONFIGS "SELECT id, arn, description, publishers, policy, modified_ms, tags FROM lambda_code_signing "

static void config_read(struct rows *r, struct arena *a, struct lambda_code_signing *s)
{
    *s = (struct lambda_code_signing){ .id = rows_int(r, 0),
                                       .arn = rows_copy(r, 1, a),
                                       .description = rows_copy(r, 2, a),
                                       .publishers = json_parse(a, rows_copy(r, 3, a), NULL),
                                       .policy = rows_copy(r, 4, a),
                                       .modified_ms = rows_int(r, 5) };
    if (!rows_is_null(r, 6)) s->tags = json_parse(a, rows_copy(r, 6, a), NULL);
}

bool lambda_code_signing_find(struct call *c, struct span arn, struct lambda_code_signing *s)
{
    struct rows *r = db_query(c->db, CONFIGS "WHERE arn = ?", "t", arn);

    if (!rows_next(r)) return false;
    config_read(r, &c->arena, s);
    rows_close(r);
    return true;
}

static struct span tags_text(struct call *c, const struct lambda_code_signing *s)
{
    return s->tags ? json_text(&c->arena, s->tags) : (struct span){ NULL, 0 };
}

void lambda_code_signing_insert(struct call *c, const struct lambda_code_signing *s)
{
    db_run(c->db,
           "INSERT INTO lambda_code_signing (arn, account, region, description, publishers, policy, modified_ms, tags)"
           " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
           "tsstttit", s->arn, c->who.account, c->who.region, s->description, json_text(&c->arena, s->publishers),
           s->policy, s->modified_ms, tags_text(c, s));
}

void lambda_code_signing_update(struct call *c, const struct lambda_code_signing *s)
{
    db_run(c->db,
           "UPDATE lambda_code_signing SET description = ?, publishers = ?, policy = ?, modified_ms = ?, tags = ?"
           " WHERE id = ?",
           "tttiti", s->description, json_text(&c->arena, s->publishers), s->policy, s->modified_ms, tags_text(c, s),
           s->id);
}

void lambda_code_signing_delete(struct call *c, const struct lambda_code_signing *s)
{
    db_run(c->db, "DELETE FROM lambda_code_signing WHERE id = ?", "i", s->id);
}

struct lambda_code_signing *lambda_code_signing_list(struct call *c, int64_t after, int count, int *found)
{
    struct lambda_code_signing *list = ARENA_ARRAY(&c->arena, struct lambda_code_signing, (size_t)count);
    struct rows *r = db_query(c->db, CONFIGS "WHERE account = ? AND region = ? AND id > ? ORDER BY id LIMIT ?", "ssii",
                              c->who.account, c->who.region, after, (int64_t)count);

    for (*found = 0; *found < count && rows_next(r); ++*found) config_read(r, &c->arena, &list[*found]);
    if (*found == count) rows_close(r);
    return list;
}

struct doc *lambda_code_signing_functions(struct call *c, struct span arn, struct span after, int count)
{
    struct doc *names = doc_list(&c->arena);
    struct rows *r =
        db_query(c->db,
                 "SELECT name FROM lambda_function WHERE account = ? AND region = ? AND id = latest_id"
                 " AND name > ? AND json_extract(common, '$.CodeSigningConfigArn') = ? ORDER BY name LIMIT ?",
                 "sstti", c->who.account, c->who.region, after.data ? after : SPAN(""), arn, (int64_t)count);

    while (rows_next(r)) doc_append_str(names, rows_text(r, 0));
    return names;
}
