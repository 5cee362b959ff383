/* Lambda's SQL, all of it. */
#include "emulator/services/lambda/lambda_store.h"

#include "emulator/base/json.h"
#include "emulator/core/arn.h"
#include "emulator/services/lambda/lambda_source_store.h"
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

    /* a published version is a row like that of $LATEST; code is kept once, by its digest */
    "ALTER TABLE lambda_function RENAME TO lambda_function_former;"
    "CREATE TABLE lambda_function (id INTEGER PRIMARY KEY AUTOINCREMENT, account TEXT NOT NULL, region TEXT NOT NULL,"
    " name TEXT NOT NULL, version TEXT NOT NULL, latest_id INTEGER NOT NULL, edition INTEGER NOT NULL, revision TEXT NOT NULL,"
    " runtime TEXT NOT NULL, role TEXT NOT NULL, handler TEXT NOT NULL, description TEXT NOT NULL, code_sha256 TEXT NOT NULL,"
    " code_bytes INTEGER NOT NULL, timeout_seconds INTEGER NOT NULL, memory_mb INTEGER NOT NULL, storage_mb INTEGER NOT NULL,"
    " modified_ms INTEGER NOT NULL, environment TEXT, architecture TEXT NOT NULL, dead_letter_arn TEXT NOT NULL, settings TEXT,"
    " hot_folder TEXT, layers INTEGER NOT NULL DEFAULT 0, tags TEXT, reserved_concurrency INTEGER NOT NULL DEFAULT -1,"
    " last_version INTEGER NOT NULL DEFAULT 0, published_edition INTEGER NOT NULL DEFAULT 0, common TEXT,"
    " UNIQUE (account, region, name, version));"
    "CREATE INDEX lambda_function_code ON lambda_function (code_sha256);"
    "CREATE INDEX lambda_function_latest ON lambda_function (latest_id);"
    "INSERT INTO lambda_function (id, account, region, name, version, latest_id, edition, revision, runtime, role, handler,"
    " description, code_sha256, code_bytes, timeout_seconds, memory_mb, storage_mb, modified_ms, environment, architecture,"
    " dead_letter_arn, tags) SELECT id, account, region, name, '$LATEST', id, 1, revision, runtime, role, handler, description,"
    " code_sha256, code_bytes, timeout_seconds, memory_mb, storage_mb, modified_ms, environment, architecture,"
    " dead_letter_arn, tags FROM lambda_function_former;"
    "CREATE TABLE lambda_policy (function_id INTEGER NOT NULL, qualifier TEXT NOT NULL, statements TEXT NOT NULL,"
    " PRIMARY KEY (function_id, qualifier)) WITHOUT ROWID;"
    "INSERT INTO lambda_policy SELECT id, '', policy FROM lambda_function_former WHERE policy IS NOT NULL AND policy <> '[]';"
    "DROP TABLE lambda_function_former;"
    "CREATE TABLE lambda_zip (code_sha256 TEXT PRIMARY KEY, zip BLOB NOT NULL);"
    "INSERT OR IGNORE INTO lambda_zip SELECT f.code_sha256, c.zip FROM lambda_code c JOIN lambda_function f"
    " ON f.id = c.function_id;"
    "DROP TABLE lambda_code;"
    "CREATE TABLE lambda_function_layer (function_id INTEGER NOT NULL, position INTEGER NOT NULL, arn TEXT NOT NULL,"
    " code_sha256 TEXT NOT NULL, code_bytes INTEGER NOT NULL, PRIMARY KEY (function_id, position)) WITHOUT ROWID;"
    "CREATE INDEX lambda_function_layer_code ON lambda_function_layer (code_sha256);"
    "CREATE TABLE lambda_alias (function_id INTEGER NOT NULL, name TEXT NOT NULL, version TEXT NOT NULL,"
    " description TEXT NOT NULL, weights TEXT, revision TEXT NOT NULL, PRIMARY KEY (function_id, name)) WITHOUT ROWID;",

    "CREATE TABLE lambda_url (function_id INTEGER NOT NULL, qualifier TEXT NOT NULL, url_id TEXT NOT NULL UNIQUE,"
    " auth_type TEXT NOT NULL, invoke_mode TEXT NOT NULL, cors TEXT, created_ms INTEGER NOT NULL,"
    " modified_ms INTEGER NOT NULL, PRIMARY KEY (function_id, qualifier)) WITHOUT ROWID;"
    "CREATE TABLE lambda_provisioned (function_id INTEGER NOT NULL, qualifier TEXT NOT NULL, wanted INTEGER NOT NULL,"
    " modified_ms INTEGER NOT NULL, PRIMARY KEY (function_id, qualifier)) WITHOUT ROWID;"
    "CREATE TABLE lambda_code_signing (id INTEGER PRIMARY KEY AUTOINCREMENT, arn TEXT NOT NULL UNIQUE, account TEXT NOT NULL,"
    " region TEXT NOT NULL, description TEXT NOT NULL, publishers TEXT NOT NULL, policy TEXT NOT NULL,"
    " modified_ms INTEGER NOT NULL, tags TEXT);",

    lambda_source_schema,
    "CREATE TABLE lambda_layer (id INTEGER PRIMARY KEY AUTOINCREMENT, account TEXT NOT NULL, region TEXT NOT NULL,"
    " name TEXT NOT NULL, version INTEGER NOT NULL, description TEXT NOT NULL, license TEXT, code_sha256 TEXT NOT NULL,"
    " code_bytes INTEGER NOT NULL, created_ms INTEGER NOT NULL, runtimes TEXT, architectures TEXT, statements TEXT,"
    " revision TEXT NOT NULL, UNIQUE (account, region, name, version));"
    "CREATE INDEX lambda_layer_code ON lambda_layer (code_sha256);"
    "CREATE TABLE lambda_layer_name (account TEXT NOT NULL, region TEXT NOT NULL, name TEXT NOT NULL,"
    " last_version INTEGER NOT NULL, PRIMARY KEY (account, region, name)) WITHOUT ROWID;"
    "ALTER TABLE lambda_zip ADD COLUMN unpacked_bytes INTEGER NOT NULL DEFAULT 0;",
    lambda_source_positions_schema,
    NULL,
};

static struct doc *json_column(struct rows *r, int column, struct arena *a)
{
    return rows_is_null(r, column) ? NULL : json_parse(a, rows_copy(r, column, a), NULL);
}

/* --- functions ---------------------------------------------------------------------------------------------------- */

/* What belongs to the function as a whole is in the row of its $LATEST. */
#define FUNCTIONS                                                                                                   \
    "SELECT f.id, f.latest_id, f.edition, f.account, f.region, f.name, f.version, f.revision, f.runtime, f.role,"   \
    " f.handler, f.description, f.code_sha256, f.code_bytes, f.timeout_seconds, f.memory_mb, f.storage_mb,"         \
    " f.modified_ms, f.environment, f.architecture, f.dead_letter_arn, f.settings, f.hot_folder, f.layers, l.tags," \
    " l.reserved_concurrency, l.last_version, l.published_edition, l.common"                                        \
    " FROM lambda_function f JOIN lambda_function l ON l.id = f.latest_id "

static void function_read(struct rows *r, struct arena *a, struct lambda_function *f)
{
    *f = (struct lambda_function){ .id = rows_int(r, 0),
                                   .latest_id = rows_int(r, 1),
                                   .edition = rows_int(r, 2),
                                   .account = rows_copy(r, 3, a),
                                   .region = rows_copy(r, 4, a),
                                   .name = rows_copy(r, 5, a),
                                   .version = rows_copy(r, 6, a),
                                   .revision = rows_copy(r, 7, a),
                                   .runtime = rows_copy(r, 8, a),
                                   .role = rows_copy(r, 9, a),
                                   .handler = rows_copy(r, 10, a),
                                   .description = rows_copy(r, 11, a),
                                   .code_sha256 = rows_copy(r, 12, a),
                                   .code_bytes = rows_int(r, 13),
                                   .timeout_seconds = rows_int(r, 14),
                                   .memory_mb = rows_int(r, 15),
                                   .storage_mb = rows_int(r, 16),
                                   .modified_ms = rows_int(r, 17),
                                   .environment = json_column(r, 18, a),
                                   .architecture = rows_copy(r, 19, a),
                                   .dead_letter_arn = rows_copy(r, 20, a),
                                   .settings = json_column(r, 21, a),
                                   .hot_folder = rows_copy(r, 22, a),
                                   .layer_count = (int)rows_int(r, 23),
                                   .tags = json_column(r, 24, a),
                                   .reserved_concurrency = rows_int(r, 25),
                                   .last_version = rows_int(r, 26),
                                   .published_edition = rows_int(r, 27),
                                   .common = json_column(r, 28, a) };
    f->arn = f->invoked_arn = arn_make(a, "lambda", f->region, f->account, "function:%.*s", SPAN_ARG(f->name));
    f->qualifier = SPAN("");
}

static void layers_read(struct db *db, struct arena *a, struct lambda_function *f)
{
    struct rows *r = db_query(db,
                              "SELECT arn, code_sha256, code_bytes FROM lambda_function_layer WHERE function_id = ?"
                              " ORDER BY position LIMIT ?",
                              "ii", f->id, (int64_t)LAMBDA_LAYERS_MAX);

    for (f->layer_count = 0; rows_next(r); f->layer_count++)
        f->layers[f->layer_count] = (struct lambda_layer_use){ .arn = rows_copy(r, 0, a),
                                                               .code_sha256 = rows_copy(r, 1, a),
                                                               .code_bytes = rows_int(r, 2) };
}

/* The first row, with its layers. */
static bool function_take(struct db *db, struct rows *r, struct arena *a, struct lambda_function *f)
{
    if (!rows_next(r)) return false;
    function_read(r, a, f);
    rows_close(r);
    if (f->layer_count) layers_read(db, a, f);
    return true;
}

bool lambda_store_find_version(struct db *db, struct arena *a, struct span account, struct span region,
                               struct span name, struct span version, struct lambda_function *f)
{
    return function_take(db,
                         db_query(db, FUNCTIONS "WHERE f.account = ? AND f.region = ? AND f.name = ? AND f.version = ?",
                                  "tttt", account, region, name, version),
                         a, f);
}

bool lambda_store_find(struct db *db, struct arena *a, struct span account, struct span region, struct span name,
                       struct lambda_function *f)
{
    return lambda_store_find_version(db, a, account, region, name, SPAN(LAMBDA_LATEST), f);
}

static struct span json_or_absent(struct call *c, const struct doc *d)
{
    return d ? json_text(&c->arena, d) : (struct span){ NULL, 0 };
}

static void layers_write(struct call *c, const struct lambda_function *f)
{
    db_run(c->db, "DELETE FROM lambda_function_layer WHERE function_id = ?", "i", f->id);
    for (int i = 0; i < f->layer_count; i++)
        db_run(c->db,
               "INSERT INTO lambda_function_layer (function_id, position, arn, code_sha256, code_bytes)"
               " VALUES (?, ?, ?, ?, ?)",
               "iitti", f->id, (int64_t)i, f->layers[i].arn, f->layers[i].code_sha256, f->layers[i].code_bytes);
}

void lambda_store_zip_keep(struct call *c, struct span code_sha256, struct span zip, int64_t unpacked_bytes)
{
    db_run(c->db, "INSERT OR IGNORE INTO lambda_zip (code_sha256, zip, unpacked_bytes) VALUES (?, ?, ?)", "tbi",
           code_sha256, zip, unpacked_bytes);
}

int64_t lambda_store_unpacked_bytes(struct call *c, struct span code_sha256)
{
    return db_int(c->db, 0, "SELECT unpacked_bytes FROM lambda_zip WHERE code_sha256 = ?", "t", code_sha256);
}

void lambda_store_zips_sweep(struct call *c)
{
    db_run(c->db,
           "DELETE FROM lambda_zip WHERE NOT EXISTS (SELECT 1 FROM lambda_function f WHERE f.code_sha256 ="
           " lambda_zip.code_sha256) AND NOT EXISTS (SELECT 1 FROM lambda_function_layer u WHERE u.code_sha256 ="
           " lambda_zip.code_sha256) AND NOT EXISTS (SELECT 1 FROM lambda_layer l WHERE l.code_sha256 ="
           " lambda_zip.code_sha256)",
           "");
}

void lambda_store_insert(struct call *c, struct lambda_function *f)
{
    db_run(
        c->db,
        "INSERT INTO lambda_function (account, region, name, version, latest_id, edition, revision, runtime, role, handler,"
        " description, code_sha256, code_bytes, timeout_seconds, memory_mb, storage_mb, modified_ms, environment,"
        " architecture, dead_letter_arn, settings, hot_folder, layers, tags)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        "ttttii"
        "tttttt"
        "iiiii"
        "tttttit",
        f->account, f->region, f->name, f->version, f->latest_id, f->edition, f->revision, f->runtime, f->role,
        f->handler, f->description, f->code_sha256, f->code_bytes, f->timeout_seconds, f->memory_mb, f->storage_mb,
        f->modified_ms, json_or_absent(c, f->environment), f->architecture, f->dead_letter_arn,
        json_or_absent(c, f->settings), f->hot_folder, (int64_t)f->layer_count, json_or_absent(c, f->tags));
    f->id = db_last_rowid(c->db);
    if (!f->latest_id) {
        f->latest_id = f->id;
        db_run(c->db, "UPDATE lambda_function SET latest_id = id WHERE id = ?", "i", f->id);
    }
    layers_write(c, f);
}

void lambda_store_update(struct call *c, const struct lambda_function *f)
{
    db_run(
        c->db,
        "UPDATE lambda_function SET edition = ?, revision = ?, runtime = ?, role = ?, handler = ?, description = ?,"
        " code_sha256 = ?, code_bytes = ?, timeout_seconds = ?, memory_mb = ?, storage_mb = ?, modified_ms = ?,"
        " environment = ?, architecture = ?, dead_letter_arn = ?, settings = ?, hot_folder = ?, layers = ? WHERE id = ?",
        "itttttt"
        "iiiii"
        "tttttii",
        f->edition, f->revision, f->runtime, f->role, f->handler, f->description, f->code_sha256, f->code_bytes,
        f->timeout_seconds, f->memory_mb, f->storage_mb, f->modified_ms, json_or_absent(c, f->environment),
        f->architecture, f->dead_letter_arn, json_or_absent(c, f->settings), f->hot_folder, (int64_t)f->layer_count,
        f->id);
    layers_write(c, f);
}

void lambda_store_update_revision(struct call *c, const struct lambda_function *f)
{
    db_run(c->db, "UPDATE lambda_function SET revision = ? WHERE id = ?", "ti", f->revision, f->id);
}

void lambda_store_update_common(struct call *c, const struct lambda_function *f)
{
    db_run(c->db,
           "UPDATE lambda_function SET tags = ?, reserved_concurrency = ?, last_version = ?, published_edition = ?,"
           " common = ? WHERE id = ?",
           "tiiiti", json_or_absent(c, f->tags), f->reserved_concurrency, f->last_version, f->published_edition,
           json_or_absent(c, f->common), f->latest_id);
}

void lambda_store_delete_version(struct call *c, const struct lambda_function *f)
{
    db_run(c->db, "DELETE FROM lambda_function_layer WHERE function_id = ?", "i", f->id);
    db_run(c->db, "DELETE FROM lambda_event_config WHERE function_id = ? AND qualifier = ?", "it", f->latest_id,
           f->version);
    db_run(c->db, "DELETE FROM lambda_policy WHERE function_id = ? AND qualifier = ?", "it", f->latest_id, f->version);
    db_run(c->db, "DELETE FROM lambda_provisioned WHERE function_id = ? AND qualifier = ?", "it", f->latest_id,
           f->version);
    db_run(c->db, "DELETE FROM lambda_function WHERE id = ?", "i", f->id);
    lambda_store_zips_sweep(c);
}

void lambda_store_delete(struct call *c, const struct lambda_function *f)
{
    db_run(
        c->db,
        "DELETE FROM lambda_function_layer WHERE function_id IN (SELECT id FROM lambda_function WHERE latest_id = ?)",
        "i", f->latest_id);
    db_run(c->db, "DELETE FROM lambda_event_config WHERE function_id = ?", "i", f->latest_id);
    db_run(c->db, "DELETE FROM lambda_policy WHERE function_id = ?", "i", f->latest_id);
    db_run(c->db, "DELETE FROM lambda_alias WHERE function_id = ?", "i", f->latest_id);
    db_run(c->db, "DELETE FROM lambda_url WHERE function_id = ?", "i", f->latest_id);
    db_run(c->db, "DELETE FROM lambda_provisioned WHERE function_id = ?", "i", f->latest_id);
    db_run(c->db, "DELETE FROM lambda_function WHERE latest_id = ?", "i", f->latest_id);
    lambda_store_zips_sweep(c);
}

/* --- policies ----------------------------------------------------------------------------------------------------- */

struct doc *lambda_store_policy(struct db *db, struct arena *a, const struct lambda_function *f, struct span qualifier)
{
    struct span text = db_text(db, a, "SELECT statements FROM lambda_policy WHERE function_id = ? AND qualifier = ?",
                               "it", f->latest_id, qualifier);

    return text.data ? json_parse(a, text, NULL) : doc_list(a);
}

void lambda_store_policy_put(struct call *c, const struct lambda_function *f, struct span qualifier,
                             const struct doc *statements)
{
    if (doc_count(statements))
        db_run(c->db, "INSERT OR REPLACE INTO lambda_policy (function_id, qualifier, statements) VALUES (?, ?, ?)",
               "itt", f->latest_id, qualifier, json_text(&c->arena, statements));
    else
        db_run(c->db, "DELETE FROM lambda_policy WHERE function_id = ? AND qualifier = ?", "it", f->latest_id,
               qualifier);
}

/* --- configurations of asynchronous invocations ------------------------------------------------------------------- */

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
    struct rows *r =
        db_query(db, EVENT_CONFIG " WHERE function_id = ? AND qualifier = ?", "it", f->latest_id, qualifier);

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
        "itiiitt", f->latest_id, config->qualifier, config->modified_ms, config->retries_max, config->age_max_seconds,
        config->on_success, config->on_failure);
}

bool lambda_store_event_config_delete(struct call *c, const struct lambda_function *f, struct span qualifier)
{
    return db_run(c->db, "DELETE FROM lambda_event_config WHERE function_id = ? AND qualifier = ?", "it", f->latest_id,
                  qualifier) > 0;
}

int lambda_store_event_configs(struct call *c, const struct lambda_function *f, struct span after, int count,
                               struct lambda_event_config *configs)
{
    struct rows *r = db_query(c->db, EVENT_CONFIG " WHERE function_id = ? AND qualifier > ? ORDER BY qualifier LIMIT ?",
                              "iti", f->latest_id, after.data ? after : SPAN(""), (int64_t)count);
    int found = 0;

    while (rows_next(r)) event_config_read(r, &c->arena, &configs[found++]);
    return found;
}

/* --- lists of functions ------------------------------------------------------------------------------------------- */

static struct lambda_function *functions_take(struct call *c, struct rows *r, int count, int *found)
{
    struct lambda_function *list = ARENA_ARRAY(&c->arena, struct lambda_function, (size_t)count);

    for (*found = 0; *found < count && rows_next(r); ++*found) function_read(r, &c->arena, &list[*found]);
    if (*found == count) rows_close(r);
    for (int i = 0; i < *found; i++)
        if (list[i].layer_count) layers_read(c->db, &c->arena, &list[i]);
    return list;
}

struct lambda_function *lambda_store_list(struct call *c, const struct lambda_place *after, int count,
                                          bool with_versions, int *found)
{
    struct rows *r = db_query(c->db,
                              FUNCTIONS "WHERE f.account = ? AND f.region = ? AND (f.name, f.id) > (?, ?)"
                                        " AND (? OR f.id = f.latest_id) ORDER BY f.name, f.id LIMIT ?",
                              "sstiii", c->who.account, c->who.region, after->name, after->id, (int64_t)with_versions,
                              (int64_t)count);

    return functions_take(c, r, count, found);
}

struct lambda_function *lambda_store_versions(struct call *c, const struct lambda_function *f, int64_t after, int count,
                                              int *found)
{
    struct rows *r = db_query(c->db, FUNCTIONS "WHERE f.latest_id = ? AND f.id > ? ORDER BY f.id LIMIT ?", "iii",
                              f->latest_id, after, (int64_t)count);

    return functions_take(c, r, count, found);
}

/* --- code --------------------------------------------------------------------------------------------------------- */

struct doc *lambda_store_digests(struct arena *a)
{
    struct db *db = store_reader_take();
    struct doc *digests = doc_list(a);
    struct rows *r;
    bool is_good;

    if (!db) return NULL;
    r = db_query(db, "SELECT code_sha256 FROM lambda_function UNION SELECT code_sha256 FROM lambda_function_layer", "");
    while (rows_next(r)) doc_append_str(digests, rows_copy(r, 0, a));
    is_good = !db_failed(db);
    store_reader_give(db);
    return is_good ? digests : NULL;
}

struct span lambda_store_zip_of(struct arena *a, struct span code_sha256)
{
    struct db *db = store_reader_take();
    struct span zip = { NULL, 0 };

    if (!db) return zip;
    zip = db_text(db, a, "SELECT zip FROM lambda_zip WHERE code_sha256 = ?", "s", code_sha256);
    store_reader_give(db);
    return zip;
}

struct span lambda_store_zip(struct arena *a, int64_t function_id)
{
    struct db *db = store_reader_take();
    struct span zip = { NULL, 0 };

    if (!db) return zip;
    zip = db_text(db, a,
                  "SELECT z.zip FROM lambda_function f JOIN lambda_zip z ON z.code_sha256 = f.code_sha256"
                  " WHERE f.id = ?",
                  "i", function_id);
    store_reader_give(db);
    return zip;
}
