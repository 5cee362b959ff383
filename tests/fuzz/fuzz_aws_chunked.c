/* S3's chunks: the first byte says how, and how long a piece is; the second how much is told to come. */
#include "tests/fuzz/fuzz.h"

#include "emulator/base/source.h"
#include "emulator/wire/aws_chunked.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct call c = { 0 };
    struct span input;
    struct aws_chunked how = { 0 };
    struct source *s;
    char piece[16];
    ssize_t got;
    int64_t all = 0;

    if (size < 2) return 0;
    input = fuzz_input(data + 2, size - 2);
    how.is_signed = data[0] & 1;
    how.may_trail = data[0] & 2;
    how.is_verified = how.is_signed && data[0] & 4;
    if (data[0] & 8) how.trailer = SPAN("x-amz-checksum-crc32");
    how.decoded_bytes = data[1];
    s = aws_chunked_source(&c, source_of_span(&c.arena, input), &how);
    while ((got = source_read(s, piece, 1 + data[0] / 16)) > 0) all += got;
    must_hold((got == 0) == (c.fault.kind == NULL));
    must_hold(got < 0 || (all == how.decoded_bytes && (size_t)all <= input.size));
    must_hold(source_read(s, piece, 1) == got);
    source_close(s);
    arena_release(&c.arena);
    fuzz_input_free(input);
    return 0;
}
