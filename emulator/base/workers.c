/* A queue and a few threads. The queue is a list of what timers and commits produce, which are bounded themselves. */
#include "emulator/base/workers.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

#define THREADS_MAX 64

struct work {
    work_fn *fn;
    void *arg;
    struct work *next;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t arrived = PTHREAD_COND_INITIALIZER;
static struct work *first, **end = &first;
static pthread_t threads[THREADS_MAX];
static int thread_count;
static bool stopping;

static struct work *take(void)
{
    struct work *w;

    pthread_mutex_lock(&lock);
    while (!first && !stopping) pthread_cond_wait(&arrived, &lock);
    w = first;
    if (w) {
        first = w->next;
        if (!first) end = &first;
    }
    pthread_mutex_unlock(&lock);
    return w;
}

static void *run(void *unused)
{
    struct work *w;

    (void)unused;
    while ((w = take())) {
        w->fn(w->arg);
        free(w);
    }
    return NULL;
}

void workers_start(int count)
{
    stopping = false;
    thread_count = count < 1 ? 1 : count > THREADS_MAX ? THREADS_MAX : count;
    for (int i = 0; i < thread_count; i++)
        if (pthread_create(&threads[i], NULL, run, NULL)) abort();
}

void workers_stop(void)
{
    pthread_mutex_lock(&lock);
    stopping = true;
    pthread_cond_broadcast(&arrived);
    pthread_mutex_unlock(&lock);
    for (int i = 0; i < thread_count; i++) pthread_join(threads[i], NULL);
    thread_count = 0;
}

void workers_submit(work_fn *fn, void *arg)
{
    struct work *w = malloc(sizeof *w);

    if (!w) abort();
    *w = (struct work){ fn, arg, NULL };
    pthread_mutex_lock(&lock);
    *end = w;
    end = &w->next;
    pthread_cond_signal(&arrived);
    pthread_mutex_unlock(&lock);
}
