/* How a restoration stands follows from two times, which are kept with the object: RestoreDue, when it is through, and
 * RestoreEnd, when the copy that it made is gone. No output has them. */
#include "emulator/services/s3/s3_archive.h"

#include "emulator/base/times.h"
#include "emulator/services/s3/s3_events.h"
#include "emulator/services/s3/s3_faults.h"
#include "emulator/services/s3/s3_find.h"

#define MINUTE_MS INT64_C(60000)
#define HOUR_MS   (60 * MINUTE_MS)
#define DAY_MS    (24 * HOUR_MS)

static const struct fault_kind not_in_active_tier = { "ObjectNotInActiveTierError", 403, SENDER };

enum state { STATE_PLAIN, STATE_ARCHIVED, STATE_ONGOING, STATE_RESTORED };

static bool is_deep(const struct s3_object *o)
{
    return span_is(o->storage_class, "DEEP_ARCHIVE");
}

static enum state state_of(const struct call *c, const struct s3_object *o)
{
    int64_t due = doc_get_int(o->about, "RestoreDue", 0), end = doc_get_int(o->about, "RestoreEnd", 0);

    if (!span_is(o->storage_class, "GLACIER") && !is_deep(o)) return STATE_PLAIN;
    if (!due || c->now_ms >= end) return STATE_ARCHIVED;
    return c->now_ms < due ? STATE_ONGOING : STATE_RESTORED;
}

static bool is_readable(const struct call *c, const struct s3_object *o)
{
    enum state state = state_of(c, o);

    return state == STATE_PLAIN || state == STATE_RESTORED;
}

static int invalid_state(struct call *c, const struct s3_object *o, const char *words)
{
    struct doc *extra = doc_map(&c->arena);

    doc_put_str(extra, "StorageClass", o->storage_class.data ? o->storage_class : SPAN("STANDARD"));
    return fault_with(c, &s3_invalid_object_state, extra, "%s", words);
}

int s3_archive_check_read(struct call *c, const struct s3_object *o)
{
    return is_readable(c, o) ? 0 : invalid_state(c, o, "The operation is not valid for the object's storage class");
}

int s3_archive_check_copy(struct call *c, const struct s3_object *o)
{
    if (is_readable(c, o)) return 0;
    return fault(
        c, &not_in_active_tier,
        "The source object of the COPY operation is not in the active tier and is only stored in Amazon S3 Glacier.");
}

void s3_archive_tell(struct call *c, const struct s3_object *o)
{
    enum state state = state_of(c, o);
    struct span end;

    if (state == STATE_ONGOING) doc_put_cstr(c->out, "Restore", "ongoing-request=\"true\"");
    if (state != STATE_RESTORED) return;
    end = time_http(&c->arena, doc_get_int(o->about, "RestoreEnd", 0));
    doc_put_format(c->out, "Restore", "ongoing-request=\"false\", expiry-date=\"%.*s\"", SPAN_ARG(end));
}

void s3_archive_list(const struct call *c, const struct s3_object *o, struct doc *entry)
{
    enum state state = state_of(c, o);
    struct doc *status;

    if (state != STATE_ONGOING && state != STATE_RESTORED) return;
    status = doc_put_map(entry, "RestoreStatus");
    doc_put_bool(status, "IsRestoreInProgress", state == STATE_ONGOING);
    if (state == STATE_RESTORED) doc_put_int(status, "RestoreExpiryDate", doc_get_int(o->about, "RestoreEnd", 0));
}

/* --- RestoreObject ----------------------------------------------------------------------------------------------- */

/* How long it takes at most. AWS: five minutes, five hours, twelve; of the deep archive twelve hours, and
 * forty-eight. */
static int duration_read(struct call *c, const struct s3_object *o, int64_t *ms)
{
    const struct doc *request = doc_get(c->in, "RestoreRequest");
    struct span tier = doc_get_str(doc_get(request, "GlacierJobParameters"), "Tier");

    if (!tier.data) tier = doc_get_str(request, "Tier");
    *ms = is_deep(o) ? 12 * HOUR_MS : 5 * HOUR_MS;
    if (span_is(tier, "Bulk")) *ms = is_deep(o) ? 48 * HOUR_MS : 12 * HOUR_MS;
    if (!span_is(tier, "Expedited")) return 0;
    *ms = 5 * MINUTE_MS;
    if (!is_deep(o)) return 0;
    return s3_raise_invalid_argument(c, "Tier", tier, "Retrieval option is not supported by this storage class");
}

static int days_read(struct call *c, int64_t *days)
{
    const struct doc *request = doc_get(c->in, "RestoreRequest"), *told = doc_get(request, "Days");

    if (doc_get(request, "Type") || doc_get(request, "SelectParameters") || doc_get(request, "OutputLocation"))
        return fault(c, &s3_not_implemented, "Nube runs no queries over archives: S3 Select is not emulated.");
    if (!told) return s3_raise_malformed_xml(c);
    *days = doc_get_int(request, "Days", 0);
    if (*days >= 1 && *days <= INT32_MAX) return 0;
    return s3_raise_invalid_argument(c, "Days", arena_format(&c->arena, "%lld", (long long)*days),
                                     "restoration days should be at least 1");
}

/* AWS: what is restored goes at the midnight, of UTC, after its days. */
static int64_t end_of(int64_t due_ms, int64_t days)
{
    return (due_ms / DAY_MS + days + 1) * DAY_MS;
}

static void restore(struct call *c, struct s3_object *o, int64_t due_ms, int64_t days)
{
    doc_put_int(o->about, "RestoreDue", due_ms);
    doc_put_int(o->about, "RestoreEnd", end_of(due_ms, days));
    s3_store_object_update(c, o);
}

static void completed_tell(struct call *c, const struct s3_bucket *b, const struct s3_object *o, int64_t duration)
{
    struct doc *data = doc_map(&c->arena), *restored = doc_put_map(data, "restoreEventData");

    doc_put_str(restored, "lifecycleRestorationExpiryTime",
                time_iso8601(&c->arena, doc_get_int(o->about, "RestoreEnd", 0)));
    doc_put_str(restored, "lifecycleRestoreStorageClass", o->storage_class);
    s3_events_emit_later(c, b, "ObjectRestore:Completed", o, "glacierEventData", data, duration);
}

int s3_restore_object(struct call *c)
{
    int64_t days = 0, duration = 0;
    struct s3_bucket b;
    struct s3_object o;
    enum state state;

    if (days_read(c, &days) || s3_bucket_get(c, &b) || s3_object_get(c, &b, &o)) return -1;
    state = state_of(c, &o);
    if (state == STATE_PLAIN)
        return invalid_state(c, &o, "Restore is not allowed for the object's current storage class");
    if (state == STATE_ONGOING)
        return fault(c, &s3_restore_already_in_progress, "Object restore is already in progress");
    if (duration_read(c, &o, &duration)) return -1;
    /* What is there already stays for so many days from now on. */
    restore(c, &o, state == STATE_RESTORED ? c->now_ms : c->now_ms + duration, days);
    if (state == STATE_ARCHIVED) s3_events_emit(c, &b, "ObjectRestore:Post", &o);
    doc_put_int(c->out, "StatusCode", state == STATE_RESTORED ? 200 : 202);
    if (state != STATE_RESTORED) completed_tell(c, &b, &o, duration);
    return 0;
}
