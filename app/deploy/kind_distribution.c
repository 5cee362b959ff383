/* AWS::CloudFront::Distribution and AWS::CloudFront::OriginAccessControl.
 *
 * A distribution has no name: its comment begins with the deployment's, and ends with a digest of its configuration, by
 * which it is known whether it is as it is to be. Both are of the whole account, so the region is part of the name. */
#include <cjson/cJSON.h>
#include <stdio.h>
#include <string.h>

#include "app/deploy/kind_calls.h"
#include "app/deploy/kinds.h"
#include "app/sdk/aws_digest.h"
#include "app/sdk/aws_json.h"
#include "app/sdk/aws_pages.h"
#include "app/sdk/aws_uri.h"
#include "app/sdk/aws_xml.h"
#include "app/sdk/cloudfront_client.h"

enum { DISTRIBUTION_XML_MAX = 1024 * 1024, DISTRIBUTION_PATH_SIZE = 256, DISTRIBUTION_ID_SIZE = 64 };
enum { DISTRIBUTION_COMMENT_SIZE = 129, DISTRIBUTION_DIGITS = 16 };

static int distribution_call(struct deploy *deploy, const struct cloudfront_operation *operation, struct text *xml,
                             char etag[CLOUDFRONT_ETAG_SIZE])
{
    return cloudfront_call(deploy->client, operation, xml, etag, &deploy->error);
}

static bool distribution_take(const char *xml, const char *name, char *value, size_t size)
{
    struct text text;
    bool found;

    text_init(&text, size - 1);
    found = aws_xml_text(xml, name, &text) && text_copy(value, size, text_string(&text));
    text_release(&text);
    return found;
}

/* The element, of a list's pages, of which a member begins with `wanted`: its Id; "" where there is none. */
static int distribution_find(struct deploy *deploy, const char *list, const char *element, const char *member,
                             const char *wanted, char id[DISTRIBUTION_ID_SIZE])
{
    struct aws_pages pages = { 0 };
    struct text xml, query, next;
    char open[64], value[DISTRIBUTION_COMMENT_SIZE];
    int failed = 0;

    text_init(&xml, AWS_HTTP_BODY_MAX);
    text_init(&query, AWS_PAGES_TOKEN_SIZE * 3);
    text_init(&next, AWS_PAGES_TOKEN_SIZE - 1);
    snprintf(open, sizeof open, "<%s>", element);
    id[0] = '\0';
    while (!failed && !*id && aws_pages_next(&pages)) {
        struct cloudfront_operation operation = { .method = "GET", .path = list };

        text_clear(&query);
        text_clear(&xml);
        text_clear(&next);
        if (*pages.token) {
            text_put(&query, "Marker=");
            aws_uri_encode(&query, pages.token, strlen(pages.token));
            operation.query = text_string(&query);
        }
        failed = distribution_call(deploy, &operation, &xml, NULL);
        for (const char *at = strstr(text_string(&xml), open); !failed && at && !*id; at = strstr(at + 1, open))
            if (distribution_take(at, member, value, sizeof value) && !strncmp(value, wanted, strlen(wanted)))
                distribution_take(at, "Id", id, DISTRIBUTION_ID_SIZE);
        aws_pages_advance(&pages, aws_xml_text(text_string(&xml), "NextMarker", &next) ? text_string(&next) : NULL);
    }
    text_release(&next);
    text_release(&query);
    text_release(&xml);
    return failed;
}

/* --- origin access control ------------------------------------------------------------------------------------ */

static const char *access_name(const struct resource *r)
{
    return aws_json_string(aws_json_member(r->wanted, "OriginAccessControlConfig"), "Name");
}

static int access_read(struct deploy *deploy, struct resource *r)
{
    char id[DISTRIBUTION_ID_SIZE];

    if (distribution_find(deploy, "origin-access-control", "OriginAccessControlSummary", "Name", access_name(r), id))
        return -1;
    if (!*id) return 0;
    r->found = cJSON_CreateObject();
    cJSON_AddItemToObject(r->found, "OriginAccessControlConfig",
                          cJSON_Duplicate(aws_json_member(r->wanted, "OriginAccessControlConfig"), 1));
    text_copy(r->reference, sizeof r->reference, id);
    return 0;
}

static int access_create(struct deploy *deploy, struct resource *r)
{
    struct cloudfront_operation operation = { .method = "POST", .path = "origin-access-control" };
    struct text body;
    int failed;

    text_init(&body, DISTRIBUTION_XML_MAX);
    cloudfront_write_document(&body, "OriginAccessControlConfig",
                              aws_json_member(r->wanted, "OriginAccessControlConfig"));
    operation.body = text_string(&body);
    failed = distribution_call(deploy, &operation, NULL, NULL);
    text_release(&body);
    return failed;
}

static int access_remove(struct deploy *deploy, struct resource *r)
{
    char path[DISTRIBUTION_PATH_SIZE], etag[CLOUDFRONT_ETAG_SIZE];
    struct cloudfront_operation get = { .method = "GET", .path = path };
    struct cloudfront_operation remove = { .method = "DELETE", .path = path, .if_match = etag };

    snprintf(path, sizeof path, "origin-access-control/%.63s", r->reference);
    return distribution_call(deploy, &get, NULL, etag) || distribution_call(deploy, &remove, NULL, NULL) ? -1 : 0;
}

const struct resource_kind kind_access = {
    .type = "AWS::CloudFront::OriginAccessControl",
    .label = "origin access control",
    .read = access_read,
    .create = access_create,
    .remove = access_remove,
};

/* --- distribution --------------------------------------------------------------------------------------------- */

static cJSON *distribution_config(const struct resource *r)
{
    return cJSON_GetObjectItemCaseSensitive(r->wanted, "DistributionConfig");
}

/* What the comment begins with: "order-application default us-east-1:" */
static void distribution_mark(const struct deploy *deploy, char mark[DISTRIBUTION_COMMENT_SIZE])
{
    snprintf(mark, DISTRIBUTION_COMMENT_SIZE, "%s %s %s:", DEPLOY_TAG, deploy->options.name,
             kind_value(deploy, "AWS::Region"));
}

static int distribution_read_owner(struct deploy *deploy, struct resource *r)
{
    struct cloudfront_operation operation = { .method = "GET", .path = "tagging" };
    struct text query, xml;
    int failed;

    text_init(&query, DISTRIBUTION_XML_MAX);
    text_init(&xml, DISTRIBUTION_XML_MAX);
    text_put(&query, "Resource=");
    aws_uri_encode(&query, r->arn, strlen(r->arn));
    operation.query = text_string(&query);
    failed = distribution_call(deploy, &operation, &xml, NULL);
    kind_xml_pair(text_string(&xml), "Key", "Value", DEPLOY_TAG, r->owner, sizeof r->owner);
    text_release(&xml);
    text_release(&query);
    return failed;
}

static int distribution_read(struct deploy *deploy, struct resource *r)
{
    char mark[DISTRIBUTION_COMMENT_SIZE], comment[DISTRIBUTION_COMMENT_SIZE], path[DISTRIBUTION_PATH_SIZE], domain[256];
    struct cloudfront_operation get = { .method = "GET", .path = path };
    char id[DISTRIBUTION_ID_SIZE], name[256];
    struct text xml;
    int failed;

    distribution_mark(deploy, mark);
    if (distribution_find(deploy, "distribution", "DistributionSummary", "Comment", mark, id)) return -1;
    if (!*id) return 0;
    text_copy(r->reference, sizeof r->reference, id);
    snprintf(path, sizeof path, "distribution/%s", id);
    text_init(&xml, DISTRIBUTION_XML_MAX);
    failed = distribution_call(deploy, &get, &xml, NULL);
    distribution_take(text_string(&xml), "ARN", r->arn, sizeof r->arn);
    distribution_take(text_string(&xml), "DomainName", domain, sizeof domain);
    distribution_take(text_string(&xml), "Comment", comment, sizeof comment);
    text_release(&xml);
    if (failed) return -1;
    r->found = kind_object("Comment", comment);
    if (distribution_config(r)) /* the comment tells of it */
        cJSON_AddItemToObject(r->found, "DistributionConfig", cJSON_Duplicate(distribution_config(r), 1));
    snprintf(name, sizeof name, "%s.DomainName", r->id);
    deploy_template_set(&deploy->template, name, domain);
    return distribution_read_owner(deploy, r);
}

/* The wanted comment: the mark with the configuration's digest. */
static int distribution_prepare(struct deploy *deploy, struct resource *r)
{
    char digest[AWS_SHA256_HEX], mark[DISTRIBUTION_COMMENT_SIZE], comment[DISTRIBUTION_COMMENT_SIZE];
    cJSON *config = distribution_config(r);
    struct text text;

    text_init(&text, DISTRIBUTION_XML_MAX);
    aws_json_print(config, &text);
    aws_sha256_hex(text_string(&text), text.length, digest);
    text_release(&text);
    distribution_mark(deploy, mark);
    snprintf(comment, sizeof comment, "%.100s %.*s", mark, DISTRIBUTION_DIGITS, digest);
    cJSON_AddStringToObject(r->wanted, "Comment", comment);
    cJSON_ReplaceItemInObjectCaseSensitive(config, "Comment", cJSON_CreateString(comment));
    if (!r->found) return 0;
    cJSON_DeleteItemFromObjectCaseSensitive(r->found, "DistributionConfig");
    cJSON_AddItemToObject(r->found, "DistributionConfig", cJSON_Duplicate(config, 1));
    return 0;
}

/* The configuration with the reference by which AWS tells a creation from its repetition. */
static cJSON *distribution_configured(const struct resource *r, const char *reference)
{
    cJSON *config = kind_object("CallerReference", reference);
    const cJSON *member;

    cJSON_ArrayForEach(member, distribution_config(r))
    {
        cJSON_AddItemToObject(config, member->string, cJSON_Duplicate(member, 1));
    }
    return config;
}

static int distribution_create(struct deploy *deploy, struct resource *r)
{
    struct cloudfront_operation operation = { .method = "POST", .path = "distribution", .query = "WithTags" };
    cJSON *document = cJSON_CreateObject(), *tag;
    struct text body;
    int failed;

    cJSON_AddItemToObject(document, "DistributionConfig",
                          distribution_configured(r, aws_json_string(r->wanted, "Comment")));
    tag = cJSON_AddObjectToObject(cJSON_AddObjectToObject(cJSON_AddObjectToObject(document, "Tags"), "Items"), "Tag");
    cJSON_AddStringToObject(tag, "Key", DEPLOY_TAG);
    cJSON_AddStringToObject(tag, "Value", deploy->options.name);
    text_init(&body, DISTRIBUTION_XML_MAX);
    cloudfront_write_document(&body, "DistributionConfigWithTags", document);
    cJSON_Delete(document);
    operation.body = text_string(&body);
    failed = distribution_call(deploy, &operation, NULL, NULL);
    text_release(&body);
    return failed;
}

static int distribution_update(struct deploy *deploy, struct resource *r, const char *where)
{
    char path[DISTRIBUTION_PATH_SIZE], etag[CLOUDFRONT_ETAG_SIZE], reference[DISTRIBUTION_COMMENT_SIZE];
    struct cloudfront_operation operation = { .method = "GET", .path = path };
    struct text xml;
    cJSON *config;
    int failed;

    (void)where;
    snprintf(path, sizeof path, "distribution/%.63s/config", r->reference);
    text_init(&xml, DISTRIBUTION_XML_MAX);
    failed = distribution_call(deploy, &operation, &xml, etag);
    if (!failed) {
        distribution_take(text_string(&xml), "CallerReference", reference, sizeof reference);
        config = distribution_configured(r, reference);
        text_clear(&xml);
        cloudfront_write_document(&xml, "DistributionConfig", config);
        cJSON_Delete(config);
        operation = (struct cloudfront_operation){ "PUT", path, NULL, text_string(&xml), etag };
        failed = distribution_call(deploy, &operation, NULL, NULL);
    }
    text_release(&xml);
    return failed;
}

/* --- removing ------------------------------------------------------------------------------------------------- */

/* Writes the configuration with nothing enabled in it: only the distribution itself is. */
static void distribution_disabled(const char *xml, struct text *out)
{
    static const char on[] = "<Enabled>true</Enabled>", off[] = "<Enabled>false</Enabled>";
    const char *at;

    while ((at = strstr(xml, on))) {
        text_append(out, xml, (size_t)(at - xml));
        text_put(out, off);
        xml = at + sizeof on - 1;
    }
    text_put(out, xml);
}

static int distribution_disable(struct deploy *deploy, const struct resource *r)
{
    char path[DISTRIBUTION_PATH_SIZE], etag[CLOUDFRONT_ETAG_SIZE];
    struct cloudfront_operation operation = { .method = "GET", .path = path };
    struct text xml, changed;
    int failed;

    snprintf(path, sizeof path, "distribution/%.63s/config", r->reference);
    text_init(&xml, DISTRIBUTION_XML_MAX);
    text_init(&changed, DISTRIBUTION_XML_MAX);
    failed = distribution_call(deploy, &operation, &xml, etag);
    if (!failed && strstr(text_string(&xml), "<Enabled>true</Enabled>")) {
        distribution_disabled(text_string(&xml), &changed);
        operation = (struct cloudfront_operation){ "PUT", path, NULL, text_string(&changed), etag };
        failed = distribution_call(deploy, &operation, NULL, NULL);
    }
    text_release(&changed);
    text_release(&xml);
    return failed;
}

/* AWS: it goes out to all edges before it can be removed, which takes minutes. */
static int distribution_wait(struct deploy *deploy, const struct resource *r, char etag[CLOUDFRONT_ETAG_SIZE])
{
    char path[DISTRIBUTION_PATH_SIZE], status[32] = "";
    struct cloudfront_operation operation = { .method = "GET", .path = path };
    unsigned polls = 0;

    snprintf(path, sizeof path, "distribution/%.63s", r->reference);
    deploy_say(deploy, "  waiting: it is being disabled at all edges");
    do {
        struct text xml;
        int failed;

        text_init(&xml, DISTRIBUTION_XML_MAX);
        failed = distribution_call(deploy, &operation, &xml, etag);
        distribution_take(text_string(&xml), "Status", status, sizeof status);
        text_release(&xml);
        if (failed) return -1;
        if (!strcmp(status, "Deployed")) return 0;
    } while (kind_wait(deploy, &polls, "disabled"));
    return -1;
}

static int distribution_remove(struct deploy *deploy, struct resource *r)
{
    char path[DISTRIBUTION_PATH_SIZE], etag[CLOUDFRONT_ETAG_SIZE];
    struct cloudfront_operation operation = { .method = "DELETE", .path = path, .if_match = etag };

    snprintf(path, sizeof path, "distribution/%.63s", r->reference);
    if (distribution_disable(deploy, r) || distribution_wait(deploy, r, etag)) return -1;
    return distribution_call(deploy, &operation, NULL, NULL);
}

const struct resource_kind kind_distribution = {
    .type = "AWS::CloudFront::Distribution",
    .label = "distribution",
    .name = "Comment",
    .has_tags = true,
    .prepare = distribution_prepare,
    .read = distribution_read,
    .create = distribution_create,
    .update = distribution_update,
    .remove = distribution_remove,
};
