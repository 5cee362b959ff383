/* SQS's SQL, all of it. A receive is one range scan: sqs_message_visible is ordered by box and the time of visibility. */
#include "emulator/services/sqs/sqs_store.h"

#include <stdlib.h>

#include "emulator/base/json.h"
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
    NULL,
};

/* --- queues ------------------------------------------------------------------------------------------------------- */

static void queue_read(struct call *c, struct rows *r, struct sqs_queue *q)
{
    struct arena *a = &c->arena;

    q->id = rows_int(r, 0);
    q->box = rows_int(r, 1);
    q->attributes = json_parse(a, rows_copy(r, 2, a), NULL);
    q->created_ms = rows_int(r, 3);
    q->modified_ms = rows_int(r, 4);
    q->purged_ms = rows_int(r, 5);
}

bool sqs_store_queue_find(struct call *c, struct span account, struct span region, struct span name,
                          struct sqs_queue *q)
{
    struct rows *r = db_query(c->db,
                              "SELECT id, box, attributes, created_ms, modified_ms, purged_ms FROM sqs_queue"
                              " WHERE account = ? AND region = ? AND name = ?",
                              "ttt", account, region, name);

    *q = (struct sqs_queue){ .account = account, .region = region, .name = name };
    if (!rows_next(r)) return false;
    queue_read(c, r, q);
    rows_close(r);
    q->arn = arena_format(&c->arena, "arn:aws:sqs:%.*s:%.*s:%.*s", SPAN_ARG(region), SPAN_ARG(account), SPAN_ARG(name));
    return true;
}

static int64_t box_new(struct call *c)
{
    db_run(c->db, "INSERT INTO sqs_box DEFAULT VALUES", "");
    return db_last_rowid(c->db);
}

static void sweep_run(void *unused)
{
    (void)unused;
    sqs_store_sweep_start();
}

static void box_drop(struct call *c, int64_t box)
{
    db_run(c->db, "UPDATE sqs_box SET dropped = 1 WHERE id = ?", "i", box);
    call_after_commit(c, sweep_run, NULL, NULL);
}

void sqs_store_queue_insert(struct call *c, struct sqs_queue *q)
{
    q->box = box_new(c);
    db_run(
        c->db,
        "INSERT INTO sqs_queue (account, region, name, box, attributes, created_ms, modified_ms) VALUES (?, ?, ?, ?, ?, ?, ?)",
        "tttitii", q->account, q->region, q->name, q->box, json_text(&c->arena, q->attributes), c->now_ms, c->now_ms);
    q->id = db_last_rowid(c->db);
}

void sqs_store_queue_update(struct call *c, const struct sqs_queue *q)
{
    db_run(c->db, "UPDATE sqs_queue SET attributes = ?, modified_ms = ? WHERE id = ?", "tii",
           json_text(&c->arena, q->attributes), c->now_ms, q->id);
}

void sqs_store_queue_delete(struct call *c, const struct sqs_queue *q)
{
    db_run(c->db, "DELETE FROM sqs_queue WHERE id = ?", "i", q->id);
    box_drop(c, q->box);
}

struct doc *sqs_store_queue_names(struct call *c, struct span prefix, struct span after, int64_t count)
{
    struct doc *names = doc_list(&c->arena);
    struct rows *r = db_query(c->db,
                              "SELECT name FROM sqs_queue WHERE account = ? AND region = ? AND name > ?"
                              " AND substr(name, 1, length(?4)) = ?4 ORDER BY name LIMIT ?",
                              "sstti", c->who.account, c->who.region, after.data ? after : SPAN(""),
                              prefix.data ? prefix : SPAN(""), count);

    while (rows_next(r)) doc_append_str(names, rows_text(r, 0));
    return names;
}

void sqs_store_box_replace(struct call *c, struct sqs_queue *q)
{
    box_drop(c, q->box);
    q->box = box_new(c);
    db_run(c->db, "UPDATE sqs_queue SET box = ?, purged_ms = ? WHERE id = ?", "iii", q->box, c->now_ms, q->id);
}

/* --- messages ----------------------------------------------------------------------------------------------------- */

static struct span json_or_absent(struct call *c, const struct doc *d)
{
    return d ? json_text(&c->arena, d) : (struct span){ NULL, 0 };
}

void sqs_store_message_insert(struct call *c, int64_t box, struct sqs_message *m)
{
    db_run(c->db,
           "INSERT INTO sqs_message (box, visible_ms, sent_ms, id, sender, message_group, attributes, system, body)"
           " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
           "iiitttttt", box, m->visible_ms, m->sent_ms, m->id, m->sender, m->group, json_or_absent(c, m->attributes),
           json_or_absent(c, m->system), m->body);
    m->row = db_last_rowid(c->db);
}

bool sqs_store_message_next(struct call *c, int64_t box, int64_t after_ms, int64_t after_row, struct sqs_message *m)
{
    struct arena *a = &c->arena;
    struct rows *r =
        db_query(c->db,
                 "SELECT row, visible_ms, nonce, receive_count, first_received_ms, sent_ms, id, sender,"
                 " dead_letter_source, message_group, attributes, system, body FROM sqs_message"
                 " WHERE box = ? AND visible_ms <= ? AND (visible_ms, row) > (?, ?) ORDER BY visible_ms, row LIMIT 1",
                 "iiii", box, c->now_ms, after_ms, after_row);

    if (!rows_next(r)) return false;
    *m = (struct sqs_message){ .row = rows_int(r, 0),
                               .visible_ms = rows_int(r, 1),
                               .nonce = rows_int(r, 2),
                               .receive_count = rows_int(r, 3),
                               .first_received_ms = rows_int(r, 4),
                               .sent_ms = rows_int(r, 5),
                               .id = rows_copy(r, 6, a),
                               .sender = rows_copy(r, 7, a),
                               .dead_letter_source = rows_copy(r, 8, a),
                               .group = rows_copy(r, 9, a),
                               .body = rows_copy(r, 12, a) };
    if (!rows_is_null(r, 10)) m->attributes = json_parse(a, rows_copy(r, 10, a), NULL);
    if (!rows_is_null(r, 11)) m->system = json_parse(a, rows_copy(r, 11, a), NULL);
    rows_close(r);
    return true;
}

void sqs_store_message_received(struct call *c, const struct sqs_message *m)
{
    db_run(c->db,
           "UPDATE sqs_message SET visible_ms = ?, nonce = ?, receive_count = ?, first_received_ms = ? WHERE row = ?",
           "iiiii", m->visible_ms, m->nonce, m->receive_count, m->first_received_ms, m->row);
}

void sqs_store_message_move(struct call *c, const struct sqs_message *m, int64_t box)
{
    db_run(c->db, "UPDATE sqs_message SET box = ?, visible_ms = ?, nonce = 0, dead_letter_source = ? WHERE row = ?",
           "iiti", box, c->now_ms, m->dead_letter_source, m->row);
}

bool sqs_store_message_find(struct call *c, int64_t box, int64_t row, int64_t nonce, int64_t *visible_ms)
{
    *visible_ms = db_int(c->db, -1, "SELECT visible_ms FROM sqs_message WHERE row = ? AND box = ? AND nonce = ?", "iii",
                         row, box, nonce);
    return *visible_ms >= 0;
}

void sqs_store_message_delete(struct call *c, int64_t box, int64_t row, int64_t nonce)
{
    db_run(c->db, "DELETE FROM sqs_message WHERE row = ? AND box = ? AND (nonce = ? OR ? = 0)", "iiii", row, box, nonce,
           nonce);
}

void sqs_store_message_show(struct call *c, int64_t row, int64_t visible_ms)
{
    db_run(c->db, "UPDATE sqs_message SET visible_ms = ? WHERE row = ?", "ii", visible_ms, row);
}

int64_t sqs_store_next_visible(struct call *c, int64_t box, int64_t otherwise)
{
    return db_int(c->db, otherwise, "SELECT visible_ms FROM sqs_message WHERE box = ? ORDER BY visible_ms LIMIT 1", "i",
                  box);
}

struct sqs_counts sqs_store_counts(struct call *c, int64_t box, int64_t sent_after_ms)
{
    struct sqs_counts n = { 0 };
    struct rows *r = db_query(
        c->db,
        "SELECT count(*) FILTER (WHERE visible_ms <= ?2),"
        " count(*) FILTER (WHERE visible_ms > ?2 AND nonce <> 0),"
        " count(*) FILTER (WHERE visible_ms > ?2 AND nonce = 0) FROM sqs_message WHERE box = ?1 AND sent_ms > ?3",
        "iii", box, c->now_ms, sent_after_ms);

    if (!rows_next(r)) return n;
    n = (struct sqs_counts){ rows_int(r, 0), rows_int(r, 1), rows_int(r, 2) };
    rows_close(r);
    return n;
}

/* --- the sweep ---------------------------------------------------------------------------------------------------- */

#define SWEEP_ROWS 500

static int sweep_step(struct db *db, void *arg)
{
    bool *is_more = arg;
    int64_t box = db_int(db, 0, "SELECT id FROM sqs_box WHERE dropped ORDER BY id LIMIT 1", "");
    int64_t gone;

    *is_more = box != 0;
    if (!box) return 0;
    gone = db_run(db, "DELETE FROM sqs_message WHERE row IN (SELECT row FROM sqs_message WHERE box = ? LIMIT ?)", "ii",
                  box, (int64_t)SWEEP_ROWS);
    if (gone < SWEEP_ROWS) db_run(db, "DELETE FROM sqs_box WHERE id = ?", "i", box);
    return 0;
}

struct sweep {
    struct store_job job;
    bool is_more;
};

static int sweep_job_run(struct db *db, void *arg)
{
    struct sweep *s = arg;

    return sweep_step(db, &s->is_more);
}

/* A failed step is not tried again before the next drop or start: the rows wait unseen. */
static void sweep_job_done(void *arg, enum store_outcome outcome)
{
    struct sweep *s = arg;

    if (outcome == STORE_COMMITTED && s->is_more) store_submit(&s->job);
    else free(s);
}

void sqs_store_sweep_start(void)
{
    struct sweep *s = calloc(1, sizeof *s);

    if (!s) abort();
    s->job = (struct store_job){ .run = sweep_job_run, .done = sweep_job_done, .arg = s };
    store_submit(&s->job);
}
