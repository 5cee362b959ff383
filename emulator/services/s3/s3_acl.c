/* Kept are only those that are not private: a bucket's among its settings, an object's in its row. */
#include "emulator/services/s3/s3_acl.h"

#include "emulator/base/json.h"
#include "emulator/services/s3/s3_access.h"
#include "emulator/services/s3/s3_acl_rules.h"
#include "emulator/services/s3/s3_events.h"
#include "emulator/services/s3/s3_faults.h"
#include "emulator/services/s3/s3_find.h"
#include "emulator/services/s3/s3_list.h"
#include "emulator/services/s3/s3_ownership.h"
#include "emulator/services/s3/s3_replication.h"

static int not_supported(struct call *c)
{
    return fault(c, &s3_access_control_list_not_supported, "The bucket does not allow ACLs");
}

static int public_blocked(struct call *c, const char *action, struct span arn)
{
    return fault(
        c, &s3_access_denied,
        "User: %s is not authorized to perform: %s on resource: \"%.*s\" because public ACLs are prevented by the "
        "BlockPublicAcls setting in S3 Block Public Access.",
        c->who.arn, action, SPAN_ARG(arn));
}

static int check_public(struct call *c, const struct s3_bucket *b, const struct doc *grants, const char *action,
                        struct span arn)
{
    if (!s3_acl_is_public(grants) || !s3_access_blocks(c, b, S3_BLOCK_ACLS)) return 0;
    return public_blocked(c, action, arn);
}

/* AWS: where ACLs are off, only the one that says the same is taken. */
static bool is_owner_full_control(struct call *c, const struct s3_bucket *b, const struct doc *grants)
{
    if (doc_get(c->in, "ACL")) return span_is(doc_get_str(c->in, "ACL"), "bucket-owner-full-control");
    return s3_acl_is_private(&c->arena, grants, b->account) &&
           span_is(doc_get_str(doc_at(grants, 0), "Permission"), "FULL_CONTROL");
}

static void acl_tell(struct call *c, struct span owner, struct doc *grants)
{
    s3_list_owner(c->out, "Owner", owner);
    doc_put(c->out, "Grants", grants ? grants : s3_acl_private(&c->arena, owner));
}

/* --- buckets ------------------------------------------------------------------------------------------------------ */

int s3_get_bucket_acl(struct call *c)
{
    struct s3_bucket b;

    if (s3_bucket_get(c, &b)) return -1;
    acl_tell(c, b.account,
             s3_is_owner_enforced(c, &b) ? NULL : doc_get(s3_store_setting(c, b.id, "acl", SPAN("")), "Grants"));
    return 0;
}

static void bucket_acl_keep(struct call *c, const struct s3_bucket *b, struct doc *grants)
{
    struct doc *body = doc_map(&c->arena);

    if (!grants) {
        s3_store_setting_delete(c, b->id, "acl", SPAN(""));
        return;
    }
    doc_put(body, "Grants", grants);
    s3_store_bucket_acls_set(c, b);
    s3_store_setting_put(c, b->id, "acl", SPAN(""), body);
}

int s3_put_bucket_acl(struct call *c)
{
    struct s3_bucket b;
    struct doc *grants;

    if (s3_bucket_get(c, &b) || s3_acl_read(c, &b, b.account, true, &grants)) return -1;
    if (s3_is_owner_enforced(c, &b)) return not_supported(c);
    if (check_public(c, &b, grants, "s3:PutBucketAcl", arena_format(&c->arena, "arn:aws:s3:::%.*s", SPAN_ARG(b.name))))
        return -1;
    bucket_acl_keep(c, &b, grants);
    return 0;
}

int s3_acl_begin(struct call *c, const struct s3_bucket *b)
{
    struct doc *grants;

    if (s3_acl_read(c, b, b->account, false, &grants)) return -1;
    if (!grants || s3_acl_is_private(&c->arena, grants, b->account)) return 0;
    if (s3_is_owner_enforced(c, b))
        return fault(c, &s3_invalid_bucket_acl_with_object_ownership,
                     "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting");
    if (s3_acl_is_public(grants))
        return fault(c, &s3_invalid_bucket_acl_with_access_block,
                     "Bucket cannot have public ACLs set with BlockPublicAccess enabled");
    bucket_acl_keep(c, b, grants);
    return 0;
}

int s3_acl_check_enforced(struct call *c, const struct s3_bucket *b)
{
    const struct doc *grants = doc_get(s3_store_setting(c, b->id, "acl", SPAN("")), "Grants");

    if (s3_acl_is_private(&c->arena, grants, b->account)) return 0;
    return fault(c, &s3_invalid_bucket_acl_with_object_ownership,
                 "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting");
}

/* --- objects ------------------------------------------------------------------------------------------------------ */

static struct span object_arn(struct call *c, const struct s3_bucket *b, struct span key)
{
    return arena_format(&c->arena, "arn:aws:s3:::%.*s/%.*s", SPAN_ARG(b->name), SPAN_ARG(key));
}

int s3_get_object_acl(struct call *c)
{
    struct s3_bucket b;
    struct s3_object o;

    if (s3_bucket_get(c, &b) || s3_object_get(c, &b, &o)) return -1;
    acl_tell(c, o.owner, o.acl.size && !s3_is_owner_enforced(c, &b) ? json_parse(&c->arena, o.acl, NULL) : NULL);
    return 0;
}

/* From here on the bucket's objects are looked at for ACLs of their own. */
static void grants_keep(struct call *c, const struct s3_bucket *b, struct s3_object *o, const struct doc *grants)
{
    o->acl = grants ? json_text(&c->arena, grants) : (struct span){ NULL, 0 };
    if (grants && !(b->effects & S3_HAS_ACLS)) s3_store_bucket_acls_set(c, b);
}

int s3_put_object_acl(struct call *c)
{
    struct s3_bucket b;
    struct s3_object o;
    struct doc *grants;

    if (s3_bucket_get(c, &b) || s3_object_get(c, &b, &o) || s3_acl_read(c, &b, o.owner, true, &grants)) return -1;
    if (s3_is_owner_enforced(c, &b)) return is_owner_full_control(c, &b, grants) ? 0 : not_supported(c);
    if (check_public(c, &b, grants, "s3:PutObjectAcl", object_arn(c, &b, o.key))) return -1;
    grants_keep(c, &b, &o, grants);
    s3_store_object_acl_set(c, &o);
    s3_replication_follow(c, &b, &o);
    s3_events_emit(c, &b, "ObjectAcl:Put", &o);
    return 0;
}

/* AWS: what another account writes is its own, unless the bucket says otherwise. */
static void owner_settle(struct call *c, const struct s3_bucket *b, struct s3_object *o)
{
    bool gives = span_is(doc_get_str(c->in, "ACL"), "bucket-owner-full-control");

    if (span_eq(o->owner, b->account)) return;
    if (c->who.kind == IDENTITY_ANONYMOUS || s3_is_owner_enforced(c, b) || (gives && s3_is_owner_preferred(c, b)))
        o->owner = b->account;
}

int s3_acl_settle(struct call *c, const struct s3_bucket *b, struct s3_object *o)
{
    struct doc *grants;

    owner_settle(c, b, o);
    if (s3_acl_read(c, b, o->owner, false, &grants)) return -1;
    if (!s3_acl_is_asked(c)) return 0;
    if (s3_is_owner_enforced(c, b)) return is_owner_full_control(c, b, grants) ? 0 : not_supported(c);
    if (check_public(c, b, grants, "s3:PutObject", object_arn(c, b, o->key))) return -1;
    grants_keep(c, b, o, grants);
    return 0;
}
