/* SQL of FIFO queues. */
#include "emulator/services/sqs/sqs_store_fifo.h"

#include "emulator/base/json.h"
#include "emulator/services/sqs/sqs_attributes.h"
#include "emulator/store/store.h"

#define UNBLOCK_ROWS 100

/* --- groups ------------------------------------------------------------------------------------------------------- */

bool sqs_store_group_add(struct call *c, int64_t box, const struct sqs_message *m)
{
    db_run(c->db,
           "INSERT INTO sqs_group (box, name, head, head_sent_ms) VALUES (?, ?, ?, ?) ON CONFLICT (box, name)"
           " DO UPDATE SET head = excluded.head, head_sent_ms = excluded.head_sent_ms, blocked_ms = 0, back_ms = 0"
           " WHERE excluded.head < head",
           "itii", box, m->group, m->row, m->sent_ms);
    return !sqs_store_group_is_blocked(c, box, m->group);
}

bool sqs_store_group_is_blocked(struct call *c, int64_t box, struct span group)
{
    return db_int(c->db, 0, "SELECT blocked_ms FROM sqs_group WHERE box = ? AND name = ?", "it", box, group) >
           c->now_ms;
}

struct head {
    int64_t row, sent_ms; /* sent_ms: that its delay counts from */
    int64_t blocked_ms, back_ms;
};

/* The group's first message; row 0: there is none. */
static struct head head_find(struct call *c, const struct sqs_queue *q, struct span group)
{
    struct rows *r = db_query(c->db,
                              "SELECT row, sent_ms, received, visible_ms FROM sqs_message"
                              " WHERE box = ? AND message_group = ? AND in_order = 1 ORDER BY row LIMIT 1",
                              "it", q->box, group);
    struct head head = { 0 };
    int64_t expires_ms;

    if (!rows_next(r)) return head;
    head.row = rows_int(r, 0);
    head.sent_ms = rows_int(r, 1);
    if (rows_int(r, 2)) {
        expires_ms = head.sent_ms + sqs_retention_ms(q);
        head.back_ms = rows_int(r, 3) < expires_ms ? rows_int(r, 3) : expires_ms;
        head.blocked_ms = head.back_ms > c->now_ms ? head.back_ms : 0;
        head.sent_ms = 0;
    }
    rows_close(r);
    return head;
}

bool sqs_store_group_refresh(struct call *c, const struct sqs_queue *q, struct span group)
{
    struct head head = head_find(c, q, group);

    if (!head.row) {
        db_run(c->db, "DELETE FROM sqs_group WHERE box = ? AND name = ?", "it", q->box, group);
        return false;
    }
    db_run(c->db,
           "UPDATE sqs_group SET head = ?, head_sent_ms = ?, blocked_ms = ?, back_ms = ? WHERE box = ? AND name = ?",
           "iiiiit", head.row, head.sent_ms, head.blocked_ms, head.back_ms, q->box, group);
    return !head.blocked_ms && head.sent_ms <= sqs_delay_over_ms(c, q);
}

void sqs_store_groups_unblock(struct call *c, const struct sqs_queue *q)
{
    struct doc *names = doc_list(&c->arena);
    struct rows *r = db_query(c->db,
                              "SELECT name FROM sqs_group WHERE box = ? AND blocked_ms > 0 AND blocked_ms <= ?"
                              " ORDER BY blocked_ms, head LIMIT ?",
                              "iii", q->box, c->now_ms, (int64_t)UNBLOCK_ROWS);

    while (rows_next(r)) doc_append_str(names, rows_text(r, 0));
    for (size_t i = 0; i < doc_count(names); i++) sqs_store_group_refresh(c, q, doc_text(doc_at(names, i)));
}

bool sqs_store_group_next(struct call *c, int64_t box, int64_t sent_until_ms, int64_t last_row,
                          struct sqs_group_place *at)
{
    struct rows *r = db_query(
        c->db,
        "SELECT head_sent_ms, head, back_ms, name, head_sent_ms AS ready_ms FROM (SELECT * FROM sqs_group"
        " WHERE box = ?1 AND blocked_ms = 0"
        " AND back_ms = 0 AND head_sent_ms <= ?2 AND (head_sent_ms, head) > (?3, ?4) AND head <= ?7"
        " ORDER BY head_sent_ms, head LIMIT 1)"
        " UNION ALL SELECT head_sent_ms, head, back_ms, name, back_ms FROM (SELECT * FROM sqs_group WHERE box = ?1"
        " AND blocked_ms = 0 AND back_ms >= max(?5, 1) AND (back_ms > ?5 OR head > ?6) AND head <= ?7"
        " ORDER BY back_ms, head_sent_ms, head LIMIT 1) ORDER BY ready_ms, back_ms LIMIT 1",
        "iiiiiii", box, sent_until_ms, at->head_sent_ms, at->head, at->back_ms, at->back_head, last_row);
    bool is_back;

    if (!rows_next(r)) return false;
    is_back = rows_int(r, 2) > 0;
    *(is_back ? &at->back_ms : &at->head_sent_ms) = rows_int(r, is_back ? 2 : 0);
    *(is_back ? &at->back_head : &at->head) = rows_int(r, 1);
    at->group = rows_copy(r, 3, &c->arena);
    rows_close(r);
    return true;
}

int sqs_store_group_messages(struct call *c, int64_t box, struct span group, int64_t after_row, int count,
                             struct sqs_message *m)
{
    struct rows *r = db_query(c->db,
                              "SELECT " SQS_MESSAGE_COLUMNS
                              " FROM sqs_message WHERE box = ? AND message_group = ? AND in_order = 1 AND row > ?"
                              " ORDER BY row LIMIT ?",
                              "itii", box, group, after_row, (int64_t)count);

    return sqs_store_messages_read(c, r, count, m);
}

int64_t sqs_store_group_next_ready(struct call *c, const struct sqs_queue *q, int64_t otherwise)
{
    int64_t blocked =
        db_int(c->db, otherwise,
               "SELECT blocked_ms FROM sqs_group WHERE box = ? AND blocked_ms > ? ORDER BY blocked_ms LIMIT 1", "ii",
               q->box, c->now_ms);
    int64_t sent = db_int(c->db, 0,
                          "SELECT head_sent_ms FROM sqs_group WHERE box = ? AND blocked_ms = 0 AND back_ms = 0 AND"
                          " head_sent_ms > ?"
                          " ORDER BY head_sent_ms LIMIT 1",
                          "ii", q->box, sqs_delay_over_ms(c, q));
    int64_t delayed = sent ? sent + sqs_delay_ms(q) : otherwise;

    return delayed < blocked ? delayed : blocked;
}

int64_t sqs_store_groups_ready(struct call *c, const struct sqs_queue *q, int64_t most)
{
    return db_int(
        c->db, 0,
        "SELECT (SELECT count(*) FROM (SELECT 1 FROM sqs_group WHERE box = ?1 AND blocked_ms = 0 AND back_ms = 0 AND"
        " head_sent_ms <= ?3 LIMIT ?4)) +"
        " (SELECT count(*) FROM (SELECT 1 FROM sqs_group WHERE box = ?1 AND blocked_ms = 0 AND back_ms > 0 LIMIT ?4)) +"
        " (SELECT count(*) FROM (SELECT 1 FROM sqs_group WHERE box = ?1 AND blocked_ms > 0 AND blocked_ms <= ?2"
        " LIMIT ?4))",
        "iiii", q->box, c->now_ms, sqs_delay_over_ms(c, q), most);
}

/* --- deduplication ------------------------------------------------------------------------------------------------ */

bool sqs_store_duplicate_find(struct call *c, int64_t box, struct span scope, struct span id, struct sqs_message *m)
{
    struct rows *r = db_query(c->db,
                              "SELECT row, message_id FROM sqs_duplicate WHERE box = ? AND scope = ? AND id = ?"
                              " AND expires_ms > ?",
                              "itti", box, scope, id, c->now_ms);

    if (!rows_next(r)) return false;
    m->row = rows_int(r, 0);
    m->id = rows_copy(r, 1, &c->arena);
    rows_close(r);
    return true;
}

/* Each one that comes takes two that are past their time away, so they never pile up. */
void sqs_store_duplicate_add(struct call *c, int64_t box, struct span scope, struct span id,
                             const struct sqs_message *m, int64_t expires_ms)
{
    db_run(c->db,
           "DELETE FROM sqs_duplicate WHERE (box, scope, id) IN"
           " (SELECT box, scope, id FROM sqs_duplicate WHERE expires_ms <= ? ORDER BY expires_ms LIMIT 2)",
           "i", c->now_ms);
    db_run(
        c->db,
        "INSERT OR REPLACE INTO sqs_duplicate (box, scope, id, row, message_id, expires_ms) VALUES (?, ?, ?, ?, ?, ?)",
        "ittiti", box, scope, id, m->row, m->id, expires_ms);
}

/* --- receive attempts --------------------------------------------------------------------------------------------- */

struct doc *sqs_store_attempt_find(struct call *c, int64_t box, struct span id)
{
    struct span taken =
        db_text(c->db, &c->arena, "SELECT taken FROM sqs_attempt WHERE box = ? AND id = ? AND expires_ms > ?", "iti",
                box, id, c->now_ms);

    return taken.data ? json_parse(&c->arena, taken, NULL) : NULL;
}

void sqs_store_attempt_put(struct call *c, int64_t box, struct span id, const struct doc *taken, int64_t expires_ms)
{
    db_run(c->db,
           "DELETE FROM sqs_attempt WHERE (box, id) IN"
           " (SELECT box, id FROM sqs_attempt WHERE expires_ms <= ? ORDER BY expires_ms LIMIT 2)",
           "i", c->now_ms);
    db_run(c->db, "INSERT OR REPLACE INTO sqs_attempt (box, id, taken, expires_ms) VALUES (?, ?, ?, ?)", "itti", box,
           id, json_text(&c->arena, taken), expires_ms);
}
