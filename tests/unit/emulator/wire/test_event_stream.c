/* An event's message, byte for byte. */
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

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(a_message) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
