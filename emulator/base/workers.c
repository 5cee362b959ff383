/* A queue and a few threads, each made when there is work that no idle one can take. The queue is a list of what timers
 * and commits produce, which are bounded themselves. */
#include "emulator/base/workers.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "emulator/base/panic.h"

#define THREADS_MAX 64

struct work {
    work_fn *fn;
    void *arg; /* perhaps `value` */
    struct work *next;
    _Alignas(max_align_t) char value[];
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t arrived = PTHREAD_COND_INITIALIZER;
static struct work *first, **end = &first;
static pthread_t threads[THREADS_MAX];
static int thread_count, thread_max, idle_count, waiting_count;
static bool stopping = true;
static uint64_t submitted;

static struct work *take(void)
{
    struct work *w;

    pthread_mutex_lock(&lock);
    idle_count++;
    while (!first && !stopping) pthread_cond_wait(&arrived, &lock);
    idle_count--;
    w = first;
    if (w) {
        first = w->next;
        if (!first) end = &first;
        waiting_count--;
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
    pthread_mutex_lock(&lock);
    stopping = false;
    thread_max = count < 1 ? 1 : count > THREADS_MAX ? THREADS_MAX : count;
    pthread_mutex_unlock(&lock);
}

/* With nothing left, whoever comes from now on is turned away. */
static bool is_over(void)
{
    bool over;

    pthread_mutex_lock(&lock);
    over = !first;
    if (over) thread_count = 0;
    pthread_mutex_unlock(&lock);
    return over;
}

/* From now on no thread is made. Work that was submitted when the last one had gone is done here. */
void workers_stop(void)
{
    pthread_mutex_lock(&lock);
    stopping = true;
    pthread_cond_broadcast(&arrived);
    pthread_mutex_unlock(&lock);
    for (int i = 0; i < thread_count; i++) pthread_join(threads[i], NULL);
    do run(NULL);
    while (!is_over());
}

static void submit(struct work *w)
{
    pthread_mutex_lock(&lock);
    if (stopping && thread_count == 0) { /* nobody is left, and nobody will be */
        pthread_mutex_unlock(&lock);
        free(w);
        return;
    }
    *end = w;
    end = &w->next;
    waiting_count++;
    submitted++;
    if (!stopping && waiting_count > idle_count && thread_count < thread_max &&
        pthread_create(&threads[thread_count++], NULL, run, NULL))
        panic("no thread left for workers");
    pthread_mutex_unlock(&lock);
    pthread_cond_signal(&arrived); /* without the lock: who is woken need not wait for it */
}

void workers_submit(work_fn *fn, void *arg)
{
    struct work *w = memory_new(1, sizeof *w);

    w->fn = fn;
    w->arg = arg;
    submit(w);
}

void workers_submit_value(work_fn *fn, const void *value, size_t size)
{
    struct work *w = memory_new(1, sizeof *w + size);

    w->fn = fn;
    w->arg = w->value;
    memcpy(w->value, value, size);
    submit(w);
}

bool workers_are_idle(uint64_t *begun)
{
    bool are_idle;

    pthread_mutex_lock(&lock);
    are_idle = !first && idle_count == thread_count;
    *begun += submitted;
    pthread_mutex_unlock(&lock);
    return are_idle;
}
