/* https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html */
#include "emulator/services/s3/s3_asks.h"

#include "emulator/core/ask.h"

static struct span bucket_arn(struct call *c)
{
    return arena_format(&c->arena, "arn:aws:s3:::%.*s", SPAN_ARG(doc_get_str(c->in, "Bucket")));
}

static struct span object_arn(struct call *c, struct span key)
{
    return arena_format(&c->arena, "arn:aws:s3:::%.*s/%.*s", SPAN_ARG(doc_get_str(c->in, "Bucket")), SPAN_ARG(key));
}

void s3_ask_bucket(struct call *c)
{
    ask_for(c, bucket_arn(c));
}

void s3_ask_object(struct call *c)
{
    ask_for(c, object_arn(c, doc_get_str(c->in, "Key")));
}

void s3_ask_object_version(struct call *c)
{
    struct span arn = object_arn(c, doc_get_str(c->in, "Key"));

    if (!doc_get(c->in, "VersionId")) ask_for(c, arn);
    else ask_for_action(c, arena_printf(&c->arena, "%sVersion", ask_action(c)), arn);
}

void s3_ask_deletes(struct call *c)
{
    const struct doc *objects = doc_get(doc_get(c->in, "Delete"), "Objects");

    for (size_t i = 0; i < doc_count(objects); i++)
        ask_for_action(c, doc_get(doc_at(objects, i), "VersionId") ? "s3:DeleteObjectVersion" : "s3:DeleteObject",
                       object_arn(c, doc_get_str(doc_at(objects, i), "Key")));
}

void s3_ask_replication(struct call *c)
{
    s3_ask_bucket(c);
    ask_pass_role(c, doc_get_str(doc_get(c->in, "ReplicationConfiguration"), "Role"), "s3.amazonaws.com");
}
