/* Tags, permissions, and which queue may be whose dead-letter queue. */
#include "tests/support/emulator/queues.h"

#include <stdio.h>

#include "tests/support/emulator/cases.h"

#define REDRIVE(name) "{\\\"deadLetterTargetArn\\\":\\\"" ARN name "\\\",\\\"maxReceiveCount\\\":3}"

static int begin(void **state)
{
    int rc = world_setup_frozen(state);

    queue("q", "");
    return rc;
}

/* An operation's output in JSON. */
static void gives(const char *operation, const char *input, const char *expected)
{
    struct call *c = ask("sqs", operation, "%s", input);

    if (c->fault.kind) fail_msg("%s", c->fault.message);
    assert_span_equal(json_text(&c->arena, c->out), expected);
    call_free(c);
}

static void policy_is(const char *expected)
{
    struct call *c = ask("sqs", "GetQueueAttributes", IN("q") ",\"AttributeNames\":[\"Policy\"]}");

    assert_span_equal(doc_get_str(doc_get(c->out, "Attributes"), "Policy"), expected);
    call_free(c);
}

static void tags(void **state)
{
    struct buf many = { 0 };

    (void)state;
    gives("ListQueueTags", IN("q") "}", "{}");
    must("sqs", "TagQueue", IN("q") ",\"Tags\":{\"a\":\"1\",\"b\":\"\"}}");
    must("sqs", "TagQueue", IN("q") ",\"Tags\":{\"a\":\"2\",\"c\":\"3\"}}");
    gives("ListQueueTags", IN("q") "}", "{\"Tags\":{\"a\":\"2\",\"b\":\"\",\"c\":\"3\"}}");
    must("sqs", "UntagQueue", IN("q") ",\"TagKeys\":[\"a\",\"b\",\"none\"]}");
    gives("ListQueueTags", IN("q") "}", "{\"Tags\":{\"c\":\"3\"}}");
    must("sqs", "CreateQueue", "{\"QueueName\":\"tagged\",\"tags\":{\"x\":\"y\"}}");
    gives("ListQueueTags", IN("tagged") "}", "{\"Tags\":{\"x\":\"y\"}}");
    must_fail("MissingRequiredParameterException", "The request must contain the parameter Tags.", "sqs", "TagQueue",
              IN("q") ",\"Tags\":{}}");
    for (int i = 0; i < 50; i++) buf_printf(&many, "%s\"k%d\":\"\"", i ? "," : "", i);
    must_fail("InvalidParameterValueException", "Too many tags added for queue q.", "sqs", "TagQueue",
              IN("q") ",\"Tags\":{%s}}", many.data);
    buf_release(&many);
    must_fail("InvalidParameterValueException", "", "sqs", "TagQueue", IN("q") ",\"Tags\":{\"\":\"x\"}}");
    must_fail("QueueDoesNotExist", "", "sqs", "ListQueueTags", IN("none") "}");
}

/* A step of the cases, then the whole policy: without one there is none. */
static void permission_step(struct arena *a, const struct doc *step)
{
    struct call *c = ask("sqs", doc_get_cstr(step, "operation"), "%s", json_text(a, doc_get(step, "in")).data);
    const struct doc *policy = doc_get(step, "policy");

    assert_string_equal(c->fault.kind ? c->fault.kind->code : "",
                        doc_get(step, "code") ? doc_get_cstr(step, "code") : "");
    if (c->fault.kind) assert_string_equal(c->fault.message, doc_get_cstr(step, "message"));
    call_free(c);
    policy_is(policy ? json_text(a, policy).data : "");
}

static void permissions(void **state)
{
    struct arena a = { 0 };
    struct doc *steps = cases_read(&a, "tests/cases/sqs/permissions.json");

    (void)state;
    assert_true(doc_count(steps) >= 12);
    for (size_t i = 0; i < doc_count(steps); i++) permission_step(&a, doc_at(steps, i));
    arena_release(&a);
}

#define PERMISSION(label) IN("q") ",\"Label\":\"" label "\",\"AWSAccountIds\":[\"111111111111\"],\"Actions\":[\"*\"]}"

static void permissions_are_twenty_at_most(void **state)
{
    (void)state;
    for (int i = 0; i < 20; i++) must("sqs", "AddPermission", PERMISSION("l%d"), i);
    must_fail("OverLimit", "21 Statements were found, maximum allowed is 20.", "sqs", "AddPermission", PERMISSION("l"));
}

static void sources_of_dead_letters(void **state)
{
    (void)state;
    gives("ListDeadLetterSourceQueues", IN("q") "}", "{\"queueUrls\":[]}");
    queue("a", "\"RedrivePolicy\":\"" REDRIVE("q") "\"");
    queue("b", "");
    must("sqs", "SetQueueAttributes", IN("b") ",\"Attributes\":{\"RedrivePolicy\":\"" REDRIVE("q") "\"}}");
    must("sqs", "SetQueueAttributes", IN("b") ",\"Attributes\":{\"DelaySeconds\":\"1\"}}");
    queue("c", "\"RedrivePolicy\":\"" REDRIVE("b") "\"");
    gives("ListDeadLetterSourceQueues", IN("q") "}", "{\"queueUrls\":[\"" URL "a\",\"" URL "b\"]}");
    gives("ListDeadLetterSourceQueues", IN("q") ",\"MaxResults\":1}",
          "{\"queueUrls\":[\"" URL "a\"],\"NextToken\":\"YQ==\"}");
    gives("ListDeadLetterSourceQueues", IN("q") ",\"MaxResults\":1,\"NextToken\":\"YQ==\"}",
          "{\"queueUrls\":[\"" URL "b\"]}");
    must("sqs", "SetQueueAttributes", IN("b") ",\"Attributes\":{\"RedrivePolicy\":\"\"}}");
    gives("ListDeadLetterSourceQueues", IN("q") "}", "{\"queueUrls\":[\"" URL "a\"]}");
    must_fail("InvalidParameterValueException",
              "Value for parameter MaxResults is invalid. Reason: MaxResults must be an integer between 1 and 1000.",
              "sqs", "ListDeadLetterSourceQueues", IN("q") ",\"MaxResults\":0}");
}

static void a_dead_letter_queue_must_exist_and_allow(void **state)
{
    (void)state;
    must_fail("InvalidParameterValueException",
              "Value {\"deadLetterTargetArn\":\"" ARN "none\",\"maxReceiveCount\":3} for parameter RedrivePolicy is "
              "invalid. Reason: Dead letter target does not exist.",
              "sqs", "CreateQueue", "{\"QueueName\":\"x\",\"Attributes\":{\"RedrivePolicy\":\"" REDRIVE("none") "\"}}");
    must("sqs", "SetQueueAttributes",
         IN("q") ",\"Attributes\":{\"RedriveAllowPolicy\":\"{\\\"redrivePermission\\\":\\\"byQueue\\\","
                 "\\\"sourceQueueArns\\\":[\\\"" ARN "good\\\"]}\"}}");
    queue("good", "\"RedrivePolicy\":\"" REDRIVE("q") "\"");
    must_fail("InvalidParameterValueException", "", "sqs", "CreateQueue",
              "{\"QueueName\":\"bad\",\"Attributes\":{\"RedrivePolicy\":\"" REDRIVE("q") "\"}}");
    must("sqs", "SetQueueAttributes",
         IN("q") ",\"Attributes\":{\"RedriveAllowPolicy\":\"{\\\"redrivePermission\\\":\\\"denyAll\\\"}\"}}");
    must_fail("InvalidParameterValueException", "", "sqs", "SetQueueAttributes",
              IN("good") ",\"Attributes\":{\"RedrivePolicy\":\"" REDRIVE("q") "\"}}");
}

int main(void)
{
#define T(test) cmocka_unit_test_setup_teardown(test, begin, world_teardown)
    const struct CMUnitTest tests[] = {
        T(tags),
        T(permissions),
        T(permissions_are_twenty_at_most),
        T(sources_of_dead_letters),
        T(a_dead_letter_queue_must_exist_and_allow),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
