/* See small_stack.h. Sanitizers make frames larger, by how much depends on the code: ten times has been enough. */
#include "tests/support/emulator/small_stack.h"

#include "tests/support/emulator/unit.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define FRAMES 10
#else
#define FRAMES 1
#endif

pthread_t small_stack_start(size_t bytes, void *(*run)(void *arg), void *arg)
{
    pthread_attr_t attributes;
    pthread_t thread;

    pthread_attr_init(&attributes);
    assert_int_equal(pthread_attr_setstacksize(&attributes, bytes * FRAMES), 0);
    assert_int_equal(pthread_create(&thread, &attributes, run, arg), 0);
    pthread_attr_destroy(&attributes);
    return thread;
}

void small_stack_run(size_t bytes, void *(*run)(void *arg), void *arg)
{
    pthread_join(small_stack_start(bytes, run, arg), NULL);
}
