/* Streamed answers' sources: events one behind the other, however they are cut, and what is in time. */
#include "tests/support/emulator/unit.h"

#include "emulator/base/clock.h"
#include "emulator/base/json.h"
#include "emulator/services/apigateway/apigateway_stream.h"
#include "emulator/wire/event_stream.h"
#include "tests/support/emulator/drip.h"

static struct buf events;

static int drop(void **state)
{
    (void)state;
    buf_release(&events);
    return 0;
}

static void chunk(const char *text)
{
    event_stream_add(&events, "PayloadChunk", "application/octet-stream", span_of(text));
}

static void complete(const char *json)
{
    event_stream_add(&events, "InvokeComplete", "application/json", span_of(json));
}

/* All that is in the events, which come in pieces of that size; the last read's answer is *end. */
static struct span payloads(size_t piece, char *out, size_t room, ssize_t *end)
{
    struct drip from = drip_of(buf_span(&events), piece);
    struct source *s = api_stream_payloads(&from.source);
    size_t size = 0;

    while ((*end = source_read(s, out + size, room - size)) > 0) size += (size_t)*end;
    assert_int_equal(source_read(s, out, 1), *end);
    source_close(s);
    return (struct span){ out, size };
}

static void chunks_are_one_body(void **state)
{
    char out[64];
    ssize_t end;

    (void)state;
    chunk("one ");
    chunk("");
    event_stream_add(&events, "Another", "text/plain", SPAN("not this"));
    chunk("two");
    complete("{}");
    for (size_t piece = 1; piece < events.size; piece += 7) {
        assert_span_equal(payloads(piece, out, sizeof out, &end), "one two");
        assert_int_equal(end, 0);
    }
}

/* An error told at the end, an end that never came, and bytes that are none. */
static void what_is_not_whole_breaks_off(void **state)
{
    char out[64];
    ssize_t end;

    (void)state;
    chunk("one");
    assert_span_equal(payloads(5, out, sizeof out, &end), "one");
    assert_int_equal(end, -1);
    complete("{\"ErrorCode\": \"Runtime.ExitError\"}");
    assert_span_equal(payloads(5, out, sizeof out, &end), "one");
    assert_int_equal(end, -1);
    events.data[events.size - 1] ^= 1;
    assert_span_equal(payloads(5, out, sizeof out, &end), "one");
    assert_int_equal(end, -1);
}

static const char integration[] = "{\"responseTransferMode\": \"STREAM\", \"timeoutInMillis\": 1000}";

static void a_body_ends_with_its_time(void **state)
{
    struct arena a = { 0 };
    struct api_method method = { .integration = json_parse(&a, span_of(integration), NULL) };
    struct api_live live = { .rest = doc_map(&a) };
    struct api_request r = { .method = &method, .live = &live };
    struct drip from = drip_of(SPAN("abc"), 1);
    struct source *s = api_stream_open(&r, &from.source, clock_monotonic_us());
    char out[4];

    (void)state;
    assert_true(api_stream_is_wanted(&r));
    assert_int_equal(source_read(s, out, sizeof out), 1);
    assert_true(from.source.until_us > 0);
    source_close(s);
    s = api_stream_open(&r, &from.source, clock_monotonic_us() - 1000000);
    assert_int_equal(source_read(s, out, sizeof out), -1);
    assert_true(s->is_late);
    source_close(s);
    arena_release(&a);
}

static void a_pause_is_shorter_at_the_edge(void **state)
{
    struct arena a = { 0 };
    struct api_live live = { 0 };
    struct api_request r = { .live = &live };

    (void)state;
    live.rest = json_parse(&a, SPAN("{\"endpointConfiguration\": {\"types\": [\"EDGE\"]}}"), NULL);
    assert_int_equal(api_stream_pause_ms(&r), 30000);
    live.rest = json_parse(&a, SPAN("{\"endpointConfiguration\": {\"types\": [\"REGIONAL\"]}}"), NULL);
    assert_int_equal(api_stream_pause_ms(&r), 300000);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(chunks_are_one_body, drop),
        cmocka_unit_test_teardown(what_is_not_whole_breaks_off, drop),
        cmocka_unit_test(a_body_ends_with_its_time),
        cmocka_unit_test(a_pause_is_shorter_at_the_edge),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
