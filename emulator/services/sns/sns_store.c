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
    NULL,
};

/* --- topics ------------------------------------------------------------------------------------------------------- */

bool sns_store_topic_find(struct call *c, struct span arn, struct sns_topic *t)
{
    struct arena *a = &c->arena;
    struct rows *r =
        db_query(c->db, "SELECT id, account, region, name, attributes FROM sns_topic WHERE arn = ?", "t", arn);

    if (!rows_next(r)) return false;
    *t = (struct sns_topic){ .id = rows_int(r, 0),
                             .arn = arn,
                             .account = rows_copy(r, 1, a),
                             .region = rows_copy(r, 2, a),
                             .name = rows_copy(r, 3, a),
                             .attributes = json_parse(a, rows_copy(r, 4, a), NULL) };
    rows_close(r);
    return true;
}

void sns_store_topic_insert(struct call *c, struct sns_topic *t)
{
    db_run(c->db,
           "INSERT INTO sns_topic (arn, account, region, name, attributes, created_ms) VALUES (?, ?, ?, ?, ?, ?)",
           "ttttti", t->arn, t->account, t->region, t->name, json_text(&c->arena, t->attributes), c->now_ms);
    t->id = db_last_rowid(c->db);
}

void sns_store_topic_delete(struct call *c, const struct sns_topic *t)
{
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

/* --- subscriptions ------------------------------------------------------------------------------------------------ */

#define SUBSCRIPTION_COLUMNS "id, topic_id, arn, topic_arn, owner, protocol, endpoint, token, attributes, confirmed"

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
                                    .is_confirmed = rows_int(r, 9) != 0 };
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

void sns_store_subscription_insert(struct call *c, struct sns_subscription *s)
{
    db_run(
        c->db,
        "INSERT INTO sns_subscription (topic_id, arn, topic_arn, owner, protocol, endpoint, token, attributes, confirmed, created_ms)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        "ittttttt"
        "ii",
        s->topic_id, s->arn, s->topic_arn, s->owner, s->protocol, s->endpoint, s->token,
        json_text(&c->arena, s->attributes), (int64_t)s->is_confirmed, c->now_ms);
    s->id = db_last_rowid(c->db);
}

void sns_store_subscription_confirm(struct call *c, const struct sns_subscription *s)
{
    db_run(c->db, "UPDATE sns_subscription SET confirmed = 1 WHERE id = ?", "i", s->id);
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
