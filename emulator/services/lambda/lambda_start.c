/* Starting processes: the code unpacked, the role assumed, a port of the Runtime API, and the spawn. */
#include "emulator/services/lambda/lambda_start.h"

#include <stdlib.h>

#include "emulator/base/clock.h"
#include "emulator/base/panic.h"
#include "emulator/base/workers.h"
#include "emulator/services/lambda/lambda_code.h"
#include "emulator/services/lambda/lambda_credentials.h"
#include "emulator/services/lambda/lambda_endings.h"
#include "emulator/services/lambda/lambda_groups.h"
#include "emulator/services/lambda/lambda_poll.h"

/* AWS: as of one that starts and ends at once, twice. */
static void failure_log(struct lambda_target *t, struct lambda_ending *e, const char *type)
{
    struct lambda_phase_end end = { "error", type };
    struct lambda_instance none = { .target = t, .process.log_fd = -1 };

    lambda_log_open(&none.log, &t->f);
    lambda_platform_init(&none.log, "init", 0, end);
    lambda_platform_init(&none.log, "invoke", 0, end);
    lambda_platform_start(&none.log, e->invocation->request_id, e->invocation->invoked_arn, e->invocation->trace_id);
    lambda_ending_log(e, &none);
    lambda_log_release(&none.log);
}

/* A process could not be started: the first in line pays for it. */
static void start_failed(struct lambda_target *t, const char *type, const char *message)
{
    struct lambda_ending *e = NULL;
    struct lambda_invocation *v;

    pthread_mutex_lock(&lambda_pool.lock);
    t->starting--;
    t->failed_starts++;
    v = lambda_line_take(t);
    if (v) {
        e = lambda_ending_new(v, "Unhandled");
        v->started_us = clock_monotonic_us();
        lambda_ending_error(e, type, arena_string(&e->arena, span_of(message)));
        failure_log(t, e, type);
    }
    if (lambda_targets_sweep()) lambda_code_sweep_later();
    pthread_mutex_unlock(&lambda_pool.lock);
    lambda_endings_tell(e);
}

/* A copy of the target's credentials, renewed when they end within an hour. */
static int target_credentials(struct lambda_target *t, struct lambda_credentials *out)
{
    int rc = 0;

    pthread_mutex_lock(&lambda_pool.lock);
    *out = t->credentials;
    pthread_mutex_unlock(&lambda_pool.lock);
    if (out->expires_ms > clock_now_ms() + 3600 * 1000) return 0;
    rc = lambda_credentials_assume(&t->f, out);
    pthread_mutex_lock(&lambda_pool.lock);
    if (rc == 0) t->credentials = *out;
    pthread_mutex_unlock(&lambda_pool.lock);
    return rc;
}

/* NULL: there is no port for its Runtime API. */
static struct lambda_instance *instance_new(struct lambda_target *t, const struct lambda_credentials *credentials)
{
    struct lambda_instance *i = memory_new(1, sizeof *i);

    i->target = t;
    i->endpoint = lambda_runtime_open(i);
    lambda_log_open(&i->log, &t->f);
    i->since_us = clock_monotonic_us();
    i->credentials_expire_ms = credentials->expires_ms;
    if (i->endpoint) return i;
    lambda_log_release(&i->log);
    free(i);
    return NULL;
}

static bool is_provisioned(const struct lambda_target *t)
{
    bool is;

    pthread_mutex_lock(&lambda_pool.lock);
    is = t->provisioned > 0;
    pthread_mutex_unlock(&lambda_pool.lock);
    return is;
}

static void extensions_expect(struct lambda_instance *i, const char *layers)
{
    struct lambda_extensions *all = memory_new(1, sizeof *all);

    lambda_extensions_expect(all, layers);
    if (all->count) i->extensions = all;
    else free(all);
}

/* One that has no process. Without the lock. */
static void instance_drop(struct lambda_instance *i)
{
    pthread_mutex_lock(&lambda_pool.lock);
    lambda_endpoint_disown(i->endpoint);
    pthread_mutex_unlock(&lambda_pool.lock);
    lambda_endpoint_close(i->endpoint);
    lambda_log_release(&i->log);
    free(i->extensions);
    free(i);
}

/* Its code in place, or unpacked, and its layers. */
static int folders_find(struct lambda_launch *l, struct arena *a, const char **error)
{
    const struct lambda_function *f = l->function;

    l->folder = f->hot_folder.data ? arena_string(a, f->hot_folder) : lambda_code_folder(a, f->code_sha256, error);
    return l->folder ? lambda_code_layers(a, f, &l->layers, error) : -1;
}

const char *lambda_start_phase(const struct lambda_target *t)
{
    return t->line && t->line->is_inline ? "invoke" : "init";
}

static int target_launch(struct lambda_target *t, struct arena *a, const char **error_type, const char **error)
{
    struct lambda_credentials credentials;
    struct lambda_launch launch = { .function = &t->f, .credentials = &credentials, .wrap = t->wrap };
    struct lambda_instance *i;

    *error_type = "Runtime.Unknown";
    if (folders_find(&launch, a, error)) return -1;
    *error = "the function's role cannot be assumed";
    if (target_credentials(t, &credentials)) return -1;
    *error = "no port for its Runtime API";
    i = instance_new(t, &credentials);
    if (!i) return -1;
    launch.port = lambda_endpoint_port(i->endpoint);
    launch.log_stream = i->log.stream;
    launch.is_provisioned = i->log.is_provisioned = is_provisioned(t);
    if (launch.layers) extensions_expect(i, launch.layers);
    launch.has_gate = i->extensions;
    if (lambda_launch_prepare(&launch, a, error_type, error)) {
        instance_drop(i);
        return -1;
    }
    pthread_mutex_lock(&lambda_pool.lock);
    if (lambda_pool.is_stopping || lambda_process_start(&launch, &i->process, error_type, error)) {
        pthread_mutex_unlock(&lambda_pool.lock);
        lambda_group_end(launch.group);
        instance_drop(i);
        return -1;
    }
    i->next = t->instances;
    t->instances = i;
    lambda_pool.instance_count++;
    lambda_platform_begin(&i->log, lambda_start_phase(t));
    lambda_poll_add(i);
    pthread_mutex_unlock(&lambda_pool.lock);
    lambda_poll_wake();
    return 0;
}

/* On a worker: unpacking takes its time, and the role's credentials wait for the store's writer. */
static void start_work(void *arg)
{
    struct lambda_target *t = arg; /* there as long as its `starting` counts this */
    struct arena a = { 0 };
    const char *error, *error_type = "Runtime.Unknown";

    if (target_launch(t, &a, &error_type, &error)) start_failed(t, error_type, error);
    arena_release(&a);
}

void lambda_instance_start(struct lambda_target *t)
{
    t->starting++;
    workers_submit(start_work, t);
}
