/* Messages of application/vnd.amazon.eventstream, in which AWS answers with more than one event.
 * https://smithy.io/2.0/aws/amazon-eventstream.html
 *
 *   4 bytes  length of the message      big-endian, as all numbers
 *   4        length of the headers
 *   4        CRC-32 of these two
 *   n        headers: 1 byte length of the name, the name, 1 byte type (7: a string), 2 bytes length of the value, the value
 *   m        payload
 *   4        CRC-32 of all before it
 */
#ifndef NUBE_EVENT_STREAM_H
#define NUBE_EVENT_STREAM_H

#include "emulator/base/buf.h"

/* Adds an event's message, of a name as "PayloadChunk" and a content type. */
void event_stream_add(struct buf *b, const char *event, const char *content_type, struct span payload);

/* A message, read. Its spans are the bytes' own. */
struct event_message {
    struct span event, payload;
};

enum event_stream_found { EVENT_STREAM_PART, EVENT_STREAM_MESSAGE, EVENT_STREAM_BROKEN };

/* Takes the message at the front of the bytes off them, which may have a part of it only. Broken: its lengths do not
 * agree, or its sums do not hold. */
enum event_stream_found event_stream_take(struct span *bytes, struct event_message *message);

#endif
