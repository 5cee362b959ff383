/* Is all that was sent on a connection to the listener part of requests that were answered? Then nothing of it lies
 * there half read, and the connection may go without anybody's loss. Told from the bytes themselves, which tell where a
 * head ends, and from the listener, which tells how long bodies are. */
#ifndef NUBE_HTTP_RELAY_TALLY_H
#define NUBE_HTTP_RELAY_TALLY_H

#include "emulator/base/span.h"

/* Zero: nothing was sent. */
struct http_relay_tally {
    int heads;      /* that were sent wholly */
    uint32_t last;  /* the latest four bytes of the head under way */
    int64_t beyond; /* bytes behind the last head */
    bool is_beyond; /* no head is under way */
    bool is_lost;   /* requests were sent ahead, or in chunks: it is never known again */
};

/* What the listener says: how many requests it began and answered, and the length of the last one's body (-1: not
 * known). */
struct http_relay_heard {
    int begun, answered;
    int64_t body_bytes;
};

/* These bytes are sent now. */
void http_relay_tally_sent(struct http_relay_tally *t, struct span bytes, const struct http_relay_heard *heard);

/* Was all answered? */
bool http_relay_tally_rests(const struct http_relay_tally *t, const struct http_relay_heard *heard);

#endif
