/* SNS's SQL, all of it. */
#include "emulator/services/sns/sns_store.h"

#include "emulator/base/json.h"
#include "emulator/store/db.h"

const char *const sns_schema[] = {
    "CREATE TABLE sns_topic (id INTEGER PRIMARY KEY AUTOINCREMENT, arn TEXT NOT NULL UNIQUE, account TEXT NOT NULL,"
    " region TEXT NOT NULL, name TEXT NOT NULL, attributes TEXT NOT NULL, created_ms INTEGER NOT NULL);"
    "CREATE INDEX sns_topic_owner ON sns_topic (account, region, arn);"
    "CREATE TABLE sns_subscription (id INTEGER PRIMARY KEY AUTOINCREMENT, topic_id INTEGER NOT NULL, arn TEXT NOT NULL UNIQUE,"
    " topic_arn TEXT NOT NULL, owner TEXT NOT NULL, protocol TEXT NOT NULL, endpoint TEXT NOT NULL, token TEXT UNIQUE,"
    " attributes TEXT NOT NULL, confirmed INTEGER NOT NULL, created_ms INTEGER NOT NULL,"
    " UNIQUE (topic_id, protocol, endpoint));"
    "CREATE INDEX sns_subscription_topic ON sns_subscription (topic_id, id);"
    "CREATE TABLE sns_mail (id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, recipient TEXT NOT NULL, subject TEXT,"
    " body TEXT NOT NULL, topic TEXT, time_ms INTEGER NOT NULL);"
    "CREATE TABLE sns_mail_outbox (mail_id INTEGER PRIMARY KEY, due_ms INTEGER NOT NULL, attempts INTEGER NOT NULL);"
    "CREATE INDEX sns_mail_outbox_due ON sns_mail_outbox (due_ms);",

    "ALTER TABLE sns_topic ADD COLUMN tags TEXT NOT NULL DEFAULT '{}';"
    "ALTER TABLE sns_topic ADD COLUMN data_protection_policy TEXT;"
    "ALTER TABLE sns_topic ADD COLUMN sequence INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE sns_subscription ADD COLUMN raw INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE sns_subscription ADD COLUMN authenticated INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE sns_subscription ADD COLUMN owner_unsubscribes INTEGER NOT NULL DEFAULT 0;"
    "UPDATE sns_subscription SET authenticated = protocol NOT LIKE 'email%',"
    " raw = attributes LIKE '%\"RawMessageDelivery\":\"true\"%';"
    "CREATE TABLE sns_duplicate (topic_id INTEGER NOT NULL, scope TEXT NOT NULL, id TEXT NOT NULL, message_id TEXT NOT NULL,"
    " sequence TEXT NOT NULL, expires_ms INTEGER NOT NULL, PRIMARY KEY (topic_id, scope, id)) WITHOUT ROWID;"
    "CREATE INDEX sns_duplicate_expires ON sns_duplicate (expires_ms);"
    "CREATE TABLE sns_account (account TEXT NOT NULL, region TEXT NOT NULL, sms_attributes TEXT NOT NULL,"
    " PRIMARY KEY (account, region)) WITHOUT ROWID;"
    "CREATE TABLE sns_opted_out (account TEXT NOT NULL, number TEXT NOT NULL, PRIMARY KEY (account, number)) WITHOUT ROWID;"
    "CREATE TABLE sns_sandbox_number (account TEXT NOT NULL, region TEXT NOT NULL, number TEXT NOT NULL, code TEXT NOT NULL,"
    " verified INTEGER NOT NULL, created_ms INTEGER NOT NULL, PRIMARY KEY (account, region, number)) WITHOUT ROWID;"
    "CREATE TABLE sns_application (id INTEGER PRIMARY KEY AUTOINCREMENT, arn TEXT NOT NULL UNIQUE, attributes TEXT NOT NULL);"
    "CREATE TABLE sns_endpoint (id INTEGER PRIMARY KEY AUTOINCREMENT, application_id INTEGER NOT NULL, arn TEXT NOT NULL UNIQUE,"
    " token TEXT NOT NULL, attributes TEXT NOT NULL, UNIQUE (application_id, token));"
    "CREATE TABLE sns_recorded (id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, account TEXT NOT NULL,"
    " region TEXT NOT NULL, recipient TEXT NOT NULL, record TEXT NOT NULL);"
    "CREATE INDEX sns_recorded_recipient ON sns_recorded (kind, account, region, recipient, id);"
    "CREATE TABLE sns_signing (id INTEGER PRIMARY KEY CHECK (id = 1), name TEXT NOT NULL, key BLOB NOT NULL,"
    " certificate TEXT NOT NULL);"
    "CREATE TABLE sns_outbox (id INTEGER PRIMARY KEY AUTOINCREMENT, lane TEXT NOT NULL, due_ms INTEGER NOT NULL,"
    " attempts INTEGER NOT NULL, delivery TEXT NOT NULL, body TEXT NOT NULL);"
    "CREATE INDEX sns_outbox_lane ON sns_outbox (lane, due_ms, id);"
    "CREATE INDEX sns_outbox_due ON sns_outbox (due_ms);",

    "ALTER TABLE sns_subscription ADD COLUMN asked_ms INTEGER NOT NULL DEFAULT 0;"
    "UPDATE sns_subscription SET asked_ms = created_ms;"
    "CREATE INDEX sns_subscription_pending ON sns_subscription (asked_ms) WHERE confirmed = 0;"
    "CREATE TABLE sns_farewell (id INTEGER PRIMARY KEY AUTOINCREMENT, token TEXT NOT NULL UNIQUE, asked_ms INTEGER NOT NULL,"
    " topic_id INTEGER NOT NULL, arn TEXT NOT NULL, topic_arn TEXT NOT NULL, owner TEXT NOT NULL, protocol TEXT NOT NULL,"
    " endpoint TEXT NOT NULL, attributes TEXT NOT NULL);"
    "CREATE INDEX sns_farewell_asked ON sns_farewell (asked_ms);",

    "ALTER TABLE sns_subscription ADD COLUMN filtered INTEGER NOT NULL DEFAULT 0;"
    "UPDATE sns_subscription SET filtered = json_type(attributes, '$.FilterPolicy') IS NOT NULL;"
    "CREATE INDEX sns_subscription_filtered ON sns_subscription (topic_id) WHERE filtered = 1;"
    "CREATE INDEX sns_subscription_filtered_arn ON sns_subscription (arn) WHERE filtered = 1;",

    "INSERT INTO delivery (kind, lane, created_ms, due_ms, attempts, per_second, about, body)"
    " SELECT CASE json_extract(delivery, '$.protocol') WHEN 'lambda' THEN 'sns-lambda' ELSE 'sns-http' END, lane, due_ms,"
    " due_ms, attempts, coalesce(json_extract(delivery, '$.pace'), 0), delivery, CAST(body AS BLOB) FROM sns_outbox"
    " ORDER BY id;"
    "INSERT INTO delivery (kind, lane, created_ms, due_ms, attempts, about, body)"
    " SELECT 'sns-mail', 'smtp', due_ms, due_ms, attempts, json_object('to', recipient, 'subject', subject),"
    " CAST(body AS BLOB) FROM sns_mail_outbox JOIN sns_mail ON sns_mail.id = mail_id ORDER BY mail_id;"
    "DROP TABLE sns_outbox; DROP TABLE sns_mail_outbox;",
    NULL,
};

/* --- topics ------------------------------------------------------------------------------------------------------- */

bool sns_store_topic_find(struct call *c, struct span arn, struct sns_topic *t)
{
    struct arena *a = &c->arena;
    struct rows *r = db_query(
        c->db,
        "SELECT id, account, region, name, attributes, tags, data_protection_policy FROM sns_topic WHERE arn = ?", "t",
        arn);

    if (!rows_next(r)) return false;
    *t = (struct sns_topic){ .id = rows_int(r, 0),
                             .arn = arn,
                             .account = rows_copy(r, 1, a),
                             .region = rows_copy(r, 2, a),
                             .name = rows_copy(r, 3, a),
                             .attributes = json_parse(a, rows_copy(r, 4, a), NULL),
                             .tags = json_parse(a, rows_copy(r, 5, a), NULL),
                             .data_protection_policy = rows_copy(r, 6, a),
                             .is_fifo = span_ends(arn, ".fifo") };
    rows_close(r);
    return true;
}

void sns_store_topic_insert(struct call *c, struct sns_topic *t)
{
    db_run(c->db,
           "INSERT INTO sns_topic (arn, account, region, name, attributes, tags, data_protection_policy, created_ms)"
           " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
           "tttttt"
           "ti",
           t->arn, t->account, t->region, t->name, json_text(&c->arena, t->attributes), json_text(&c->arena, t->tags),
           t->data_protection_policy, c->now_ms);
    t->id = db_last_rowid(c->db);
}

void sns_store_topic_attributes_set(struct call *c, const struct sns_topic *t)
{
    db_run(c->db, "UPDATE sns_topic SET attributes = ? WHERE id = ?", "ti", json_text(&c->arena, t->attributes), t->id);
}

void sns_store_topic_tags_set(struct call *c, const struct sns_topic *t)
{
    db_run(c->db, "UPDATE sns_topic SET tags = ? WHERE id = ?", "ti", json_text(&c->arena, t->tags), t->id);
}

void sns_store_topic_data_protection_set(struct call *c, const struct sns_topic *t, struct span policy)
{
    db_run(c->db, "UPDATE sns_topic SET data_protection_policy = ? WHERE id = ?", "ti", policy, t->id);
}

void sns_store_topic_delete(struct call *c, const struct sns_topic *t)
{
    db_run(c->db, "DELETE FROM sns_duplicate WHERE topic_id = ?", "i", t->id);
    db_run(c->db, "DELETE FROM sns_subscription WHERE topic_id = ?", "i", t->id);
    db_run(c->db, "DELETE FROM sns_topic WHERE id = ?", "i", t->id);
}

struct doc *sns_store_topic_arns(struct call *c, struct span after, int64_t count)
{
    struct doc *arns = doc_list(&c->arena);
    struct rows *r =
        db_query(c->db, "SELECT arn FROM sns_topic WHERE account = ? AND region = ? AND arn > ? ORDER BY arn LIMIT ?",
                 "ssti", c->who.account, c->who.region, after.data ? after : SPAN(""), count);

    while (rows_next(r)) doc_append_str(arns, rows_text(r, 0));
    return arns;
}

int64_t sns_store_topics_count(struct call *c, bool is_fifo, int64_t most)
{
    return db_int(c->db, 0,
                  "SELECT count(*) FROM (SELECT 1 FROM sns_topic WHERE account = ? AND region = ?"
                  " AND (substr(arn, -5) = '.fifo') = ? LIMIT ?)",
                  "ssii", c->who.account, c->who.region, (int64_t)is_fifo, most);
}

/* --- subscriptions ------------------------------------------------------------------------------------------------ */

#define SUBSCRIPTION_COLUMNS \
    "id, topic_id, arn, topic_arn, owner, protocol, endpoint, token, attributes, confirmed, authenticated, owner_unsubscribes, raw"

static void subscription_read(struct call *c, struct rows *r, struct sns_subscription *s)
{
    struct arena *a = &c->arena;

    *s = (struct sns_subscription){ .id = rows_int(r, 0),
                                    .topic_id = rows_int(r, 1),
                                    .arn = rows_copy(r, 2, a),
                                    .topic_arn = rows_copy(r, 3, a),
                                    .owner = rows_copy(r, 4, a),
                                    .protocol = rows_copy(r, 5, a),
                                    .endpoint = rows_copy(r, 6, a),
                                    .token = rows_copy(r, 7, a),
                                    .attributes = json_parse(a, rows_copy(r, 8, a), NULL),
                                    .is_confirmed = rows_int(r, 9) != 0,
                                    .is_authenticated = rows_int(r, 10) != 0,
                                    .unsubscribing_needs_owner = rows_int(r, 11) != 0,
                                    .is_raw = rows_int(r, 12) != 0 };
}

static bool subscription_one(struct call *c, struct rows *r, struct sns_subscription *s)
{
    if (!rows_next(r)) return false;
    subscription_read(c, r, s);
    rows_close(r);
    return true;
}

bool sns_store_subscription_find(struct call *c, struct span arn, struct sns_subscription *s)
{
    return subscription_one(
        c, db_query(c->db, "SELECT " SUBSCRIPTION_COLUMNS " FROM sns_subscription WHERE arn = ?", "t", arn), s);
}

bool sns_store_subscription_by_endpoint(struct call *c, int64_t topic_id, struct span protocol, struct span endpoint,
                                        struct sns_subscription *s)
{
    return subscription_one(c,
                            db_query(c->db,
                                     "SELECT " SUBSCRIPTION_COLUMNS
                                     " FROM sns_subscription WHERE topic_id = ? AND protocol = ? AND endpoint = ?",
                                     "itt", topic_id, protocol, endpoint),
                            s);
}

bool sns_store_subscription_by_token(struct call *c, struct span token, struct sns_subscription *s)
{
    return subscription_one(
        c, db_query(c->db, "SELECT " SUBSCRIPTION_COLUMNS " FROM sns_subscription WHERE token = ?", "t", token), s);
}

static int64_t is_filtered(const struct sns_subscription *s)
{
    return doc_get(s->attributes, "FilterPolicy") != NULL;
}

void sns_store_subscription_insert(struct call *c, struct sns_subscription *s)
{
    db_run(
        c->db,
        "INSERT INTO sns_subscription (topic_id, arn, topic_arn, owner, protocol, endpoint, token, attributes, confirmed, authenticated,"
        " raw, filtered, created_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        "ittttttt"
        "iiiii",
        s->topic_id, s->arn, s->topic_arn, s->owner, s->protocol, s->endpoint, s->token,
        json_text(&c->arena, s->attributes), (int64_t)s->is_confirmed, (int64_t)s->is_authenticated, (int64_t)s->is_raw,
        is_filtered(s), c->now_ms);
    s->id = db_last_rowid(c->db);
}

void sns_store_subscription_confirm(struct call *c, const struct sns_subscription *s)
{
    db_run(c->db, "UPDATE sns_subscription SET confirmed = 1, authenticated = ?, owner_unsubscribes = ? WHERE id = ?",
           "iii", (int64_t)s->is_authenticated, (int64_t)s->unsubscribing_needs_owner, s->id);
}

void sns_store_subscription_attributes_set(struct call *c, const struct sns_subscription *s)
{
    db_run(c->db, "UPDATE sns_subscription SET attributes = ?, raw = ?, filtered = ? WHERE id = ?", "tiii",
           json_text(&c->arena, s->attributes), (int64_t)s->is_raw, is_filtered(s), s->id);
}

void sns_store_subscription_delete(struct call *c, const struct sns_subscription *s)
{
    db_run(c->db, "DELETE FROM sns_subscription WHERE id = ?", "i", s->id);
}

int64_t sns_store_subscriptions_count(struct call *c, int64_t topic_id, bool is_confirmed)
{
    return db_int(c->db, 0, "SELECT count(*) FROM sns_subscription WHERE topic_id = ? AND confirmed = ?", "ii",
                  topic_id, (int64_t)is_confirmed);
}

size_t sns_store_subscriptions(struct call *c, int64_t topic_id, int64_t after, size_t count,
                               struct sns_subscription *out)
{
    size_t found = 0;
    struct rows *r = db_query(c->db,
                              "SELECT " SUBSCRIPTION_COLUMNS
                              " FROM sns_subscription WHERE topic_id = ? AND id > ? ORDER BY id LIMIT ?",
                              "iii", topic_id, after, (int64_t)count);

    while (rows_next(r)) subscription_read(c, r, &out[found++]);
    return found;
}

int64_t sns_store_filters_count(struct call *c, int64_t topic_id)
{
    return db_int(c->db, 0, "SELECT count(*) FROM sns_subscription WHERE topic_id = ? AND filtered = 1", "i", topic_id);
}

/* The ARNs of one account and region lie between these two, the last character being the one behind the colon. */
static struct span first_arn(struct call *c)
{
    return arena_format(&c->arena, "arn:aws:sns:%s:%s:", c->who.region, c->who.account);
}

static struct span end_of_arns(struct call *c)
{
    return arena_format(&c->arena, "arn:aws:sns:%s:%s;", c->who.region, c->who.account);
}

int64_t sns_store_filters_of_caller_count(struct call *c, int64_t most)
{
    return db_int(c->db, 0,
                  "SELECT count(*) FROM (SELECT 1 FROM sns_subscription WHERE filtered = 1 AND arn > ? AND arn < ?"
                  " LIMIT ?)",
                  "tti", first_arn(c), end_of_arns(c), most);
}

size_t sns_store_subscriptions_of_caller(struct call *c, struct span after, size_t count, struct sns_subscription *out)
{
    size_t found = 0;
    struct rows *r = db_query(
        c->db, "SELECT " SUBSCRIPTION_COLUMNS " FROM sns_subscription WHERE arn > ? AND arn < ? ORDER BY arn LIMIT ?",
        "tti", after.data ? after : first_arn(c), end_of_arns(c), (int64_t)count);

    while (rows_next(r)) subscription_read(c, r, &out[found++]);
    return found;
}

struct span sns_store_envelope_protocols(struct db *db, struct arena *a, struct span topic_arn)
{
    return db_text(
        db, a,
        "SELECT group_concat(DISTINCT s.protocol) FROM sns_subscription s JOIN sns_topic t ON t.id = s.topic_id"
        " WHERE t.arn = ? AND s.confirmed = 1 AND s.raw = 0"
        " AND s.protocol IN ('sqs', 'lambda', 'http', 'https', 'email-json')",
        "t", topic_arn);
}

/* --- FIFO topics -------------------------------------------------------------------------------------------------- */

int64_t sns_store_sequence_next(struct call *c, const struct sns_topic *t)
{
    db_run(c->db, "UPDATE sns_topic SET sequence = sequence + 1 WHERE id = ?", "i", t->id);
    return db_int(c->db, 0, "SELECT sequence FROM sns_topic WHERE id = ?", "i", t->id);
}

bool sns_store_duplicate_find(struct call *c, const struct sns_topic *t, struct sns_duplicate *d)
{
    struct rows *r = db_query(c->db,
                              "SELECT message_id, sequence FROM sns_duplicate"
                              " WHERE topic_id = ? AND scope = ? AND id = ? AND expires_ms > ?",
                              "itti", t->id, d->scope, d->id, c->now_ms);

    if (!rows_next(r)) return false;
    d->message_id = rows_copy(r, 0, &c->arena);
    d->sequence = rows_copy(r, 1, &c->arena);
    rows_close(r);
    return true;
}

/* Each insertion takes away a few that have expired, so that they don't gather. */
void sns_store_duplicate_insert(struct call *c, const struct sns_topic *t, const struct sns_duplicate *d,
                                int64_t expires_ms)
{
    db_run(c->db,
           "DELETE FROM sns_duplicate WHERE (topic_id, scope, id) IN"
           " (SELECT topic_id, scope, id FROM sns_duplicate WHERE expires_ms <= ? LIMIT 20)",
           "i", c->now_ms);
    db_run(c->db,
           "INSERT OR REPLACE INTO sns_duplicate (topic_id, scope, id, message_id, sequence, expires_ms)"
           " VALUES (?, ?, ?, ?, ?, ?)",
           "itttti", t->id, d->scope, d->id, d->message_id, d->sequence, expires_ms);
}
