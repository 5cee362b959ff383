/* Requests of HTTP/1.1 as a function's process may send them: whole or in two parts, the reader tells the same, and what it
 * tells is bounded. */
#include "tests/fuzz/fuzz.h"

#include "emulator/base/buf.h"
#include "emulator/http/http_reader.h"

static void tell(struct http_reader *r, struct span bytes, struct buf *told)
{
    enum http_read what;

    while ((what = http_reader_next(r, &bytes)) != HTTP_READ_MORE && what != HTTP_READ_BAD) {
        if (what == HTTP_READ_BODY) {
            must_hold(r->piece.size > 0);
            buf_add_span(told, r->piece);
        }
        if (what == HTTP_READ_HEAD) {
            must_hold(r->path.size > 0 && r->header_count <= HTTP_HEADERS_MAX);
            buf_printf(told, "<%.*s %lld %zu>", SPAN_ARG(r->path), (long long)r->length, r->header_count);
        }
        if (what == HTTP_READ_END) buf_printf(told, "</%zu %d>", r->trailer_count, r->keeps_alive);
    }
    if (what == HTTP_READ_BAD) {
        must_hold(r->status >= 400);
        buf_printf(told, "<bad %d>", r->status);
    } else {
        must_hold(!bytes.size);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span input = fuzz_input(data, size);
    struct http_reader whole = { 0 }, parted = { 0 };
    struct buf once = { 0 }, twice = { 0 };

    tell(&whole, input, &once);
    tell(&parted, span_sub(input, 0, size / 2), &twice);
    if (!parted.status) tell(&parted, span_sub(input, size / 2, SIZE_MAX), &twice);
    must_hold(span_eq(buf_span(&once), buf_span(&twice)));
    http_reader_release(&whole);
    http_reader_release(&parted);
    buf_release(&once);
    buf_release(&twice);
    fuzz_input_free(input);
    return 0;
}
