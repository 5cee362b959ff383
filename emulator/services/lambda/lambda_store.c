/* Lambda's SQL, all of it. */
#include "emulator/services/lambda/lambda_store.h"

#include "emulator/base/json.h"
#include "emulator/core/arn.h"
#include "emulator/store/store.h"

const char *const lambda_schema[] = {
    "CREATE TABLE lambda_function (id INTEGER PRIMARY KEY AUTOINCREMENT, account TEXT NOT NULL, region TEXT NOT NULL,"
    " name TEXT NOT NULL, revision TEXT NOT NULL, runtime TEXT NOT NULL, role TEXT NOT NULL, handler TEXT NOT NULL,"
    " description TEXT NOT NULL, code_sha256 TEXT NOT NULL, code_bytes INTEGER NOT NULL, timeout_seconds INTEGER NOT NULL,"
    " memory_mb INTEGER NOT NULL, storage_mb INTEGER NOT NULL, modified_ms INTEGER NOT NULL, environment TEXT, policy TEXT,"
    " tags TEXT, architecture TEXT NOT NULL, UNIQUE (account, region, name));"
    "CREATE TABLE lambda_code (function_id INTEGER PRIMARY KEY, zip BLOB NOT NULL);"
    "CREATE TABLE lambda_event (id INTEGER PRIMARY KEY AUTOINCREMENT, due_ms INTEGER NOT NULL, attempts INTEGER NOT NULL,"
    " account TEXT NOT NULL, region TEXT NOT NULL, name TEXT NOT NULL, request_id TEXT NOT NULL, payload BLOB NOT NULL);"
    "CREATE INDEX lambda_event_due ON lambda_event (due_ms);",

    /* what ran when the former version ended is due at no time: it is due now */
    "INSERT INTO delivery (kind, lane, created_ms, due_ms, attempts, about, body)"
    " SELECT 'lambda-event', 'arn:aws:lambda:' || region || ':' || account || ':function:' || name,"
    " iif(due_ms = 9223372036854775807, unixepoch() * 1000, due_ms), iif(due_ms = 9223372036854775807, 0, due_ms), attempts,"
    " json_object('account', account, 'region', region, 'name', name, 'request', request_id), payload"
    " FROM lambda_event ORDER BY id;"
    "DROP TABLE lambda_event;",

    "ALTER TABLE lambda_function ADD COLUMN dead_letter_arn TEXT NOT NULL DEFAULT '';"
    "CREATE TABLE lambda_event_config (function_id INTEGER NOT NULL, qualifier TEXT NOT NULL, modified_ms INTEGER NOT NULL,"
    " retries_max INTEGER NOT NULL, age_max_seconds INTEGER NOT NULL, on_success TEXT, on_failure TEXT,"
    " PRIMARY KEY (function_id, qualifier)) WITHOUT ROWID;",
    NULL,
};

static struct doc *json_column(struct rows *r, int column, struct arena *a)
{
    return rows_is_null(r, column) ? NULL : json_parse(a, rows_copy(r, column, a), NULL);
}

bool lambda_store_find(struct db *db, struct arena *a, struct span account, struct span region, struct span name,
                       struct lambda_function *f)
{
    struct rows *r = db_query(
        db,
        "SELECT id, revision, runtime, role, handler, description, code_sha256, code_bytes, timeout_seconds,"
        " memory_mb, storage_mb, modified_ms, environment, policy, tags, architecture, dead_letter_arn FROM lambda_function"
        " WHERE account = ? AND region = ? AND name = ?",
        "ttt", account, region, name);

    if (!rows_next(r)) return false;
    *f = (struct lambda_function){ .id = rows_int(r, 0),
                                   .account = arena_span(a, account),
                                   .region = arena_span(a, region),
                                   .name = arena_span(a, name),
                                   .revision = rows_copy(r, 1, a),
                                   .runtime = rows_copy(r, 2, a),
                                   .role = rows_copy(r, 3, a),
                                   .handler = rows_copy(r, 4, a),
                                   .description = rows_copy(r, 5, a),
                                   .code_sha256 = rows_copy(r, 6, a),
                                   .code_bytes = rows_int(r, 7),
                                   .timeout_seconds = rows_int(r, 8),
                                   .memory_mb = rows_int(r, 9),
                                   .storage_mb = rows_int(r, 10),
                                   .modified_ms = rows_int(r, 11),
                                   .environment = json_column(r, 12, a),
                                   .policy = json_column(r, 13, a),
                                   .tags = json_column(r, 14, a),
                                   .architecture = rows_copy(r, 15, a),
                                   .dead_letter_arn = rows_copy(r, 16, a) };
    rows_close(r);
    f->arn = arn_make(a, "lambda", region, account, "function:%.*s", SPAN_ARG(name));
    return true;
}

static struct span json_or_absent(struct call *c, const struct doc *d)
{
    return d ? json_text(&c->arena, d) : (struct span){ NULL, 0 };
}

void lambda_store_insert(struct call *c, struct lambda_function *f, struct span zip)
{
    db_run(
        c->db,
        "INSERT INTO lambda_function (account, region, name, revision, runtime, role, handler, description, code_sha256,"
        " code_bytes, timeout_seconds, memory_mb, storage_mb, modified_ms, environment, tags, architecture,"
        " dead_letter_arn)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        "ttttttttt"
        "iiiii"
        "tttt",
        f->account, f->region, f->name, f->revision, f->runtime, f->role, f->handler, f->description, f->code_sha256,
        f->code_bytes, f->timeout_seconds, f->memory_mb, f->storage_mb, f->modified_ms,
        json_or_absent(c, f->environment), json_or_absent(c, f->tags), f->architecture, f->dead_letter_arn);
    f->id = db_last_rowid(c->db);
    db_run(c->db, "INSERT INTO lambda_code (function_id, zip) VALUES (?, ?)", "ib", f->id, zip);
}

void lambda_store_update(struct call *c, const struct lambda_function *f)
{
    db_run(
        c->db,
        "UPDATE lambda_function SET revision = ?, runtime = ?, role = ?, handler = ?, description = ?, code_sha256 = ?,"
        " code_bytes = ?, timeout_seconds = ?, memory_mb = ?, storage_mb = ?, modified_ms = ?, environment = ?, policy = ?,"
        " dead_letter_arn = ? WHERE id = ?",
        "tttttt"
        "iiiii"
        "ttti",
        f->revision, f->runtime, f->role, f->handler, f->description, f->code_sha256, f->code_bytes, f->timeout_seconds,
        f->memory_mb, f->storage_mb, f->modified_ms, json_or_absent(c, f->environment), json_or_absent(c, f->policy),
        f->dead_letter_arn, f->id);
}

void lambda_store_update_code(struct call *c, const struct lambda_function *f, struct span zip)
{
    db_run(c->db, "UPDATE lambda_code SET zip = ? WHERE function_id = ?", "bi", zip, f->id);
    lambda_store_update(c, f);
}

void lambda_store_delete(struct call *c, const struct lambda_function *f)
{
    db_run(c->db, "DELETE FROM lambda_code WHERE function_id = ?", "i", f->id);
    db_run(c->db, "DELETE FROM lambda_event_config WHERE function_id = ?", "i", f->id);
    db_run(c->db, "DELETE FROM lambda_function WHERE id = ?", "i", f->id);
}

#define EVENT_CONFIG \
    "SELECT qualifier, modified_ms, retries_max, age_max_seconds, on_success, on_failure FROM lambda_event_config"

static void event_config_read(struct rows *r, struct arena *a, struct lambda_event_config *config)
{
    *config = (struct lambda_event_config){ .qualifier = rows_copy(r, 0, a),
                                            .modified_ms = rows_int(r, 1),
                                            .retries_max = rows_int(r, 2),
                                            .age_max_seconds = rows_int(r, 3),
                                            .on_success = rows_copy(r, 4, a),
                                            .on_failure = rows_copy(r, 5, a) };
}

bool lambda_store_event_config_find(struct db *db, struct arena *a, const struct lambda_function *f,
                                    struct span qualifier, struct lambda_event_config *config)
{
    struct rows *r = db_query(db, EVENT_CONFIG " WHERE function_id = ? AND qualifier = ?", "it", f->id, qualifier);

    if (!rows_next(r)) return false;
    event_config_read(r, a, config);
    rows_close(r);
    return true;
}

void lambda_store_event_config_put(struct call *c, const struct lambda_function *f,
                                   const struct lambda_event_config *config)
{
    db_run(
        c->db,
        "INSERT OR REPLACE INTO lambda_event_config (function_id, qualifier, modified_ms, retries_max, age_max_seconds,"
        " on_success, on_failure) VALUES (?, ?, ?, ?, ?, ?, ?)",
        "itiiitt", f->id, config->qualifier, config->modified_ms, config->retries_max, config->age_max_seconds,
        config->on_success, config->on_failure);
}

bool lambda_store_event_config_delete(struct call *c, const struct lambda_function *f, struct span qualifier)
{
    return db_run(c->db, "DELETE FROM lambda_event_config WHERE function_id = ? AND qualifier = ?", "it", f->id,
                  qualifier) > 0;
}

int lambda_store_event_configs(struct call *c, const struct lambda_function *f, struct span after, int count,
                               struct lambda_event_config *configs)
{
    struct rows *r = db_query(c->db, EVENT_CONFIG " WHERE function_id = ? AND qualifier > ? ORDER BY qualifier LIMIT ?",
                              "iti", f->id, after.data ? after : SPAN(""), (int64_t)count);
    int found = 0;

    while (rows_next(r)) event_config_read(r, &c->arena, &configs[found++]);
    return found;
}

struct doc *lambda_store_names(struct call *c, struct span after, int64_t count)
{
    struct doc *names = doc_list(&c->arena);
    struct rows *r = db_query(
        c->db, "SELECT name FROM lambda_function WHERE account = ? AND region = ? AND name > ? ORDER BY name LIMIT ?",
        "ssti", c->who.account, c->who.region, after.data ? after : SPAN(""), count);

    while (rows_next(r)) doc_append_str(names, rows_text(r, 0));
    return names;
}

struct doc *lambda_store_digests(struct arena *a)
{
    struct db *db = store_reader_take();
    struct doc *digests = doc_list(a);
    struct rows *r;
    bool is_good;

    if (!db) return NULL;
    r = db_query(db, "SELECT DISTINCT code_sha256 FROM lambda_function", "");
    while (rows_next(r)) doc_append_str(digests, rows_copy(r, 0, a));
    is_good = !db_failed(db);
    store_reader_give(db);
    return is_good ? digests : NULL;
}

struct span lambda_store_zip(struct arena *a, int64_t function_id)
{
    struct db *db = store_reader_take();
    struct span zip = { NULL, 0 };

    if (!db) return zip;
    zip = db_text(db, a, "SELECT zip FROM lambda_code WHERE function_id = ?", "i", function_id);
    store_reader_give(db);
    return zip;
}
