/* Bytes to a listener, in pieces as the first byte says: however they are cut, as many heads are seen while the
 * listener says nothing, and nothing rests that the listener has not answered. */
#include "tests/fuzz/fuzz.h"

#include "emulator/http/http_relay_tally.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span input = fuzz_input(data, size), bytes = span_sub(input, 1, SIZE_MAX);
    size_t piece = size && data[0] ? data[0] : 1;
    struct http_relay_tally whole = { 0 }, cut = { 0 };
    struct http_relay_heard silent = { 0, 0, 0 }, heard;

    http_relay_tally_sent(&whole, bytes, &silent);
    for (struct span rest = bytes; rest.size; rest = span_sub(rest, piece, SIZE_MAX))
        http_relay_tally_sent(&cut, span_sub(rest, 0, piece), &silent);
    must_hold(whole.heads == cut.heads && whole.beyond == cut.beyond && whole.is_beyond == cut.is_beyond);
    must_hold(whole.heads <= 1 && whole.beyond >= 0 && (size_t)whole.beyond <= bytes.size);
    must_hold(!http_relay_tally_rests(&whole, &silent));
    heard = (struct http_relay_heard){ whole.heads, whole.heads, whole.beyond };
    must_hold(http_relay_tally_rests(&whole, &heard) == (whole.heads == 1));
    fuzz_input_free(input);
    return 0;
}
