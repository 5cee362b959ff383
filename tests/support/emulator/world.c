/* A small world for tests. */
#include "tests/support/emulator/world.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "emulator/base/files.h"
#include "emulator/base/timers.h"
#include "emulator/base/workers.h"
#include "emulator/core/park.h"
#include "emulator/core/quiet.h"
#include "emulator/core/settings.h"
#include "emulator/core/startup.h"
#include "emulator/edge/authorise.h"
#include "emulator/edge/dispatch.h"
#include "emulator/http/http_waiting.h"
#include "emulator/services/services.h"
#include "emulator/store/blob_sweep.h"
#include "emulator/store/blobs.h"
#include "emulator/store/store.h"
#include "emulator/store/template.h"

#define THREADS 64 /* as the front listener has: a quarter of them never waits */

static char directory[64];

const char *temporary_directory(char out[64])
{
    strcpy(out, "/var/tmp/nube-test-XXXXXX"); /* which functions see, too: they have a /tmp of their own */
    if (!mkdtemp(out)) fail_msg("no temporary folder");
    return out;
}

const char *world_directory(void)
{
    return directory;
}

/* A test may have put services of its own there. */
static void assemble(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT; /* threads of a test may come here together */

    if (!*services) {
        services_register();
        template_register(template_data, (size_t)(template_end - template_data));
    }
    pthread_once(&once, dispatch_register);
}

void world_start(void)
{
    const char *error = "";

    assemble();
    settings.data_dir = directory;
    if (store_open(directory, STORE_NORMAL, services_schemas(), &error)) fail_msg("%s", error);
    http_waiting_init(THREADS);
    park_close(false);
    timers_start();
    workers_start(2);
    blobs_open(directory, false);
    blob_sweep_start();
    authorise_start();
    assert_int_equal(services_start(), 0);
}

void world_stop(void)
{
    services_stop();
    park_close(true);
    timers_stop();
    workers_stop();
    store_close();
}

int world_setup(void **state)
{
    (void)state;
    temporary_directory(directory);
    clock_restore();
    world_start();
    return 0;
}

/* Frozen before anything runs: what began by the machine's clock would take rows of the frozen one for days old. */
int world_setup_frozen(void **state)
{
    (void)state;
    temporary_directory(directory);
    clock_restore();
    clock_freeze(true);
    clock_set(WORLD_NOW_MS);
    world_start();
    return 0;
}

int world_teardown(void **state)
{
    (void)state;
    world_stop();
    clock_restore();
    directory_remove(directory);
    return 0;
}

void world_advance(int64_t milliseconds)
{
    clock_advance(milliseconds);
    timers_settle();
}

bool timer_comes(int64_t from_ms, int64_t to_ms)
{
    for (int i = 0; i < 10000; i++, usleep(1000)) {
        int64_t due, now_ms = clock_now_ms();
        if (timers_next(&due) && due >= now_ms + from_ms && due <= now_ms + to_ms) return true;
    }
    return false;
}

void timer_await(int64_t from_ms, int64_t to_ms)
{
    int64_t due = 0;

    if (timer_comes(from_ms, to_ms)) return;
    if (!timers_next(&due)) fail_msg("there is no timer after ten seconds");
    fail_msg("after ten seconds the first timer is due in %lld ms, not within %lld and %lld",
             (long long)(due - clock_now_ms()), (long long)from_ms, (long long)to_ms);
}

void world_quiesce(int parked_min)
{
    const char *word = "";

    for (int i = 0; i < 20000; i++, usleep(500))
        if (!(word = quiet_who_is_busy()) && park_count() >= parked_min) return;
    if (word) fail_msg("still busy after ten seconds: %s", word);
    fail_msg("%d calls are parked after ten seconds, not %d", park_count(), parked_min);
}

static struct call *prepare(const char *service, const char *operation, const char *format, va_list args)
{
    struct call *c;

    assemble();
    c = door_open(service, operation, &identity_default, SPAN("http://localhost:4566"));
    if (!c) fail_msg("there is no %s %s", service, operation);
    c->in = json_parse(&c->arena, span_of(arena_vprintf(&c->arena, format, args)), NULL);
    assert_non_null(c->in);
    return c;
}

struct call *call_prepare(const char *service, const char *operation, const char *format, ...)
{
    va_list args;
    struct call *c;

    va_start(args, format);
    c = prepare(service, operation, format, args);
    va_end(args);
    return c;
}

struct call *ask(const char *service, const char *operation, const char *format, ...)
{
    va_list args;
    struct call *c;

    va_start(args, format);
    c = prepare(service, operation, format, args);
    va_end(args);
    door_call(c);
    return c;
}

struct pending {
    pthread_mutex_t lock;
    struct call *call;
    bool is_done;
};

static void pending_done(struct call *c, void *arg)
{
    struct pending *p = arg;

    (void)c;
    pthread_mutex_lock(&p->lock);
    p->is_done = true;
    pthread_mutex_unlock(&p->lock);
}

struct pending *pending_start(struct call *c)
{
    struct pending *p = calloc(1, sizeof *p);

    assert_non_null(p);
    pthread_mutex_init(&p->lock, NULL);
    p->call = c;
    c->done = pending_done;
    c->done_arg = p;
    door_submit(c);
    return p;
}

bool pending_is_done(struct pending *p)
{
    bool is_done;

    pthread_mutex_lock(&p->lock);
    is_done = p->is_done;
    pthread_mutex_unlock(&p->lock);
    return is_done;
}

struct call *pending_end(struct pending *p)
{
    struct call *c = p->call;

    for (int i = 0; i < 10000 && !pending_is_done(p); i++) usleep(1000);
    if (!pending_is_done(p)) fail_msg("%s never ended", c->operation->name);
    pthread_mutex_destroy(&p->lock);
    free(p);
    return c;
}
