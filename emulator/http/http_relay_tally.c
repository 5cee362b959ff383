/* A head ends as it does for civetweb: with an empty line, whose lines all end in CR LF or all in LF. */
#include "emulator/http/http_relay_tally.h"

#define TWO_LINE_FEEDS 0x0A0Au
#define TWO_LINE_ENDS  0x0D0A0D0Au

/* How many of the bytes belong to the head; all of them where it goes on. */
static size_t head_take(struct http_relay_tally *t, struct span bytes)
{
    for (size_t i = 0; i < bytes.size; i++) {
        t->last = t->last << 8 | (unsigned char)bytes.data[i];
        if ((t->last & 0xFFFF) != TWO_LINE_FEEDS && t->last != TWO_LINE_ENDS) continue;
        t->heads++;
        t->is_beyond = true;
        t->beyond = 0;
        t->last = 0;
        return i + 1;
    }
    return bytes.size;
}

static bool is_whole(const struct http_relay_tally *t, const struct http_relay_heard *heard)
{
    return t->is_beyond && heard->begun == t->heads && t->beyond == heard->body_bytes;
}

void http_relay_tally_sent(struct http_relay_tally *t, struct span bytes, const struct http_relay_heard *heard)
{
    if (t->is_lost || !bytes.size) return;
    if (is_whole(t, heard)) t->is_beyond = false;
    if (!t->is_beyond) bytes = span_sub(bytes, head_take(t, bytes), SIZE_MAX);
    if (t->is_beyond) t->beyond += (int64_t)bytes.size;
    if (t->is_beyond && heard->begun == t->heads && (heard->body_bytes < 0 || t->beyond > heard->body_bytes))
        t->is_lost = true;
}

bool http_relay_tally_rests(const struct http_relay_tally *t, const struct http_relay_heard *heard)
{
    if (t->is_lost) return false;
    return is_whole(t, heard) && heard->answered == t->heads;
}
