/* What a function answers to API Gateway: it is no result, or an answer with a status of its own and headers that hold no line's end. */
#include "tests/fuzz/fuzz.h"

#include "emulator/services/apigateway/apigateway_proxy.h"

static bool is_one_line(struct span text)
{
    return span_find(text, '\n') == text.size && span_find(text, '\r') == text.size;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span input = fuzz_input(data, size);
    struct arena arena = { 0 };
    struct http_response response = { .status = 200, .arena = &arena, .body.max = HTTP_BODY_BYTES_MAX };

    if (api_proxy_response(&response, input, size % 2) == API_PROXY_GOOD) {
        must_hold(response.status >= 200 && response.status < 600);
        for (size_t i = 0; i < response.header_count; i++)
            must_hold(is_one_line(response.headers[i].name) && is_one_line(response.headers[i].value));
    }
    buf_release(&response.body);
    arena_release(&arena);
    fuzz_input_free(input);
    return 0;
}
