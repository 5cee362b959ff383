/* Packed bytes: hostile ones stay within the bound; what Nube packs it unpacks to the same. And the same bytes as a function's package. */
#include "tests/fuzz/fuzz.h"

#include "emulator/base/gzip.h"
#include "emulator/services/lambda/lambda_package.h"

#define MOST ((size_t)1024 * 1024)

static void inflate_try(struct span input, bool (*inflate)(struct buf *, struct span, size_t))
{
    struct buf out = { 0 };

    inflate(&out, input, MOST);
    must_hold(out.size <= MOST);
    buf_release(&out);
}

static void there_and_back(struct span input, bool (*deflate)(struct buf *, struct span),
                           bool (*inflate)(struct buf *, struct span, size_t))
{
    struct buf packed = { 0 }, out = { 0 };

    must_hold(deflate(&packed, input));
    must_hold(inflate(&out, buf_span(&packed), input.size) && span_eq(buf_span(&out), input));
    buf_release(&packed);
    buf_release(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span input = fuzz_input(data, size);
    int64_t unpacked;

    inflate_try(input, gzip_inflate);
    inflate_try(input, gzip_inflate_zlib);
    there_and_back(input, gzip_deflate, gzip_inflate);
    there_and_back(input, gzip_deflate_zlib, gzip_inflate_zlib);
    lambda_package_check(input, &unpacked);
    fuzz_input_free(input);
    return 0;
}
