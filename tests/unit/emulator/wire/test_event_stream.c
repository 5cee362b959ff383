/* Events' messages, byte for byte. */
#include "tests/support/emulator/unit.h"

#include "emulator/wire/event_stream.h"

static void a_message(void **state)
{
    static const char wanted[] = "\x00\x00\x00\x5f\x00\x00\x00\x4c\xa0\x0b\x8a\xc8"
                                 "\x0b:event-type\x07\0\x0cPayloadChunk"
                                 "\x0d:content-type\x07\0\x0atext/plain"
                                 "\x0d:message-type\x07\0\x05"
                                 "event"
                                 "abc"
                                 "\x14\x07\x63\xb3";
    struct buf b = { 0 };

    (void)state;
    event_stream_add(&b, "PayloadChunk", "text/plain", SPAN("abc"));
    assert_int_equal(b.size, sizeof wanted - 1);
    assert_memory_equal(b.data, wanted, b.size);
    buf_release(&b);
}

static void what_was_written_is_read(void **state)
{
    struct buf b = { 0 };
    struct event_message m;
    struct span rest;
    size_t first;

    (void)state;
    event_stream_add(&b, "PayloadChunk", "text/plain", SPAN("abc"));
    first = b.size;
    event_stream_add(&b, "InvokeComplete", "application/json", SPAN(""));
    for (size_t size = 0; size < first; size++) {
        rest = span_sub(buf_span(&b), 0, size);
        assert_int_equal(event_stream_take(&rest, &m), EVENT_STREAM_PART);
        assert_int_equal(rest.size, size);
    }
    rest = buf_span(&b);
    assert_int_equal(event_stream_take(&rest, &m), EVENT_STREAM_MESSAGE);
    assert_span_equal(m.event, "PayloadChunk");
    assert_span_equal(m.payload, "abc");
    assert_int_equal(event_stream_take(&rest, &m), EVENT_STREAM_MESSAGE);
    assert_span_equal(m.event, "InvokeComplete");
    assert_int_equal(m.payload.size, 0);
    assert_int_equal(rest.size, 0);
    buf_release(&b);
}

/* But for a length that says that there is more to come, any byte that is another is seen. */
static void a_changed_byte_is_seen(void **state)
{
    struct buf b = { 0 };
    struct event_message m;

    (void)state;
    event_stream_add(&b, "PayloadChunk", "text/plain", SPAN("abc"));
    for (size_t i = 0; i < b.size; i++) {
        struct span rest = buf_span(&b);
        b.data[i] ^= 1;
        assert_int_equal(event_stream_take(&rest, &m), EVENT_STREAM_BROKEN);
        b.data[i] ^= 1;
    }
    buf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(a_message), cmocka_unit_test(what_was_written_is_read),
                                        cmocka_unit_test(a_changed_byte_is_seen) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
