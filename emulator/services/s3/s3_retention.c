/* Each change follows the version to where it is replicated. */
#include "emulator/services/s3/s3_retention.h"

#include "emulator/services/s3/s3_faults.h"
#include "emulator/services/s3/s3_find.h"
#include "emulator/services/s3/s3_lock.h"
#include "emulator/services/s3/s3_pacific.h"
#include "emulator/services/s3/s3_replication.h"

static int raise_none(struct call *c)
{
    return fault(c, &s3_no_such_object_lock_configuration,
                 "The specified object does not have a ObjectLock configuration");
}

static int locked_get(struct call *c, struct s3_bucket *b, struct s3_object *o)
{
    if (s3_bucket_get(c, b)) return -1;
    if (!b->has_lock) return s3_lock_raise_unconfigured(c);
    return s3_object_get(c, b, o);
}

int s3_get_object_retention(struct call *c)
{
    struct s3_bucket b;
    struct s3_object o;
    struct doc *retention;

    if (locked_get(c, &b, &o)) return -1;
    if (!o.lock_mode.data) return raise_none(c);
    retention = doc_put_map(c->out, "Retention");
    doc_put_str(retention, "Mode", o.lock_mode);
    doc_put_int(retention, "RetainUntilDate", o.lock_until_ms);
    return 0;
}

/* AWS: tells the day in California's time, wherever the bucket lies. */
static int check_future(struct call *c, int64_t until)
{
    if (until > c->now_ms) return 0;
    return s3_raise_invalid_argument(c, "RetainUntilDate", s3_pacific_text(&c->arena, until),
                                     "The retain until date must be in the future!");
}

int s3_put_object_retention(struct call *c)
{
    const struct doc *retention = doc_get(c->in, "Retention");
    struct span mode = doc_get_str(retention, "Mode");
    int64_t until = doc_get_int(retention, "RetainUntilDate", 0);
    struct s3_bucket b;
    struct s3_object o;

    if (locked_get(c, &b, &o)) return -1;
    if (!mode.data != !doc_get(retention, "RetainUntilDate")) return s3_raise_malformed_xml(c);
    if (mode.data && check_future(c, until)) return -1;
    if (s3_lock_check_change(c, &o, mode, until)) return -1;
    o.lock_mode = mode;
    o.lock_until_ms = until;
    s3_store_object_update(c, &o);
    s3_replication_follow(c, &b, &o);
    return 0;
}

int s3_get_object_legal_hold(struct call *c)
{
    struct s3_bucket b;
    struct s3_object o;

    if (locked_get(c, &b, &o)) return -1;
    if (!o.legal_hold) return raise_none(c);
    doc_put_cstr(doc_put_map(c->out, "LegalHold"), "Status", s3_lock_hold_name(o.legal_hold));
    return 0;
}

int s3_put_object_legal_hold(struct call *c)
{
    struct span status = doc_get_str(doc_get(c->in, "LegalHold"), "Status");
    struct s3_bucket b;
    struct s3_object o;

    if (locked_get(c, &b, &o)) return -1;
    if (!status.data) return s3_raise_malformed_xml(c);
    o.legal_hold = span_is(status, "ON") ? S3_HOLD_ON : S3_HOLD_OFF;
    s3_store_object_update(c, &o);
    s3_replication_follow(c, &b, &o);
    return 0;
}
