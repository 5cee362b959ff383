/* A step goes on where the last one ended, which stands in the bucket's pass, and does not care what came in between:
 * what is written meanwhile is looked at the next day. All that comes due does so at a midnight, so once a day will do.
 */
#include "emulator/services/s3/s3_lifecycle_sweep.h"

#include "emulator/services/s3/s3_changes.h"
#include "emulator/services/s3/s3_events.h"
#include "emulator/services/s3/s3_lifecycle_store.h"
#include "emulator/services/s3/s3_lifecycle_tell.h"
#include "emulator/services/s3/s3_log.h"
#include "emulator/services/s3/s3_uploads_store.h"
#include "emulator/store/db.h"

#define DAY_MS     INT64_C(86400000)
#define AT_UPLOADS -1
#define VERSIONS   200 /* a step looks at so many */
#define UPLOADS    5   /* or aborts so many uploads, which may have ten thousand parts each */

/* A bucket that is being worked through. */
struct sweep {
    struct call *c;
    struct s3_bucket b;
    struct doc *configuration;
    struct s3_lifecycle_pass pass;
};

/* --- one version -------------------------------------------------------------------------------------------------- */

/* What object lock forbids is left for another day. */
static void version_delete(struct sweep *s, const struct s3_object *o, struct span version)
{
    struct s3_deleted done;
    bool by_marker = !version.data && s->b.versioning != S3_UNVERSIONED;

    if (s3_change_delete(s->c, &s->b, o->key, version, &done)) s->c->fault = (struct fault_raised){ 0 };
    else s3_log_lifecycle(s->c, &s->b, by_marker ? "S3.CREATE.DELETEMARKER" : "S3.EXPIRE.OBJECT", o);
}

/* AWS: as lifecycles' operations are called in logs. */
static const char *move_name(struct span class)
{
    static const char *const names[][2] = { { "STANDARD_IA", "S3.TRANSITION_SIA.OBJECT" },
                                            { "ONEZONE_IA", "S3.TRANSITION_ZIA.OBJECT" },
                                            { "INTELLIGENT_TIERING", "S3.TRANSITION_INT.OBJECT" },
                                            { "GLACIER_IR", "S3.TRANSITION_GIR.OBJECT" },
                                            { "DEEP_ARCHIVE", "S3.TRANSITION_GDA.OBJECT" } };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (span_is(class, names[i][0])) return names[i][1];
    return "S3.TRANSITION.OBJECT";
}

static void version_move(struct sweep *s, struct s3_object *o, struct span class)
{
    struct doc *data = doc_map(&s->c->arena);

    o->storage_class = class;
    s3_store_object_update(s->c, o);
    doc_put_str(doc_put_map(data, "transitionEventData"), "destinationStorageClass", class);
    s3_events_emit_with(s->c, &s->b, "LifecycleTransition", o, "lifecycleEventData", data);
    s3_log_lifecycle(s->c, &s->b, move_name(class), o);
}

static void version_treat(struct sweep *s, struct s3_object *o, const struct s3_lifecycle_version *v)
{
    struct span class;

    switch (s3_lifecycle_decide(s->configuration, v, s->c->now_ms, &class)) {
    case S3_LIFECYCLE_KEEP: break;
    case S3_LIFECYCLE_EXPIRE: version_delete(s, o, (struct span){ NULL, 0 }); break;
    case S3_LIFECYCLE_REMOVE: version_delete(s, o, o->version.data ? o->version : SPAN("null")); break;
    case S3_LIFECYCLE_TRANSITION: version_move(s, o, class); break;
    }
}

/* Versions of a key come one after another, the newest first. */
static void version_look(struct sweep *s, struct s3_object *o)
{
    struct s3_lifecycle_version v = s3_lifecycle_version_of(o);
    bool is_same_key = s->pass.key.data && span_eq(s->pass.key, o->key);

    if (!is_same_key) s->pass.newer = 0;
    v.is_current = !is_same_key;
    v.is_alone = v.is_current && o->is_marker && !s3_store_object_has_older(s->c, o);
    v.superseded_ms = s->pass.superseded_ms;
    v.newer_noncurrent = s->pass.newer > 0 ? s->pass.newer - 1 : 0;
    s->pass = (struct s3_lifecycle_pass){ .bucket = s->pass.bucket,
                                          .day_ms = s->pass.day_ms,
                                          .key = o->key,
                                          .id = o->id,
                                          .newer = s->pass.newer + 1,
                                          .superseded_ms = o->changed_ms };
    version_treat(s, o, &v);
}

/* --- a bucket ----------------------------------------------------------------------------------------------------- */

/* The rows are gathered first: what is found is changed. */
static int versions_gather(struct sweep *s, struct s3_object *found)
{
    struct rows *r = s3_store_objects(s->c, s->b.id, s->pass.key, s->pass.key.data ? s->pass.id : INT64_MAX);
    int count = 0;

    while (count < VERSIONS && s3_store_object_next(r, &s->c->arena, &found[count])) count++;
    if (count == VERSIONS) rows_close(r);
    return count;
}

/* Aborts some. Are there more? */
static bool uploads_abort(struct sweep *s)
{
    struct rows *r = s3_store_uploads(s->c, s->b.id, (struct span){ NULL, 0 }, 0);
    struct s3_upload *found = ARENA_ARRAY(&s->c->arena, struct s3_upload, UPLOADS), u;
    int count = 0;

    while (s3_store_upload_next(r, &s->c->arena, &u)) {
        if (!s3_lifecycle_aborts(s->configuration, u.key, u.begun_ms, s->c->now_ms)) continue;
        found[count++] = u;
        if (count < UPLOADS) continue;
        rows_close(r);
        break;
    }
    for (int i = 0; i < count; i++) {
        s3_store_upload_delete(s->c, &found[i]);
        s3_log_lifecycle(s->c, &s->b, "S3.DELETE.UPLOAD", &(struct s3_object){ .key = found[i].key, .size = -1 });
    }
    return count == UPLOADS;
}

/* Looks at some. Are there more? */
static bool versions_work(struct sweep *s)
{
    struct s3_object *found = ARENA_ARRAY(&s->c->arena, struct s3_object, VERSIONS);
    int count = versions_gather(s, found);

    for (int i = 0; i < count; i++) version_look(s, &found[i]);
    return count == VERSIONS;
}

static struct s3_lifecycle_pass pass_at(const struct sweep *s, int64_t day_ms, int64_t id)
{
    return (struct s3_lifecycle_pass){ .bucket = s->pass.bucket, .day_ms = day_ms, .id = id };
}

/* First its versions, then, marked by AT_UPLOADS, its uploads. */
static void bucket_work(struct sweep *s, int64_t today_ms)
{
    if (s->pass.id != AT_UPLOADS) {
        if (!versions_work(s)) s->pass = pass_at(s, s->pass.day_ms, AT_UPLOADS);
    } else if (!uploads_abort(s)) {
        s->pass = pass_at(s, today_ms, 0);
    }
    s3_lifecycle_pass_put(s->c, &s->pass);
}

bool s3_lifecycle_sweep_step(struct call *c, int64_t *due_ms)
{
    int64_t today_ms = c->now_ms / DAY_MS * DAY_MS;
    struct sweep s = { .c = c };

    if (!s3_lifecycle_pass_next(c, today_ms, &s.pass)) {
        if (s3_lifecycle_any(c) && today_ms + DAY_MS < *due_ms) *due_ms = today_ms + DAY_MS;
        return false;
    }
    if (!s3_store_bucket_by_id(c, s.pass.bucket, &s.b)) {
        s3_lifecycle_note(c, s.pass.bucket, false);
        return true;
    }
    s.configuration = s3_store_setting(c, s.b.id, "lifecycle", SPAN(""));
    bucket_work(&s, today_ms);
    return true;
}
