/* SQS's message attributes: whatever a client sends, in JSON (it begins with a brace) or as a form, is either refused with words or
 * can be measured, digested, kept as JSON and read back as the same. */
#include "tests/fuzz/fuzz.h"

#include "emulator/base/json.h"
#include "emulator/core/service.h"
#include "emulator/services/sqs/sqs_message_rules.h"
#include "emulator/wire/codecs.h"

extern const struct service sqs_service;

static void attributes_are_kept(struct call *c, const struct doc *attributes)
{
    struct span kept;
    struct doc *again;
    char *digest;

    if (!doc_count(attributes)) return;
    digest = sqs_attributes_md5(&c->arena, attributes);
    must_hold(digest && strlen(digest) == 32);
    must_hold(sqs_attributes_size(attributes) > 0);
    kept = json_text(&c->arena, attributes);
    again = json_parse(&c->arena, kept, NULL);
    must_hold(again && doc_count(again) == doc_count(attributes));
    must_hold(span_eq(json_text(&c->arena, again), kept));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span input = fuzz_input(data, size);
    const struct operation *o = operation_find(&sqs_service, SPAN("SendMessage"));
    struct call *c = call_new(&sqs_service, o, &identity_default, SPAN("http://localhost:4566"));
    struct http_request request = { .arena = &c->arena, .method = SPAN("POST"), .path = SPAN("/"), .body = input };
    const struct codec *codec = span_starts(input, "{") ? &aws_json_1_0 : &aws_query;
    struct doc *attributes, *system;

    sqs_number_is_valid(input);
    sqs_body_is_valid(input);
    codec->decode(c, &request);
    c->fault.kind = NULL;
    attributes = doc_get(c->in, "MessageAttributes");
    system = doc_get(c->in, "MessageSystemAttributes");
    if (sqs_message_attributes_check(c, attributes)) must_hold(c->fault.kind && *c->fault.message);
    else attributes_are_kept(c, attributes);
    c->fault.kind = NULL;
    if (sqs_system_attributes_check(c, system)) must_hold(c->fault.kind && *c->fault.message);
    else attributes_are_kept(c, system);
    call_free(c);
    fuzz_input_free(input);
    return 0;
}
