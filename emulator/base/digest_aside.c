/* A ring of pieces between two threads. One fills them in turn, the other takes them in turn: pieces are counted from
 * the beginning on, and those that were given and not yet taken are the latter's. */
#include "emulator/base/digest_aside.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

#include "emulator/base/digest.h"
#include "emulator/base/panic.h"

#define PIECES      4
#define THREADS_MAX 4

struct digest_aside {
    struct digest_stream *digest;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    uint64_t given, taken;
    bool is_over; /* nothing more is given */
    size_t sizes[PIECES];
    char pieces[PIECES][DIGEST_ASIDE_BYTES];
};

static _Atomic int running;

/* Waits for a piece. False: there is none, and none will be. */
static bool piece_wait(struct digest_aside *d)
{
    bool is_there;

    pthread_mutex_lock(&d->lock);
    while (d->given == d->taken && !d->is_over) pthread_cond_wait(&d->changed, &d->lock);
    is_there = d->given > d->taken;
    pthread_mutex_unlock(&d->lock);
    return is_there;
}

static void count(struct digest_aside *d, uint64_t *pieces)
{
    pthread_mutex_lock(&d->lock);
    ++*pieces;
    pthread_cond_signal(&d->changed);
    pthread_mutex_unlock(&d->lock);
}

static void *run(void *aside)
{
    struct digest_aside *d = aside;

    for (size_t i = 0; piece_wait(d); i = (i + 1) % PIECES) {
        digest_stream_add(d->digest, (struct span){ d->pieces[i], d->sizes[i] });
        count(d, &d->taken);
    }
    return NULL;
}

static bool thread_take(void)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN), most = cores < 2 ? 1 : cores > THREADS_MAX ? THREADS_MAX : cores - 1;

    if (atomic_fetch_add(&running, 1) < most) return true;
    atomic_fetch_sub(&running, 1);
    return false;
}

static size_t release(struct digest_aside *d, unsigned char out[64])
{
    size_t size = digest_stream_end(d->digest, out);

    pthread_mutex_destroy(&d->lock);
    pthread_cond_destroy(&d->changed);
    free(d);
    atomic_fetch_sub(&running, 1);
    return size;
}

struct digest_aside *digest_aside_begin(struct span algorithm)
{
    unsigned char unused[64];
    struct digest_aside *d;

    if (!thread_take()) return NULL;
    d = memory_new(1, sizeof *d);
    d->digest = digest_stream_begin(algorithm, -1);
    pthread_mutex_init(&d->lock, NULL);
    pthread_cond_init(&d->changed, NULL);
    if (pthread_create(&d->thread, NULL, run, d) == 0) return d;
    release(d, unused);
    return NULL;
}

char *digest_aside_room(struct digest_aside *d)
{
    pthread_mutex_lock(&d->lock);
    while (d->given - d->taken == PIECES) pthread_cond_wait(&d->changed, &d->lock);
    pthread_mutex_unlock(&d->lock);
    return d->pieces[d->given % PIECES];
}

void digest_aside_add(struct digest_aside *d, size_t size)
{
    d->sizes[d->given % PIECES] = size;
    count(d, &d->given);
}

size_t digest_aside_end(struct digest_aside *d, unsigned char out[64])
{
    pthread_mutex_lock(&d->lock);
    d->is_over = true;
    pthread_cond_signal(&d->changed);
    pthread_mutex_unlock(&d->lock);
    pthread_join(d->thread, NULL);
    return release(d, out);
}
