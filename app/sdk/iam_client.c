/* AWS IAM over the Query protocol. IAM is global: its signatures are for us-east-1 wherever the caller is. */
#include "app/sdk/iam_client.h"

#include "app/sdk/aws_protocol.h"
#include "app/sdk/aws_xml.h"

static const struct aws_service iam = { "IAM", "iam", "iam", "us-east-1" };
static const char iam_version[] = "2010-05-08";

static int iam_call_for_arn(struct aws_client *client, struct aws_query *query, char arn[IAM_ARN_SIZE],
                            struct aws_error *error)
{
    struct text xml, text;
    int failed;

    text_init(&xml, AWS_HTTP_BODY_MAX);
    text_init(&text, IAM_ARN_SIZE - 1);
    failed = aws_query_call(client, &iam, query, &xml, error);
    if (!failed && !aws_xml_text(text_string(&xml), "Arn", &text)) {
        aws_error_set(error, AWS_ERROR_CLIENT, "IAM answered without an Arn");
        failed = -1;
    }
    text_copy(arn, IAM_ARN_SIZE, text_string(&text));
    text_release(&text);
    text_release(&xml);
    return failed;
}

int iam_ensure_role(struct aws_client *client, const char *name, const char *trust_policy, char arn[IAM_ARN_SIZE],
                    struct aws_error *error)
{
    struct aws_query query;

    aws_query_begin(&query, "CreateRole", iam_version);
    aws_query_add(&query, "RoleName", name);
    aws_query_add(&query, "AssumeRolePolicyDocument", trust_policy);
    if (!iam_call_for_arn(client, &query, arn, error)) return 0;
    if (!aws_error_is(error, "EntityAlreadyExists")) return -1;

    aws_query_begin(&query, "GetRole", iam_version);
    aws_query_add(&query, "RoleName", name);
    return iam_call_for_arn(client, &query, arn, error);
}

int iam_put_role_policy(struct aws_client *client, const char *role, const char *policy_name, const char *document,
                        struct aws_error *error)
{
    struct aws_query query;
    struct text xml;
    int failed;

    text_init(&xml, AWS_HTTP_BODY_MAX);
    aws_query_begin(&query, "PutRolePolicy", iam_version);
    aws_query_add(&query, "RoleName", role);
    aws_query_add(&query, "PolicyName", policy_name);
    aws_query_add(&query, "PolicyDocument", document);
    failed = aws_query_call(client, &iam, &query, &xml, error);
    text_release(&xml);
    return failed;
}
