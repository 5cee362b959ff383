/* https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html */
#include "emulator/services/s3/s3_tagging.h"

#include <stdlib.h>

#include "emulator/services/s3/s3_events.h"
#include "emulator/services/s3/s3_faults.h"
#include "emulator/services/s3/s3_find.h"
#include "emulator/services/s3/s3_replication.h"
#include "emulator/services/s3/s3_rules.h"

/* The version, whose id is told. */
static int find(struct call *c, struct s3_bucket *b, struct s3_object *o)
{
    if (s3_bucket_get(c, b) || s3_object_get(c, b, o)) return -1;
    if (b->versioning != S3_UNVERSIONED) doc_put_str(c->out, "VersionId", s3_version_text(o));
    return 0;
}

static int by_key(const void *a, const void *b)
{
    return span_compare(doc_get_str(*(struct doc *const *)a, "Key"), doc_get_str(*(struct doc *const *)b, "Key"));
}

/* AWS: by their keys, in whatever order they came. */
static struct doc *sorted(struct call *c, const struct doc *tags)
{
    uint32_t count = (uint32_t)doc_count(tags);
    struct doc **items = ARENA_ARRAY(&c->arena, struct doc *, count + 1);

    for (uint32_t i = 0; i < count; i++) items[i] = doc_at(tags, i);
    qsort(items, count, sizeof *items, by_key);
    return doc_list_of(&c->arena, items, count);
}

/* AWS: here, and nowhere else, the key that is not there is told with its bucket. */
static int missing(struct call *c)
{
    if (c->fault.kind == &s3_no_such_key)
        doc_put_format(c->fault.extra, "Key", "%.*s/%.*s", SPAN_ARG(doc_get_str(c->in, "Bucket")),
                       SPAN_ARG(doc_get_str(c->in, "Key")));
    return -1;
}

int s3_get_object_tagging(struct call *c)
{
    struct s3_bucket b;
    struct s3_object o;

    if (find(c, &b, &o)) return missing(c);
    doc_put(c->out, "TagSet", sorted(c, o.tags));
    return 0;
}

int s3_put_object_tagging(struct call *c)
{
    struct doc *tags = doc_get(doc_get(c->in, "Tagging"), "TagSet");
    struct s3_bucket b;
    struct s3_object o;

    if (!tags) return s3_raise_malformed_xml(c);
    if (s3_check_object_tags(c, tags) || find(c, &b, &o)) return -1;
    o.tags = doc_count(tags) ? tags : NULL;
    s3_store_object_update(c, &o);
    s3_replication_follow(c, &b, &o);
    s3_events_emit(c, &b, "ObjectTagging:Put", &o);
    return 0;
}

int s3_delete_object_tagging(struct call *c)
{
    struct s3_bucket b;
    struct s3_object o;

    if (find(c, &b, &o)) return -1;
    o.tags = NULL;
    s3_store_object_update(c, &o);
    s3_replication_follow(c, &b, &o);
    s3_events_emit(c, &b, "ObjectTagging:Delete", &o);
    return 0;
}
