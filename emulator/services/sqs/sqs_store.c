/* SQS's SQL of queues and messages. A receive is one range scan of each half of sqs_message_visible, which is
 * ordered by box, by whether a message was received before, and by the time of visibility; so what is in flight, and
 * what is delayed, are ranges of it too. */
#include "emulator/services/sqs/sqs_store.h"

#include "emulator/base/json.h"
#include "emulator/core/arn.h"
#include "emulator/services/sqs/sqs_attributes.h"
#include "emulator/services/sqs/sqs_chores.h"
#include "emulator/store/store.h"

const char *const sqs_schema[] = {
    "CREATE TABLE sqs_queue (id INTEGER PRIMARY KEY, account TEXT NOT NULL, region TEXT NOT NULL, name TEXT NOT NULL,"
    " box INTEGER NOT NULL, attributes TEXT NOT NULL, created_ms INTEGER NOT NULL, modified_ms INTEGER NOT NULL,"
    " purged_ms INTEGER NOT NULL DEFAULT 0, UNIQUE (account, region, name));"
    "CREATE TABLE sqs_box (id INTEGER PRIMARY KEY AUTOINCREMENT, dropped INTEGER NOT NULL DEFAULT 0);"
    "CREATE INDEX sqs_box_dropped ON sqs_box (id) WHERE dropped;"
    "CREATE TABLE sqs_message (row INTEGER PRIMARY KEY AUTOINCREMENT, box INTEGER NOT NULL, visible_ms INTEGER NOT NULL,"
    " nonce INTEGER NOT NULL DEFAULT 0, receive_count INTEGER NOT NULL DEFAULT 0, first_received_ms INTEGER NOT NULL DEFAULT 0,"
    " sent_ms INTEGER NOT NULL, id TEXT NOT NULL, sender TEXT NOT NULL, dead_letter_source TEXT, message_group TEXT,"
    " attributes TEXT, system TEXT, body TEXT NOT NULL);"
    "CREATE INDEX sqs_message_visible ON sqs_message (box, visible_ms, row);",
    /* FIFO queues, move tasks, tags, counts. The table of messages is made anew, so that what is asked for most lies
     * before the body. */
    "ALTER TABLE sqs_queue ADD COLUMN tags TEXT;"
    "ALTER TABLE sqs_queue ADD COLUMN dead_letter_arn TEXT;"
    "UPDATE sqs_queue SET dead_letter_arn ="
    " json_extract(json_extract(attributes, '$.RedrivePolicy'), '$.deadLetterTargetArn')"
    " WHERE json_valid(json_extract(attributes, '$.RedrivePolicy'));"
    "CREATE INDEX sqs_queue_dead_letter ON sqs_queue (dead_letter_arn, name) WHERE dead_letter_arn IS NOT NULL;"
    "ALTER TABLE sqs_box ADD COLUMN messages INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE sqs_box ADD COLUMN taken INTEGER NOT NULL DEFAULT 0;"
    "UPDATE sqs_box SET messages = (SELECT count(*) FROM sqs_message WHERE box = sqs_box.id),"
    " taken = (SELECT count(*) FROM sqs_message WHERE box = sqs_box.id AND nonce <> 0);"
    "CREATE TABLE sqs_message_new (row INTEGER PRIMARY KEY AUTOINCREMENT, box INTEGER NOT NULL,"
    " received INTEGER NOT NULL DEFAULT 0, visible_ms INTEGER NOT NULL, nonce INTEGER NOT NULL DEFAULT 0,"
    " receive_count INTEGER NOT NULL DEFAULT 0, first_received_ms INTEGER NOT NULL DEFAULT 0, sent_ms INTEGER NOT NULL,"
    " in_order INTEGER NOT NULL DEFAULT 0, id TEXT NOT NULL, sender TEXT NOT NULL, dead_letter_source TEXT,"
    " message_group TEXT, deduplication TEXT, body_md5 TEXT, attributes TEXT, system TEXT, body TEXT NOT NULL);"
    "INSERT INTO sqs_message_new (row, box, received, visible_ms, nonce, receive_count, first_received_ms, sent_ms, id,"
    " sender, dead_letter_source, message_group, attributes, system, body) SELECT row, box, nonce <> 0, visible_ms, nonce,"
    " receive_count, first_received_ms, sent_ms, id, sender, dead_letter_source, message_group, attributes, system, body"
    " FROM sqs_message;"
    "DROP TABLE sqs_message;"
    "ALTER TABLE sqs_message_new RENAME TO sqs_message;"
    "CREATE INDEX sqs_message_visible ON sqs_message (box, received, visible_ms);"
    "CREATE INDEX sqs_message_sent ON sqs_message (box, sent_ms);"
    "CREATE INDEX sqs_message_group ON sqs_message (box, message_group) WHERE in_order = 1;"
    "CREATE INDEX sqs_message_taken ON sqs_message (box, message_group, visible_ms) WHERE in_order = 1 AND received = 1;"
    "CREATE TABLE sqs_group (box INTEGER NOT NULL, name TEXT NOT NULL, head INTEGER NOT NULL,"
    " blocked_ms INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (box, name)) WITHOUT ROWID;"
    "CREATE INDEX sqs_group_ready ON sqs_group (box, head) WHERE blocked_ms = 0;"
    "CREATE INDEX sqs_group_blocked ON sqs_group (box, blocked_ms, head) WHERE blocked_ms > 0;"
    "CREATE TABLE sqs_duplicate (box INTEGER NOT NULL, scope TEXT NOT NULL, id TEXT NOT NULL, row INTEGER NOT NULL,"
    " message_id TEXT NOT NULL, expires_ms INTEGER NOT NULL, PRIMARY KEY (box, scope, id)) WITHOUT ROWID;"
    "CREATE INDEX sqs_duplicate_expires ON sqs_duplicate (expires_ms);"
    "CREATE TABLE sqs_attempt (box INTEGER NOT NULL, id TEXT NOT NULL, taken TEXT NOT NULL, expires_ms INTEGER NOT NULL,"
    " PRIMARY KEY (box, id)) WITHOUT ROWID;"
    "CREATE INDEX sqs_attempt_expires ON sqs_attempt (expires_ms);"
    "CREATE TABLE sqs_move_task (number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, queue INTEGER NOT NULL,"
    " source_arn TEXT NOT NULL, destination_arn TEXT, per_second INTEGER NOT NULL, status TEXT NOT NULL,"
    " to_move INTEGER NOT NULL, moved INTEGER NOT NULL DEFAULT 0, last_row INTEGER NOT NULL, started_ms INTEGER NOT NULL,"
    " failure TEXT);"
    "CREATE INDEX sqs_move_task_queue ON sqs_move_task (queue, number);"
    "CREATE INDEX sqs_move_task_active ON sqs_move_task (number) WHERE status IN ('RUNNING', 'CANCELLING');",
    /* Long bodies apart, so that a receive, which writes the message's row, does not write them again. */
    "CREATE TABLE sqs_body (row INTEGER PRIMARY KEY, attributes TEXT, body TEXT NOT NULL);"
    "CREATE TRIGGER sqs_body_gone AFTER DELETE ON sqs_message WHEN old.body = ''"
    " BEGIN DELETE FROM sqs_body WHERE row = old.row; END;"
    "INSERT INTO sqs_body SELECT row, attributes, body FROM sqs_message"
    " WHERE length(CAST (body AS BLOB)) + ifnull(length(CAST (attributes AS BLOB)), 0) > 1000;"
    "UPDATE sqs_message SET attributes = NULL, body = '' WHERE row IN (SELECT row FROM sqs_body);",
    /* A group whose head is delayed is not in the way of others. */
    "ALTER TABLE sqs_group ADD COLUMN head_sent_ms INTEGER NOT NULL DEFAULT 0;"
    "UPDATE sqs_group SET head_sent_ms = ifnull((SELECT sent_ms FROM sqs_message WHERE row = head AND received = 0), 0);"
    "DROP INDEX sqs_group_ready;"
    "CREATE INDEX sqs_group_ready ON sqs_group (box, head_sent_ms, head) WHERE blocked_ms = 0;",
    /* A group is blocked by its head alone, and one that came back stands behind those that were ready before. */
    "ALTER TABLE sqs_group ADD COLUMN back_ms INTEGER NOT NULL DEFAULT 0;"
    "UPDATE sqs_group SET"
    " blocked_ms = ifnull((SELECT visible_ms FROM sqs_message WHERE row = head AND received = 1), 0),"
    " back_ms = ifnull((SELECT visible_ms FROM sqs_message WHERE row = head AND received = 1), 0);"
    "DROP INDEX sqs_message_taken;"
    "DROP INDEX sqs_group_ready;"
    "CREATE INDEX sqs_group_ready ON sqs_group (box, back_ms, head_sent_ms, head) WHERE blocked_ms = 0;",
    NULL,
};

/* --- queues ------------------------------------------------------------------------------------------------------- */

#define QUEUE_COLUMNS                                                                                           \
    "q.id, q.box, q.attributes, q.tags, q.created_ms, q.modified_ms, q.purged_ms, b.messages, b.taken, q.name," \
    " q.account, q.region FROM sqs_queue q JOIN sqs_box b ON b.id = q.box "

static bool queue_read(struct call *c, struct rows *r, struct sqs_queue *q)
{
    struct arena *a = &c->arena;

    *q = (struct sqs_queue){ 0 };
    if (!rows_next(r)) return false;
    q->id = rows_int(r, 0);
    q->box = rows_int(r, 1);
    q->attributes = json_parse(a, rows_copy(r, 2, a), NULL);
    if (!rows_is_null(r, 3)) q->tags = json_parse(a, rows_copy(r, 3, a), NULL);
    q->created_ms = rows_int(r, 4);
    q->modified_ms = rows_int(r, 5);
    q->purged_ms = rows_int(r, 6);
    q->messages = rows_int(r, 7);
    q->taken = rows_int(r, 8);
    q->name = rows_copy(r, 9, a);
    q->account = rows_copy(r, 10, a);
    q->region = rows_copy(r, 11, a);
    rows_close(r);
    q->is_fifo = span_ends(q->name, ".fifo");
    q->arn = arn_make(a, "sqs", q->region, q->account, "%.*s", SPAN_ARG(q->name));
    return true;
}

bool sqs_store_queue_find(struct call *c, struct span account, struct span region, struct span name,
                          struct sqs_queue *q)
{
    return queue_read(c,
                      db_query(c->db, "SELECT " QUEUE_COLUMNS "WHERE q.account = ? AND q.region = ? AND q.name = ?",
                               "ttt", account.data ? account : SPAN(""), region.data ? region : SPAN(""),
                               name.data ? name : SPAN("")),
                      q);
}

bool sqs_store_queue_by_id(struct call *c, int64_t id, struct sqs_queue *q)
{
    return queue_read(c, db_query(c->db, "SELECT " QUEUE_COLUMNS "WHERE q.id = ?", "i", id), q);
}

static int64_t box_new(struct call *c)
{
    db_run(c->db, "INSERT INTO sqs_box DEFAULT VALUES", "");
    return db_last_rowid(c->db);
}

static void box_drop(struct call *c, int64_t box)
{
    db_run(c->db, "UPDATE sqs_box SET dropped = 1 WHERE id = ?", "i", box);
    chore_wake(c, &sqs_sweep);
}

static struct span json_or_absent(struct call *c, const struct doc *d)
{
    return doc_count(d) ? json_text(&c->arena, d) : (struct span){ NULL, 0 };
}

/* Kept beside the attributes, so that a dead-letter queue finds its sources. */
static struct span dead_letter_arn(struct call *c, const struct sqs_queue *q)
{
    struct sqs_redrive redrive = { 0 };

    sqs_redrive_parse(&c->arena, doc_get_str(q->attributes, "RedrivePolicy"), &redrive);
    return redrive.target_arn;
}

void sqs_store_queue_insert(struct call *c, struct sqs_queue *q)
{
    q->box = box_new(c);
    db_run(
        c->db,
        "INSERT INTO sqs_queue (account, region, name, box, attributes, tags, dead_letter_arn, created_ms, modified_ms)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        "tttitttii", q->account, q->region, q->name, q->box, json_text(&c->arena, q->attributes),
        json_or_absent(c, q->tags), dead_letter_arn(c, q), c->now_ms, c->now_ms);
    q->id = db_last_rowid(c->db);
}

void sqs_store_queue_update(struct call *c, const struct sqs_queue *q)
{
    db_run(c->db, "UPDATE sqs_queue SET attributes = ?, dead_letter_arn = ?, modified_ms = ? WHERE id = ?", "ttii",
           json_text(&c->arena, q->attributes), dead_letter_arn(c, q), c->now_ms, q->id);
}

void sqs_store_queue_tag(struct call *c, const struct sqs_queue *q)
{
    db_run(c->db, "UPDATE sqs_queue SET tags = ? WHERE id = ?", "ti", json_or_absent(c, q->tags), q->id);
}

void sqs_store_queue_delete(struct call *c, const struct sqs_queue *q)
{
    db_run(c->db, "DELETE FROM sqs_move_task WHERE queue = ?", "i", q->id);
    db_run(c->db, "DELETE FROM sqs_queue WHERE id = ?", "i", q->id);
    box_drop(c, q->box);
}

static struct doc *names_read(struct call *c, struct rows *r)
{
    struct doc *names = doc_list(&c->arena);

    while (rows_next(r)) doc_append_str(names, rows_text(r, 0));
    return names;
}

struct doc *sqs_store_queue_names(struct call *c, struct span prefix, struct span after, int64_t count)
{
    return names_read(c, db_query(c->db,
                                  "SELECT name FROM sqs_queue WHERE account = ? AND region = ? AND name > ?"
                                  " AND substr(name, 1, length(?4)) = ?4 ORDER BY name LIMIT ?",
                                  "sstti", c->who.account, c->who.region, after.data ? after : SPAN(""),
                                  prefix.data ? prefix : SPAN(""), count));
}

struct doc *sqs_store_source_names(struct call *c, const struct sqs_queue *dead_letters, struct span after,
                                   int64_t count)
{
    return names_read(c, db_query(c->db,
                                  "SELECT name FROM sqs_queue WHERE dead_letter_arn = ? AND account = ? AND region = ?"
                                  " AND name > ? ORDER BY name LIMIT ?",
                                  "tttti", dead_letters->arn, dead_letters->account, dead_letters->region,
                                  after.data ? after : SPAN(""), count));
}

bool sqs_store_is_dead_letter_queue(struct call *c, const struct sqs_queue *q)
{
    return db_int(c->db, 0, "SELECT 1 FROM sqs_queue WHERE dead_letter_arn = ? LIMIT 1", "t", q->arn) != 0;
}

void sqs_store_box_replace(struct call *c, struct sqs_queue *q)
{
    box_drop(c, q->box);
    q->box = box_new(c);
    db_run(c->db, "UPDATE sqs_queue SET box = ?, purged_ms = ? WHERE id = ?", "iii", q->box, c->now_ms, q->id);
}

bool sqs_store_boxes_sweep(struct db *db, int64_t count)
{
    int64_t box = db_int(db, 0, "SELECT id FROM sqs_box WHERE dropped ORDER BY id LIMIT 1", ""), gone;

    if (!box) return false;
    gone = db_run(db, "DELETE FROM sqs_message WHERE row IN (SELECT row FROM sqs_message WHERE box = ? LIMIT ?)", "ii",
                  box, count);
    gone += db_run(
        db, "DELETE FROM sqs_group WHERE box = ?1 AND name IN (SELECT name FROM sqs_group WHERE box = ?1 LIMIT ?2)",
        "ii", box, count);
    gone += db_run(db,
                   "DELETE FROM sqs_duplicate WHERE box = ?1 AND (scope, id) IN"
                   " (SELECT scope, id FROM sqs_duplicate WHERE box = ?1 LIMIT ?2)",
                   "ii", box, count);
    gone += db_run(
        db, "DELETE FROM sqs_attempt WHERE box = ?1 AND id IN (SELECT id FROM sqs_attempt WHERE box = ?1 LIMIT ?2)",
        "ii", box, count);
    if (!gone) db_run(db, "DELETE FROM sqs_box WHERE id = ?", "i", box);
    return true;
}

/* --- messages ----------------------------------------------------------------------------------------------------- */

static void box_count(struct call *c, int64_t box, int64_t messages, int64_t taken)
{
    db_run(c->db, "UPDATE sqs_box SET messages = messages + ?, taken = max(0, taken + ?) WHERE id = ?", "iii", messages,
           taken, box);
}

/* What a body and its attributes may have together to lie in the message's row. */
#define TOGETHER_MAX 1000

void sqs_store_message_insert(struct call *c, const struct sqs_queue *q, struct sqs_message *m)
{
    bool is_apart = m->body.size + m->attributes.size > TOGETHER_MAX;

    db_run(c->db,
           "INSERT INTO sqs_message (box, visible_ms, sent_ms, in_order, id, sender, message_group, deduplication,"
           " body_md5, attributes, system, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
           "iiiitttttttt", q->box, m->visible_ms, m->sent_ms, (int64_t)q->is_fifo, m->id, m->sender, m->group,
           m->deduplication_id, m->body_md5, is_apart ? (struct span){ NULL, 0 } : m->attributes, m->system,
           is_apart ? SPAN("") : m->body);
    m->row = db_last_rowid(c->db);
    if (is_apart)
        db_run(c->db, "INSERT INTO sqs_body (row, attributes, body) VALUES (?, ?, ?)", "itt", m->row, m->attributes,
               m->body);
    box_count(c, q->box, 1, 0);
}

int sqs_store_messages_read(struct call *c, struct rows *r, int count, struct sqs_message *m)
{
    struct arena *a = &c->arena;
    int n = 0;

    while (n < count && rows_next(r))
        m[n++] = (struct sqs_message){ .row = rows_int(r, 0),
                                       .visible_ms = rows_int(r, 1),
                                       .nonce = rows_int(r, 2),
                                       .receive_count = rows_int(r, 3),
                                       .first_received_ms = rows_int(r, 4),
                                       .sent_ms = rows_int(r, 5),
                                       .id = rows_copy(r, 6, a),
                                       .sender = rows_copy(r, 7, a),
                                       .dead_letter_source = rows_copy(r, 8, a),
                                       .group = rows_copy(r, 9, a),
                                       .deduplication_id = rows_copy(r, 10, a),
                                       .body_md5 = rows_copy(r, 11, a),
                                       .system = rows_copy(r, 12, a),
                                       .attributes = rows_copy(r, 13, a),
                                       .body = rows_copy(r, 14, a) };
    if (n == count) rows_close(r);
    return n;
}

#define VISIBLE_HALF(received)                                                                \
    "SELECT " SQS_MESSAGE_COLUMNS " FROM sqs_message WHERE box = ?1 AND received = " received \
    " AND visible_ms <= ?2 AND (visible_ms, row) > (?3, ?4) AND row <= ?5"

int sqs_store_messages_visible(struct call *c, int64_t box, int64_t after_ms, int64_t after_row, int64_t last_row,
                               int count, struct sqs_message *m)
{
    struct rows *r =
        db_query(c->db, VISIBLE_HALF("0") " UNION ALL " VISIBLE_HALF("1") " ORDER BY visible_ms, row LIMIT ?6",
                 "iiiiii", box, c->now_ms, after_ms, after_row, last_row, (int64_t)count);

    return sqs_store_messages_read(c, r, count, m);
}

int sqs_store_messages_all(struct call *c, int64_t box, int64_t after_ms, int64_t after_row, int count,
                           struct sqs_message *m)
{
    struct rows *r =
        db_query(c->db,
                 "SELECT " SQS_MESSAGE_COLUMNS
                 " FROM sqs_message WHERE box = ? AND (sent_ms, row) > (?, ?) ORDER BY sent_ms, row LIMIT ?",
                 "iiii", box, after_ms, after_row, (int64_t)count);

    return sqs_store_messages_read(c, r, count, m);
}

int sqs_store_messages_expired(struct call *c, int64_t box, int64_t sent_until_ms, int count, struct sqs_message *m)
{
    struct rows *r = db_query(c->db,
                              "SELECT " SQS_MESSAGE_COLUMNS
                              " FROM sqs_message WHERE box = ? AND sent_ms <= ? ORDER BY sent_ms LIMIT ?",
                              "iii", box, sent_until_ms, (int64_t)count);

    return sqs_store_messages_read(c, r, count, m);
}

void sqs_store_message_received(struct call *c, const struct sqs_queue *q, const struct sqs_message *m)
{
    db_run(c->db,
           "UPDATE sqs_message SET received = 1, visible_ms = ?, nonce = ?, receive_count = ?, first_received_ms = ?"
           " WHERE row = ?",
           "iiiii", m->visible_ms, m->nonce, m->receive_count, m->first_received_ms, m->row);
    box_count(c, q->box, 0, 1);
}

void sqs_store_message_move(struct call *c, const struct sqs_queue *from, const struct sqs_queue *to,
                            struct sqs_message *m)
{
    m->visible_ms = c->now_ms;
    m->nonce = 0;
    if (to->is_fifo) m->sent_ms = c->now_ms;
    db_run(
        c->db,
        "UPDATE sqs_message SET box = ?, received = 0, visible_ms = ?, nonce = 0, sent_ms = ?, dead_letter_source = ?"
        " WHERE row = ?",
        "iiiti", to->box, m->visible_ms, m->sent_ms, m->dead_letter_source, m->row);
    box_count(c, from->box, -1, 0);
    box_count(c, to->box, 1, 0);
}

bool sqs_store_message_find(struct call *c, int64_t box, int64_t row, struct sqs_message *m)
{
    struct rows *r =
        db_query(c->db, "SELECT " SQS_MESSAGE_COLUMNS " FROM sqs_message WHERE row = ? AND box = ?", "ii", row, box);

    return sqs_store_messages_read(c, r, 1, m) == 1;
}

bool sqs_store_message_state(struct call *c, int64_t box, int64_t row, struct sqs_message *m)
{
    struct rows *r =
        db_query(c->db, "SELECT visible_ms, nonce, message_group, sent_ms FROM sqs_message WHERE row = ? AND box = ?",
                 "ii", row, box);

    *m = (struct sqs_message){ .row = row };
    if (!rows_next(r)) return false;
    m->visible_ms = rows_int(r, 0);
    m->nonce = rows_int(r, 1);
    m->group = rows_copy(r, 2, &c->arena);
    m->sent_ms = rows_int(r, 3);
    rows_close(r);
    return true;
}

void sqs_store_message_delete(struct call *c, const struct sqs_queue *q, const struct sqs_message *m)
{
    if (db_run(c->db, "DELETE FROM sqs_message WHERE row = ? AND box = ?", "ii", m->row, q->box))
        box_count(c, q->box, -1, m->nonce ? -1 : 0);
}

void sqs_store_message_show(struct call *c, int64_t row, int64_t visible_ms)
{
    db_run(c->db, "UPDATE sqs_message SET visible_ms = ? WHERE row = ?", "ii", visible_ms, row);
}

#define NEXT_OF(received)                                                                                \
    "(SELECT visible_ms FROM sqs_message WHERE box = ?1 AND received = " received " AND visible_ms > ?2" \
    " ORDER BY visible_ms LIMIT 1)"

int64_t sqs_store_next_visible(struct call *c, int64_t box, int64_t otherwise)
{
    return db_int(c->db, otherwise, "SELECT min(ifnull(" NEXT_OF("0") ", ?3), ifnull(" NEXT_OF("1") ", ?3))", "iii",
                  box, c->now_ms, otherwise);
}

int64_t sqs_store_visible_count(struct call *c, int64_t box, int64_t most)
{
    return db_int(
        c->db, 0,
        "SELECT (SELECT count(*) FROM (SELECT 1 FROM sqs_message WHERE box = ?1 AND received = 0 AND visible_ms <= ?2"
        " LIMIT ?3)) + (SELECT count(*) FROM (SELECT 1 FROM sqs_message WHERE box = ?1 AND received = 1 AND"
        " visible_ms <= ?2 LIMIT ?3))",
        "iii", box, c->now_ms, most);
}

static int64_t in_flight_count(struct call *c, int64_t box)
{
    return db_int(c->db, 0, "SELECT count(*) FROM sqs_message WHERE box = ? AND received = 1 AND visible_ms > ?", "ii",
                  box, c->now_ms);
}

int64_t sqs_store_taken_settle(struct call *c, const struct sqs_queue *q)
{
    int64_t taken = in_flight_count(c, q->box);

    db_run(c->db, "UPDATE sqs_box SET taken = ? WHERE id = ?", "ii", taken, q->box);
    return taken;
}

struct sqs_counts sqs_store_counts(struct call *c, const struct sqs_queue *q, int64_t sent_after_ms, int64_t delay_ms)
{
    struct sqs_counts n = { 0 };
    struct rows *r;

    n.in_flight = in_flight_count(c, q->box);
    n.delayed = db_int(c->db, 0, "SELECT count(*) FROM sqs_message WHERE box = ? AND received = 0 AND visible_ms > ?",
                       "ii", q->box, c->now_ms - delay_ms);
    n.visible = q->messages - n.in_flight - n.delayed;
    r = db_query(c->db,
                 "SELECT count(*), count(*) FILTER (WHERE received = 1 AND visible_ms > ?3),"
                 " count(*) FILTER (WHERE received = 0 AND visible_ms > ?3 - ?4)"
                 " FROM sqs_message WHERE box = ?1 AND sent_ms <= ?2",
                 "iiii", q->box, sent_after_ms, c->now_ms, delay_ms);
    if (!rows_next(r)) return n;
    n.expired = rows_int(r, 0);
    n.in_flight -= rows_int(r, 1);
    n.delayed -= rows_int(r, 2);
    n.visible -= n.expired - rows_int(r, 1) - rows_int(r, 2);
    rows_close(r);
    return n;
}
