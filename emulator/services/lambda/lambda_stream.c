/* A buffer, a lock and a condition. */
#include "emulator/services/lambda/lambda_stream.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>

#include "emulator/base/panic.h"

struct lambda_stream {
    struct source source; /* first */
    void (*begun)(struct span content_type, void *arg);
    void *begun_arg;
    pthread_mutex_t lock;
    pthread_cond_t came;
    struct buf bytes;
    size_t taken; /* of them */
    bool has_begun, has_ended, is_closed;
    void (*go_on)(void *arg);
    void *go_on_arg;
    struct arena arena;
    struct lambda_stream_outcome outcome;
};

static void stream_free(struct lambda_stream *s)
{
    pthread_mutex_destroy(&s->lock);
    pthread_cond_destroy(&s->came);
    buf_release(&s->bytes);
    arena_release(&s->arena);
    free(s);
}

/* --- the giver ---------------------------------------------------------------------------------------------------- */

void lambda_stream_begin(struct lambda_stream *s, struct span content_type)
{
    if (s->has_begun) return;
    s->has_begun = true;
    s->begun(content_type, s->begun_arg);
}

/* Bytes that were taken make room for the next ones. */
static void bytes_add(struct lambda_stream *s, struct span piece)
{
    if (s->taken >= s->bytes.size / 2 && s->taken) {
        memmove(s->bytes.data, s->bytes.data + s->taken, s->bytes.size - s->taken);
        s->bytes.size -= s->taken;
        s->taken = 0;
    }
    buf_add_span(&s->bytes, piece);
}

bool lambda_stream_give(struct lambda_stream *s, struct span piece, void (*go_on)(void *arg), void *arg)
{
    bool is_full;

    pthread_mutex_lock(&s->lock);
    if (!s->is_closed) bytes_add(s, piece);
    is_full = s->bytes.size - s->taken >= LAMBDA_STREAM_ROOM;
    if (is_full) {
        s->go_on = go_on;
        s->go_on_arg = arg;
    }
    pthread_cond_signal(&s->came);
    pthread_mutex_unlock(&s->lock);
    return !is_full;
}

void lambda_stream_end(struct lambda_stream *s, struct span error_type, struct span error, struct span log_tail)
{
    bool is_last;

    pthread_mutex_lock(&s->lock);
    s->outcome = (struct lambda_stream_outcome){ arena_span(&s->arena, error_type), arena_span(&s->arena, error),
                                                 arena_span(&s->arena, log_tail) };
    s->has_ended = true;
    s->go_on = NULL;
    is_last = s->is_closed;
    pthread_cond_signal(&s->came);
    pthread_mutex_unlock(&s->lock);
    if (is_last) stream_free(s);
}

/* --- the taker ---------------------------------------------------------------------------------------------------- */

/* Under the lock, which it leaves for the call: the giver's own lock comes before this one's. */
static void tell_room(struct lambda_stream *s)
{
    void (*go_on)(void *arg) = s->go_on;
    void *arg = s->go_on_arg;

    if (!go_on || (s->bytes.size - s->taken > LAMBDA_STREAM_ROOM / 2 && !s->is_closed)) return;
    s->go_on = NULL;
    pthread_mutex_unlock(&s->lock);
    go_on(arg);
    pthread_mutex_lock(&s->lock);
}

/* Under the lock. False: nothing came in time. */
static bool piece_await(struct lambda_stream *s)
{
    int64_t until_us = s->source.until_us;
    struct timespec until = { until_us / 1000000, until_us % 1000000 * 1000 };

    while (s->taken == s->bytes.size && !s->has_ended && !s->source.is_late) {
        if (!until_us) pthread_cond_wait(&s->came, &s->lock);
        else s->source.is_late = pthread_cond_timedwait(&s->came, &s->lock, &until) == ETIMEDOUT;
    }
    return !s->source.is_late;
}

static ssize_t stream_read(struct source *source, void *out, size_t room)
{
    struct lambda_stream *s = (struct lambda_stream *)source;
    struct span piece;

    pthread_mutex_lock(&s->lock);
    if (!piece_await(s)) {
        pthread_mutex_unlock(&s->lock);
        return -1;
    }
    piece = span_sub(buf_span(&s->bytes), s->taken, room);
    if (piece.size) memcpy(out, piece.data, piece.size);
    s->taken += piece.size;
    tell_room(s);
    pthread_mutex_unlock(&s->lock);
    return (ssize_t)piece.size;
}

static void stream_close(struct source *source)
{
    struct lambda_stream *s = (struct lambda_stream *)source;
    bool is_last;

    pthread_mutex_lock(&s->lock);
    s->is_closed = true;
    buf_release(&s->bytes);
    s->taken = 0;
    tell_room(s);
    is_last = s->has_ended;
    pthread_mutex_unlock(&s->lock);
    if (is_last) stream_free(s);
}

struct lambda_stream *lambda_stream_new(void (*begun)(struct span content_type, void *arg), void *arg)
{
    struct lambda_stream *s = memory_new(1, sizeof *s);
    pthread_condattr_t monotonic;

    s->source = (struct source){ .size = -1, .read = stream_read, .close = stream_close };
    s->begun = begun;
    s->begun_arg = arg;
    pthread_mutex_init(&s->lock, NULL);
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&s->came, &monotonic);
    pthread_condattr_destroy(&monotonic);
    return s;
}

struct source *lambda_stream_source(struct lambda_stream *s)
{
    return &s->source;
}

const struct lambda_stream_outcome *lambda_stream_outcome(const struct lambda_stream *s)
{
    return &s->outcome;
}
