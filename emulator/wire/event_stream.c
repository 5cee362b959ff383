/* Messages, written. */
#include "emulator/wire/event_stream.h"

#include <arpa/inet.h>

#include "emulator/base/crc.h"

#define STRING_TYPE 7

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
