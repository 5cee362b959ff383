/* The recorder: its rows and pages. Of each kind the newest RECORDS_MAX are kept. */
#include "emulator/services/sns/sns_recorder.h"

#include <stdio.h>

#include "emulator/base/json.h"
#include "emulator/core/arn.h"
#include "emulator/services/sns/sns_rules.h"
#include "emulator/store/store.h"

#define RECORDS_MAX 10000
#define SHOWN_MAX   1000

static const char *const kinds[] = { "push", "sms" };

void sns_record(struct call *c, enum sns_recorded kind, struct span arn, struct span recipient,
                const struct doc *record)
{
    struct span account = span_of(c->who.account), region = span_of(c->who.region);
    struct arn parts;
    int64_t id;

    if (arn_parse(arn, &parts)) account = parts.account, region = parts.region;
    db_run(c->db, "INSERT INTO sns_recorded (kind, account, region, recipient, record) VALUES (?, ?, ?, ?, ?)", "stttt",
           kinds[kind], account, region, recipient, json_text(&c->arena, record));
    id = db_last_rowid(c->db);
    if (id % 100 == 0) db_run(c->db, "DELETE FROM sns_recorded WHERE id <= ?", "i", id - RECORDS_MAX);
}

/* --- pages -------------------------------------------------------------------------------------------------------- */

struct asked {
    enum sns_recorded kind;
    struct span account, region, recipient; /* the last absent: all */
};

static struct span parameter(const struct http_request *request, const char *name, const char *otherwise)
{
    struct span value;

    return http_query(request, name, &value) ? http_decode(request->arena, value, true) : span_of(otherwise);
}

static void asked_read(const struct http_request *request, struct asked *q)
{
    enum sns_recorded kind = span_ends(request->path, "/sms-messages") ? SNS_SMS : SNS_PUSH;
    struct arn parts;

    q->kind = kind;
    q->recipient = parameter(request, kind == SNS_PUSH ? "endpointArn" : "phoneNumber", NULL);
    q->account = parameter(request, "accountId", ACCOUNT_DEFAULT);
    q->region = parameter(request, "region", REGION_DEFAULT);
    if (arn_parse(q->recipient, &parts)) q->account = parts.account, q->region = parts.region;
}

static void records_put(struct db *db, struct arena *a, const struct asked *q, struct doc *by_recipient)
{
    struct rows *r =
        db_query(db,
                 "SELECT recipient, record FROM sns_recorded WHERE kind = ?1 AND account = ?2 AND region = ?3"
                 " AND (?4 IS NULL OR recipient = ?4) ORDER BY id LIMIT ?5",
                 "sttti", kinds[q->kind], q->account, q->region, q->recipient, (int64_t)SHOWN_MAX);

    while (rows_next(r)) {
        struct span recipient = rows_copy(r, 0, a);
        struct doc *list = doc_get_span(by_recipient, recipient);
        if (!list) doc_put_span(by_recipient, recipient, list = doc_list(a));
        doc_append(list, json_parse(a, rows_copy(r, 1, a), NULL));
    }
    if (q->recipient.data && !doc_count(by_recipient)) doc_put_span(by_recipient, q->recipient, doc_list(a));
}

void sns_records_show(const struct http_request *request, struct http_response *response)
{
    struct arena *a = request->arena;
    struct doc *page = doc_map(a);
    struct db *db = store_reader_take();
    struct asked q;

    asked_read(request, &q);
    if (db) {
        records_put(db, a, &q, doc_put_map(page, q.kind == SNS_PUSH ? "platform_endpoint_messages" : "sms_messages"));
        store_reader_give(db);
    }
    doc_put_str(page, "region", q.region);
    http_response_text(response, db ? 200 : 500, "application/json", json_text(a, page));
}

static int clear(struct db *db, void *arg)
{
    const struct asked *q = arg;

    db_run(
        db,
        "DELETE FROM sns_recorded WHERE kind = ?1 AND account = ?2 AND region = ?3 AND (?4 IS NULL OR recipient = ?4)",
        "sttt", kinds[q->kind], q->account, q->region, q->recipient);
    return 0;
}

static void refuse(struct http_response *response, int status, const char *message)
{
    struct doc *d = doc_map(response->arena);

    doc_put_cstr(d, "message", message);
    http_response_text(response, status, "application/json", json_text(response->arena, d));
}

void sns_records_clear(const struct http_request *request, struct http_response *response)
{
    struct asked q;

    asked_read(request, &q);
    response->status = store_write(clear, &q) == STORE_COMMITTED ? 204 : 500;
}

void sns_subscription_token_show(const struct http_request *request, struct http_response *response)
{
    static const char folder[] = "/subscription-tokens/";
    struct arena *a = request->arena;
    struct span arn = request->path;
    struct db *db = store_reader_take();
    struct doc *d = doc_map(a);
    struct span token;

    while (!span_starts(arn, folder)) arn = span_sub(arn, 1, SIZE_MAX);
    arn = http_decode(a, span_sub(arn, sizeof folder - 1, SIZE_MAX), false);
    token = db ? db_text(db, a, "SELECT token FROM sns_subscription WHERE arn = ?", "t", arn) : SPAN("");
    if (db) store_reader_give(db);
    if (token.size) doc_put_str(d, "subscription_token", token);
    else doc_put_cstr(d, "error", "The provided SubscriptionARN is not found");
    doc_put_str(d, "subscription_arn", arn);
    http_response_text(response, token.size ? 200 : 404, "application/json", json_text(a, d));
}

struct opt_out {
    struct span account, number;
};

static int opt_out(struct db *db, void *arg)
{
    const struct opt_out *o = arg;

    db_run(db, "INSERT OR IGNORE INTO sns_opted_out (account, number) VALUES (?, ?)", "tt", o->account, o->number);
    return 0;
}

void sns_phone_opt_out(const struct http_request *request, struct http_response *response)
{
    struct doc *d = json_parse(request->arena, request->body, NULL);
    struct opt_out o = { doc_get_str(d, "accountId"), doc_get_str(d, "phoneNumber") };

    if (!o.account.size) o.account = SPAN(ACCOUNT_DEFAULT);
    if (!sns_phone_is_valid(o.number)) refuse(response, 400, "Send {\"phoneNumber\": \"+12345678\"}");
    else response->status = store_write(opt_out, &o) == STORE_COMMITTED ? 204 : 500;
}
