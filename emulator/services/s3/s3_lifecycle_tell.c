/* x-amz-expiration: when, and by which rule. */
#include "emulator/services/s3/s3_lifecycle_tell.h"

#include "emulator/base/times.h"
#include "emulator/http/http.h"

struct s3_lifecycle_version s3_lifecycle_version_of(const struct s3_object *o)
{
    return (struct s3_lifecycle_version){ .key = o->key,
                                          .size = o->size,
                                          .tags = o->tags,
                                          .is_marker = o->is_marker,
                                          .changed_ms = o->changed_ms,
                                          .storage_class = o->storage_class };
}

void s3_lifecycle_tell(struct call *c, const struct s3_bucket *b, const struct s3_object *o)
{
    struct s3_lifecycle_version v = s3_lifecycle_version_of(o);
    struct span rule;
    int64_t when_ms;

    if (!(b->effects & S3_HAS_LIFECYCLE)) return;
    v.is_current = true;
    if (!s3_lifecycle_expiry(s3_store_setting(c, b->id, "lifecycle", SPAN("")), &v, &when_ms, &rule)) return;
    doc_put_format(c->out, "Expiration", "expiry-date=\"%.*s\", rule-id=\"%.*s\"",
                   SPAN_ARG(time_http(&c->arena, when_ms)), SPAN_ARG(http_encode(&c->arena, rule, "")));
}
