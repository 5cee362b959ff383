/* AWS: ACL grants stand for actions as "Access control list overview" maps them. What they grant is written as
 * statements, so that one decision knows all. */
#include "emulator/services/s3/s3_access.h"

#include "emulator/base/json.h"
#include "emulator/core/service.h"
#include "emulator/services/s3/s3_acl_rules.h"
#include "emulator/services/s3/s3_objects_store.h"
#include "emulator/services/s3/s3_ownership.h"
#include "emulator/services/s3/s3_policy_rules.h"
#include "emulator/services/s3/s3_subject.h"

const char *const s3_access_tables[] = { "s3_bucket", "s3_setting", NULL };

bool s3_access_blocks(struct call *c, const struct s3_bucket *b, enum s3_block which)
{
    static const char *const names[] = { [S3_BLOCK_ACLS] = "BlockPublicAcls",
                                         [S3_IGNORE_ACLS] = "IgnorePublicAcls",
                                         [S3_BLOCK_POLICY] = "BlockPublicPolicy",
                                         [S3_RESTRICT] = "RestrictPublicBuckets" };

    return doc_get_bool(s3_store_setting(c, b->id, "public-access-block", SPAN("")), names[which], false);
}

struct span s3_access_policy(struct call *c, const struct s3_bucket *b)
{
    return doc_get_str(s3_store_setting(c, b->id, "policy", SPAN("")), "Policy");
}

/* In place of the grants of an object that is not there. */
#define MISSING "-"

/* --- statements of ACLs ------------------------------------------------------------------------------------------- */

static const char *const bucket_read[] = { "s3:ListBucket", "s3:ListBucketVersions", "s3:ListBucketMultipartUploads",
                                           NULL };
static const char *const bucket_write[] = { "s3:PutObject", NULL };
static const char *const bucket_read_acl[] = { "s3:GetBucketAcl", NULL };
static const char *const bucket_write_acl[] = { "s3:PutBucketAcl", NULL };
static const char *const object_read[] = { "s3:GetObject", "s3:GetObjectVersion", NULL };
static const char *const object_read_acl[] = { "s3:GetObjectAcl", "s3:GetObjectVersionAcl", NULL };
static const char *const object_write_acl[] = { "s3:PutObjectAcl", "s3:PutObjectVersionAcl", NULL };

static const struct meaning {
    const char *permission;
    bool of_object;
    const char *const *actions;
} meanings[] = {
    { "READ", false, bucket_read },           { "WRITE", false, bucket_write }, { "READ_ACP", false, bucket_read_acl },
    { "WRITE_ACP", false, bucket_write_acl }, { "READ", true, object_read },    { "READ_ACP", true, object_read_acl },
    { "WRITE_ACP", true, object_write_acl },
};

static void actions_put(struct doc *statement, struct span permission, bool of_object)
{
    struct doc *list = doc_put_list(statement, "Action");
    bool is_all = span_is(permission, "FULL_CONTROL");

    for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++) {
        const struct meaning *m = meanings + i;
        if (m->of_object != of_object || (!is_all && !span_is(permission, m->permission))) continue;
        for (const char *const *action = m->actions; *action; action++) doc_append_str(list, span_of(*action));
    }
}

/* False: the grantee is nobody that can call. */
static bool principal_put(struct doc *statement, const struct doc *grantee)
{
    struct span uri = doc_get_str(grantee, "URI");

    if (!uri.data) {
        doc_put_str(doc_put_map(statement, "Principal"), "CanonicalUser", doc_get_str(grantee, "ID"));
        return true;
    }
    if (span_is(uri, S3_LOG_DELIVERY)) {
        doc_put_cstr(doc_put_map(statement, "Principal"), "Service", "logging.s3.amazonaws.com");
        return true;
    }
    doc_put_cstr(statement, "Principal", "*");
    if (span_is(uri, S3_AUTHENTICATED_USERS))
        doc_put_cstr(doc_put_map(doc_put_map(statement, "Condition"), "StringNotEquals"), "aws:PrincipalType",
                     "Anonymous");
    return true;
}

static void grant_put(struct doc *statements, const struct doc *grant, struct span bucket, bool of_object,
                      bool ignores_public)
{
    struct doc *s = doc_map(doc_arena(statements)), *resources;

    if (ignores_public && s3_grant_is_public(grant)) return;
    doc_put_format(s, "Sid", S3_ACL_SID "%zu", doc_count(statements));
    doc_put_cstr(s, "Effect", "Allow");
    if (!principal_put(s, doc_get(grant, "Grantee"))) return;
    actions_put(s, doc_get_str(grant, "Permission"), of_object);
    if (!doc_count(doc_get(s, "Action"))) return; /* WRITE of an object means nothing */
    resources = doc_put_list(s, "Resource");
    if (!of_object) doc_append_str(resources, bucket);
    doc_append_str(resources, arena_format(doc_arena(statements), "%.*s/*", SPAN_ARG(bucket)));
    doc_append(statements, s);
}

/* AWS: whom the bucket's ACL lets list it learns which objects are not there. */
static void missing_put(struct doc *statements, const struct doc *grants, struct span bucket, bool ignores_public)
{
    for (size_t i = 0; i < doc_count(grants); i++) {
        struct span permission = doc_get_str(doc_at(grants, i), "Permission");
        if (span_is(permission, "READ") || span_is(permission, "FULL_CONTROL"))
            grant_put(statements, doc_at(grants, i), bucket, true, ignores_public);
    }
}

static void grants_put(struct doc *statements, const struct doc *grants, struct span bucket, bool of_object,
                       bool ignores_public)
{
    for (size_t i = 0; i < doc_count(grants); i++)
        grant_put(statements, doc_at(grants, i), bucket, of_object, ignores_public);
}

/* AWS: a public policy lets in only services and the bucket's own account then. */
static void restriction_put(struct doc *statements, const struct s3_bucket *b, struct span bucket)
{
    struct doc *s = doc_append_map(statements), *conditions, *resources;

    doc_put_cstr(s, "Effect", "Deny");
    doc_put_cstr(s, "Principal", "*");
    doc_put_cstr(s, "Action", "s3:*");
    resources = doc_put_list(s, "Resource");
    doc_append_str(resources, bucket);
    doc_append_str(resources, arena_format(doc_arena(statements), "%.*s/*", SPAN_ARG(bucket)));
    conditions = doc_put_map(s, "Condition");
    doc_put_str(doc_put_map(conditions, "StringNotEquals"), "aws:PrincipalAccount", b->account);
    doc_put_cstr(doc_put_map(conditions, "Bool"), "aws:PrincipalIsAWSService", "false");
}

/* --- the policy --------------------------------------------------------------------------------------------------- */

static const struct doc *statement_of(struct doc *policy)
{
    return doc_get(policy, "Statement");
}

/* The bucket's own statements, with more behind them. */
static struct span joined(struct call *c, struct doc *policy, const struct doc *more)
{
    const struct doc *own = statement_of(policy);
    struct doc *all = doc_list(&c->arena);

    if (!policy) {
        policy = doc_map(&c->arena);
        doc_put_cstr(policy, "Version", "2012-10-17");
    }
    if (doc_is(own, DOC_MAP)) doc_append(all, (struct doc *)own);
    for (size_t i = 0; doc_is(own, DOC_LIST) && i < doc_count(own); i++) doc_append(all, doc_at(own, i));
    for (size_t i = 0; i < doc_count(more); i++) doc_append(all, doc_at(more, i));
    doc_put(policy, "Statement", all);
    return json_text(&c->arena, policy);
}

static struct span policy_of(struct call *c, const struct s3_bucket *b, struct span bucket, struct span grants)
{
    struct span text = s3_access_policy(c, b);
    struct doc *policy = text.size ? json_parse(&c->arena, text, NULL) : NULL, *more = doc_list(&c->arena);
    const struct doc *acl = s3_store_setting(c, b->id, "acl", SPAN(""));
    bool ignores = s3_access_blocks(c, b, S3_IGNORE_ACLS);

    if (policy && s3_access_blocks(c, b, S3_RESTRICT) && s3_policy_is_public(policy)) restriction_put(more, b, bucket);
    if ((acl || grants.size) && !s3_is_owner_enforced(c, b)) {
        grants_put(more, doc_get(acl, "Grants"), bucket, false, ignores);
        if (span_is(grants, MISSING)) missing_put(more, doc_get(acl, "Grants"), bucket, ignores);
        else if (grants.size) grants_put(more, json_parse(&c->arena, grants, NULL), bucket, true, ignores);
    }
    return doc_count(more) ? joined(c, policy, more) : text;
}

/* --- the hooks ---------------------------------------------------------------------------------------------------- */

/* "arn:aws:s3:::BUCKET/KEY" and its parts. False for anything else. */
static bool arn_take(struct span arn, struct span *bucket, struct span *key)
{
    size_t slash;

    if (!span_starts(arn, "arn:aws:s3:::")) return false;
    arn = span_sub(arn, 13, SIZE_MAX);
    slash = span_find(arn, '/');
    *bucket = span_sub(arn, 0, slash);
    *key = slash < arn.size ? span_sub(arn, slash + 1, SIZE_MAX) : (struct span){ NULL, 0 };
    return true;
}

/* What the call's resolve found, where it is that bucket; else it is looked up. False: there is none, or it is just
 * being made. */
static bool bucket_of(struct call *c, struct span name, struct s3_bucket *b)
{
    const struct s3_bucket *resolved = s3_subject_bucket(c);
    struct db *lent;
    bool is_there;

    if (span_is(SPAN("s3"), c->service->name)) {
        if (c->operation && span_is(span_of(c->operation->name), "CreateBucket")) return false;
        if (resolved && span_eq(resolved->name, name)) return *b = *resolved, true;
    }
    is_there = call_lend_store(c, &lent) && s3_store_bucket_find(c, name, b);
    call_return_store(c, lent);
    return is_there;
}

/* The grants of the version that the call names, or of the newest one. */
static struct span object_grants(struct call *c, const struct s3_bucket *b, struct span key)
{
    struct span version =
        span_is(SPAN("s3"), c->service->name) ? doc_get_str(c->in, "VersionId") : (struct span){ NULL, 0 };
    struct s3_object o = { .id = 0 };
    struct db *lent;

    if (call_lend_store(c, &lent) && !(version.data ? s3_store_object_version(c, b->id, key, version, &o)
                                                    : s3_store_object_newest(c, b->id, key, &o)))
        o.is_marker = true;
    call_return_store(c, lent);
    return o.is_marker ? SPAN(MISSING) : o.acl;
}

struct span s3_access_policy_name(struct call *c, struct span arn)
{
    struct span name, key, grants = { NULL, 0 };
    struct s3_bucket b;

    if (!arn_take(arn, &name, &key) || !bucket_of(c, name, &b)) return SPAN("");
    if (key.size && b.effects & S3_HAS_ACLS) grants = object_grants(c, &b, key);
    if (!grants.size) return arena_format(&c->arena, "arn:aws:s3:::%.*s", SPAN_ARG(name));
    return arena_format(&c->arena, "arn:aws:s3:::%.*s\n%.*s", SPAN_ARG(name), SPAN_ARG(grants));
}

struct span s3_access_resource_policy(struct call *c, struct span name)
{
    size_t line = span_find(name, '\n');
    struct span arn = span_sub(name, 0, line), bucket, key;
    struct s3_bucket b;

    if (!arn_take(arn, &bucket, &key) || !s3_store_bucket_find(c, bucket, &b)) return (struct span){ NULL, 0 };
    return policy_of(c, &b, arn, span_sub(name, line + 1, SIZE_MAX));
}

struct span s3_access_resource_account(struct call *c, struct span arn)
{
    struct span name, key;
    struct s3_bucket b;

    if (!arn_take(arn, &name, &key) || !bucket_of(c, name, &b)) return (struct span){ NULL, 0 };
    return b.account;
}

struct doc *s3_access_resource_tags(struct call *c, struct span arn)
{
    struct span name, key;
    struct s3_bucket b;
    const struct doc *tags;
    struct doc *map;

    if (!arn_take(arn, &name, &key) || key.data || !s3_store_bucket_find(c, name, &b)) return NULL;
    if (!span_is(doc_get_str(s3_store_setting(c, b.id, "abac", SPAN("")), "Status"), "Enabled")) return NULL;
    tags = doc_get(s3_store_setting(c, b.id, "tagging", SPAN("")), "TagSet");
    map = doc_map(&c->arena);
    for (size_t i = 0; i < doc_count(tags); i++)
        doc_put_span(map, doc_get_str(doc_at(tags, i), "Key"), doc_get(doc_at(tags, i), "Value"));
    return map;
}
