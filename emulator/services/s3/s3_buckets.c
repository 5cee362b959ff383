/* https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html and its siblings. */
#include "emulator/services/s3/s3_buckets.h"

#include "emulator/base/digest.h"
#include "emulator/core/settings.h"
#include "emulator/services/s3/s3_acl.h"
#include "emulator/services/s3/s3_faults.h"
#include "emulator/services/s3/s3_find.h"
#include "emulator/services/s3/s3_list.h"
#include "emulator/services/s3/s3_log_delivery.h"
#include "emulator/services/s3/s3_names.h"
#include "emulator/services/s3/s3_rules.h"
#include "emulator/services/s3/s3_settings.h"
#include "emulator/services/s3/s3_uploads_store.h"
#include "emulator/store/db.h"

#define LIST_MAX 10000

/* --- CreateBucket ------------------------------------------------------------------------------------------------- */

static int check_name(struct call *c, struct span name)
{
    struct doc *extra;

    if (s3_is_bucket_name(name)) return 0;
    extra = doc_map(&c->arena);
    doc_put_str(extra, "BucketName", name);
    return fault_with(c, &s3_invalid_bucket_name, extra, "The specified bucket is not valid.");
}

static int illegal_location(struct call *c, struct span told)
{
    return fault(
        c, &s3_illegal_location_constraint,
        "The %.*s location constraint is incompatible for the region specific endpoint this request was sent to.",
        SPAN_ARG(told));
}

static int invalid_location(struct call *c, struct span told)
{
    struct doc *extra = doc_map(&c->arena);

    doc_put_str(extra, "LocationConstraint", told);
    return fault_with(c, &s3_invalid_location_constraint, extra, "The specified location-constraint is not valid");
}

/* The region's endpoint makes buckets of that region; that of us-east-1 makes any. */
static int location_read(struct call *c, struct s3_bucket *b)
{
    struct span own = span_of(c->who.region),
                told = doc_get_str(doc_get(c->in, "CreateBucketConfiguration"), "LocationConstraint");
    bool is_anywhere = span_is(own, "us-east-1");

    b->region = told.size ? told : own;
    if (!told.size) return is_anywhere ? 0 : illegal_location(c, SPAN("unspecified"));
    if (span_is(told, "EU")) b->location = told, b->region = SPAN("eu-west-1");
    if (is_anywhere) return s3_is_region(b->region) && !span_is(told, "us-east-1") ? 0 : invalid_location(c, told);
    return span_eq(b->region, own) ? 0 : illegal_location(c, told);
}

/* AWS: it is worded in another way than for PutBucketTagging, and a key that is there twice is an error of S3's own. */
static int check_tags(struct call *c)
{
    const struct doc *tags = doc_get(doc_get(c->in, "CreateBucketConfiguration"), "Tags");

    for (size_t i = 0; i < doc_count(tags); i++) {
        struct span key = doc_get_str(doc_at(tags, i), "Key");
        if (span_starts(key, "aws:"))
            return fault(c, &s3_invalid_tag,
                         "User-defined tag keys can't start with \"aws:\". This prefix is reserved for system tags. "
                         "Remove \"aws:\" from your tag keys and try again.");
        for (size_t n = 0; n < i; n++)
            if (span_eq(doc_get_str(doc_at(tags, n), "Key"), key))
                return fault(c, &s3_internal_error, "We encountered an internal error. Please try again.");
    }
    return s3_check_bucket_tags(c, tags);
}

static int check_ownership(struct call *c)
{
    static const char *const known[] = { "BucketOwnerEnforced", "BucketOwnerPreferred", "ObjectWriter" };
    struct span asked = doc_get_str(c->in, "ObjectOwnership");
    struct doc *extra;

    if (!asked.data) return 0;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (span_is(asked, known[i])) return 0;
    extra = doc_map(&c->arena);
    doc_put_cstr(extra, "ArgumentName", "x-amz-object-ownership");
    return fault_with(c, &s3_invalid_argument, extra, "Invalid x-amz-object-ownership header: %.*s", SPAN_ARG(asked));
}

/* AWS: names that end so belong to an account's own namespace in a region, which is asked for by a header.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/gpbucketnamespaces.html */
static int check_namespace(struct call *c, const struct s3_bucket *b)
{
    struct span asked = doc_get_str(c->in, "BucketNamespace");
    bool is_regional = span_is(asked, "account-regional"), is_named_so = s3_is_regional_name(b->name);
    const char *suffix = arena_printf(&c->arena, "-%.*s-%.*s-an", SPAN_ARG(b->account), SPAN_ARG(b->region));

    if (asked.data && !is_regional && !span_is(asked, "global"))
        return s3_raise_invalid_argument(c, "x-amz-bucket-namespace", asked, "Invalid x-amz-bucket-namespace header");
    if (is_named_so && !asked.data)
        return fault(c, &s3_missing_namespace_header,
                     "The x-amz-bucket-namespace header is required for a name of an account regional namespace.");
    if (is_regional ? !span_ends(b->name, suffix) : is_named_so)
        return fault(
            c, &s3_invalid_bucket_namespace,
            "The bucket's name is not of the namespace that x-amz-bucket-namespace names: names of the account "
            "regional namespace end with %s.",
            suffix);
    return 0;
}

/* AWS: in us-east-1 making one's own bucket once more is well, but not with tags. */
static int taken(struct call *c, const struct s3_bucket *old, bool *is_there)
{
    bool is_own = span_is(old->account, c->who.account);
    struct doc *extra = doc_map(&c->arena);

    *is_there = true;
    if (is_own && !s3_is_regional_name(old->name) && span_is(old->region, "us-east-1") &&
        span_is(span_of(c->who.region), "us-east-1") &&
        !doc_count(doc_get(doc_get(c->in, "CreateBucketConfiguration"), "Tags")))
        return 0;
    doc_put_str(extra, "BucketName", old->name);
    if (is_own)
        return fault_with(c, &s3_bucket_already_owned_by_you, extra,
                          "Your previous request to create the named bucket succeeded and you already own it.");
    return fault_with(c, &s3_bucket_already_exists, extra,
                      "The requested bucket name is not available. The bucket namespace is shared by all users of the "
                      "system. Please select a different name and try again.");
}

/* https://docs.aws.amazon.com/AmazonS3/latest/userguide/BucketRestrictions.html */
#define BUCKETS_MAX 10000

static int check_count(struct call *c)
{
    if (s3_store_bucket_count(c, span_of(c->who.account)) < BUCKETS_MAX) return 0;
    return fault(c, &s3_too_many_buckets, "You have attempted to create more buckets than allowed");
}

int s3_create_bucket(struct call *c)
{
    struct s3_bucket b = { .name = doc_get_str(c->in, "Bucket"),
                           .account = span_of(c->who.account),
                           .created_ms = c->now_ms / 1000 * 1000,
                           .has_lock = doc_get_bool(c->in, "ObjectLockEnabledForBucket", false) },
                     old;
    bool is_there = false;

    if (check_name(c, b.name) || check_ownership(c) || location_read(c, &b) || check_namespace(c, &b) || check_tags(c))
        return -1;
    if (s3_store_bucket_find(c, b.name, &old) && taken(c, &old, &is_there)) return -1;
    if (!is_there && check_count(c)) return -1;
    if (b.has_lock) b.versioning = S3_ENABLED;
    if (!is_there) {
        s3_store_bucket_insert(c, &b);
        s3_settings_begin(c, &b);
        if (s3_acl_begin(c, &b)) return -1;
    }
    if (span_is(b.region, "us-east-1")) doc_put_format(c->out, "Location", "/%.*s", SPAN_ARG(b.name));
    else doc_put_format(c->out, "Location", "http://%.*s.s3.amazonaws.com/", SPAN_ARG(b.name));
    doc_put_format(c->out, "BucketArn", "arn:aws:s3:::%.*s", SPAN_ARG(b.name));
    return 0;
}

/* --- the others --------------------------------------------------------------------------------------------------- */

int s3_delete_bucket(struct call *c)
{
    struct s3_bucket b;
    struct doc *extra;

    if (s3_bucket_get(c, &b)) return -1;
    if (s3_store_bucket_is_empty(c, b.id)) {
        s3_log_settle(c, &b);
        s3_store_uploads_delete(c, b.id);
        s3_store_bucket_delete(c, &b);
        return 0;
    }
    extra = doc_map(&c->arena);
    doc_put_str(extra, "BucketName", b.name);
    return fault_with(c, &s3_bucket_not_empty, extra,
                      b.versioning == S3_UNVERSIONED
                          ? "The bucket you tried to delete is not empty"
                          : "The bucket you tried to delete is not empty. You must delete all versions in the bucket.");
}

int s3_head_bucket(struct call *c)
{
    struct s3_bucket b;

    if (s3_bucket_get(c, &b)) return -1;
    doc_put_str(c->out, "BucketRegion", b.region);
    doc_put_format(c->out, "BucketArn", "arn:aws:s3:::%.*s", SPAN_ARG(b.name));
    doc_put_bool(c->out, "AccessPointAlias", false);
    return 0;
}

int s3_get_bucket_location(struct call *c)
{
    struct s3_bucket b;

    if (s3_bucket_get(c, &b)) return -1;
    if (b.location.data) doc_put_str(c->out, "LocationConstraint", b.location);
    else if (!span_is(b.region, "us-east-1")) doc_put_str(c->out, "LocationConstraint", b.region);
    return 0;
}

static void bucket_put(struct doc *list, const struct s3_bucket *b)
{
    struct doc *d = doc_append_map(list);

    doc_put_str(d, "Name", b->name);
    doc_put_int(d, "CreationDate", b->created_ms);
    doc_put_str(d, "BucketRegion", b->region);
    doc_put_format(d, "BucketArn", "arn:aws:s3:::%.*s", SPAN_ARG(b->name));
}

/* The name at which the page begins. */
static int page_read(struct call *c, struct span *from, int64_t *max)
{
    struct span token = doc_get_str(c->in, "ContinuationToken");

    *max = doc_get_int(c->in, "MaxBuckets", LIST_MAX);
    if (*max < 1 || *max > LIST_MAX)
        return s3_raise_invalid_argument(c, "max-buckets", arena_format(&c->arena, "%lld", (long long)*max),
                                         "Argument max-buckets must be an integer between 1 and 10000");
    *from = (struct span){ NULL, 0 };
    if (!token.data || base64_decode(&c->arena, token, from)) return 0;
    return s3_raise_invalid_argument(c, "continuation-token", token, "The continuation token provided is incorrect");
}

int s3_list_buckets(struct call *c)
{
    struct span prefix = doc_get_str(c->in, "Prefix"), from;
    struct doc *list;
    struct s3_bucket b;
    struct rows *r;
    int64_t max;

    if (page_read(c, &from, &max)) return -1;
    s3_list_owner(c->out, "Owner", span_of(c->who.account));
    list = doc_put_list(c->out, "Buckets");
    if (prefix.data) doc_put_str(c->out, "Prefix", prefix);
    r = s3_store_buckets(c, span_of(c->who.account), from, prefix, doc_get_str(c->in, "BucketRegion"));
    while (s3_store_bucket_next(c, r, &b)) {
        if ((int64_t)doc_count(list) == max) {
            doc_put_str(c->out, "ContinuationToken", base64_text(&c->arena, b.name));
            rows_close(r);
            break;
        }
        bucket_put(list, &b);
    }
    return 0;
}

/* --- versioning --------------------------------------------------------------------------------------------------- */

int s3_get_bucket_versioning(struct call *c)
{
    static const char *const names[] = { [S3_ENABLED] = "Enabled", [S3_SUSPENDED] = "Suspended" };
    struct s3_bucket b;

    if (s3_bucket_get(c, &b)) return -1;
    if (names[b.versioning]) doc_put_cstr(c->out, "Status", names[b.versioning]);
    return 0;
}

int s3_put_bucket_versioning(struct call *c)
{
    const struct doc *asked = doc_get(c->in, "VersioningConfiguration");
    struct span status = doc_get_str(asked, "Status");
    struct s3_bucket b;

    if (s3_bucket_get(c, &b)) return -1;
    if (span_is(doc_get_str(asked, "MFADelete"), "Enabled")) /* nobody has an MFA device here */
        return fault(c, &s3_access_denied, "Mfa Authentication must be used for this request");
    if (!status.size) return fault(c, &s3_illegal_versioning_configuration, "The Versioning element must be specified");
    if (b.has_lock && span_is(status, "Suspended"))
        return fault(
            c, &s3_invalid_bucket_state,
            "An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.");
    s3_store_bucket_versioning_set(c, &b, span_is(status, "Enabled") ? S3_ENABLED : S3_SUSPENDED);
    return 0;
}
