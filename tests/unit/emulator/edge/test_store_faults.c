/* Real operations while the nth statement fails, for every n until a run goes through untouched: each earlier run
 * ends in a clean InternalFailure, and has changed nothing. */
#include "tests/support/emulator/world.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "emulator/base/buf.h"
#include "emulator/store/connection.h"
#include "emulator/store/store.h"
#include "tests/support/emulator/loopback.h"

#define URL "http://localhost:4566/000000000000/"

/* All that the operations below can change, row by row. */
static const char *const dumps[] = {
    "SELECT group_concat(quote(name) || quote(box) || quote(attributes) || purged_ms, '|') FROM (SELECT * FROM sqs_queue ORDER BY id)",
    "SELECT group_concat(id || ' ' || dropped, '|') FROM (SELECT * FROM sqs_box WHERE NOT dropped ORDER BY id)",
    ("SELECT group_concat(row || ' ' || box || ' ' || visible_ms || ' ' || nonce || ' ' || receive_count || quote(dead_letter_source) ||"
     " quote(body), '|') FROM (SELECT * FROM sqs_message WHERE box IN (SELECT id FROM sqs_box WHERE NOT dropped) ORDER BY row)"),
    "SELECT group_concat(arn || quote(attributes), '|') FROM (SELECT * FROM sns_topic ORDER BY id)",
    "SELECT group_concat(arn || confirmed || quote(attributes), '|') FROM (SELECT * FROM sns_subscription ORDER BY id)",
    "SELECT group_concat(recipient || quote(body), '|') FROM (SELECT * FROM sns_mail ORDER BY id)",
    "SELECT group_concat(kind || name || quote(detail) || quote(tags), '|') FROM (SELECT * FROM iam_entity ORDER BY id)",
    "SELECT group_concat(entity || name || quote(document), '|') FROM (SELECT * FROM iam_inline ORDER BY entity, name)",
    "SELECT group_concat(entity || policy_arn, '|') FROM (SELECT * FROM iam_attached ORDER BY entity, policy_arn)",
    "SELECT group_concat(policy || ' ' || number, '|') FROM (SELECT * FROM iam_version ORDER BY policy, number)",
    "SELECT group_concat(member_group || ' ' || member, '|') FROM (SELECT * FROM iam_member ORDER BY member_group, member)",
    "SELECT group_concat(id || status, '|') FROM (SELECT * FROM iam_credential ORDER BY id)",
    "SELECT group_concat(access_key_id, '|') FROM sts_session",
    "SELECT group_concat(kind || id || etag || config, '|') FROM (SELECT * FROM cloudfront_resource ORDER BY kind, id)",
    "SELECT group_concat(user || kind || id, '|') FROM (SELECT * FROM cloudfront_use ORDER BY user, kind, id)",
    "SELECT group_concat(arn || key || value, '|') FROM (SELECT * FROM cloudfront_tag ORDER BY arn, key)",
    "SELECT group_concat(id || paths, '|') FROM (SELECT * FROM cloudfront_invalidation ORDER BY id)",
    "SELECT group_concat(name || stage || etag, '|') FROM (SELECT * FROM cloudfront_function ORDER BY name, stage)",
};

/* In the world's arena: the caller releases it. */
static char *dump(struct arena *a)
{
    struct db *db = store_reader_take();
    struct buf all = { 0 };
    char *text;

    assert_non_null(db);
    for (size_t i = 0; i < sizeof dumps / sizeof *dumps; i++) {
        buf_add_span(&all, db_text(db, a, dumps[i], ""));
        buf_add_char(&all, '\n');
    }
    assert_false(db_failed(db));
    store_reader_give(db);
    text = arena_string(a, buf_span(&all));
    buf_release(&all);
    return text;
}

/* Runs it until it goes through; `writes` tells whether that must have changed something. Returns how many
 * statements it took. */
static int until_untouched(const char *service, const char *operation, bool writes, const char *input)
{
    for (int nth = 1; nth < 500; nth++) {
        struct arena a = { 0 };
        char *before = dump(&a), *after;
        struct call *c;
        bool is_done;
        call_free(
            ask("sqs", "ListQueues", "{}")); /* the reader's snapshot is new: an old one's end may fail unharmed */
        world_quiesce(0);                    /* what services do by themselves has statements, too */
        connection_fail_at(nth);
        c = ask(service, operation, "%s", input);
        connection_fail_at(0);
        is_done = !c->fault.kind;
        if (!is_done && c->fault.kind != &fault_internal)
            fail_msg("%s: at statement %d: %s %s", operation, nth, c->fault.kind->code, c->fault.message);
        if (!is_done) assert_int_equal(doc_count(c->out), 0);
        call_free(c);
        after = dump(&a);
        if (!is_done && strcmp(before, after) != 0)
            fail_msg("%s: at statement %d:\n%s\nbecame\n%s", operation, nth, before, after);
        if (is_done && writes && strcmp(before, after) == 0) fail_msg("%s changed nothing", operation);
        arena_release(&a);
        if (is_done) return nth;
    }
    fail_msg("%s never went through", operation);
    return 0;
}

static char handle[512];

static void receive(void)
{
    struct call *c = ask("sqs", "ReceiveMessage", "{\"QueueUrl\":\"" URL "q\"}");

    snprintf(handle, sizeof handle, "{\"QueueUrl\":\"" URL "q\",\"ReceiptHandle\":\"%s\",\"VisibilityTimeout\":9}",
             doc_get_cstr(doc_at(doc_get(c->out, "Messages"), 0), "ReceiptHandle"));
    call_free(c);
}

static void queues(void **state)
{
    static const char q[] =
        "{\"QueueUrl\":\"" URL "q\",\"AttributeNames\":[\"All\"],\"MessageBody\":\"m\",\"MaxNumberOfMessages\":10}";

    (void)state;
    assert_true(until_untouched("sqs", "CreateQueue", true, "{\"QueueName\":\"q\"}") > 4);
    until_untouched("sqs", "SetQueueAttributes", true,
                    "{\"QueueUrl\":\"" URL
                    "q\",\"Attributes\":{\"DelaySeconds\":\"0\",\"MaximumMessageSize\":\"2048\"}}");
    until_untouched("sqs", "SendMessage", true, q);
    until_untouched("sqs", "SendMessageBatch", true,
                    "{\"QueueUrl\":\"" URL
                    "q\",\"Entries\":[{\"Id\":\"a\",\"MessageBody\":\"a\"},{\"Id\":\"b\",\"MessageBody\":\"b\"}]}");
    until_untouched("sqs", "GetQueueAttributes", false, q);
    until_untouched("sqs", "ListQueues", false, "{}");
    assert_true(until_untouched("sqs", "ReceiveMessage", true, q) > 6);
    world_advance(30000);
    receive();
    until_untouched("sqs", "ChangeMessageVisibility", true, handle);
    until_untouched("sqs", "DeleteMessage", true, handle);
    until_untouched("sqs", "PurgeQueue", true, q);
    until_untouched("sqs", "DeleteQueue", true, q);
}

/* Two receivers, a mail and a short message: all have the message, or none has and the publisher knows. */
static void fan_out(void **state)
{
    static const char topic[] = "arn:aws:sns:us-east-1:000000000000:t";
    char input[512];

    (void)state;
    must("sqs", "CreateQueue", "{\"QueueName\":\"a\",\"Attributes\":{" OPEN_QUEUE_POLICY "}}");
    must("sqs", "CreateQueue", "{\"QueueName\":\"b\",\"Attributes\":{" OPEN_QUEUE_POLICY "}}");
    until_untouched("sns", "CreateTopic", true, "{\"Name\":\"t\"}");
    for (int i = 0; i < 2; i++) {
        snprintf(input, sizeof input,
                 "{\"TopicArn\":\"%s\",\"Protocol\":\"sqs\",\"Endpoint\":\"arn:aws:sqs:us-east-1:000000000000:%c\"}",
                 topic, 'a' + i);
        until_untouched("sns", "Subscribe", true, input);
    }
    snprintf(input, sizeof input, "{\"TopicArn\":\"%s\",\"Protocol\":\"sms\",\"Endpoint\":\"+4912345678\"}", topic);
    until_untouched("sns", "Subscribe", true, input);
    snprintf(input, sizeof input, "{\"TopicArn\":\"%s\",\"Protocol\":\"email\",\"Endpoint\":\"a@example.com\"}", topic);
    until_untouched("sns", "Subscribe", true, input);
    snprintf(input, sizeof input, "{\"TopicArn\":\"%s\",\"Message\":\"m\"}", topic);
    assert_true(until_untouched("sns", "Publish", true, input) > 12);
    for (int i = 0; i < 2; i++) {
        struct call *c =
            ask("sqs", "ReceiveMessage", "{\"QueueUrl\":\"" URL "%c\",\"MaxNumberOfMessages\":10}", 'a' + i);
        assert_int_equal(doc_count(doc_get(c->out, "Messages")), 1);
        call_free(c);
    }
    until_untouched("sns", "DeleteTopic", true, input);
}

static void roles(void **state)
{
    (void)state;
    until_untouched(
        "iam", "CreateRole", true,
        "{\"RoleName\":\"r\",\"AssumeRolePolicyDocument\":\"{\\\"Statement\\\":[{\\\"Effect\\\":\\\"Allow\\\",\\\"Principal\\\":\\\"*\\\",\\\"Action\\\":\\\"sts:AssumeRole\\\"}]}\"}");
    until_untouched(
        "iam", "PutRolePolicy", true,
        "{\"RoleName\":\"r\",\"PolicyName\":\"p\",\"PolicyDocument\":\"{\\\"Version\\\":\\\"2012-10-17\\\",\\\"Statement\\\":[{\\\"Effect\\\":\\\"Deny\\\",\\\"Action\\\":\\\"s3:*\\\",\\\"Resource\\\":\\\"*\\\"}]}\"}");
    until_untouched("iam", "GetRole", false, "{\"RoleName\":\"r\"}");
    until_untouched("iam", "ListRoles", false, "{}");
    until_untouched("sts", "AssumeRole", true,
                    "{\"RoleArn\":\"arn:aws:iam::000000000000:role/r\",\"RoleSessionName\":\"se\"}");
    until_untouched("iam", "DeleteRolePolicy", true, "{\"RoleName\":\"r\",\"PolicyName\":\"p\"}");
    until_untouched("iam", "DeleteRole", true, "{\"RoleName\":\"r\"}");
}

static void users_and_policies(void **state)
{
    (void)state;
    until_untouched(
        "iam", "CreatePolicy", true,
        "{\"PolicyName\":\"p\",\"PolicyDocument\":\"{\\\"Version\\\":\\\"2012-10-17\\\",\\\"Statement\\\":[{\\\"Effect\\\":\\\"Deny\\\",\\\"Action\\\":\\\"s3:*\\\",\\\"Resource\\\":\\\"*\\\"}]}\"}");
    until_untouched(
        "iam", "CreatePolicyVersion", true,
        "{\"PolicyArn\":\"arn:aws:iam::000000000000:policy/p\",\"SetAsDefault\":true,"
        "\"PolicyDocument\":\"{\\\"Version\\\":\\\"2012-10-17\\\",\\\"Statement\\\":[{\\\"Effect\\\":\\\"Deny\\\",\\\"Action\\\":\\\"s3:*\\\",\\\"Resource\\\":\\\"*\\\"}]}\"}");
    until_untouched("iam", "CreateUser", true, "{\"UserName\":\"u\",\"Tags\":[{\"Key\":\"k\",\"Value\":\"v\"}]}");
    until_untouched("iam", "CreateGroup", true, "{\"GroupName\":\"g\"}");
    until_untouched("iam", "AddUserToGroup", true, "{\"UserName\":\"u\",\"GroupName\":\"g\"}");
    until_untouched("iam", "AttachUserPolicy", true,
                    "{\"UserName\":\"u\",\"PolicyArn\":\"arn:aws:iam::000000000000:policy/p\"}");
    until_untouched("iam", "CreateAccessKey", true, "{\"UserName\":\"u\"}");
    until_untouched("iam", "CreateServiceLinkedRole", true, "{\"AWSServiceName\":\"rds.amazonaws.com\"}");
    until_untouched("iam", "ListAccessKeys", false, "{\"UserName\":\"u\"}");
    until_untouched("iam", "GetAccountAuthorizationDetails", false,
                    "{\"Filter\":[\"User\",\"Role\",\"LocalManagedPolicy\"]}");
}

/* On the wire it is a 500 of the protocol's own form. */
static void it_is_a_500_on_the_wire(void **state)
{
    struct loopback l = { 0 };
    struct doc *d;

    (void)state;
    loopback_json(&l, "sqs", "AmazonSQS.ListQueues", "{}"); /* what routing reads at its first request is read */
    world_quiesce(0);
    connection_fail_at(2);
    d = loopback_json(&l, "sqs", "AmazonSQS.CreateQueue", "{\"QueueName\":\"q\"}");
    assert_int_equal(l.response.status, 500);
    assert_non_null(doc_get_str(d, "__type").data);
    assert_true(span_ends(doc_get_str(d, "__type"), "InternalFailure"));
    connection_fail_at(0);
    world_quiesce(0);
    connection_fail_at(2);
    loopback_query(&l, "sns", "Action=CreateTopic&Name=t");
    assert_int_equal(l.response.status, 500);
    assert_span_equal(loopback_xml(&l, "Code"), "InternalFailure");
    assert_span_equal(loopback_xml(&l, "Type"), "Receiver");
    connection_fail_at(0);
    loopback_release(&l);
}

static int end(void **state)
{
    connection_fail_at(0);
    return world_teardown(state);
}

/* --- CloudFront --------------------------------------------------------------------------------------------------- */

static const char distribution[] =
    "{\"CallerReference\":\"r\",\"Comment\":\"%s\",\"Enabled\":false,\"Origins\":{\"Quantity\":1,\"Items\":[{"
    "\"Id\":\"o\",\"DomainName\":\"books.s3.amazonaws.com\",\"S3OriginConfig\":{\"OriginAccessIdentity\":\"\"}}]},"
    "\"DefaultCacheBehavior\":{\"TargetOriginId\":\"o\",\"ViewerProtocolPolicy\":\"allow-all\","
    "\"CachePolicyId\":\"658327ea-f89d-4fab-a63d-7e88639e58f6\"}}";

/* The first column of a row, and its second, of which there is one. */
static void ids_of(const char *sql, struct arena *a, const char **id, const char **etag)
{
    struct db *db = store_reader_take();
    struct rows *r = db_query(db, sql, "");

    assert_true(rows_next(r));
    *id = arena_string(a, rows_text(r, 0));
    *etag = arena_string(a, rows_text(r, 1));
    rows_close(r);
    store_reader_give(db);
}

#define DISTRIBUTION "SELECT id, etag FROM cloudfront_resource WHERE kind = 'distribution'"
#define FUNCTION     "\"FunctionConfig\":{\"Comment\":\"\",\"Runtime\":\"cloudfront-js-2.0\"},\"FunctionCode\":\"// code\""

static void distributions(void **state)
{
    struct arena a = { 0 };
    const char *id, *etag, *config = arena_printf(&a, distribution, "one");

    (void)state;
    until_untouched("cloudfront", "CreateDistributionWithTags", true,
                    arena_printf(&a,
                                 "{\"DistributionConfigWithTags\":{\"DistributionConfig\":%s,\"Tags\":{\"Items\":[{"
                                 "\"Key\":\"team\",\"Value\":\"books\"}]}}}",
                                 config));
    ids_of(DISTRIBUTION, &a, &id, &etag);
    until_untouched(
        "cloudfront", "CreateInvalidation", true,
        arena_printf(&a,
                     "{\"DistributionId\":\"%s\",\"InvalidationBatch\":{\"CallerReference\":\"r\",\"Paths\":"
                     "{\"Quantity\":1,\"Items\":[\"/*\"]}}}",
                     id));
    until_untouched("cloudfront", "UpdateDistribution", true,
                    arena_printf(&a, "{\"Id\":\"%s\",\"IfMatch\":\"%s\",\"DistributionConfig\":%s}", id, etag,
                                 arena_printf(&a, distribution, "two")));
    until_untouched("cloudfront", "ListDistributions", false, "{}");
    ids_of(DISTRIBUTION, &a, &id, &etag);
    world_advance(1);
    until_untouched("cloudfront", "DeleteDistribution", true,
                    arena_printf(&a, "{\"Id\":\"%s\",\"IfMatch\":\"%s\"}", id, etag));
    until_untouched("cloudfront", "CreateFunction", true, "{\"Name\":\"f\"," FUNCTION "}");
    ids_of("SELECT name, etag FROM cloudfront_function", &a, &id, &etag);
    until_untouched("cloudfront", "PublishFunction", true,
                    arena_printf(&a, "{\"Name\":\"f\",\"IfMatch\":\"%s\"}", etag));
    until_untouched("cloudfront", "DeleteFunction", true,
                    arena_printf(&a, "{\"Name\":\"f\",\"IfMatch\":\"%s\"}", etag));
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(queues, world_setup_frozen, end),
        cmocka_unit_test_setup_teardown(distributions, world_setup_frozen, end),
        cmocka_unit_test_setup_teardown(fan_out, world_setup_frozen, end),
        cmocka_unit_test_setup_teardown(roles, world_setup_frozen, end),
        cmocka_unit_test_setup_teardown(users_and_policies, world_setup_frozen, end),
        cmocka_unit_test_setup_teardown(it_is_a_500_on_the_wire, world_setup_frozen, end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
