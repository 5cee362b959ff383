/* nube: AWS on a developer's machine. Options, start, stop. */
#include <errno.h>
#include <limits.h>
#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "emulator/base/files.h"
#include "emulator/base/log.h"
#include "emulator/base/timers.h"
#include "emulator/base/workers.h"
#include "emulator/core/park.h"
#include "emulator/core/service.h"
#include "emulator/core/settings.h"
#include "emulator/edge/admin.h"
#include "emulator/edge/browser.h"
#include "emulator/edge/request.h"
#include "emulator/http/http_server.h"
#include "emulator/http/http_waiting.h"
#include "emulator/options.h"
#include "emulator/services/services.h"
#include "emulator/store/store.h"

#define BODY_BYTES_MAX     ((size_t)72 * 1024 * 1024) /* a 50 MB function package in base64 */
#define KEEP_ALIVE_MS      2000
#define BACKGROUND_THREADS 4
#define DRAIN_MS           5000

static int fail(const char *why)
{
    fprintf(stderr, "nube: %s\n", why);
    return 1;
}

/* Signals are taken by main alone, in signals_wait. */
static void signals_block(sigset_t *set)
{
    sigemptyset(set);
    sigaddset(set, SIGINT);
    sigaddset(set, SIGTERM);
    sigaddset(set, SIGHUP);
    pthread_sigmask(SIG_BLOCK, set, NULL);
    signal(SIGPIPE, SIG_IGN);
}

static void services_start(void)
{
    for (const struct service *const *s = services; *s; s++)
        if ((*s)->start && (*s)->start()) log_error("%s could not take up its work", (*s)->name);
}

static void services_stop(void)
{
    for (const struct service *const *s = services; *s; s++)
        if ((*s)->stop) (*s)->stop();
}

static struct http_server *front_start(const char **error)
{
    struct http_server_options options = {
        .host = settings.host,
        .port = settings.port,
        .threads = settings.workers,
        .body_bytes_max = BODY_BYTES_MAX,
        .keep_alive_ms = KEEP_ALIVE_MS,
        .handle = request_handle,
    };

    http_waiting_init(settings.workers);
    return http_server_start(&options, error);
}

static void run_until_signalled(const sigset_t *set, struct http_server *front)
{
    int signal_number;

    settings.port = http_server_port(front);
    fprintf(stderr, "Nube %s listens on http://%s:%d, data in %s\nReady.\n", NUBE_VERSION, settings.host, settings.port,
            settings.data_dir);
    sigwait(set, &signal_number);
    log_info("stopping");
}

static void run(struct http_server *front, const sigset_t *set)
{
    run_until_signalled(set, front);
    services_stop();
    park_close(true);
    http_server_drain(front, DRAIN_MS);
}

/* The store is open: everything else around it. */
static int serve_from_store(const sigset_t *set)
{
    const char *error = "";
    struct http_server *front;

    timers_start();
    workers_start(BACKGROUND_THREADS);
    services_start();
    front = front_start(&error);
    if (front) run(front, set);
    else services_stop();
    timers_stop();
    workers_stop();
    return front ? 0 : fail(error);
}

/* The port is looked at first, so that a second Nube on it touches nothing. */
static int serve(const sigset_t *set)
{
    static char absolute[PATH_MAX];
    const char *error = "";
    int status;

    if (!http_server_is_free(settings.host, settings.port)) {
        fprintf(stderr, "nube: cannot listen on %s:%d: the port is taken or the address is not this machine's\n",
                settings.host, settings.port);
        return 1;
    }
    if (store_open(settings.data_dir, settings.is_fully_durable ? STORE_FULL : STORE_NORMAL, services_schemas(),
                   &error))
        return fail(error);
    if (realpath(settings.data_dir, absolute)) settings.data_dir = absolute;
    status = serve_from_store(set);
    store_close();
    return status;
}

/* Large blocks go back to the system when they are freed, and threads share a few heaps: else one upload of a package would stay
 * with the process for good. An arena's chunks are smaller than those, so that a request does not fetch its memory from the kernel. */
static void heap_tune(void)
{
    mallopt(M_MMAP_THRESHOLD, 128 * 1024);
    mallopt(M_TRIM_THRESHOLD, 1024 * 1024);
    mallopt(M_ARENA_MAX, 4);
}

int main(int argc, char **argv)
{
    sigset_t set;
    int done = options_parse(argc, argv), status;

    if (done >= 0) return done;
    heap_tune();
    signals_block(&set);
    if (settings.allow_origin) browser_allow(settings.allow_origin);
    status = serve(&set);
    if (settings.is_ephemeral) directory_remove(settings.data_dir);
    return status;
}
