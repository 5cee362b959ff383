/* SQL of aliases. */
#include "emulator/services/lambda/lambda_alias_store.h"

#include "emulator/base/ids.h"
#include "emulator/base/json.h"
#include "emulator/store/db.h"

#define ALIASES "SELECT a.name, a.version, a.description, a.revision, a.weights FROM lambda_alias a "

static void alias_read(struct rows *r, struct arena *a, struct lambda_alias *alias)
{
    *alias = (struct lambda_alias){ .name = rows_copy(r, 0, a),
                                    .version = rows_copy(r, 1, a),
                                    .description = rows_copy(r, 2, a),
                                    .revision = rows_copy(r, 3, a) };
    if (!rows_is_null(r, 4)) alias->weights = json_parse(a, rows_copy(r, 4, a), NULL);
}

static bool alias_take(struct rows *r, struct arena *a, struct lambda_alias *alias)
{
    if (!rows_next(r)) return false;
    alias_read(r, a, alias);
    rows_close(r);
    return true;
}

bool lambda_alias_find(struct db *db, struct arena *a, const struct lambda_function *f, struct span name,
                       struct lambda_alias *alias)
{
    return alias_take(db_query(db, ALIASES "WHERE a.function_id = ? AND a.name = ?", "it", f->latest_id, name), a,
                      alias);
}

bool lambda_alias_find_named(struct db *db, struct arena *a, struct span account, struct span region,
                             struct span function, struct span name, struct lambda_alias *alias)
{
    return alias_take(db_query(db,
                               ALIASES "JOIN lambda_function f ON f.id = a.function_id WHERE f.account = ?"
                                       " AND f.region = ? AND f.name = ? AND f.version = '$LATEST' AND a.name = ?",
                               "tttt", account, region, function, name),
                      a, alias);
}

void lambda_alias_put(struct call *c, const struct lambda_function *f, const struct lambda_alias *alias)
{
    struct span weights = { NULL, 0 };

    if (alias->weights) weights = json_text(&c->arena, alias->weights);
    db_run(c->db,
           "INSERT OR REPLACE INTO lambda_alias (function_id, name, version, description, weights, revision)"
           " VALUES (?, ?, ?, ?, ?, ?)",
           "ittttt", f->latest_id, alias->name, alias->version, alias->description, weights, alias->revision);
}

void lambda_alias_delete(struct call *c, const struct lambda_function *f, struct span name)
{
    db_run(c->db, "DELETE FROM lambda_alias WHERE function_id = ? AND name = ?", "it", f->latest_id, name);
    db_run(c->db, "DELETE FROM lambda_policy WHERE function_id = ? AND qualifier = ?", "it", f->latest_id, name);
    db_run(c->db, "DELETE FROM lambda_event_config WHERE function_id = ? AND qualifier = ?", "it", f->latest_id, name);
    db_run(c->db, "DELETE FROM lambda_url WHERE function_id = ? AND qualifier = ?", "it", f->latest_id, name);
    db_run(c->db, "DELETE FROM lambda_provisioned WHERE function_id = ? AND qualifier = ?", "it", f->latest_id, name);
}

struct lambda_alias *lambda_alias_list(struct call *c, const struct lambda_function *f, struct span version,
                                       struct span after, int count, int *found)
{
    struct lambda_alias *list = ARENA_ARRAY(&c->arena, struct lambda_alias, (size_t)count);
    struct rows *r =
        db_query(c->db,
                 ALIASES "WHERE a.function_id = ? AND a.name > ? AND (? IS NULL OR a.version = ? OR"
                         " EXISTS (SELECT 1 FROM json_each(a.weights) w WHERE w.key = ?))"
                         " ORDER BY a.name LIMIT ?",
                 "itttti", f->latest_id, after.data ? after : SPAN(""), version, version, version, (int64_t)count);

    for (*found = 0; *found < count && rows_next(r); ++*found) alias_read(r, &c->arena, &list[*found]);
    if (*found == count) rows_close(r);
    return list;
}

struct span lambda_alias_draw(const struct lambda_alias *alias)
{
    double at = (double)(random_u64() >> 11) / (double)(UINT64_C(1) << 53);

    for (size_t i = 0; i < doc_count(alias->weights); i++) {
        const struct doc_member *m = &alias->weights->map.members[i];
        at -= doc_as_double(m->value);
        if (at < 0) return m->name;
    }
    return alias->version;
}
