/* The attributes of queues by themselves. */
#include "tests/support/emulator/sqs_call.h"

#include <string.h>

#include "emulator/base/digest.h"
#include "emulator/services/sqs/sqs_attributes.h"

static void attributes_are_checked(void **state)
{
    static const struct {
        const char *attributes;
        bool is_fifo;
        const char *words; /* NULL: they are good */
    } rows
        [] = {
            { "{}", false, NULL },
            { "{\"DelaySeconds\":\"0\",\"VisibilityTimeout\":\"43200\",\"MessageRetentionPeriod\":\"60\"}", false,
              NULL },
            { "{\"DelaySeconds\":\"901\"}", false, "Invalid value for the parameter DelaySeconds." },
            { "{\"DelaySeconds\":\"-1\"}", false, "Invalid value for the parameter DelaySeconds." },
            { "{\"DelaySeconds\":\"1.5\"}", false, "Invalid value for the parameter DelaySeconds." },
            { "{\"DelaySeconds\":\"\"}", false, "Invalid value for the parameter DelaySeconds." },
            { "{\"DelaySeconds\":\" 6\"}", false, "Invalid value for the parameter DelaySeconds." },
            { "{\"MessageRetentionPeriod\":\"59\"}", false, "Invalid value for the parameter MessageRetentionPeriod." },
            { "{\"MessageRetentionPeriod\":\"1209601\"}", false,
              "Invalid value for the parameter MessageRetentionPeriod." },
            { "{\"MaximumMessageSize\":\"1023\"}", false, "Invalid value for the parameter MaximumMessageSize." },
            { "{\"MaximumMessageSize\":\"1048577\"}", false, "Invalid value for the parameter MaximumMessageSize." },
            { "{\"ReceiveMessageWaitTimeSeconds\":\"21\"}", false,
              "Invalid value for the parameter ReceiveMessageWaitTimeSeconds." },
            { "{\"VisibilityTimeout\":\"43201\"}", false, "Invalid value for the parameter VisibilityTimeout." },
            { "{\"KmsDataKeyReusePeriodSeconds\":\"59\"}", false,
              "Invalid value for the parameter KmsDataKeyReusePeriodSeconds." },
            { "{\"KmsDataKeyReusePeriodSeconds\":\"86401\"}", false,
              "Invalid value for the parameter KmsDataKeyReusePeriodSeconds." },
            { "{\"SqsManagedSseEnabled\":\"yes\"}", false, "Invalid value for the parameter SqsManagedSseEnabled." },
            { "{\"Policy\":\"x\"}", false, "Invalid value for the parameter Policy." },
            { "{\"Policy\":\"[]\"}", false, "Invalid value for the parameter Policy." },
            { "{\"Policy\":\"{}\"}", false, "Invalid value for the parameter Policy." },
            { "{\"Policy\":\"{\\\"Version\\\":\\\"1999-10-17\\\",\\\"Statement\\\":[{}]}\"}", false,
              "Invalid value for the parameter Policy." },
            { "{\"Policy\":\"{\\\"Statement\\\":[]}\"}", false, "Invalid value for the parameter Policy." },
            { "{\"Policy\":\"{\\\"Statement\\\":{\\\"a\\\":1},\\\"More\\\":1}\"}", false,
              "Invalid value for the parameter Policy." },
            { "{\"Policy\":\"{\\\"Version\\\":\\\"2012-10-17\\\",\\\"Statement\\\":[{\\\"Effect\\\":\\\"Allow\\\"}]}\"}",
              false, NULL },
            { "{\"Policy\":\"\"}", false, NULL },
            { "{\"Policy\":\"{\\\"Statement\\\": [{\\\"Sid\\\": \\\"x\\\"}, {\\\"Sid\\\": \\\"x\\\"}, {\\\"Sid\\\": \\\"x\\\"}, {\\\"Sid\\\": \\\"x\\\"}, {\\\"Sid\\\": \\\"x\\\"}, {\\\"Sid\\\": \\\"x\\\"}, {\\\"Sid\\\": \\\"x\\\"}, {\\\"Sid\\\": \\\"x\\\"}, {\\\"Sid\\\": \\\"x\\\"}, {\\\"Sid\\\": \\\"x\\\"}, {\\\"Sid\\\": \\\"x\\\"}, {\\\"Sid\\\": \\\"x\\\"}, {\\\"Sid\\\": \\\"x\\\"}, {\\\"Sid\\\": \\\"x\\\"}, {\\\"Sid\\\": \\\"x\\\"}, {\\\"Sid\\\": \\\"x\\\"}, {\\\"Sid\\\": \\\"x\\\"}, {\\\"Sid\\\": \\\"x\\\"}, {\\\"Sid\\\": \\\"x\\\"}, {\\\"Sid\\\": \\\"x\\\"}, {\\\"Sid\\\": \\\"x\\\"}]}\"}",
              false, "21 statements were found in the submitted policy, max allowed is 20" },
            { "{\"Nonsense\":\"1\"}", false, "Unknown Attribute Nonsense." },
            { "{\"QueueArn\":\"x\"}", false, "Unknown Attribute QueueArn." },
            { "{\"FifoQueue\":\"true\"}", false, "Unknown Attribute FifoQueue." },
            { "{\"ContentBasedDeduplication\":\"true\"}", false, "Unknown Attribute ContentBasedDeduplication." },
            { "{\"DeduplicationScope\":\"queue\"}", false,
              "You can specify the DeduplicationScope only when FifoQueue is set to true." },
            { "{\"FifoThroughputLimit\":\"perQueue\"}", false,
              "You can specify the FifoThroughputLimit only when FifoQueue is set to true." },
            { "{\"FifoQueue\":\"true\",\"ContentBasedDeduplication\":\"true\"}", true, NULL },
            { "{\"ContentBasedDeduplication\":\"yes\"}", true,
              "Invalid value for the parameter ContentBasedDeduplication." },
            { "{\"DeduplicationScope\":\"all\"}", true, "Invalid value for the parameter DeduplicationScope." },
            { "{\"FifoThroughputLimit\":\"x\"}", true, "Invalid value for the parameter FifoThroughputLimit." },
            { "{\"FifoThroughputLimit\":\"perMessageGroupId\"}", true,
              "Invalid value for the parameter FifoThroughputLimit. Reason: The perMessageGroupId value is allowed only when the value for DeduplicationScope is messageGroup." },
            { "{\"FifoThroughputLimit\":\"perMessageGroupId\",\"DeduplicationScope\":\"messageGroup\"}", true, NULL },
            { "{\"SqsManagedSseEnabled\":\"true\",\"KmsMasterKeyId\":\"k\"}", false,
              "You can use one type of server-side encryption (SSE) at one time. You can either enable KMS SSE or SQS SSE." },
            { "{\"RedrivePolicy\":\"\"}", false, NULL },
            { "{\"RedrivePolicy\":\" \"}", false,
              "Invalid value for the parameter RedrivePolicy. Reason: Redrive policy is not a valid JSON map." },
            { "{\"RedrivePolicy\":\"4\"}", false,
              "Invalid value for the parameter RedrivePolicy. Reason: Redrive policy is not a valid JSON map." },
            { "{\"RedrivePolicy\":\"[]\"}", false,
              "Invalid value for the parameter RedrivePolicy. Reason: Redrive policy is not a valid JSON map." },
            { "{\"RedrivePolicy\":\"{}\"}", false,
              "Value {} for parameter RedrivePolicy is invalid. Reason: Redrive policy does not contain mandatory attribute: maxReceiveCount." },
            { "{\"RedrivePolicy\":\"{\\\"maxReceiveCount\\\":5}\"}", false,
              "Value {\"maxReceiveCount\":5} for parameter RedrivePolicy is invalid. Reason: Redrive policy does not contain mandatory attribute: deadLetterTargetArn." },
            { "{\"RedrivePolicy\":\"{\\\"deadLetterTargetArn\\\":\\\"arn:aws:sqs:us-east-1:000000000000:d\\\",\\\"maxReceiveCount\\\":3}\"}",
              false, NULL },
            { "{\"RedrivePolicy\":\"{\\\"deadLetterTargetArn\\\":\\\"arn:aws:sqs:us-east-1:000000000000:d\\\",\\\"maxReceiveCount\\\":\\\"1000\\\"}\"}",
              false, NULL },
            { "{\"RedrivePolicy\":\"{\\\"deadLetterTargetArn\\\":\\\"arn:aws:sqs:us-east-1:000000000000:d\\\",\\\"maxReceiveCount\\\":-36}\"}",
              false,
              "Value {\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:000000000000:d\",\"maxReceiveCount\":-36} for parameter RedrivePolicy is invalid. Reason: Invalid value for maxReceiveCount: -36, valid values are from 1 to 1000 both inclusive." },
            { "{\"RedrivePolicy\":\"{\\\"deadLetterTargetArn\\\":\\\"arn:aws:sqs:us-east-1:000000000000:d\\\",\\\"maxReceiveCount\\\":4023}\"}",
              false,
              "Value {\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:000000000000:d\",\"maxReceiveCount\":4023} for parameter RedrivePolicy is invalid. Reason: Invalid value for maxReceiveCount: 4023, valid values are from 1 to 1000 both inclusive." },
            { "{\"RedrivePolicy\":\"{\\\"deadLetterTargetArn\\\":\\\"arn:aws:sqs:us-east-1:000000000000:d\\\",\\\"maxReceiveCount\\\":0}\"}",
              false,
              "Value {\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:000000000000:d\",\"maxReceiveCount\":0} for parameter RedrivePolicy is invalid. Reason: Invalid value for maxReceiveCount: 0, valid values are from 1 to 1000 both inclusive." },
            { "{\"RedrivePolicy\":\"{\\\"deadLetterTargetArn\\\":\\\"arn:aws:sqs:us-east-1:000000000000:d\\\",\\\"maxReceiveCount\\\":\\\"x\\\"}\"}",
              false,
              "Value {\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:000000000000:d\",\"maxReceiveCount\":\"x\"} for parameter RedrivePolicy is invalid. Reason: Invalid value for maxReceiveCount: x, valid values are from 1 to 1000 both inclusive." },
            { "{\"RedrivePolicy\":\"{\\\"deadLetterTargetArn\\\":\\\"dummy\\\",\\\"maxReceiveCount\\\":42}\"}", false,
              "Value {\"deadLetterTargetArn\":\"dummy\",\"maxReceiveCount\":42} for parameter RedrivePolicy is invalid. Reason: Invalid value for deadLetterTargetArn." },
            { "{\"RedrivePolicy\":\"{\\\"deadLetterTargetArn\\\":\\\"arn:aws:sns:us-east-1:000000000000:t\\\",\\\"maxReceiveCount\\\":5}\"}",
              false,
              "Value {\"deadLetterTargetArn\":\"arn:aws:sns:us-east-1:000000000000:t\",\"maxReceiveCount\":5} for parameter RedrivePolicy is invalid. Reason: Only SQS queues are valid resources for deadLetterTargetArn." },
            { "{\"RedrivePolicy\":\"{\\\"deadLetterTargetArn\\\":\\\"arn:aws:sqs:us-east-1:000000000000:d.fifo\\\",\\\"maxReceiveCount\\\":5}\"}", false, "Value {\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:000000000000:d.fifo\",\"maxReceiveCount\":5} for parameter RedrivePolicy is invalid. Reason: Dead-letter queue must be same type of queue as the source.." },
            { "{\"RedrivePolicy\":\"{\\\"deadLetterTargetArn\\\":\\\"arn:aws:sqs:us-east-1:000000000000:d\\\",\\\"maxReceiveCount\\\":5}\"}",
              true,
              "Value {\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:000000000000:d\",\"maxReceiveCount\":5} for parameter RedrivePolicy is invalid. Reason: Dead-letter queue must be same type of queue as the source.." },
            { "{\"RedrivePolicy\":\"{\\\"deadLetterTargetArn\\\":\\\"arn:aws:sqs:us-east-1:000000000000:d.fifo\\\",\\\"maxReceiveCount\\\":5}\"}",
              true, NULL },
            { "{\"RedrivePolicy\":\"{\\\"deadLetterTargetArn\\\":\\\"arn:aws:sqs:us-east-1:000000000000:d\\\",\\\"maxReceiveCount\\\":5,\\\"x\\\":1}\"}",
              false,
              "Value {\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:000000000000:d\",\"maxReceiveCount\":5,\"x\":1} for parameter RedrivePolicy is invalid. Reason: Only following attributes are supported: [maxReceiveCount, deadLetterTargetArn]." },
            { "{\"RedriveAllowPolicy\":\"x\"}", false,
              "Invalid value for the parameter RedriveAllowPolicy. Reason: Amazon SQS can't create the redrive allow policy, as it’s in an unsupported format." },
            { "{\"RedriveAllowPolicy\":\"[]\"}", false,
              "Invalid value for the parameter RedriveAllowPolicy. Reason: Amazon SQS can't create the redrive allow policy, as it’s in an unsupported format." },
            { "{\"RedriveAllowPolicy\":\"{}\"}", false,
              "Invalid value for the parameter RedriveAllowPolicy. Reason: Amazon SQS can't create the redrive allow policy, as it’s in an unsupported format." },
            { "{\"RedriveAllowPolicy\":\"{\\\"redrivePermission\\\":\\\"dummy\\\"}\"}", false,
              "Invalid value for the parameter RedriveAllowPolicy. Reason: Amazon SQS can't create the redrive allow policy, as it’s in an unsupported format." },
            { "{\"RedriveAllowPolicy\":\"{\\\"redrivePermission\\\":\\\"allowAll\\\",\\\"x\\\":1}\"}", false,
              "Invalid value for the parameter RedriveAllowPolicy. Reason: Amazon SQS can't create the redrive allow policy, as it’s in an unsupported format." },
            { "{\"RedriveAllowPolicy\":\"{\\\"redrivePermission\\\":\\\"byQueue\\\",\\\"sourceQueueArns\\\":\\\"a\\\"}\"}",
              false,
              "Invalid value for the parameter RedriveAllowPolicy. Reason: Amazon SQS can't create the redrive allow policy, as it’s in an unsupported format." },
            { "{\"RedriveAllowPolicy\":\"{\\\"redrivePermission\\\":\\\"byQueue\\\",\\\"sourceQueueArns\\\":[{}]}\"}",
              false,
              "Invalid value for the parameter RedriveAllowPolicy. Reason: Amazon SQS can't create the redrive allow policy, as it’s in an unsupported format." },
            { "{\"RedriveAllowPolicy\":\"{\\\"redrivePermission\\\":\\\"denyAll\\\"}\"}", false, NULL },
            { "{\"RedriveAllowPolicy\":\"{\\\"redrivePermission\\\":\\\"byQueue\\\",\\\"sourceQueueArns\\\":[\\\"a\\\"]}\"}",
              false, NULL },
            { "{\"RedriveAllowPolicy\":\"{\\\"redrivePermission\\\":\\\"byQueue\\\"}\"}", false,
              "Value {\"redrivePermission\":\"byQueue\"} for parameter RedriveAllowPolicy is invalid. Reason: Amazon SQS can't create the redrive allow policy. When you specify the byQueue permission type, you must also specify one or more sourceQueueArns values." },
            { "{\"RedriveAllowPolicy\":\"{\\\"redrivePermission\\\":\\\"allowAll\\\",\\\"sourceQueueArns\\\":[\\\"a\\\"]}\"}",
              false,
              "Value {\"redrivePermission\":\"allowAll\",\"sourceQueueArns\":[\"a\"]} for parameter RedriveAllowPolicy is invalid. Reason: Amazon SQS can't create the redrive allow policy. To specify one or more source queue ARNs, you must set redrivePermission to byQueue." },
            { "{\"RedriveAllowPolicy\":\"{\\\"redrivePermission\\\":\\\"byQueue\\\",\\\"sourceQueueArns\\\":[\\\"a\\\",\\\"a\\\",\\\"a\\\",\\\"a\\\",\\\"a\\\",\\\"a\\\",\\\"a\\\",\\\"a\\\",\\\"a\\\",\\\"a\\\",\\\"a\\\"]}\"}",
              false,
              "Value {\"redrivePermission\":\"byQueue\",\"sourceQueueArns\":[\"a\",\"a\",\"a\",\"a\",\"a\",\"a\",\"a\",\"a\",\"a\",\"a\",\"a\"]} for parameter RedriveAllowPolicy is invalid. Reason: Amazon SQS can't create the redrive allow policy. The maximum number of source queue ARNs you can specify is 10." },
        };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int rc = sqs_attributes_check(sqs_call, sqs_call_tree(rows[i].attributes), rows[i].is_fifo, NULL);
        const char *got = rc ? sqs_call->fault.message : NULL;
        if (!got != !rows[i].words || (got && strcmp(got, rows[i].words) != 0))
            fail_msg("%s: %s", rows[i].attributes, got);
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
