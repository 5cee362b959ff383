/* Rows with the time at which their token was sent; a chore sweeps away what is two days old. */
#include "emulator/services/sns/sns_pending.h"

#include "emulator/base/ids.h"
#include "emulator/base/json.h"

#define TOKEN_DIGITS 128
#define TOKEN_MS     INT64_C(172800000) /* two days */
#define SWEEP_ROWS   1000               /* at once, so that the writer is not kept */

struct span sns_token_new(struct arena *a)
{
    char *token = arena_alloc(a, TOKEN_DIGITS + 1);

    random_text(token, TOKEN_DIGITS, "0123456789abcdef");
    return span_of(token);
}

/* --- sweeping ----------------------------------------------------------------------------------------------------- */

static int64_t oldest(struct db *db)
{
    return db_int(
        db, 0,
        "SELECT min(asked_ms) FROM (SELECT min(asked_ms) AS asked_ms FROM sns_subscription WHERE confirmed = 0"
        " UNION ALL SELECT min(asked_ms) FROM sns_farewell)",
        "");
}

struct chore sns_pending_sweep = { .name = "sns tokens" };

bool sns_pending_sweep_step(struct call *c, int64_t *due_ms)
{
    int64_t until = c->now_ms - TOKEN_MS, next;

    db_run(c->db,
           "DELETE FROM sns_subscription WHERE id IN"
           " (SELECT id FROM sns_subscription WHERE confirmed = 0 AND asked_ms <= ? LIMIT ?)",
           "ii", until, (int64_t)SWEEP_ROWS);
    db_run(c->db, "DELETE FROM sns_farewell WHERE id IN (SELECT id FROM sns_farewell WHERE asked_ms <= ? LIMIT ?)",
           "ii", until, (int64_t)SWEEP_ROWS);
    next = oldest(c->db);
    if (next) *due_ms = next + TOKEN_MS;
    return next && next <= until;
}

/* --- rows --------------------------------------------------------------------------------------------------------- */

void sns_pending_ask(struct call *c, const struct sns_subscription *s)
{
    db_run(c->db, "UPDATE sns_subscription SET asked_ms = ? WHERE id = ?", "ii", c->now_ms, s->id);
    chore_due(c, &sns_pending_sweep, c->now_ms + TOKEN_MS);
}

void sns_farewell_keep(struct call *c, const struct sns_subscription *s, struct span token)
{
    db_run(c->db,
           "INSERT INTO sns_farewell (token, asked_ms, topic_id, arn, topic_arn, owner, protocol, endpoint, attributes)"
           " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
           "tiittttt"
           "t",
           token, c->now_ms, s->topic_id, s->arn, s->topic_arn, s->owner, s->protocol, s->endpoint,
           json_text(&c->arena, s->attributes));
    chore_due(c, &sns_pending_sweep, c->now_ms + TOKEN_MS);
}

static bool farewell_find(struct call *c, struct span token, struct sns_subscription *s)
{
    struct arena *a = &c->arena;
    struct rows *r = db_query(c->db,
                              "SELECT f.topic_id, f.arn, f.topic_arn, f.owner, f.protocol, f.endpoint, f.attributes"
                              " FROM sns_farewell f JOIN sns_topic t ON t.id = f.topic_id WHERE f.token = ?",
                              "t", token);

    if (!rows_next(r)) return false;
    *s = (struct sns_subscription){ .topic_id = rows_int(r, 0),
                                    .arn = rows_copy(r, 1, a),
                                    .topic_arn = rows_copy(r, 2, a),
                                    .owner = rows_copy(r, 3, a),
                                    .protocol = rows_copy(r, 4, a),
                                    .endpoint = rows_copy(r, 5, a),
                                    .token = token,
                                    .attributes = json_parse(a, rows_copy(r, 6, a), NULL) };
    rows_close(r);
    return true;
}

bool sns_farewell_return(struct call *c, struct span token, struct sns_subscription *s)
{
    struct sns_subscription anew;

    if (!farewell_find(c, token, s)) return false;
    db_run(c->db, "DELETE FROM sns_farewell WHERE token = ?", "t", token);
    if (sns_store_subscription_by_endpoint(c, s->topic_id, s->protocol, s->endpoint, &anew)) {
        *s = anew;
        return true;
    }
    s->is_raw = span_is_nocase(doc_get_str(s->attributes, "RawMessageDelivery"), "true");
    sns_store_subscription_insert(c, s);
    return true;
}
