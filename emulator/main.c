/* nube: AWS on a developer's machine. Options, start, stop. */
#include <errno.h>
#include <limits.h>
#include <malloc.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "emulator/base/authority.h"
#include "emulator/base/files.h"
#include "emulator/base/log.h"
#include "emulator/base/panic.h"
#include "emulator/base/timers.h"
#include "emulator/base/workers.h"
#include "emulator/core/park.h"
#include "emulator/core/service.h"
#include "emulator/core/settings.h"
#include "emulator/core/startup.h"
#include "emulator/edge/admin.h"
#include "emulator/edge/authorise.h"
#include "emulator/edge/browser.h"
#include "emulator/edge/dispatch.h"
#include "emulator/edge/init_scripts.h"
#include "emulator/edge/request.h"
#include "emulator/edge/tls_names.h"
#include "emulator/http/http_apart.h"
#include "emulator/http/http_front.h"
#include "emulator/http/http_server.h"
#include "emulator/http/http_waiting.h"
#include "emulator/store/ephemeral.h"
#include "emulator/options.h"
#include "emulator/services/services.h"
#include "emulator/store/blob_sweep.h"
#include "emulator/store/blobs.h"
#include "emulator/store/store.h"
#include "emulator/store/template.h"
#include "emulator/trust.h"
#include "emulator/version.h"

#define KEEP_ALIVE_MS      60000
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
    signal(SIGXFSZ, SIG_IGN); /* a file that may not grow is an error of the write */
}

static int services_configure(void)
{
    for (const struct service *const *s = services; *s; s++)
        if ((*s)->configure && (*s)->configure()) return 2;
    return -1;
}

static int init_configure(void)
{
    const char *error;

    if (!settings.init_dir || init_scripts_read(settings.init_dir, &error) == 0) return -1;
    fprintf(stderr, "nube: --init %s: %s\n", settings.init_dir, error);
    return 2;
}

static int tls_configure(void)
{
    const char *error;

    if (tls_names_configure(&error) == 0) return -1;
    fprintf(stderr, "nube: %s\n", error);
    return 2;
}

/* --- the front ---------------------------------------------------------------------------------------------------- */

/* Making its threads takes as long as opening the store, so it is started beside it; requests wait at the gate until
 * all is there. */
struct front {
    pthread_t starter;
    struct http_server *server;
    struct http_front *before; /* it: for TLS and IPv6; NULL where there is neither */
    int most_before;           /* connections of that */
    const char *error;
};

static pthread_mutex_t gate_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t gate_opened = PTHREAD_COND_INITIALIZER;
static _Atomic bool gate_is_open;

static void gate_open(void)
{
    pthread_mutex_lock(&gate_lock);
    gate_is_open = true;
    pthread_cond_broadcast(&gate_opened);
    pthread_mutex_unlock(&gate_lock);
}

static void gate_pass(void)
{
    if (gate_is_open) return;
    pthread_mutex_lock(&gate_lock);
    while (!gate_is_open) pthread_cond_wait(&gate_opened, &gate_lock);
    pthread_mutex_unlock(&gate_lock);
}

static void front_handle(const struct http_request *request, struct http_response *response, void *arg)
{
    gate_pass();
    request_handle(request, response, arg);
}

static void before_add(struct http_front_options *o, const char *host, int port, bool is_tls, bool may_fail)
{
    if (host && port) o->addresses[o->address_count++] = (struct http_front_address){ host, port, is_tls, may_fail };
}

/* -1 when an address that was asked for is not to be had. */
static int before_start(struct front *front)
{
    int port = http_server_port(front->server);
    struct http_front_options options = { .listener_host = settings.host,
                                          .listener_port = port,
                                          .keep_alive_ms = KEEP_ALIVE_MS,
                                          .connections_max = front->most_before,
                                          .to_listener_max = settings.workers / 2 };

    before_add(&options, settings.host_ipv6, port, false, !settings.needs_ipv6);
    before_add(&options, settings.host, settings.tls_port, true, false);
    before_add(&options, settings.host_ipv6, settings.tls_port, true, !settings.needs_ipv6);
    if (!options.address_count) return 0;
    if (settings.tls_port) tls_names_fill(&options.names);
    front->before = http_front_start(&options, &front->error);
    return front->before ? 0 : -1;
}

static void *front_main(void *arg)
{
    struct front *front = arg;
    struct http_server_options options = {
        .host = settings.host,
        .port = settings.port,
        .threads = settings.workers,
        .body_bytes_max = HTTP_BODY_BYTES_MAX,
        .keep_alive_ms = KEEP_ALIVE_MS,
        .gives_way = true,
        .handle = front_handle,
        .streams = request_streams,
        .refuse = request_refuse,
    };

    http_waiting_init(settings.workers);
    front->server = http_server_start(&options, &front->error);
    return NULL;
}

static void front_start(struct front *front)
{
    if (pthread_create(&front->starter, NULL, front_main, front)) panic("no thread left to start with");
}

/* NULL with its error when it could not listen. */
static struct http_server *front_started(struct front *front)
{
    pthread_join(front->starter, NULL);
    return front->server;
}

/* --- the whole ---------------------------------------------------------------------------------------------------- */

/* Who listens on all addresses is reached by the machine's own. */
static void init_start(void)
{
    char endpoint[256];

    snprintf(endpoint, sizeof endpoint, "http://%s:%d", strcmp(settings.host, "0.0.0.0") ? settings.host : "127.0.0.1",
             settings.port);
    init_scripts_start(endpoint);
}

static void run_until_signalled(const sigset_t *set)
{
    char tls[64] = "";
    int signal_number;

    if (settings.tls_port) snprintf(tls, sizeof tls, " and https on port %d", settings.tls_port);
    fprintf(stderr, "Nube %s listens on http://%s:%d%s, data in %s\nReady.\n", NUBE_VERSION, settings.host,
            settings.port, tls, settings.data_dir);
    init_start();
    sigwait(set, &signal_number);
    log_info("stopping");
}

static void run(const struct front *front, const sigset_t *set)
{
    run_until_signalled(set);
    init_scripts_stop();
    services_stop();
    park_close(true);
    http_server_drain(front->server, DRAIN_MS);
    if (!front->before) return;
    http_front_drain(front->before, DRAIN_MS);
    http_front_stop(front->before);
}

static void others_sweep(void *unused)
{
    (void)unused;
    ephemeral_sweep();
}

/* The store is open: everything else around it. */
static int serve_from_store(struct front *front, const sigset_t *set)
{
    struct http_server *server;

    timers_start();
    workers_start(BACKGROUND_THREADS);
    blobs_open(settings.data_dir, settings.is_fully_durable);
    blob_sweep_start();
    if (settings.is_ephemeral) workers_submit(others_sweep, NULL);
    authorise_start();
    services_start();
    server = front_started(front);
    if (server) settings.port = http_server_port(server);
    if (server && before_start(front)) server = NULL;
    gate_open();
    if (server) run(front, set);
    else services_stop();
    timers_stop();
    workers_stop();
    return server ? 0 : fail(front->error);
}

#define OTHER_FILES  512
#define BEFORE_MAX   4096 /* connections by TLS and IPv6: a file and some 40 KB each */
#define BEFORE_LEAST 64
#define APART_MAX    8192 /* requests that wait without a thread: a file and some 16 KB each */

/* A connection holds a file, whether it has a thread or waits without: as many are asked for as it takes. */
static void files_allow(struct front *front)
{
    struct rlimit limit;
    rlim_t shared, needed = (rlim_t)settings.workers * 2 + OTHER_FILES, wanted = needed + APART_MAX + BEFORE_MAX;

    if (getrlimit(RLIMIT_NOFILE, &limit)) return;
    if (limit.rlim_cur < wanted) {
        limit.rlim_cur = limit.rlim_max < wanted ? limit.rlim_max : wanted;
        setrlimit(RLIMIT_NOFILE, &limit);
        getrlimit(RLIMIT_NOFILE, &limit);
    }
    if (limit.rlim_cur < needed)
        log_warn("only %ld open files are allowed: fewer than %d connections can be served", (long)limit.rlim_cur,
                 settings.workers);
    shared = limit.rlim_cur < needed ? 0 : limit.rlim_cur < wanted ? limit.rlim_cur - needed : wanted - needed;
    front->most_before = shared / 3 < BEFORE_LEAST ? BEFORE_LEAST
                         : shared / 3 < BEFORE_MAX ? (int)shared / 3
                                                   : BEFORE_MAX;
    http_apart_init((int)(shared - shared / 3));
}

static bool is_refused(const char *host, int port)
{
    const char *why = http_server_refusal(host, port);

    if (why) fprintf(stderr, "nube: cannot listen on %s:%d: %s\n", host, port, why);
    return why;
}

/* The port is looked at first, so that a second Nube on it touches nothing. */
static int serve(const sigset_t *set)
{
    static char absolute[PATH_MAX];
    static struct front front;
    const char *error = "";
    int status;

    if (settings.tls_port && settings.tls_port == settings.port)
        return fail("--tls-port and --port are the same: each needs a port of its own");
    if ((settings.needs_ipv6 && is_refused(settings.host_ipv6, settings.port)) ||
        is_refused(settings.host, settings.port) || (settings.tls_port && is_refused(settings.host, settings.tls_port)))
        return 1;
    if (!span_starts(span_of(settings.host), "127."))
        log_warn("%s is open to the network: whoever reaches it can run code as functions", settings.host);
    if (settings.host_ipv6 && strcmp(settings.host_ipv6, "::1") != 0)
        log_warn("%s is open to the network: whoever reaches it can run code as functions", settings.host_ipv6);
    files_allow(&front);
    front_start(&front);
    template_register(template_data, (size_t)(template_end - template_data));
    if (store_open(settings.data_dir, settings.is_fully_durable ? STORE_FULL : STORE_NORMAL, services_schemas(),
                   &error)) {
        front_started(&front); /* nobody was let in */
        return fail(error);
    }
    if (realpath(settings.data_dir, absolute)) settings.data_dir = absolute;
    authority_keep_in(settings.data_dir);
    status = serve_from_store(&front, set);
    store_close();
    return status;
}

/* Large blocks go back to the system when they are freed, and threads share a few heaps: else one upload of a
 * package would stay with the process for good. An arena's chunks are smaller than those, so that a request does not
 * fetch its memory from the kernel. */
static void heap_tune(void)
{
#ifdef __GLIBC__
    mallopt(M_MMAP_THRESHOLD, 128 * 1024);
    mallopt(M_TRIM_THRESHOLD, 1024 * 1024);
    mallopt(M_ARENA_MAX, 4);
#endif
}

static int ca_print(void)
{
    if (!settings.is_ephemeral) return trust_print(settings.data_dir);
    directory_remove(settings.data_dir);
    return fail("an ephemeral Nube's authority is its own alone; ask it: curl http://127.0.0.1:4566/_nube/ca");
}

int main(int argc, char **argv)
{
    sigset_t set;
    bool is_ca = argc > 1 && strcmp(argv[1], "ca") == 0; /* the one command beside serving */
    int done = options_parse(argc - is_ca, argv + is_ca), status;

    if (done >= 0) return done;
    umask(077);
    if (is_ca) return ca_print();
    panic_on_signals();
    services_register();
    dispatch_register();
    request_register();
    heap_tune();
    signals_block(&set);
    browser_allow(settings.allow_origin);
    browser_allow_hosts(settings.allow_host);
    status = services_configure();
    if (status < 0) status = init_configure();
    if (status < 0) status = tls_configure();
    if (status < 0) status = serve(&set);
    if (settings.is_ephemeral) directory_remove(settings.data_dir);
    return status;
}
