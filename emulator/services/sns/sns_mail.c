/* The mailbox's rows and pages, and the outbox's work.
 *
 * One sender at a time takes the earliest outbox row that is due, sends it, and removes the row or puts it off: 1 s, 2 s, 4 s … up to
 * an hour, for ever, since a developer's SMTP server may be started later. */
#include "emulator/services/sns/sns_mail.h"

#include <stdatomic.h>
#include <stdio.h>

#include "emulator/base/clock.h"
#include "emulator/base/json.h"
#include "emulator/base/log.h"
#include "emulator/base/times.h"
#include "emulator/base/timers.h"
#include "emulator/base/workers.h"
#include "emulator/core/settings.h"
#include "emulator/http/smtp.h"
#include "emulator/store/store.h"

#define LIST_MAX       1000
#define PUT_OFF_MS_MAX (3600 * 1000)

static _Atomic bool is_stopping;
static _Atomic bool is_sending; /* a sender is queued or at work */
static _Atomic unsigned asked;  /* how often one was asked for */

static void outbox_tend(void *unused);
static void outbox_work(void *unused);

/* --- delivery ----------------------------------------------------------------------------------------------------- */

void sns_mail_deliver(struct call *c, const struct sns_mail *mail)
{
    bool goes_out = settings.smtp && span_is(SPAN("email"), mail->kind);

    db_run(c->db, "INSERT INTO sns_mail (kind, recipient, subject, body, topic, time_ms) VALUES (?, ?, ?, ?, ?, ?)",
           "stttti", mail->kind, mail->recipient, mail->subject, mail->body, mail->topic, c->now_ms);
    if (!goes_out) return;
    db_run(c->db, "INSERT INTO sns_mail_outbox (mail_id, due_ms, attempts) VALUES (?, ?, 0)", "ii",
           db_last_rowid(c->db), c->now_ms);
    call_after_commit(c, outbox_tend, NULL, 0);
}

/* --- pages -------------------------------------------------------------------------------------------------------- */

void sns_mail_show(const struct http_request *request, struct http_response *response)
{
    struct arena *a = request->arena;
    struct doc *page = doc_map(a), *mails = doc_put_list(page, "mails");
    struct db *db = store_reader_take();
    struct rows *r =
        db ? db_query(
                 db, "SELECT kind, recipient, subject, body, topic, time_ms, id FROM sns_mail ORDER BY id DESC LIMIT ?",
                 "i", (int64_t)LIST_MAX)
           : NULL;

    while (rows_next(r)) {
        struct doc *m = doc_append_map(mails);
        doc_put_int(m, "id", rows_int(r, 6));
        doc_put_str(m, "type", rows_text(r, 0));
        doc_put_str(m, "to", rows_text(r, 1));
        doc_put_str(m, "subject", rows_text(r, 2));
        doc_put_str(m, "body", rows_text(r, 3));
        doc_put_str(m, "topic", rows_text(r, 4));
        doc_put_str(m, "time", time_iso8601(a, rows_int(r, 5)));
    }
    if (db) store_reader_give(db);
    http_response_text(response, db ? 200 : 500, "application/json", json_text(a, page));
}

static int mailbox_clear(struct db *db, void *unused)
{
    (void)unused;
    db_run(db, "DELETE FROM sns_mail WHERE id NOT IN (SELECT mail_id FROM sns_mail_outbox)", "");
    return 0;
}

void sns_mail_clear(const struct http_request *request, struct http_response *response)
{
    (void)request;
    response->status = store_write(mailbox_clear, NULL) == STORE_COMMITTED ? 204 : 500;
}

/* --- the outbox --------------------------------------------------------------------------------------------------- */

struct sending {
    struct arena arena;
    int64_t id, due_ms, attempts;
    struct span recipient, subject, body;
    bool is_sent;
};

/* The earliest row; false when there is none. */
static bool outbox_first(struct sending *s)
{
    struct db *db = store_reader_take();
    struct rows *r =
        db ? db_query(db,
                      "SELECT o.mail_id, o.due_ms, o.attempts, m.recipient, m.subject, m.body FROM sns_mail_outbox o"
                      " JOIN sns_mail m ON m.id = o.mail_id ORDER BY o.due_ms LIMIT 1",
                      "")
           : NULL;
    bool found = rows_next(r);

    if (found) {
        s->id = rows_int(r, 0);
        s->due_ms = rows_int(r, 1);
        s->attempts = rows_int(r, 2);
        s->recipient = rows_copy(r, 3, &s->arena);
        s->subject = rows_copy(r, 4, &s->arena);
        s->body = rows_copy(r, 5, &s->arena);
        rows_close(r);
    }
    if (db) store_reader_give(db);
    return found;
}

static int outbox_settle(struct db *db, void *arg)
{
    struct sending *s = arg;
    int64_t put_off = s->attempts > 12 ? PUT_OFF_MS_MAX : (int64_t)1000 << s->attempts;

    if (put_off > PUT_OFF_MS_MAX) put_off = PUT_OFF_MS_MAX;
    if (s->is_sent) db_run(db, "DELETE FROM sns_mail_outbox WHERE mail_id = ?", "i", s->id);
    else
        db_run(db, "UPDATE sns_mail_outbox SET due_ms = ?, attempts = attempts + 1 WHERE mail_id = ?", "ii",
               clock_now_ms() + put_off, s->id);
    return 0;
}

/* Sends all that is due. Returns when the next is due, or -1 when the outbox is empty. */
static int64_t outbox_send(void)
{
    for (;;) {
        struct sending s = { 0 };
        const char *error;
        bool found = !is_stopping && outbox_first(&s);
        if (!found || s.due_ms > clock_now_ms()) {
            arena_release(&s.arena);
            return found ? s.due_ms : -1;
        }
        s.is_sent = smtp_send(settings.smtp, s.recipient, s.subject, s.body, &error) == 0;
        if (!s.is_sent) log_warn("mail to %.*s: %s", SPAN_ARG(s.recipient), error);
        store_write(outbox_settle, &s);
        arena_release(&s.arena);
    }
}

static void sender_start(void)
{
    if (is_stopping || atomic_exchange(&is_sending, true)) return;
    workers_submit(outbox_work, NULL);
}

/* Who asked between the last look and the end of the sending found it at work, and is seen to here. */
static void outbox_work(void *unused)
{
    unsigned seen = asked;
    int64_t next;

    (void)unused;
    next = outbox_send();
    is_sending = false;
    if (asked != seen) sender_start();
    else if (next >= 0) timer_add(next, outbox_tend, NULL);
}

/* Starts a sender, unless one is at it: it looks again before it ends. */
static void outbox_tend(void *unused)
{
    (void)unused;
    asked++;
    sender_start();
}

void sns_mail_start(void)
{
    is_stopping = false;
    if (settings.smtp) outbox_tend(NULL);
}

void sns_mail_stop(void)
{
    is_stopping = true;
}
