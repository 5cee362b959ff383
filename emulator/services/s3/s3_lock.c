/* A version has a mode and a day, and beside them a hold; they stand in its row. */
#include "emulator/services/s3/s3_lock.h"

#include "emulator/base/times.h"
#include "emulator/services/s3/s3_faults.h"

#define DAY_MS  INT64_C(86400000)
#define YEAR_MS (365 * DAY_MS)

static int raise_locked(struct call *c)
{
    return fault(c, &s3_access_denied, "Access Denied because object protected by object lock.");
}

int s3_lock_raise_unconfigured(struct call *c)
{
    return fault(c, &s3_invalid_request, "Bucket is missing Object Lock Configuration");
}

/* --- what a write asks for ---------------------------------------------------------------------------------------- */

#define MODE_HEADER  "x-amz-object-lock-mode"
#define UNTIL_HEADER "x-amz-object-lock-retain-until-date"
#define HOLD_HEADER  "x-amz-object-lock-legal-hold"

static int raise_half(struct call *c, const char *lacking)
{
    return s3_raise_invalid_argument(
        c, lacking, (struct span){ NULL, 0 },
        "x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied");
}

static int retention_read(struct call *c, struct s3_object *o)
{
    static const char future[] = "The retain until date must be in the future!";
    struct span mode = doc_get_str(c->in, "ObjectLockMode");
    bool has_until = doc_get(c->in, "ObjectLockRetainUntilDate") != NULL;
    int64_t until = doc_get_int(c->in, "ObjectLockRetainUntilDate", 0);

    if (!mode.data && !has_until) return 0;
    if (!has_until) return raise_half(c, UNTIL_HEADER);
    if (!mode.data) return raise_half(c, MODE_HEADER);
    if (!span_is(mode, "GOVERNANCE") && !span_is(mode, "COMPLIANCE"))
        return s3_raise_invalid_argument(c, MODE_HEADER, mode, "Unknown wormMode directive.");
    if (until <= c->now_ms) return s3_raise_invalid_argument(c, UNTIL_HEADER, time_iso8601(&c->arena, until), future);
    o->lock_mode = mode;
    o->lock_until_ms = until;
    return 0;
}

int s3_lock_read(struct call *c, struct s3_object *o)
{
    struct span hold = doc_get_str(c->in, "ObjectLockLegalHoldStatus");

    if (retention_read(c, o)) return -1;
    if (!hold.data) return 0;
    if (!span_is(hold, "ON") && !span_is(hold, "OFF"))
        return s3_raise_invalid_argument(c, HOLD_HEADER, hold, "Legal Hold must be either of 'ON' or 'OFF'");
    o->legal_hold = span_is(hold, "ON") ? S3_HOLD_ON : S3_HOLD_OFF;
    return 0;
}

static void default_take(struct call *c, const struct s3_bucket *b, struct s3_object *o)
{
    const struct doc *setting = s3_store_setting(c, b->id, "object-lock", SPAN(""));
    const struct doc *retention = doc_get(doc_get(setting, "Rule"), "DefaultRetention");
    int64_t days = doc_get_int(retention, "Days", 0), years = doc_get_int(retention, "Years", 0);

    if (!retention) return;
    o->lock_mode = doc_get_str(retention, "Mode");
    o->lock_until_ms = c->now_ms / 1000 * 1000 + days * DAY_MS + years * YEAR_MS;
}

int s3_lock_settle(struct call *c, const struct s3_bucket *b, struct s3_object *o)
{
    bool has_any = o->lock_mode.data || o->legal_hold;

    if (!b->has_lock) return has_any ? s3_lock_raise_unconfigured(c) : 0;
    if (!o->lock_mode.data) default_take(c, b, o);
    return 0;
}

/* --- what it forbids ---------------------------------------------------------------------------------------------- */

static bool is_retained(const struct call *c, const struct s3_object *o)
{
    return o->lock_mode.data && o->lock_until_ms > c->now_ms;
}

/* May the retention be cut short, by who has s3:BypassGovernanceRetention and says so? */
static bool is_bypassed(const struct call *c, const struct s3_object *o)
{
    return span_is(o->lock_mode, "GOVERNANCE") && doc_get_bool(c->in, "BypassGovernanceRetention", false);
}

int s3_lock_check_delete(struct call *c, const struct s3_object *o)
{
    if (o->legal_hold == S3_HOLD_ON) return raise_locked(c);
    return !is_retained(c, o) || is_bypassed(c, o) ? 0 : raise_locked(c);
}

/* A retention that still holds may be made longer by everybody; anything else is a way around it. */
static bool is_weaker(const struct s3_object *o, struct span mode, int64_t until)
{
    return !mode.data || !span_eq(mode, o->lock_mode) || until < o->lock_until_ms;
}

int s3_lock_check_change(struct call *c, const struct s3_object *o, struct span mode, int64_t until)
{
    return is_retained(c, o) && is_weaker(o, mode, until) && !is_bypassed(c, o) ? raise_locked(c) : 0;
}

/* --- what is told of it ------------------------------------------------------------------------------------------- */

const char *s3_lock_hold_name(enum s3_hold hold)
{
    return hold == S3_HOLD_ON ? "ON" : "OFF";
}

void s3_lock_write(struct call *c, const struct s3_object *o)
{
    if (o->lock_mode.data) {
        doc_put_str(c->out, "ObjectLockMode", o->lock_mode);
        doc_put_int(c->out, "ObjectLockRetainUntilDate", o->lock_until_ms);
    }
    if (o->legal_hold) doc_put_cstr(c->out, "ObjectLockLegalHoldStatus", s3_lock_hold_name(o->legal_hold));
}
