/* Templates: whatever compiles runs, ends, and prints the same again. The input is a template, or with a NUL in it a
 * body and a template. */
#include "tests/fuzz/fuzz.h"

#include "emulator/base/json.h"
#include "emulator/services/apigateway/apigateway_template.h"

#define PARAMS                                                                                         \
    "{\"path\":{\"id\":\"7\"},\"querystring\":{\"q\":\"a b\",\"n\":\"1\"},\"header\":{\"X-A\":\"h\"}," \
    "\"l\":[1,2,{\"a\":null}],\"s\":\"text\",\"d\":1.5}"

static bool run(const struct vtl *t, struct span body, struct buf *out)
{
    struct arena a = { 0 }, json = { 0 };
    struct vtl_error e = { 0 };
    struct api_template_input in = { body, json_parse(&json, SPAN(PARAMS), NULL), json_parse(&json, SPAN(PARAMS), NULL),
                                     json_parse(&json, SPAN(PARAMS), NULL) };
    bool ran = api_template_run(t, &a, &json, &in, out, &e);

    must_hold(ran || e.reason);
    arena_release(&json);
    arena_release(&a);
    return ran;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a = { 0 };
    struct span input = fuzz_input(data, size), body = span_sub(input, 0, span_find(input, '\0'));
    struct span text = body.size < input.size ? span_sub(input, body.size + 1, SIZE_MAX) : input;
    struct vtl_error e = { 0 };
    struct buf out = { 0 }, again = { 0 };
    const struct vtl *t = size < 4096 ? vtl_compile(&a, text, &e) : NULL;
    bool ran;

    if (t) {
        ran = run(t, body, &out);
        must_hold(ran == run(t, body, &again));
        must_hold(span_eq(buf_span(&out), buf_span(&again)));
    } else {
        must_hold(e.reason || size >= 4096);
    }
    buf_release(&out);
    buf_release(&again);
    arena_release(&a);
    fuzz_input_free(input);
    return 0;
}
