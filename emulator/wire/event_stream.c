/* Messages, written and read. */
#include "emulator/wire/event_stream.h"

#include <arpa/inet.h>

#include "emulator/base/crc.h"

#define STRING_TYPE   7

#define PRELUDE_BYTES 12
#define SUM_BYTES     4

/* --- writing ------------------------------------------------------------------------------------------------------ */

static void number_add(struct buf *b, size_t value)
{
    uint32_t bytes = htonl((uint32_t)value);

    buf_add(b, &bytes, sizeof bytes);
}

static void header_add(struct buf *b, const char *name, const char *value)
{
    uint16_t size = htons((uint16_t)strlen(value));

    buf_add_char(b, (char)strlen(name));
    buf_add_text(b, name);
    buf_add_char(b, STRING_TYPE);
    buf_add(b, &size, sizeof size);
    buf_add_text(b, value);
}

static void check_add(struct buf *b, size_t from)
{
    number_add(b, crc_add(CRC_32, 0, span_sub(buf_span(b), from, SIZE_MAX)));
}

void event_stream_add(struct buf *b, const char *event, const char *content_type, struct span payload)
{
    struct buf headers = { 0 };
    size_t from = b->size;

    header_add(&headers, ":event-type", event);
    header_add(&headers, ":content-type", content_type);
    header_add(&headers, ":message-type", "event");
    number_add(b, headers.size + payload.size + 16);
    number_add(b, headers.size);
    check_add(b, from);
    buf_add_span(b, buf_span(&headers));
    buf_add_span(b, payload);
    check_add(b, from);
    buf_release(&headers);
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

static size_t number_at(struct span bytes, size_t at)
{
    uint32_t number;

    memcpy(&number, bytes.data + at, sizeof number);
    return ntohl(number);
}

static bool sum_holds(struct span bytes, size_t size)
{
    return crc_add(CRC_32, 0, span_sub(bytes, 0, size)) == number_at(bytes, size);
}

/* Takes a header that is a string off the front; of other types no event has any. */
static bool header_take(struct span *headers, struct span *name, struct span *value)
{
    size_t at = headers->size ? 1 + (size_t)(unsigned char)headers->data[0] : 0, size;

    if (!at || headers->size < at + 3 || headers->data[at] != STRING_TYPE) return false;
    size = (size_t)(unsigned char)headers->data[at + 1] << 8 | (unsigned char)headers->data[at + 2];
    if (headers->size < at + 3 + size) return false;
    *name = span_sub(*headers, 1, at - 1);
    *value = span_sub(*headers, at + 3, size);
    *headers = span_sub(*headers, at + 3 + size, SIZE_MAX);
    return true;
}

static bool headers_read(struct span headers, struct event_message *message)
{
    struct span name, value;

    while (headers.size) {
        if (!header_take(&headers, &name, &value)) return false;
        if (span_is(name, ":event-type")) message->event = value;
    }
    return true;
}

enum event_stream_found event_stream_take(struct span *bytes, struct event_message *message)
{
    size_t size, headers;

    if (bytes->size < PRELUDE_BYTES) return EVENT_STREAM_PART;
    size = number_at(*bytes, 0);
    headers = number_at(*bytes, 4);
    if (size < PRELUDE_BYTES + SUM_BYTES || headers > size - PRELUDE_BYTES - SUM_BYTES || !sum_holds(*bytes, 8))
        return EVENT_STREAM_BROKEN;
    if (bytes->size < size) return EVENT_STREAM_PART;
    *message = (struct event_message){ { NULL, 0 }, { NULL, 0 } };
    if (!sum_holds(*bytes, size - SUM_BYTES) || !headers_read(span_sub(*bytes, PRELUDE_BYTES, headers), message))
        return EVENT_STREAM_BROKEN;
    message->payload = span_sub(*bytes, PRELUDE_BYTES + headers, size - PRELUDE_BYTES - SUM_BYTES - headers);
    *bytes = span_sub(*bytes, size, SIZE_MAX);
    return EVENT_STREAM_MESSAGE;
}
