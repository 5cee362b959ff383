/* Each check is one of s3_settings.c's table. */
#include "emulator/services/s3/s3_setting_rules.h"

#include "emulator/services/s3/s3_acl.h"
#include "emulator/services/s3/s3_acl_rules.h"
#include "emulator/services/s3/s3_faults.h"
#include "emulator/services/s3/s3_log_delivery.h"
#include "emulator/services/s3/s3_names.h"
#include "emulator/services/s3/s3_ownership.h"
#include "emulator/services/s3/s3_rules.h"

int s3_check_tagging(struct call *c, const struct s3_bucket *b, struct doc *body)
{
    (void)b;
    return s3_check_bucket_tags(c, doc_get(body, "TagSet"));
}

/* --- encryption --------------------------------------------------------------------------------------------------- */

static int key_not_applicable(struct call *c)
{
    struct doc *extra = doc_map(&c->arena);

    doc_put_cstr(extra, "ArgumentName", "ApplyServerSideEncryptionByDefault");
    return fault_with(c, &s3_invalid_argument, extra,
                      "a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse");
}

int s3_check_encryption(struct call *c, const struct s3_bucket *b, struct doc *body)
{
    const struct doc *rules = doc_get(body, "Rules");
    struct doc *rule = doc_at(rules, 0);
    const struct doc *by_default = doc_get(rule, "ApplyServerSideEncryptionByDefault");

    (void)b;
    if (doc_count(rules) != 1) return s3_raise_malformed_xml(c);
    if (span_is(doc_get_str(by_default, "SSEAlgorithm"), "AES256") && doc_get(by_default, "KMSMasterKeyID"))
        return key_not_applicable(c);
    if (!doc_get(rule, "BucketKeyEnabled")) doc_put_bool(rule, "BucketKeyEnabled", false);
    return 0;
}

/* --- who may have ACLs, and what is public ------------------------------------------------------------------------ */

int s3_check_ownership(struct call *c, const struct s3_bucket *b, struct doc *body)
{
    const struct doc *rules = doc_get(body, "Rules");

    if (doc_count(rules) != 1) return s3_raise_malformed_xml(c);
    if (!span_is(doc_get_str(doc_at(rules, 0), "ObjectOwnership"), "BucketOwnerEnforced")) return 0;
    return s3_acl_check_enforced(c, b);
}

int s3_check_access_block(struct call *c, const struct s3_bucket *b, struct doc *body)
{
    static const char *const names[] = { "BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy",
                                         "RestrictPublicBuckets" };

    (void)b;
    if (!doc_count(body)) return fault(c, &s3_invalid_request, "Must specify at least one configuration.");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!doc_get(body, names[i])) doc_put_bool(body, names[i], false); /* AWS: what is left out is off */
    return 0;
}

/* --- acceleration, logging ---------------------------------------------------------------------------------------- */

int s3_check_accelerate(struct call *c, const struct s3_bucket *b, struct doc *body)
{
    if (!doc_get(body, "Status")) return s3_raise_malformed_xml(c);
    if (span_find(b->name, '.') == b->name.size) return 0;
    return fault(c, &s3_invalid_request,
                 "S3 Transfer Acceleration is not supported for buckets with periods (.) in their names");
}

static int no_target(struct call *c, struct span target, const char *words)
{
    struct doc *extra = doc_map(&c->arena);

    doc_put_str(extra, "TargetBucket", target);
    return fault_with(c, &s3_invalid_target_bucket_for_logging, extra, "%s", words);
}

static bool is_granted(const struct doc *grants, const char *permission)
{
    for (size_t i = 0; i < doc_count(grants); i++) {
        const struct doc *grant = doc_at(grants, i);
        struct span given = doc_get_str(grant, "Permission");
        if (span_is(doc_get_str(doc_get(grant, "Grantee"), "URI"), S3_LOG_DELIVERY) &&
            (span_is(given, permission) || span_is(given, "FULL_CONTROL")))
            return true;
    }
    return false;
}

/* AWS: where ACLs are on, one of them, or the policy, must let logs be delivered; where they are off nobody asks. */
static int check_log_grants(struct call *c, const struct s3_bucket *b, const struct s3_bucket *target,
                            const struct doc *enabled)
{
    const struct doc *grants = doc_get(s3_store_setting(c, target->id, "acl", SPAN("")), "Grants");

    if (is_granted(grants, "WRITE") && is_granted(grants, "READ_ACP")) return 0;
    if (s3_log_may_deliver(c, b, target, doc_get_str(enabled, "TargetPrefix"))) return 0;
    return no_target(c, target->name,
                     "You must give the log-delivery group WRITE and READ_ACP permissions to the target bucket");
}

static int check_log_format(struct call *c, const struct doc *format)
{
    bool is_one = !doc_get(format, "SimplePrefix") != !doc_get(format, "PartitionedPrefix");

    return format && !is_one ? s3_raise_malformed_xml(c) : 0;
}

static int check_log_target(struct call *c, const struct s3_bucket *b, const struct s3_bucket *target,
                            const struct doc *enabled)
{
    struct doc *extra;

    if (!span_eq(target->region, b->region)) {
        extra = doc_map(&c->arena);
        doc_put_str(extra, "TargetBucketLocation", target->region);
        return fault_with(c, &s3_cross_location_logging_prohibitted, extra, "Cross S3 location logging not allowed. ");
    }
    if (!s3_is_owner_enforced(c, target)) return check_log_grants(c, b, target, enabled);
    if (!doc_count(doc_get(enabled, "TargetGrants"))) return 0;
    return fault(c, &s3_access_control_list_not_supported, "The bucket does not allow ACLs");
}

int s3_check_logging(struct call *c, const struct s3_bucket *b, struct doc *body)
{
    const struct doc *enabled = doc_get(body, "LoggingEnabled");
    struct span name = doc_get_str(enabled, "TargetBucket");
    struct s3_bucket target;

    s3_log_settle(c, b);
    if (!enabled) return 0;
    if (check_log_format(c, doc_get(enabled, "TargetObjectKeyFormat")) ||
        s3_acl_check_grants(c, doc_get(enabled, "TargetGrants")))
        return -1;
    if (!s3_store_bucket_find(c, name, &target))
        return no_target(c, name, "The target bucket for logging does not exist");
    if (!span_eq(target.account, b->account))
        return no_target(c, name, "The owner for the bucket to be logged and the target bucket must be the same.");
    return check_log_target(c, b, &target, enabled);
}

/* --- object lock -------------------------------------------------------------------------------------------------- */

/* A default retention has a mode, and days or years. */
static int retention_check(struct call *c, const struct doc *retention)
{
    const struct doc *days = doc_get(retention, "Days"), *years = doc_get(retention, "Years");
    int64_t many = doc_get_int(retention, days ? "Days" : "Years", 0);

    if (!doc_get(retention, "Mode") || !days == !years) return s3_raise_malformed_xml(c);
    if (many <= 0) return fault(c, &s3_invalid_argument, "Default retention period must be a positive integer value.");
    if (many > (days ? 36500 : 100))
        return fault(c, &s3_invalid_argument,
                     "Default retention period too large, must be less than or equal to %d %s.", days ? 36500 : 100,
                     days ? "days" : "years");
    return 0;
}

int s3_check_object_lock(struct call *c, const struct s3_bucket *b, struct doc *body)
{
    const struct doc *rule = doc_get(body, "Rule");

    if (!doc_get(body, "ObjectLockEnabled")) return s3_raise_malformed_xml(c);
    if (rule && !doc_get(rule, "DefaultRetention")) return s3_raise_malformed_xml(c);
    if (rule && retention_check(c, doc_get(rule, "DefaultRetention"))) return -1;
    if (b->versioning != S3_ENABLED)
        return fault(c, &s3_invalid_bucket_state,
                     "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration");
    s3_store_bucket_lock_set(c, b);
    return 0;
}

/* --- replication -------------------------------------------------------------------------------------------------- */

static bool has_versions(struct call *c, struct span arn)
{
    struct s3_bucket b;

    return span_starts(arn, "arn:aws:s3:::") && s3_store_bucket_find(c, span_sub(arn, 13, SIZE_MAX), &b) &&
           b.versioning == S3_ENABLED;
}

/* AWS: a rule with a Filter is of the second version of the schema, which wants more. */
static int replication_lacks(struct call *c, const char *what)
{
    return fault(c, &s3_invalid_request,
                 "%s must be specified for this version of Cross Region Replication configuration schema. Please refer "
                 "to S3 Developer Guide for more information.",
                 what);
}

static int replication_rule_check(struct call *c, const struct doc *rules, size_t i)
{
    struct doc *rule = doc_at(rules, i);
    struct span id = doc_get_str(rule, "ID");

    if (id.size > 255) return fault(c, &s3_invalid_argument, "Rule Id cannot be longer than 255 characters");
    if (doc_get(rule, "Filter") && !doc_get(rule, "Priority")) return replication_lacks(c, "Priority");
    if (doc_get(rule, "Filter") && !doc_get(rule, "DeleteMarkerReplication"))
        return replication_lacks(c, "DeleteMarkerReplication");
    if (!doc_get(rule, "Filter") && !doc_get(rule, "Prefix")) return s3_raise_malformed_xml(c);
    for (size_t k = 0; k < i; k++) {
        const struct doc *other = doc_at(rules, k);
        if (id.size && span_eq(doc_get_str(other, "ID"), id))
            return fault(c, &s3_invalid_request, "Rule ID must be unique. Found same ID for more than one rule");
        if (doc_get(rule, "Priority") && doc_get_int(other, "Priority", -1) == doc_get_int(rule, "Priority", 0))
            return fault(c, &s3_invalid_request, "Found duplicate priority %lld.",
                         (long long)doc_get_int(rule, "Priority", 0));
    }
    if (!has_versions(c, doc_get_str(doc_get(rule, "Destination"), "Bucket")))
        return fault(c, &s3_invalid_request, "Destination bucket must have versioning enabled.");
    if (!id.size) doc_put_str(rule, "ID", s3_random_id(&c->arena));
    return 0;
}

int s3_check_replication(struct call *c, const struct s3_bucket *b, struct doc *body)
{
    const struct doc *rules = doc_get(body, "Rules");

    if (!doc_count(rules) || doc_count(rules) > 1000) return s3_raise_malformed_xml(c);
    if (b->versioning != S3_ENABLED)
        return fault(c, &s3_invalid_request,
                     "Versioning must be 'Enabled' on the bucket to apply a replication configuration");
    for (size_t i = 0; i < doc_count(rules); i++)
        if (replication_rule_check(c, rules, i)) return -1;
    return 0;
}

/* --- inventory ---------------------------------------------------------------------------------------------------- */

int s3_check_inventory(struct call *c, const struct s3_bucket *b, struct doc *body)
{
    struct span arn = doc_get_str(doc_get(doc_get(body, "Destination"), "S3BucketDestination"), "Bucket");

    (void)b;
    return span_starts(arn, "arn:aws:s3:::") ? 0 : fault(c, &s3_invalid_s3_destination_bucket, "Invalid bucket ARN.");
}
