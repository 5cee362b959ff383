/* What every operation of every service asks to be allowed, and where services keep the policies of their resources. */
#include "emulator/core/ask.h"

#include <string.h>

#include "emulator/policy/policy_glob.h"
#include "emulator/store/store.h"
#include "tests/support/emulator/cases.h"
#include "tests/support/emulator/unit.h"
#include "tests/support/emulator/world.h"

/* The call's asks as the cases write them: [[action, resource], …]. */
static struct doc *asks_of(struct call *c)
{
    struct doc *list = doc_list(&c->arena);

    for (const struct ask *a = ask_list(c); a; a = a->next) {
        struct doc *pair = doc_list(&c->arena);

        doc_append(list, pair);
        doc_append_str(pair, span_of(a->action));
        doc_append_str(pair, a->resource);
    }
    return list;
}

static void the_case_holds(const struct doc *row)
{
    const char *service = doc_get_cstr(row, "service"), *operation = doc_get_cstr(row, "operation");
    struct call *c = door_open(service, operation, &identity_default, SPAN("http://localhost:4566"));
    struct doc *asks;

    if (!c) fail_msg("there is no %s:%s", service, operation);
    c->in = doc_copy(&c->arena, doc_get(row, "input"));
    if (c->service->resolve) assert_int_equal(c->service->resolve(c), 0);
    asks = asks_of(c);
    if (!doc_equal(asks, doc_get(row, "asks")))
        fail_msg("%s:%s asks %.*s", service, operation, SPAN_ARG(json_text(&c->arena, asks)));
    assert_ptr_equal(ask_list(c), c->asks); /* asked again, it is the same list */
    call_free(c);
}

static bool has_case(const struct doc *rows, const struct service *s, const struct operation *o)
{
    for (size_t i = 0; i < doc_count(rows); i++)
        if (span_is(doc_get_str(doc_at(rows, i), "service"), s->name) &&
            span_is(doc_get_str(doc_at(rows, i), "operation"), o->name))
            return true;
    return false;
}

static void every_operation_asks_for_what_aws_asks(void **state)
{
    struct arena a = { 0 };
    struct doc *rows = cases_read(&a, "tests/cases/core/asks.json");

    (void)state;
    must("s3", "CreateBucket", "{\"Bucket\":\"books\"}"); /* S3 asks nothing about one that is not there */
    for (size_t i = 0; i < doc_count(rows); i++) the_case_holds(doc_at(rows, i));
    for (const struct service *const *s = services; *s; s++)
        for (const struct operation *o = (*s)->operations; o->name; o++)
            if (!has_case(rows, *s, o)) fail_msg("no case for %s:%s", (*s)->name, o->name);
    arena_release(&a);
}

/* --- AWS's service authorization reference --------------------------------------------------------------------------- */

/* [action, [patterns of resources], [condition keys]], or NULL. */
static const struct doc *action_find(const struct doc *reference, struct span action)
{
    for (size_t i = 0; i < doc_count(reference); i++) {
        struct span name = doc_text(doc_at(doc_at(reference, i), 0));
        if (name.size == action.size && strncasecmp(name.data, action.data, name.size) == 0)
            return doc_at(reference, i);
    }
    return NULL;
}

/* An action that takes resources is asked on one of them, or on all; one that takes none, on what AWS's words name. */
static bool takes(struct arena *a, const struct doc *action, struct span resource)
{
    const struct doc *patterns = doc_at(action, 1);

    if (!doc_count(patterns) || span_is(resource, "*") || span_ends(resource, ":root"))
        return true; /* the root's own */
    for (size_t i = 0; i < doc_count(patterns); i++) {
        struct policy_glob g = policy_glob_compile(a, doc_text(doc_at(patterns, i)), GLOB_WILDCARDS);
        if (policy_glob_text_matches(g.text, resource, false)) return true;
    }
    return false;
}

static void what_is_asked_is_in_the_reference(void **state)
{
    struct arena a = { 0 };
    struct doc *rows = cases_read(&a, "tests/cases/core/asks.json"), *exceptions;
    struct doc *reference = cases_read(&a, "tests/cases/core/actions.json");

    (void)state;
    exceptions = cases_read(&a, "tests/cases/core/actions_exceptions.json");
    for (size_t i = 0; i < doc_count(rows); i++) {
        const struct doc *asks = doc_get(doc_at(rows, i), "asks");
        for (size_t n = 0; n < doc_count(asks); n++) {
            struct span name = doc_text(doc_at(doc_at(asks, n), 0)), resource = doc_text(doc_at(doc_at(asks, n), 1));
            const struct doc *action = action_find(reference, name);
            if (doc_get_span(exceptions, name)) continue;
            if (!action) fail_msg("AWS has no action %.*s", SPAN_ARG(name));
            if (!takes(&a, action, resource)) fail_msg("%.*s does not take %.*s", SPAN_ARG(name), SPAN_ARG(resource));
        }
    }
    for (size_t i = 0; i < doc_count(exceptions); i++)
        assert_non_null(doc_text(exceptions->map.members[i].value).data); /* a reason each */
    arena_release(&a);
}

static void a_roles_path_comes_from_the_store(void **state)
{
    struct call *c;

    (void)state;
    must(
        "iam", "CreateRole",
        "{\"RoleName\":\"worker\",\"Path\":\"/team/\",\"AssumeRolePolicyDocument\":\"{\\\"Statement\\\":[{\\\"Effect\\\":\\\"Allow\\\",\\\"Principal\\\":\\\"*\\\",\\\"Action\\\":\\\"sts:AssumeRole\\\"}]}\"}");
    c = call_prepare("iam", "GetRole", "{\"RoleName\":\"worker\"}");
    c->db = store_reader_take();
    assert_span_equal(ask_list(c)->resource, "arn:aws:iam::000000000000:role/team/worker");
    store_reader_give(c->db);
    c->db = NULL;
    call_free(c);
}

/* --- the policies of resources ------------------------------------------------------------------------------------- */

static void has_policy(const char *service, const char *arn, const char *part)
{
    struct call *c = call_new(service_find(service), service_find(service)->operations, &identity_default, SPAN(""));
    struct span policy;

    c->db = store_reader_take();
    policy = c->service->resource_policy(c, span_of(arn));
    if (!part && policy.size) fail_msg("%s has the policy %.*s", arn, SPAN_ARG(policy));
    if (part && !strstr(arena_string(&c->arena, policy), part)) fail_msg("%s has %.*s", arn, SPAN_ARG(policy));
    store_reader_give(c->db);
    c->db = NULL;
    call_free(c);
}

#define POLICY(sid, resource)                                                                                   \
    "{\\\"Version\\\":\\\"2012-10-17\\\",\\\"Statement\\\":[{\\\"Sid\\\":\\\"" sid                              \
    "\\\",\\\"Effect\\\":\\\"Allow\\\",\\\"Principal\\\":{\\\"AWS\\\":\\\"arn:aws:iam::000000000000:root\\\"}," \
    "\\\"Action\\\":\\\"*\\\",\\\"Resource\\\":\\\"" resource "\\\"}]}"

static void a_queue_and_a_topic_have_theirs_among_their_attributes(void **state)
{
    (void)state;
    must("sqs", "CreateQueue",
         "{\"QueueName\":\"q\",\"Attributes\":{\"Policy\":\"" POLICY("ofQueue",
                                                                     "arn:aws:sqs:us-east-1:000000000000:q") "\"}}");
    must("sns", "CreateTopic", "{\"Name\":\"t\"}");
    must("sns", "AddPermission",
         "{\"TopicArn\":\"arn:aws:sns:us-east-1:000000000000:t\",\"Label\":\"ofTopic\",\"AWSAccountId\":["
         "\"111111111111\"],\"ActionName\":[\"Publish\"]}");
    has_policy("sqs", "arn:aws:sqs:us-east-1:000000000000:q", "ofQueue");
    has_policy("sqs", "arn:aws:sqs:us-east-1:000000000000:none", NULL);
    has_policy("sns", "arn:aws:sns:us-east-1:000000000000:t", "ofTopic");
    has_policy("sns", "no arn", NULL);
}

static void a_table_has_one_of_its_own(void **state)
{
    (void)state;
    must("dynamodb", "CreateTable",
         "{\"TableName\":\"Orders\",\"BillingMode\":\"PAY_PER_REQUEST\",\"AttributeDefinitions\":[{\"AttributeName\":"
         "\"id\",\"AttributeType\":\"S\"}],\"KeySchema\":[{\"AttributeName\":\"id\",\"KeyType\":\"HASH\"}]}");
    has_policy("dynamodb", "arn:aws:dynamodb:us-east-1:000000000000:table/Orders", NULL);
    must("dynamodb", "PutResourcePolicy",
         "{\"ResourceArn\":\"arn:aws:dynamodb:us-east-1:000000000000:table/Orders\",\"Policy\":\"" POLICY(
             "ofTable", "arn:aws:dynamodb:us-east-1:000000000000:table/Orders") "\"}");
    has_policy("dynamodb", "arn:aws:dynamodb:us-east-1:000000000000:table/Orders", "ofTable");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_operation_asks_for_what_aws_asks, world_setup, world_teardown),
        cmocka_unit_test(what_is_asked_is_in_the_reference),
        cmocka_unit_test_setup_teardown(a_roles_path_comes_from_the_store, world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(a_queue_and_a_topic_have_theirs_among_their_attributes, world_setup,
                                        world_teardown),
        cmocka_unit_test_setup_teardown(a_table_has_one_of_its_own, world_setup, world_teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
