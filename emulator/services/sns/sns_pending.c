/* Rows with the time at which their token was sent. A timer for the oldest sweeps away what is two days old; it is set when one is added, and at the start. */
#include "emulator/services/sns/sns_pending.h"

#include <pthread.h>

#include "emulator/base/clock.h"
#include "emulator/base/ids.h"
#include "emulator/base/json.h"
#include "emulator/base/timers.h"
#include "emulator/base/workers.h"
#include "emulator/store/store.h"

#define TOKEN_DIGITS  128
#define TOKEN_MS      INT64_C(172800000) /* two days */
#define SWEEP_ROWS    1000               /* at once, so that the writer is not kept */
#define SWEEP_WAIT_MS 1000               /* after a failure */

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int64_t timer_due; /* under the lock: of the earliest timer that is set; 0: none */
static bool is_stopping = true;

static void timer_fired(void *unused);

struct span sns_token_new(struct arena *a)
{
    char *token = arena_alloc(a, TOKEN_DIGITS + 1);

    random_text(token, TOKEN_DIGITS, "0123456789abcdef");
    return span_of(token);
}

/* --- sweeping ----------------------------------------------------------------------------------------------------- */

static void timer_set(int64_t due)
{
    bool is_earlier;

    pthread_mutex_lock(&lock);
    is_earlier = !is_stopping && (timer_due == 0 || due < timer_due);
    if (is_earlier) timer_due = due;
    pthread_mutex_unlock(&lock);
    if (is_earlier) timer_add(due, timer_fired, NULL);
}

static int64_t oldest(struct db *db)
{
    return db_int(
        db, 0,
        "SELECT min(asked_ms) FROM (SELECT min(asked_ms) AS asked_ms FROM sns_subscription WHERE confirmed = 0"
        " UNION ALL SELECT min(asked_ms) FROM sns_farewell)",
        "");
}

static int sweep_rows(struct db *db, void *arg)
{
    int64_t until = clock_now_ms() - TOKEN_MS, *next = arg;

    db_run(db,
           "DELETE FROM sns_subscription WHERE id IN"
           " (SELECT id FROM sns_subscription WHERE confirmed = 0 AND asked_ms <= ? LIMIT ?)",
           "ii", until, (int64_t)SWEEP_ROWS);
    db_run(db, "DELETE FROM sns_farewell WHERE id IN (SELECT id FROM sns_farewell WHERE asked_ms <= ? LIMIT ?)", "ii",
           until, (int64_t)SWEEP_ROWS);
    *next = oldest(db);
    return 0;
}

static void sweep(void *unused)
{
    int64_t next = 0;

    (void)unused;
    if (store_write(sweep_rows, &next) != STORE_COMMITTED) timer_set(clock_now_ms() + SWEEP_WAIT_MS);
    else if (next) timer_set(next + TOKEN_MS);
}

static void timer_fired(void *unused)
{
    bool sweeps;

    (void)unused;
    pthread_mutex_lock(&lock);
    timer_due = 0;
    sweeps = !is_stopping;
    pthread_mutex_unlock(&lock);
    if (sweeps) workers_submit(sweep, NULL);
}

static void added(void *unused)
{
    (void)unused;
    timer_set(clock_now_ms() + TOKEN_MS);
}

void sns_pending_start(void)
{
    struct db *db = store_reader_take();
    int64_t first = db ? oldest(db) : 0;

    if (db) store_reader_give(db);
    pthread_mutex_lock(&lock);
    is_stopping = false;
    timer_due = 0;
    pthread_mutex_unlock(&lock);
    if (first) timer_set(first + TOKEN_MS);
}

void sns_pending_stop(void)
{
    pthread_mutex_lock(&lock);
    is_stopping = true;
    pthread_mutex_unlock(&lock);
}

/* --- rows --------------------------------------------------------------------------------------------------------- */

void sns_pending_ask(struct call *c, const struct sns_subscription *s)
{
    db_run(c->db, "UPDATE sns_subscription SET asked_ms = ? WHERE id = ?", "ii", c->now_ms, s->id);
    call_after_commit(c, added, NULL, NULL);
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
    call_after_commit(c, added, NULL, NULL);
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
