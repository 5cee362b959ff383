/* AWS: names are in camel case, where the services' own are not. */
#include "emulator/pollers/poller_records.h"

#include "emulator/base/digest.h"
#include "emulator/base/json.h"

static struct doc *attribute_record(struct arena *a, const struct doc *value)
{
    struct doc *d = doc_map(a);

    doc_put_str(d, "stringValue", doc_get_str(value, "StringValue"));
    if (doc_get(value, "BinaryValue")) doc_put_str(d, "binaryValue", base64_text(a, doc_get_str(value, "BinaryValue")));
    doc_put_list(d, "stringListValues");
    doc_put_list(d, "binaryListValues");
    doc_put_str(d, "dataType", doc_get_str(value, "DataType"));
    return d;
}

struct doc *poller_queue_record(struct arena *a, const struct doc *message, struct span queue_arn, struct span region)
{
    struct doc *r = doc_map(a), *attributes, *given = doc_get(message, "MessageAttributes");

    doc_put_str(r, "messageId", doc_get_str(message, "MessageId"));
    doc_put_str(r, "receiptHandle", doc_get_str(message, "ReceiptHandle"));
    doc_put_str(r, "body", doc_get_str(message, "Body"));
    doc_put(r, "attributes", doc_get(message, "Attributes") ? doc_copy(a, doc_get(message, "Attributes")) : doc_map(a));
    attributes = doc_put_map(r, "messageAttributes");
    for (uint32_t i = 0; i < doc_count(given); i++)
        doc_put_span(attributes, given->map.members[i].name, attribute_record(a, given->map.members[i].value));
    doc_put_str(r, "md5OfMessageAttributes", doc_get_str(message, "MD5OfMessageAttributes"));
    doc_put_str(r, "md5OfBody", doc_get_str(message, "MD5OfBody"));
    doc_put_cstr(r, "eventSource", "aws:sqs");
    doc_put_str(r, "eventSourceARN", queue_arn);
    doc_put_str(r, "awsRegion", region);
    return r;
}

/* AWS: times are whole seconds. */
struct doc *poller_stream_record(struct arena *a, const struct doc *change, struct span stream_arn)
{
    struct doc *r = doc_copy(a, change), *made = doc_get(r, "dynamodb"), *who = doc_get(r, "userIdentity");

    if (doc_is(made, DOC_MAP))
        doc_put_int(made, "ApproximateCreationDateTime", doc_get_int(made, "ApproximateCreationDateTime", 0) / 1000);
    if (who) {
        doc_put_str(who, "principalId", doc_get_str(who, "PrincipalId"));
        doc_put_str(who, "type", doc_get_str(who, "Type"));
        doc_remove(who, SPAN("PrincipalId"));
        doc_remove(who, SPAN("Type"));
    }
    doc_put_str(r, "eventSourceARN", stream_arn);
    return r;
}

struct doc *poller_record_opened(struct arena *a, const struct doc *record)
{
    struct doc *body = json_parse(a, doc_get_str(record, "body"), NULL), *opened = doc_shallow(a, record);

    if (doc_is(body, DOC_MAP) || doc_is(body, DOC_LIST)) doc_put(opened, "body", body);
    return opened;
}
