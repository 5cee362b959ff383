/* Answers of other people's servers to an HTTP task: the first byte says which of the tasks asked and how far the answer
 * came, the second is of its status; then a header a line, then the body. */
#include "tests/fuzz/fuzz.h"

#include "emulator/base/json.h"
#include "emulator/http/http_client.h"
#include "emulator/services/states/http/states_http_request.h"

enum { IS_API = 1, WAS_CUT = 2, TIMED_OUT = 4, NO_ANSWER = 8 };

static void answer_make(struct arena *a, struct http_client_result *r, struct span text)
{
    struct span line;

    while (text.size && text.data[0] != '\n' && span_split(&text, '\n', &line)) http_client_head_line(a, r, line);
    must_hold(r->header_count <= HTTP_CLIENT_HEADERS_MAX);
    r->body = span_sub(text, 1, SIZE_MAX);
}

/* What a task ends with is JSON, and never nothing. */
static void outcome_is_whole(struct arena *a, const char *resource, const struct http_client_result *result)
{
    struct asl_resource r = { 0 };
    struct http_client_request request = { .url = "http://h/p", .body = SPAN("b") };
    struct asl_outcome o;

    must_hold(asl_resource_parse(a, span_of(resource), &r));
    o = states_http_outcome(a, &r, result);
    must_hold(o.failed ? o.error.size > 0 : json_parse(a, o.output, NULL) != NULL);
    must_hold(json_parse(a, states_http_exchange(a, &request, result), NULL));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span input = fuzz_input(data, size);
    struct arena arena = { 0 };
    struct http_client_result result = { 0 };

    if (size >= 2) {
        bool has_none = data[0] & NO_ANSWER;
        result.was_cut = data[0] & WAS_CUT;
        if (!has_none) answer_make(&arena, &result, span_sub(input, 2, SIZE_MAX));
        result.timed_out = has_none && data[0] & TIMED_OUT;
        result.status = has_none ? 0 : 100 + data[1] * 2;
        result.error = has_none ? "could not resolve" : NULL;
        outcome_is_whole(
            &arena, data[0] & IS_API ? "arn:aws:states:::apigateway:invoke" : "arn:aws:states:::http:invoke", &result);
    }
    arena_release(&arena);
    fuzz_input_free(input);
    return 0;
}
