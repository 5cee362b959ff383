/* JSONata: whatever compiles is evaluated, in both dialects, in little time and depth. */
#include "tests/fuzz/fuzz.h"

#include "emulator/asl/jsonata/jsonata.h"
#include "emulator/base/json.h"

#define JSON                                                                                                        \
    "{\"a\":{\"b\":[1,2,{\"c\":\"x\"},[3]],\"n\":1.5},\"list\":[{\"n\":1,\"s\":\"x\"},{\"n\":2,\"s\":\"\u00e9\"}]," \
    "\"b\":true,\"z\":null,\"date\":\"2018-03-23T10:33:36.617Z\",\"text\":\"one two\",\"id\":5890840712243076}"

static struct doc *variable(void *arg, struct span name)
{
    return doc_get_span(arg, name);
}

static void play(struct span text, bool is_aws)
{
    struct arena a = { 0 };
    struct jsonata_error error;
    struct doc *input = json_parse(&a, SPAN(JSON), NULL), *result;
    struct span before = json_text(&a, input), printed;
    struct jsonata *e = jsonata_compile(&a, text, &error);
    struct jsonata_scope scope = { .arena = &a,
                                   .input = input,
                                   .variable = variable,
                                   .arg = input,
                                   .is_aws = is_aws,
                                   .now_ms = 1521801216617,
                                   .depth_max = 200,
                                   .milliseconds_max = 100 };

    must_hold(e ? !error.code : error.code != NULL);
    if (e) {
        result = jsonata_value(e, &scope, &error);
        must_hold(!result || !error.code);
        printed = result ? json_text(&a, result) : SPAN("null");
        must_hold(printed.size > 1000000 || json_parse(&a, printed, NULL));
    }
    must_hold(!error.code || error.message.data);
    must_hold(span_eq(json_text(&a, input), before)); /* the input stays as it is */
    arena_release(&a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span input = fuzz_input(data, size);

    play(input, false);
    play(input, true);
    fuzz_input_free(input);
    return 0;
}
