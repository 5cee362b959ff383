/* The attributes of queues by themselves. */
#include "tests/support/emulator/sqs_call.h"

#include <string.h>

#include "emulator/base/digest.h"
#include "emulator/base/json.h"
#include "emulator/services/sqs/sqs_attributes.h"
#include "tests/support/emulator/cases.h"

/* An attribute's value is a text; where the case has a tree, that tree's JSON. */
static struct doc *texts(struct arena *a, const struct doc *attributes)
{
    struct doc *texts = doc_map(a);

    for (size_t i = 0; i < doc_count(attributes); i++) {
        struct doc_member *m = &attributes->map.members[i];
        struct doc *text = doc_is(m->value, DOC_STRING) ? m->value : doc_string(a, json_text(a, m->value));
        doc_put_span(texts, m->name, text);
    }
    return texts;
}

/* "says" is what is wrong; without it they are good. */
static void attributes_are_checked(void **state)
{
    struct arena *a = &sqs_call->arena;
    struct doc *rows = cases_read(a, "tests/cases/sqs/attributes.json");

    (void)state;
    assert_true(doc_count(rows) >= 60);
    for (size_t i = 0; i < doc_count(rows); i++) {
        struct doc *row = doc_at(rows, i);
        int rc = sqs_attributes_check(sqs_call, texts(a, doc_get(row, "attributes")), doc_get_bool(row, "fifo", false),
                                      NULL);
        const char *words = doc_get(row, "says") ? doc_get_cstr(row, "says") : "",
                   *got = rc ? sqs_call->fault.message : "";
        if (strcmp(got, words) != 0) fail_msg("%s: %s", json_text(a, row).data, got);
        sqs_call->fault = (struct fault_raised){ 0 };
    }
}

static void what_is_set_counts_with_what_is_there(void **state)
{
    struct doc *current = sqs_attributes_initial(&sqs_call->arena, true);

    (void)state;
    assert_int_equal(sqs_attributes_check(sqs_call, sqs_call_tree("{\"FifoQueue\":\"true\"}"), true, current), 0);
    assert_int_equal(sqs_attributes_check(sqs_call, sqs_call_tree("{\"FifoQueue\":\"false\"}"), true, current), -1);
    assert_string_equal(sqs_call->fault.message,
                        "Invalid value for the parameter FifoQueue. Reason: Modifying queue type is not supported.");
    sqs_call->fault.kind = NULL;
    doc_put_cstr(current, "DeduplicationScope", "messageGroup");
    assert_int_equal(
        sqs_attributes_check(sqs_call, sqs_call_tree("{\"FifoThroughputLimit\":\"perMessageGroupId\"}"), true, current),
        0);
    doc_put_cstr(current, "FifoThroughputLimit", "perMessageGroupId");
    assert_int_equal(sqs_attributes_check(sqs_call, sqs_call_tree("{\"DeduplicationScope\":\"queue\"}"), true, current),
                     -1);
}

static void every_default_is_in_its_range(void **state)
{
    (void)state;
    for (int is_fifo = 0; is_fifo <= 1; is_fifo++) {
        struct doc *d = sqs_attributes_initial(&sqs_call->arena, is_fifo);
        assert_int_equal(sqs_attributes_check(sqs_call, d, is_fifo, NULL), 0);
        assert_int_equal(sqs_attribute_int(d, "VisibilityTimeout"), 30);
        assert_int_equal(sqs_attribute_int(d, "MaximumMessageSize"), 1048576);
        assert_int_equal(sqs_attribute_int(d, "none"), 0);
        assert_int_equal(doc_get(d, "FifoQueue") != NULL, is_fifo);
    }
    assert_true(sqs_attribute_is_known(SPAN("ApproximateNumberOfMessages")));
    assert_true(sqs_attribute_is_known(SPAN("All")));
    assert_false(sqs_attribute_is_known(SPAN("Colour")));
}

static void one_kind_of_encryption_ends_the_other(void **state)
{
    struct doc *d = sqs_attributes_initial(&sqs_call->arena, false);

    (void)state;
    sqs_attributes_merge(d, sqs_call_tree("{\"KmsMasterKeyId\":\"alias/aws/sqs\"}"));
    assert_span_equal(doc_get_str(d, "SqsManagedSseEnabled"), "false");
    assert_span_equal(doc_get_str(d, "KmsDataKeyReusePeriodSeconds"), "300");
    sqs_attributes_merge(d, sqs_call_tree("{\"SqsManagedSseEnabled\":\"true\"}"));
    assert_null(doc_get(d, "KmsMasterKeyId"));
    assert_null(doc_get(d, "KmsDataKeyReusePeriodSeconds"));
}

static void redrive_is_allowed_by_policy(void **state)
{
    struct span source = SPAN("arn:aws:sqs:r:000000000000:s");
    struct sqs_redrive redrive;

    (void)state;
    assert_true(sqs_redrive_is_allowed(&sqs_call->arena, SPAN(""), source));
    assert_true(sqs_redrive_is_allowed(&sqs_call->arena, SPAN("{\"redrivePermission\":\"allowAll\"}"), source));
    assert_false(sqs_redrive_is_allowed(&sqs_call->arena, SPAN("{\"redrivePermission\":\"denyAll\"}"), source));
    assert_true(sqs_redrive_is_allowed(
        &sqs_call->arena,
        SPAN("{\"redrivePermission\":\"byQueue\",\"sourceQueueArns\":[\"x\",\"arn:aws:sqs:r:000000000000:s\"]}"),
        source));
    assert_false(sqs_redrive_is_allowed(
        &sqs_call->arena, SPAN("{\"redrivePermission\":\"byQueue\",\"sourceQueueArns\":[\"x\"]}"), source));
    assert_false(sqs_redrive_parse(&sqs_call->arena, SPAN(""), &redrive));
    assert_true(sqs_redrive_parse(&sqs_call->arena, SPAN("{\"deadLetterTargetArn\":\"a\",\"maxReceiveCount\":\"7\"}"),
                                  &redrive));
    assert_int_equal(redrive.max_receive_count, 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(attributes_are_checked, sqs_call_begin, sqs_call_end),
        cmocka_unit_test_setup_teardown(what_is_set_counts_with_what_is_there, sqs_call_begin, sqs_call_end),
        cmocka_unit_test_setup_teardown(every_default_is_in_its_range, sqs_call_begin, sqs_call_end),
        cmocka_unit_test_setup_teardown(one_kind_of_encryption_ends_the_other, sqs_call_begin, sqs_call_end),
        cmocka_unit_test_setup_teardown(redrive_is_allowed_by_policy, sqs_call_begin, sqs_call_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
