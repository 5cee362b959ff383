/* Records of invocations, and the attributes of dead letters. */
#include "emulator/services/lambda/lambda_record.h"

#include "emulator/base/json.h"
#include "emulator/base/times.h"

#define ERROR_MESSAGE_MAX 1024

/* A function may answer what is no JSON: that is told as a text, and nothing as null. */
static struct doc *payload_doc(struct arena *a, struct span payload)
{
    struct doc *d = payload.size ? json_parse(a, payload, NULL) : doc_null(a);

    return d ? d : doc_string(a, payload);
}

static bool was_invoked(const struct lambda_outcome *o)
{
    return o->last && !o->last->is_throttled;
}

static void put_response(struct arena *a, const struct lambda_outcome *o, struct doc *record, bool with_payload)
{
    struct doc *context = doc_put_map(record, "responseContext");

    doc_put_int(context, "statusCode", 200);
    doc_put_str(context, "executedVersion", o->version);
    if (o->last->function_error) doc_put_cstr(context, "functionError", o->last->function_error);
    if (with_payload) doc_put(record, "responsePayload", payload_doc(a, o->last->payload));
}

struct span lambda_record(struct arena *a, const struct lambda_outcome *o, bool with_payloads)
{
    struct doc *record = doc_map(a), *context;

    doc_put_cstr(record, "version", "1.0");
    doc_put_str(record, "timestamp", time_iso8601(a, o->now_ms));
    context = doc_put_map(record, "requestContext");
    doc_put_str(context, "requestId", o->request_id);
    doc_put_str(context, "functionArn", o->function_arn);
    doc_put_cstr(context, "condition", o->condition);
    doc_put_int(context, "approximateInvokeCount", o->invocations);
    if (with_payloads) doc_put(record, "requestPayload", payload_doc(a, o->event));
    if (was_invoked(o)) put_response(a, o, record, with_payloads);
    return json_text(a, record);
}

static void put_attribute(struct doc *attributes, const char *name, const char *type, struct span value)
{
    struct doc *attribute;

    if (!value.size) return;
    attribute = doc_put_map(attributes, name);
    doc_put_cstr(attribute, "DataType", type);
    doc_put_str(attribute, "StringValue", value);
}

/* AWS: its first kilobyte. What neither a queue nor a topic takes in an attribute becomes a blank. */
static struct span error_message(struct arena *a, const struct lambda_result *last)
{
    struct span whole =
        last->is_throttled ? SPAN("Rate Exceeded.") : doc_get_str(json_parse(a, last->payload, NULL), "errorMessage");
    struct span cut = span_sub(whole, 0, ERROR_MESSAGE_MAX);
    char *text = arena_alloc(a, cut.size + 1);

    while (cut.size < whole.size && ((unsigned char)whole.data[cut.size] & 0xC0) == 0x80) cut.size--;
    for (size_t i = 0; i < cut.size; i++) {
        unsigned char c = (unsigned char)cut.data[i];
        text[i] = (char)(c >= ' ' || c == '\t' || c == '\n' || c == '\r' ? c : ' ');
    }
    return (struct span){ text, cut.size };
}

/* AWS: the code is the status of the invocation, 200 where the function failed. */
struct doc *lambda_dead_letter_attributes(struct arena *a, const struct lambda_outcome *o)
{
    struct doc *attributes = doc_map(a);

    put_attribute(attributes, "RequestID", "String", o->request_id);
    if (!o->last) return attributes;
    put_attribute(attributes, "ErrorCode", "Number", o->last->is_throttled ? SPAN("429") : SPAN("200"));
    put_attribute(attributes, "ErrorMessage", "String", error_message(a, o->last));
    return attributes;
}
