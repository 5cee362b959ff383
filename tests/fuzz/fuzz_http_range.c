/* Ranges: a line with the header, and a line with the thing's size. A part lies within the thing. */
#include "tests/fuzz/fuzz.h"

#include "emulator/http/http_range.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span input = fuzz_input(data, size), header = span_sub(input, 0, span_find(input, '\n'));
    struct span rest = span_sub(input, header.size + 1, SIZE_MAX);
    int64_t all = 0, offset = -1, length = -1;

    for (size_t i = 0; i < rest.size && i < 15; i++) all = all * 10 + (unsigned char)rest.data[i] % 10;
    switch (http_range_read(header, all, &offset, &length)) {
    case HTTP_RANGE_PART: must_hold(offset >= 0 && length > 0 && length <= all && offset <= all - length); break;
    case HTTP_RANGE_UNSATISFIABLE: must_hold(span_find(header, '=') < header.size); break;
    case HTTP_RANGE_WHOLE: break;
    }
    fuzz_input_free(input);
    return 0;
}
