/* A mapping expression and a body: whatever they are, what is mapped ends, and a mock's answer has a status or none. */
#include "tests/fuzz/fuzz.h"

#include "emulator/services/apigateway/apigateway_context.h"
#include "emulator/services/apigateway/apigateway_fill.h"
#include "emulator/services/apigateway/apigateway_mock.h"
#include "emulator/services/apigateway/apigateway_parameters.h"

static void request_make(struct arena *a, struct span body, struct http_request *http, struct api_request *r)
{
    static struct api_live live;
    static struct http_response response;

    *http = (struct http_request){ .method = SPAN("POST"),
                                   .path = SPAN("/x"),
                                   .query = SPAN("a=1&b=%2"),
                                   .version = SPAN("1.1"),
                                   .remote = SPAN("127.0.0.1"),
                                   .body = body,
                                   .arena = a };
    http->headers[http->header_count++] = (struct http_header){ SPAN("X-A"), SPAN("1") };
    *r = (struct api_request){
        .http = http, .response = &response, .arena = a, .live = &live, .request_id = "r", .path_parameters = doc_map(a)
    };
    api_context_begin(r);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span input = fuzz_input(data, size), expression, body = input, value;
    struct arena arena = { 0 };
    struct http_request http;
    struct api_request r;
    struct buf out = { .max = 65536 };
    int status;

    span_split(&body, '\n', &expression);
    request_make(&arena, body, &http, &r);
    if (api_parameter_value(&r, expression, &value)) must_hold(value.data != NULL);
    api_fill(&r, input, "-", &out);
    status = api_mock_status(&arena, input);
    must_hold(status == 0 || (status >= 100 && status <= 999));
    buf_release(&out);
    arena_release(&arena);
    fuzz_input_free(input);
    return 0;
}
