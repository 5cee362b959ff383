/* Messages of an event stream: as they come, and made whole again by writing what was read. */
#include "tests/fuzz/fuzz.h"

#include "emulator/wire/event_stream.h"

static void round(const uint8_t *data, size_t size)
{
    struct span payload = { (const char *)data, size }, rest;
    struct event_message message;
    struct buf b = { 0 };

    event_stream_add(&b, "PayloadChunk", "text/plain", payload);
    rest = buf_span(&b);
    must_hold(event_stream_take(&rest, &message) == EVENT_STREAM_MESSAGE);
    must_hold(span_eq(message.payload, payload) && !rest.size);
    buf_release(&b);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span input = fuzz_input(data, size), rest = input;
    struct event_message message;

    while (event_stream_take(&rest, &message) == EVENT_STREAM_MESSAGE)
        must_hold(message.payload.size + message.event.size < input.size);
    round(data, size);
    fuzz_input_free(input);
    return 0;
}
