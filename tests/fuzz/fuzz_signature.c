/* Signatures of any request: the first line of the input is the Authorization header, the rest path and query. */
#include "tests/fuzz/fuzz.h"

#include "emulator/wire/signature.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a = { 0 };
    struct span input = fuzz_input(data, size), rest = input, line = { NULL, 0 };
    struct http_request r = { .method = SPAN("GET"), .version = SPAN("1.1"), .arena = &a };
    struct signature s;
    size_t question;

    span_split(&rest, '\n', &line);
    question = span_find(rest, '?');
    r.path = span_sub(rest, 0, question);
    r.query = question < rest.size ? span_sub(rest, question + 1, SIZE_MAX) : (struct span){ NULL, 0 };
    r.headers[r.header_count++] = (struct http_header){ SPAN("Host"), SPAN("h") };
    if (line.size) r.headers[r.header_count++] = (struct http_header){ SPAN("Authorization"), line };
    if (signature_parse(&r, &s) == SIGNATURE_FOUND) signature_verify(&r, &s, SPAN("secret"));
    arena_release(&a);
    fuzz_input_free(input);
    return 0;
}
