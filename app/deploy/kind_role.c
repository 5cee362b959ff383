/* AWS::IAM::Role with inline policies. */
#include <cjson/cJSON.h>
#include <stdio.h>
#include <string.h>

#include "app/deploy/deploy_compare.h"
#include "app/deploy/kind_calls.h"
#include "app/deploy/kinds.h"
#include "app/sdk/aws_json.h"
#include "app/sdk/aws_services.h"
#include "app/sdk/aws_uri.h"
#include "app/sdk/aws_xml.h"

enum { ROLE_DOCUMENT_MAX = 64 * 1024, ROLE_NAME_SIZE = 129 };

static const char role_version[] = "2010-05-08";

static int role_query(struct deploy *deploy, const char *action, const char *const parameters[][2], struct text *xml)
{
    return kind_query(deploy, &aws_iam, role_version, action, parameters, xml);
}

static const char *role_name(const struct resource *r)
{
    return aws_json_string(r->wanted, "RoleName");
}

/* A policy in XML: JSON in percent-encoding. NULL where it cannot be read. */
static cJSON *role_document(const char *xml, const char *element)
{
    struct text encoded, decoded;
    cJSON *document = NULL;

    text_init(&encoded, ROLE_DOCUMENT_MAX);
    text_init(&decoded, ROLE_DOCUMENT_MAX);
    if (aws_xml_text(xml, element, &encoded)) {
        aws_uri_decode(&decoded, text_string(&encoded), encoded.length);
        document = cJSON_Parse(text_string(&decoded));
    }
    text_release(&decoded);
    text_release(&encoded);
    return document;
}

static void role_take(const char *xml, const char *element, char *value, size_t size)
{
    struct text text;

    text_init(&text, size - 1);
    aws_xml_text(xml, element, &text);
    text_copy(value, size, text_string(&text));
    text_release(&text);
}

/* Adds {PolicyName, PolicyDocument} to `policies`. */
static int role_read_policy(struct deploy *deploy, const struct resource *r, const char *policy, cJSON *policies)
{
    struct text xml;
    cJSON *row = kind_object("PolicyName", policy), *document;
    int failed;

    text_init(&xml, AWS_HTTP_BODY_MAX);
    failed =
        role_query(deploy, "GetRolePolicy",
                   (const char *const[][2]){ { "RoleName", role_name(r) }, { "PolicyName", policy }, { 0 } }, &xml);
    document = failed ? NULL : role_document(text_string(&xml), "PolicyDocument");
    if (document) cJSON_AddItemToObject(row, "PolicyDocument", document);
    cJSON_AddItemToArray(policies, row);
    text_release(&xml);
    return failed;
}

/* AWS: at most ten kilobytes of inline policies a role, so that a page has them all. */
static int role_read_policies(struct deploy *deploy, struct resource *r)
{
    cJSON *policies = cJSON_AddArrayToObject(r->found, "Policies");
    struct text xml;
    int failed;

    text_init(&xml, AWS_HTTP_BODY_MAX);
    failed =
        role_query(deploy, "ListRolePolicies", (const char *const[][2]){ { "RoleName", role_name(r) }, { 0 } }, &xml);
    for (const char *at = text_string(&xml); !failed && at; at = aws_xml_after(at, "member")) {
        char policy[ROLE_NAME_SIZE];

        role_take(at, "member", policy, sizeof policy);
        if (!*policy) break;
        failed = role_read_policy(deploy, r, policy, policies);
    }
    text_release(&xml);
    return failed;
}

static int role_read(struct deploy *deploy, struct resource *r)
{
    struct text xml;
    int failed;

    text_init(&xml, AWS_HTTP_BODY_MAX);
    failed = role_query(deploy, "GetRole", (const char *const[][2]){ { "RoleName", role_name(r) }, { 0 } }, &xml);
    if (!failed) {
        cJSON *trust = role_document(text_string(&xml), "AssumeRolePolicyDocument");

        r->found = kind_object("RoleName", role_name(r));
        if (trust) cJSON_AddItemToObject(r->found, "AssumeRolePolicyDocument", trust);
        text_copy(r->reference, sizeof r->reference, role_name(r));
        role_take(text_string(&xml), "Arn", r->arn, sizeof r->arn);
        kind_xml_pair(text_string(&xml), "Key", "Value", DEPLOY_TAG, r->owner, sizeof r->owner);
    }
    text_release(&xml);
    if (failed) return kind_error_is(deploy, "NoSuchEntity") ? 0 : -1;
    return role_read_policies(deploy, r);
}

static int role_create(struct deploy *deploy, struct resource *r)
{
    struct text trust;
    int failed;

    text_init(&trust, ROLE_DOCUMENT_MAX);
    aws_json_print(aws_json_member(r->wanted, "AssumeRolePolicyDocument"), &trust);
    failed = role_query(deploy, "CreateRole",
                        (const char *const[][2]){ { "RoleName", role_name(r) },
                                                  { "AssumeRolePolicyDocument", text_string(&trust) },
                                                  { "Tags.member.1.Key", DEPLOY_TAG },
                                                  { "Tags.member.1.Value", deploy->options.name },
                                                  { 0 } },
                        NULL);
    text_release(&trust);
    return failed;
}

static int role_delete_policy(struct deploy *deploy, const struct resource *r, const char *policy)
{
    return role_query(deploy, "DeleteRolePolicy",
                      (const char *const[][2]){ { "RoleName", role_name(r) }, { "PolicyName", policy }, { 0 } }, NULL);
}

static const cJSON *role_policy_of(const cJSON *properties, const char *name)
{
    const cJSON *policy;

    cJSON_ArrayForEach(policy, aws_json_member(properties, "Policies"))
    {
        const char *other = aws_json_string(policy, "PolicyName");

        if (other && !strcmp(other, name)) return policy;
    }
    return NULL;
}

static int role_put_policy(struct deploy *deploy, const struct resource *r, const cJSON *policy)
{
    struct text document;
    int failed;

    text_init(&document, ROLE_DOCUMENT_MAX);
    aws_json_print(aws_json_member(policy, "PolicyDocument"), &document);
    failed = role_query(deploy, "PutRolePolicy",
                        (const char *const[][2]){ { "RoleName", role_name(r) },
                                                  { "PolicyName", aws_json_string(policy, "PolicyName") },
                                                  { "PolicyDocument", text_string(&document) },
                                                  { 0 } },
                        NULL);
    text_release(&document);
    return failed;
}

/* Puts the policies that differ, and removes those that are not wanted: rights that nobody meant to give. */
static int role_update_policies(struct deploy *deploy, const struct resource *r)
{
    const cJSON *policy;

    cJSON_ArrayForEach(policy, aws_json_member(r->wanted, "Policies"))
    {
        const cJSON *found = role_policy_of(r->found, aws_json_string(policy, "PolicyName"));
        char where[64];

        if (found && deploy_compare(policy, found, where, sizeof where)) continue;
        if (role_put_policy(deploy, r, policy)) return -1;
    }
    cJSON_ArrayForEach(policy, aws_json_member(r->found, "Policies"))
    {
        const char *name = aws_json_string(policy, "PolicyName");

        if (!role_policy_of(r->wanted, name) && role_delete_policy(deploy, r, name)) return -1;
    }
    return 0;
}

static int role_update(struct deploy *deploy, struct resource *r, const char *where)
{
    struct text trust;
    int failed;

    if (!strcmp(where, "Policies")) return role_update_policies(deploy, r);
    text_init(&trust, ROLE_DOCUMENT_MAX);
    aws_json_print(aws_json_member(r->wanted, "AssumeRolePolicyDocument"), &trust);
    failed = role_query(
        deploy, "UpdateAssumeRolePolicy",
        (const char *const[][2]){ { "RoleName", role_name(r) }, { "PolicyDocument", text_string(&trust) }, { 0 } },
        NULL);
    text_release(&trust);
    return failed;
}

static int role_remove(struct deploy *deploy, struct resource *r)
{
    const cJSON *policy;

    cJSON_ArrayForEach(policy, aws_json_member(r->found, "Policies"))
    {
        if (role_delete_policy(deploy, r, aws_json_string(policy, "PolicyName")) &&
            !kind_error_is(deploy, "NoSuchEntity"))
            return -1;
    }
    return role_query(deploy, "DeleteRole", (const char *const[][2]){ { "RoleName", role_name(r) }, { 0 } }, NULL);
}

const struct resource_kind kind_role = {
    .type = "AWS::IAM::Role",
    .label = "role",
    .name = "RoleName",
    .has_tags = true,
    .read = role_read,
    .create = role_create,
    .update = role_update,
    .remove = role_remove,
};
