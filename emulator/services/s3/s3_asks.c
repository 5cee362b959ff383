/* https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html */
#include "emulator/services/s3/s3_asks.h"

#include "emulator/core/ask.h"
#include "emulator/core/door.h"
#include "emulator/core/service.h"
#include "emulator/services/s3/s3_copy_source.h"

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

void s3_ask_attributes(struct call *c)
{
    struct span arn = object_arn(c, doc_get_str(c->in, "Key"));
    bool has_version = doc_get(c->in, "VersionId");

    ask_for_action(c, has_version ? "s3:GetObjectVersion" : "s3:GetObject", arn);
    ask_for_action(c, has_version ? "s3:GetObjectVersionAttributes" : "s3:GetObjectAttributes", arn);
}

void s3_ask_object_version(struct call *c)
{
    struct span arn = object_arn(c, doc_get_str(c->in, "Key"));

    if (!doc_get(c->in, "VersionId")) ask_for(c, arn);
    else ask_for_action(c, arena_printf(&c->arena, "%sVersion", ask_action(c)), arn);
}

static void bypass_ask(struct call *c, struct span arn)
{
    if (doc_get_bool(c->in, "BypassGovernanceRetention", false)) ask_for_action(c, "s3:BypassGovernanceRetention", arn);
}

void s3_ask_object_bypassing(struct call *c)
{
    struct span arn = object_arn(c, doc_get_str(c->in, "Key"));

    ask_for(c, arn);
    bypass_ask(c, arn);
}

/* AWS: who may delete by an ETag must be allowed to read it. */
static void delete_ask(struct call *c, const struct doc *object, const char *etag_member)
{
    struct span arn = object_arn(c, doc_get_str(object, "Key")), etag = doc_get_str(object, etag_member);

    ask_for_action(c, doc_get(object, "VersionId") ? "s3:DeleteObjectVersion" : "s3:DeleteObject", arn);
    if (etag.size && !span_is(etag, "*")) ask_for_action(c, "s3:GetObject", arn);
    bypass_ask(c, arn);
}

void s3_ask_delete(struct call *c)
{
    delete_ask(c, c->in, "IfMatch");
}

void s3_ask_deletes(struct call *c)
{
    const struct doc *objects = doc_get(doc_get(c->in, "Delete"), "Objects");

    for (size_t i = 0; i < doc_count(objects); i++) delete_ask(c, doc_at(objects, i), "ETag");
}

int s3_may_delete(struct call *c, const struct doc *object)
{
    struct span arn = object_arn(c, doc_get_str(object, "Key")), etag = doc_get_str(object, "ETag");

    if (door_may(c, doc_get(object, "VersionId") ? "s3:DeleteObjectVersion" : "s3:DeleteObject", arn)) return -1;
    if (etag.size && !span_is(etag, "*") && door_may(c, "s3:GetObject", arn)) return -1;
    if (!doc_get_bool(c->in, "BypassGovernanceRetention", false)) return 0;
    return door_may(c, "s3:BypassGovernanceRetention", arn);
}

static bool asks_acl(struct call *c)
{
    static const char *const members[] = { "ACL",          "GrantFullControl", "GrantRead",
                                           "GrantReadACP", "GrantWrite",       "GrantWriteACP" };

    for (size_t i = 0; i < sizeof members / sizeof *members; i++)
        if (doc_get(c->in, members[i]) && !span_is(doc_get_str(c->in, members[i]), "private")) return true;
    return false;
}

void s3_ask_create_bucket(struct call *c)
{
    struct span arn = bucket_arn(c);

    ask_for(c, arn);
    if (asks_acl(c)) ask_for_action(c, "s3:PutBucketAcl", arn);
    if (doc_get(c->in, "ObjectOwnership")) ask_for_action(c, "s3:PutBucketOwnershipControls", arn);
    if (doc_count(doc_get(doc_get(c->in, "CreateBucketConfiguration"), "Tags")))
        ask_for_action(c, "s3:TagResource", arn);
    if (!doc_get_bool(c->in, "ObjectLockEnabledForBucket", false)) return;
    ask_for_action(c, "s3:PutBucketObjectLockConfiguration", arn);
    ask_for_action(c, "s3:PutBucketVersioning", arn);
}

/* What the headers of a write set beside the object. */
static void headers_ask(struct call *c, struct span arn, bool with_tags)
{
    if (asks_acl(c)) ask_for_action(c, "s3:PutObjectAcl", arn);
    if (with_tags && doc_get_str(c->in, "Tagging").size) ask_for_action(c, "s3:PutObjectTagging", arn);
    if (doc_get(c->in, "ObjectLockMode") || doc_get(c->in, "ObjectLockRetainUntilDate"))
        ask_for_action(c, "s3:PutObjectRetention", arn);
    if (doc_get(c->in, "ObjectLockLegalHoldStatus")) ask_for_action(c, "s3:PutObjectLegalHold", arn);
}

void s3_ask_put(struct call *c)
{
    struct span arn = object_arn(c, doc_get_str(c->in, "Key"));

    ask_for(c, arn);
    headers_ask(c, arn, true);
}

void s3_ask_copy(struct call *c)
{
    struct span arn = object_arn(c, doc_get_str(c->in, "Key"));
    struct s3_copy_name from;

    if (!s3_copy_name_read(&c->arena, doc_get_str(c->in, "CopySource"), &from))
        ask_for_action(c, from.version.data ? "s3:GetObjectVersion" : "s3:GetObject",
                       arena_format(&c->arena, "arn:aws:s3:::%.*s/%.*s", SPAN_ARG(from.bucket), SPAN_ARG(from.key)));
    ask_for(c, arn);
    headers_ask(c, arn, span_is(doc_get_str(c->in, "TaggingDirective"), "REPLACE"));
}

void s3_ask_tagging(struct call *c)
{
    struct span arn = object_arn(c, doc_get_str(c->in, "Key")), action = span_of(ask_action(c));
    int without = (int)(action.size - strlen("Tagging"));

    if (!doc_get(c->in, "VersionId")) ask_for(c, arn);
    else ask_for_action(c, arena_printf(&c->arena, "%.*sVersionTagging", without, action.data), arn);
}

void s3_ask_replication(struct call *c)
{
    s3_ask_bucket(c);
    ask_pass_role(c, doc_get_str(doc_get(c->in, "ReplicationConfiguration"), "Role"), "s3.amazonaws.com");
}

void s3_ask_object_acl(struct call *c)
{
    const char *version = c->operation->flags & WRITES ? "s3:PutObjectVersionAcl" : "s3:GetObjectVersionAcl";

    ask_for_action(c, doc_get(c->in, "VersionId") ? version : ask_action(c), object_arn(c, doc_get_str(c->in, "Key")));
}
