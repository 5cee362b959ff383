/* The mailbox's rows and pages, and the e-mails that go out.
 *
 * One at a time is sent. A mail that the server does not take is tried again after 1 s, 2 s, 4 s … up to an hour, for
 * ever, since a developer's SMTP server may be started later. */
#include "emulator/services/sns/sns_mail.h"

#include "emulator/base/json.h"
#include "emulator/base/log.h"
#include "emulator/base/times.h"
#include "emulator/base/workers.h"
#include "emulator/core/settings.h"
#include "emulator/http/smtp.h"
#include "emulator/store/store.h"

#define LIST_MAX       1000
#define PUT_OFF_MS_MAX (3600 * 1000)

void sns_mail_deliver(struct call *c, const struct sns_mail *mail)
{
    struct doc *about = doc_map(&c->arena);
    struct delivery_parcel parcel = { .lane = SPAN("smtp"), .about = about, .body = mail->body };

    db_run(c->db, "INSERT INTO sns_mail (kind, recipient, subject, body, topic, time_ms) VALUES (?, ?, ?, ?, ?, ?)",
           "stttti", mail->kind, mail->recipient, mail->subject, mail->body, mail->topic, c->now_ms);
    if (!settings.smtp || !span_is(SPAN("email"), mail->kind)) return;
    doc_put_str(about, "to", mail->recipient);
    doc_put_str(about, "subject", mail->subject);
    delivery_add(c, &sns_mail_delivery, &parcel);
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
    db_run(db, "DELETE FROM sns_mail", "");
    return 0;
}

void sns_mail_clear(const struct http_request *request, struct http_response *response)
{
    (void)request;
    response->status = store_write(mailbox_clear, NULL) == STORE_COMMITTED ? 204 : 500;
}

/* --- sending ------------------------------------------------------------------------------------------------------ */

/* On a worker of its own: it waits for the server. */
static void smtp_work(void *arg)
{
    struct delivery *d = arg;
    struct span to = doc_get_str(d->about, "to");
    const char *error;
    bool is_sent = smtp_send(settings.smtp, to, doc_get_str(d->about, "subject"), d->body, &error) == 0;

    if (!is_sent) log_warn("mail to %.*s: %s", SPAN_ARG(to), error);
    delivery_done(d, is_sent ? DELIVERY_DONE : DELIVERY_FAILED);
}

static void mail_send(struct delivery *d)
{
    workers_submit(smtp_work, d);
}

static bool has_server(void)
{
    return settings.smtp != NULL;
}

static int64_t retry_ms(struct call *c, const struct delivery *d)
{
    int64_t put_off = d->attempts > 12 ? PUT_OFF_MS_MAX : (int64_t)1000 << d->attempts;

    (void)c;
    return put_off > PUT_OFF_MS_MAX ? PUT_OFF_MS_MAX : put_off;
}

const struct delivery_kind sns_mail_delivery = {
    .name = "sns-mail", .slots = 1, .lane_slots = 1, .send = mail_send, .is_open = has_server, .retry_ms = retry_ms
};
