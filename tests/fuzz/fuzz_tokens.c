/* What Nube gave out and gets back, perhaps from somebody else: receipt handles, task tokens, pages' tokens, ARNs; and the hosts and origins
 * of requests. */
#include "tests/fuzz/fuzz.h"

#include "emulator/core/arn.h"
#include "emulator/core/page.h"
#include "emulator/core/service.h"
#include "emulator/edge/browser.h"
#include "emulator/services/sns/sns_rules.h"
#include "emulator/services/sqs/sqs_moves.h"
#include "emulator/services/sqs/sqs_rules.h"
#include "emulator/services/states/store/states_names.h"

extern const struct service sqs_service;

static void arns_parse(struct span text)
{
    struct arn arn;

    if (!arn_parse(text, &arn)) {
        must_hold(!arn.resource.data);
        return;
    }
    must_hold(arn.resource.size && arn.resource.data + arn.resource.size == text.data + text.size);
    arn_last(arn.resource);
    sns_topic_arn_parse(text, &arn);
}

static void handles_parse(struct arena *a, struct span text)
{
    int64_t one, two;
    struct span id, source, digest;

    sqs_handle_parse(a, text, SPAN("arn:aws:sqs:us-east-1:000000000000:q"), &one, &two);
    sqs_task_handle_parse(a, text, &id, &source);
    states_token_parse(a, text, &one, &two, &digest);
    sns_email_is_valid(text);
    sns_phone_is_valid(text);
    sns_phone_is_readable(text);
    sns_json_mistake(a, text);
}

static void pages_go_on(struct span text)
{
    const struct operation *o = operation_find(&sqs_service, SPAN("ListQueues"));
    struct call *c = call_new(&sqs_service, o, &identity_default, SPAN("http://localhost:4566"));
    struct span after;
    int64_t number;

    doc_put_str(c->in, "NextToken", text);
    if (page_after(c, "NextToken", &after) && after.size) {
        page_continue(c, "NextToken", after);
        must_hold(doc_get(c->out, "NextToken"));
    }
    page_after_number(c, "NextToken", &number);
    call_free(c);
}

/* Host and origin in a line each. */
static void browsers_are_judged(struct arena *a, struct span text)
{
    size_t end = span_find(text, '\n');
    struct http_request request = { .arena = a, .method = SPAN("OPTIONS"), .path = SPAN("/") };
    struct http_response response = { .status = 200, .arena = a, .body.max = 1000 };

    request.headers[request.header_count++] = (struct http_header){ SPAN("Host"), span_sub(text, 0, end) };
    if (end < text.size)
        request.headers[request.header_count++] =
            (struct http_header){ SPAN("Origin"), span_sub(text, end + 1, SIZE_MAX) };
    browser_judge(&request);
    browser_is_preflight(&request);
    browser_answer(&request, &response);
    buf_release(&response.body);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span input = fuzz_input(data, size);
    struct arena arena = { 0 };

    arns_parse(input);
    handles_parse(&arena, input);
    if (span_is_utf8(input)) pages_go_on(input);
    browsers_are_judged(&arena, input);
    arena_release(&arena);
    fuzz_input_free(input);
    return 0;
}
