/* Handlers of the credential report: it is made at once, and made anew when it is older than four hours. */
#include "emulator/services/iam/iam_reports.h"

#include <inttypes.h>

#include "emulator/base/buf.h"
#include "emulator/base/json.h"
#include "emulator/base/times.h"
#include "emulator/services/iam/iam_access_keys.h"
#include "emulator/services/iam/iam_account_store.h"
#include "emulator/services/iam/iam_credential_store.h"
#include "emulator/services/iam/iam_faults.h"

#define NAME      "credential-report"
#define AGE_MS    (4 * 3600 * INT64_C(1000))
#define BYTES_MAX (16 * 1024 * 1024)

static const char head[] =
    "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,"
    "mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,"
    "access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,"
    "access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,cert_2_active,"
    "cert_2_last_rotated";

static void add_time(struct call *c, struct buf *b, int64_t ms)
{
    struct span text = time_iso8601(&c->arena, ms);

    buf_printf(b, ",%.19s+00:00", text.data);
}

/* When, where and for which service a key was used. */
static void add_use(struct call *c, struct buf *b, const struct doc *last)
{
    if (last) {
        add_time(c, b, doc_get_int(last, "LastUsedDate", 0));
        buf_printf(b, ",%.*s,%.*s", SPAN_ARG(doc_get_str(last, "Region")), SPAN_ARG(doc_get_str(last, "ServiceName")));
    } else {
        buf_add_text(b, ",N/A,N/A,N/A");
    }
}

/* The nth of a user's: whether it is active and since when; and of a key, its use. */
static void add_credential(struct call *c, struct buf *b, const struct iam_entity *user, const char *kind, size_t n)
{
    struct doc *ids = iam_store_credential_ids(c->db, &c->arena, user, kind);
    struct iam_credential cr = { 0 };

    if (iam_store_credential_find(c->db, &c->arena, doc_text(doc_at(ids, n)), &cr)) {
        buf_printf(b, ",%s", span_is(cr.status, "Active") ? "true" : "false");
        add_time(c, b, cr.created_ms);
    } else {
        buf_add_text(b, ",false,N/A");
    }
    if (!strcmp(kind, IAM_ACCESS_KEY)) add_use(c, b, doc_get(cr.detail, "LastUsed"));
}

static void add_password(struct call *c, struct buf *b, const struct iam_entity *user)
{
    struct iam_credential cr;

    if (!user->id) {
        buf_add_text(b, ",not_supported,not_supported,not_supported,not_supported");
    } else if (iam_store_credential_find(c->db, &c->arena, user->unique_id, &cr)) {
        buf_add_text(b, ",true,no_information");
        add_time(c, b, doc_get_int(cr.detail, "PasswordChanged", cr.created_ms));
        buf_add_text(b, ",N/A");
    } else {
        buf_add_text(b, ",false,N/A,N/A,N/A");
    }
}

static void add_line(struct call *c, struct buf *b, const struct iam_entity *user)
{
    buf_printf(b, "\n%.*s,%.*s", SPAN_ARG(user->name), SPAN_ARG(user->arn));
    add_time(c, b, user->created_ms);
    add_password(c, b, user);
    buf_printf(b, ",%s", iam_store_credential_count(c->db, user, "mfa") ? "true" : "false");
    for (size_t i = 0; i < 2; i++) add_credential(c, b, user, IAM_ACCESS_KEY, i);
    for (size_t i = 0; i < 2; i++) add_credential(c, b, user, "signing-certificate", i);
}

static struct span report_make(struct call *c)
{
    struct span account = span_of(c->who.account), none = { NULL, 0 }, text;
    struct doc *names = iam_store_entity_names(c->db, &c->arena, account, IAM_USER, none, none, INT64_MAX);
    struct iam_entity user = { .account = account, .name = SPAN("<root_account>"), .created_ms = c->now_ms };
    struct buf b = { .max = BYTES_MAX };

    user.arn = arena_format(&c->arena, "arn:aws:iam::%s:root", c->who.account);
    buf_add_text(&b, head);
    add_line(c, &b, &user);
    for (size_t i = 0; i < doc_count(names); i++)
        if (iam_store_entity_find(c->db, &c->arena, account, IAM_USER, doc_text(doc_at(names, i)), &user))
            add_line(c, &b, &user);
    text = arena_span(&c->arena, buf_span(&b));
    buf_release(&b);
    return text;
}

static struct doc *report_read(struct call *c)
{
    struct span text = iam_store_account_value(c->db, &c->arena, span_of(c->who.account), NAME);

    return text.data ? json_parse(&c->arena, text, NULL) : NULL;
}

/* AWS: who asks for one is told that it was begun, and asks again until it is there. */
int iam_generate_credential_report(struct call *c)
{
    struct doc *report = report_read(c);

    if (report && doc_get_int(report, "GeneratedTime", 0) + AGE_MS > c->now_ms) {
        doc_put_cstr(c->out, "State", "COMPLETE");
        return 0;
    }
    doc_put_cstr(c->out, "State", "STARTED");
    doc_put_cstr(c->out, "Description", "No report exists. Starting a new report generation task");
    report = doc_map(&c->arena);
    doc_put_str(report, "Content", report_make(c));
    doc_put_int(report, "GeneratedTime", c->now_ms);
    iam_store_account_set(c->db, span_of(c->who.account), NAME, json_text(&c->arena, report));
    return 0;
}

int iam_get_credential_report(struct call *c)
{
    struct doc *report = report_read(c);

    if (!report) return fault(c, &iam_report_not_present, "%s", "");
    doc_put_blob(c->out, "Content", doc_get_str(report, "Content"));
    doc_put_cstr(c->out, "ReportFormat", "text/csv");
    doc_put(c->out, "GeneratedTime", doc_get(report, "GeneratedTime"));
    return 0;
}
