/* AWS::S3::Bucket and AWS::S3::BucketPolicy: a bucket whose objects nobody but its policy's reader sees, or a public
 * website. A bucket's name is its owner's alone in all the world, so one without a tag is of a run that broke off. */
#include <cjson/cJSON.h>
#include <stdio.h>
#include <string.h>

#include "app/deploy/kind_calls.h"
#include "app/deploy/kinds.h"
#include "app/sdk/aws_json.h"
#include "app/sdk/aws_xml.h"
#include "app/sdk/s3_client.h"

#define BUCKET_NAMESPACE "xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\""

enum { BUCKET_BODY_MAX = 64 * 1024 };

static const char bucket_block[] = "PublicAccessBlockConfiguration";
static const char *const bucket_block_members[] = { "BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy",
                                                    "RestrictPublicBuckets", NULL };

static const char *bucket_name(const struct resource *r)
{
    return aws_json_string(r->wanted, "BucketName");
}

static int bucket_call(struct deploy *deploy, const struct resource *r, const char *method, const char *query,
                       const char *body, struct text *answer)
{
    struct s3_operation operation = {
        .method = method, .bucket = bucket_name(r), .query = query, .body = body, .content_type = "application/xml"
    };

    return s3_call(deploy->client, &operation, answer, &deploy->error);
}

/* Reads a part of its settings; a bucket that has none of that has "". */
static int bucket_get(struct deploy *deploy, const struct resource *r, const char *query, const char *none,
                      struct text *answer)
{
    text_clear(answer);
    if (!bucket_call(deploy, r, "GET", query, NULL, answer)) return 0;
    text_clear(answer);
    return kind_error_is(deploy, none) ? 0 : -1;
}

/* --- reading -------------------------------------------------------------------------------------------------- */

static void bucket_take_block(struct resource *r, const char *xml)
{
    cJSON *block = cJSON_AddObjectToObject(r->found, bucket_block);
    struct text value;

    text_init(&value, BUCKET_BODY_MAX);
    for (const char *const *each = bucket_block_members; *each; each++) {
        text_clear(&value);
        aws_xml_text(xml, *each, &value);
        cJSON_AddBoolToObject(block, *each, !strcmp(text_string(&value), "true"));
    }
    text_release(&value);
}

static void bucket_take_website(struct resource *r, const char *xml)
{
    struct text value;

    text_init(&value, BUCKET_BODY_MAX);
    if (aws_xml_text(xml, "Suffix", &value)) {
        cJSON *website = cJSON_AddObjectToObject(r->found, "WebsiteConfiguration");

        cJSON_AddStringToObject(website, "IndexDocument", text_string(&value));
        text_clear(&value);
        if (aws_xml_text(xml, "Key", &value)) cJSON_AddStringToObject(website, "ErrorDocument", text_string(&value));
    }
    text_release(&value);
}

static int bucket_read_settings(struct deploy *deploy, struct resource *r)
{
    struct text xml;
    int failed;

    text_init(&xml, BUCKET_BODY_MAX);
    failed = bucket_get(deploy, r, "tagging", "NoSuchTagSet", &xml);
    kind_xml_pair(text_string(&xml), "Key", "Value", DEPLOY_TAG, r->owner, sizeof r->owner);
    cJSON_AddStringToObject(r->found, "Owner", r->owner);
    failed = failed || bucket_get(deploy, r, "publicAccessBlock", "NoSuchPublicAccessBlockConfiguration", &xml);
    bucket_take_block(r, text_string(&xml));
    failed = failed || bucket_get(deploy, r, "website", "NoSuchWebsiteConfiguration", &xml);
    bucket_take_website(r, text_string(&xml));
    text_release(&xml);
    return failed ? -1 : 0;
}

/* AWS: HEAD has no body, so that the status tells: 403 is a bucket of somebody else. */
static int bucket_read(struct deploy *deploy, struct resource *r)
{
    if (bucket_call(deploy, r, "HEAD", NULL, NULL, NULL)) return deploy->error.status == 404 ? 0 : -1;
    r->found = kind_object("BucketName", bucket_name(r));
    text_copy(r->reference, sizeof r->reference, bucket_name(r));
    snprintf(r->arn, sizeof r->arn, "arn:%s:s3:::%s", kind_value(deploy, "AWS::Partition"), bucket_name(r));
    return bucket_read_settings(deploy, r);
}

static int bucket_prepare(struct deploy *deploy, struct resource *r)
{
    cJSON_AddStringToObject(r->wanted, "Owner", deploy->options.name);
    return 0;
}

/* --- making --------------------------------------------------------------------------------------------------- */

/* AWS: us-east-1 is where a bucket is when nothing is said, and must not be said. */
static int bucket_create(struct deploy *deploy, struct resource *r)
{
    const char *region = kind_value(deploy, "AWS::Region");
    char body[512];

    snprintf(body, sizeof body,
             "<CreateBucketConfiguration " BUCKET_NAMESPACE "><LocationConstraint>%s</LocationConstraint>"
             "</CreateBucketConfiguration>",
             region);
    return bucket_call(deploy, r, "PUT", NULL, strcmp(region, "us-east-1") != 0 ? body : NULL, NULL);
}

static void bucket_write_tags(const struct deploy *deploy, struct text *out)
{
    text_printf(out,
                "<Tagging " BUCKET_NAMESPACE "><TagSet><Tag><Key>%s</Key><Value>%s</Value></Tag></TagSet></Tagging>",
                DEPLOY_TAG, deploy->options.name);
}

static void bucket_write_block(const struct resource *r, struct text *out)
{
    const cJSON *block = aws_json_member(r->wanted, bucket_block);

    text_printf(out, "<%s " BUCKET_NAMESPACE ">", bucket_block);
    for (const char *const *each = bucket_block_members; *each; each++)
        text_printf(out, "<%s>%s</%s>", *each, cJSON_IsTrue(aws_json_member(block, *each)) ? "true" : "false", *each);
    text_printf(out, "</%s>", bucket_block);
}

static void bucket_write_website(const struct resource *r, struct text *out)
{
    const cJSON *website = aws_json_member(r->wanted, "WebsiteConfiguration");

    text_printf(out,
                "<WebsiteConfiguration " BUCKET_NAMESPACE
                "><IndexDocument><Suffix>%s</Suffix></IndexDocument><ErrorDocument>"
                "<Key>%s</Key></ErrorDocument></WebsiteConfiguration>",
                aws_json_string(website, "IndexDocument"), aws_json_string(website, "ErrorDocument"));
}

static int bucket_update(struct deploy *deploy, struct resource *r, const char *where)
{
    struct text body;
    const char *query = "tagging";
    int failed;

    text_init(&body, BUCKET_BODY_MAX);
    if (!strcmp(where, bucket_block)) {
        query = "publicAccessBlock";
        bucket_write_block(r, &body);
    } else if (!strcmp(where, "WebsiteConfiguration")) {
        query = "website";
        bucket_write_website(r, &body);
    } else {
        bucket_write_tags(deploy, &body);
    }
    failed = bucket_call(deploy, r, "PUT", query, text_string(&body), NULL);
    text_release(&body);
    return failed;
}

static int bucket_remove(struct deploy *deploy, struct resource *r)
{
    return bucket_call(deploy, r, "DELETE", NULL, NULL, NULL);
}

const struct resource_kind kind_bucket = {
    .type = "AWS::S3::Bucket",
    .label = "bucket",
    .name = "BucketName",
    .has_tags = true,
    .is_adopted = true,
    .prepare = bucket_prepare,
    .read = bucket_read,
    .create = bucket_create,
    .update = bucket_update,
    .remove = bucket_remove,
};

/* --- its policy ----------------------------------------------------------------------------------------------- */

static int policy_call(struct deploy *deploy, const struct resource *r, const char *method, const char *body,
                       struct text *answer)
{
    struct s3_operation operation = { .method = method,
                                      .bucket = aws_json_string(r->wanted, "Bucket"),
                                      .query = "policy",
                                      .body = body,
                                      .content_type = "application/json" };

    return s3_call(deploy->client, &operation, answer, &deploy->error);
}

static int policy_read(struct deploy *deploy, struct resource *r)
{
    const char *bucket = aws_json_string(r->wanted, "Bucket");
    struct text answer;
    cJSON *document;
    int failed;

    if (!*bucket) return 0; /* the bucket is not there */
    text_init(&answer, BUCKET_BODY_MAX);
    failed = policy_call(deploy, r, "GET", NULL, &answer);
    document = failed ? NULL : cJSON_Parse(text_string(&answer));
    text_release(&answer);
    if (failed) return kind_error_is(deploy, "NoSuchBucketPolicy") ? 0 : -1;
    r->found = kind_object("Bucket", bucket);
    if (document) cJSON_AddItemToObject(r->found, "PolicyDocument", document);
    text_copy(r->reference, sizeof r->reference, bucket);
    return 0;
}

static int policy_create(struct deploy *deploy, struct resource *r)
{
    struct text document;
    int failed;

    text_init(&document, BUCKET_BODY_MAX);
    aws_json_print(aws_json_member(r->wanted, "PolicyDocument"), &document);
    failed = policy_call(deploy, r, "PUT", text_string(&document), NULL);
    text_release(&document);
    return failed;
}

static int policy_update(struct deploy *deploy, struct resource *r, const char *where)
{
    (void)where;
    return policy_create(deploy, r);
}

static int policy_remove(struct deploy *deploy, struct resource *r)
{
    return policy_call(deploy, r, "DELETE", NULL, NULL);
}

const struct resource_kind kind_bucket_policy = {
    .type = "AWS::S3::BucketPolicy",
    .label = "bucket policy",
    .name = "Bucket",
    .read = policy_read,
    .create = policy_create,
    .update = policy_update,
    .remove = policy_remove,
};
