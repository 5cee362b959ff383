/* An answer on its way, piece by piece, from a function's process to whoever invoked it: a bounded pipe between the
 * thread that takes the pieces from the process and the one that passes them on. Whichever side ends last frees it.
 *
 * The giver (the pool) begins it, gives pieces, and ends it, once, whatever happens. When it is full the giver stops
 * reading of the process, until `go_on` tells it that there is room. The taker reads it as a source and closes that,
 * perhaps early: then what is still given is dropped. */
#ifndef NUBE_LAMBDA_STREAM_H
#define NUBE_LAMBDA_STREAM_H

#include "emulator/base/buf.h"
#include "emulator/base/source.h"

#define LAMBDA_STREAM_ROOM 262144 /* bytes in it, and what came with the one that filled it */

struct lambda_stream;

/* `begun` is called once, on the giver's thread, when it is known that an answer comes, of that content type (perhaps
 * absent); before `end`. */
struct lambda_stream *lambda_stream_new(void (*begun)(struct span content_type, void *arg), void *arg);

/* --- the giver's --- */

void lambda_stream_begin(struct lambda_stream *s, struct span content_type);

/* False: it is full, or `go_on(arg)` will be called, once, from the taker's thread. */
bool lambda_stream_give(struct lambda_stream *s, struct span piece, void (*go_on)(void *arg), void *arg);

/* How it ended: an error's type and JSON, absent after a success; the tail of the log. The giver has it no more.
 * `go_on` may be called once more, by a thread that is about to. */
void lambda_stream_end(struct lambda_stream *s, struct span error_type, struct span error, struct span log_tail);

/* --- the taker's --- */

struct lambda_stream_outcome {
    struct span error_type, error, log_tail; /* absent: none; as long as the source */
};

/* Its pieces, as they come; read waits for them. Its close is the taker's end. */
struct source *lambda_stream_source(struct lambda_stream *s);

/* Once the source was read to its end. */
const struct lambda_stream_outcome *lambda_stream_outcome(const struct lambda_stream *s);

#endif
