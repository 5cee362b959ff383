/* URI templates against any path: both ways to ask agree. */
#include "tests/fuzz/fuzz.h"

#include "emulator/wire/uri_template.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const templates[] = {
        "/", "/a", "/{x}", "/a/{x}/b/{y}", "/{proxy+}", "/a/{proxy+}", "/a/{x}/{proxy+}", "/a?b=c", "/{x}?b&c=d"
    };
    struct arena a = { 0 };
    struct span input = fuzz_input(data, size), path = span_sub(input, 0, span_find(input, '?'));
    struct http_request request = { .query = span_sub(input, path.size + 1, SIZE_MAX), .arena = &a };

    for (size_t i = 0; i < sizeof templates / sizeof *templates; i++)
        must_hold(uri_template_match(templates[i], input, doc_map(&a)) ==
                  uri_template_match(templates[i], input, NULL));
    for (size_t i = 0; i < sizeof templates / sizeof *templates; i++)
        must_hold(!uri_template_rank(templates[i], &request, path) || uri_template_match(templates[i], path, NULL));
    arena_release(&a);
    fuzz_input_free(input);
    return 0;
}
