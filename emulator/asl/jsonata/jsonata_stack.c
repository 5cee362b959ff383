/* A thread's stack is measured once, at its first question. */
#include "emulator/asl/jsonata/jsonata_stack.h"

#include <pthread.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define RESERVE_BYTES ((size_t)160 * 1024)
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define RESERVE_BYTES ((size_t)160 * 1024)
#endif
#endif
#ifndef RESERVE_BYTES
#define RESERVE_BYTES ((size_t)40 * 1024)
#endif

#define STACK_BYTES ((size_t)4 * 1024 * 1024)

static _Thread_local uintptr_t limit; /* below it, the stack is low; 0: not measured */

static uintptr_t measure(void)
{
    pthread_attr_t attributes;
    void *lowest = NULL;
    size_t size = 0;

    if (pthread_getattr_np(pthread_self(), &attributes)) return 1; /* unknown: never low */
    pthread_attr_getstack(&attributes, &lowest, &size);
    pthread_attr_destroy(&attributes);
    return (uintptr_t)lowest + RESERVE_BYTES;
}

bool jstack_is_low(void)
{
    if (!limit) limit = measure();
    return (uintptr_t)__builtin_frame_address(0) < limit;
}

struct run {
    void (*fn)(void *arg);
    void *arg;
};

static void *run(void *arg)
{
    struct run *r = arg;

    r->fn(r->arg);
    return NULL;
}

bool jstack_run(void (*fn)(void *arg), void *arg)
{
    struct run r = { fn, arg };
    pthread_attr_t attributes;
    pthread_t thread;
    bool started;

    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, STACK_BYTES);
    started = !pthread_create(&thread, &attributes, run, &r);
    pthread_attr_destroy(&attributes);
    if (started) pthread_join(thread, NULL);
    return started;
}
