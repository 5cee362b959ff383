/* A simulated partner over civetweb. Requests are answered in the begin_request callback: it serves from the first
 * connection on, while handlers can only be registered after the server has started. */
#include "app/simulators/simulator_server.h"

#include <cjson/cJSON.h>
#include <civetweb.h>
#include <getopt.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "app/simulators/ledger.h"
#include "app/simulators/simulator.h"

enum { SERVER_ENTRIES_MAX = 200000, SERVER_LIST_MAX = 1000, SERVER_NAP_MS = 20 };

struct simulator_server {
    struct simulator_service service;
    struct ledger *ledgers[SIMULATOR_RESOURCES_MAX]; /* ORDER simulator.resources */
    struct ledger *seen;                             /* keys that came before, whatever came of it */
    int slow_seconds;
    atomic_bool is_stopping;
};

struct simulator_options {
    const char *host;
    const char *port;
    const char *data;
    int slow_seconds;
    int chaos_percent;
    bool heeds_test_values;
};

/* --- the ledgers ---------------------------------------------------------------------------------------------- */

static struct ledger *server_ledger(const struct simulator_server *server, const char *path)
{
    const struct simulator_resource *resources = server->service.simulator->resources;
    size_t i;

    for (i = 0; i < SIMULATOR_RESOURCES_MAX && resources[i].path; i++)
        if (!strcmp(resources[i].path, path)) return server->ledgers[i];
    return server->seen;
}

static cJSON *server_entry(void *self, const char *path, const char *key, cJSON *(*make)(void *context), void *context,
                           bool *is_new)
{
    return ledger_entry(server_ledger(self, path), key, make, context, is_new);
}

static bool server_find(void *self, const char *path, const char *key, cJSON **entry)
{
    *entry = ledger_find(server_ledger(self, path), key);
    return true;
}

static cJSON *server_list(void *self, const char *path, const char *order_id)
{
    return ledger_list(server_ledger(self, path), "orderId", order_id, SERVER_LIST_MAX);
}

/* Opens a ledger a resource: the first in the file itself, the others beside it under their own names. */
static bool server_open(struct simulator_server *server, const char *data)
{
    const struct simulator *simulator = server->service.simulator;
    char message[256], path[4096];
    size_t i;

    server->seen = ledger_open(NULL, SERVER_ENTRIES_MAX, message, sizeof message);
    for (i = 0; i < SIMULATOR_RESOURCES_MAX && simulator->resources[i].path; i++) {
        snprintf(path, sizeof path, "%s%s%s", data ? data : "", i ? "." : "",
                 i ? simulator->resources[i].path + 1 : "");
        server->ledgers[i] = ledger_open(data ? path : NULL, SERVER_ENTRIES_MAX, message, sizeof message);
        if (server->ledgers[i]) continue;
        fprintf(stderr, "%s: %s\n", simulator->name, message);
        return false;
    }
    return true;
}

/* --- HTTP ----------------------------------------------------------------------------------------------------- */

static void server_write(struct mg_connection *connection, const struct simulator_reply *reply)
{
    mg_printf(connection,
              "HTTP/1.1 %d %s\r\nContent-Type: application/json\r\nContent-Length: %zu\r\nConnection: %s\r\n\r\n%s",
              reply->status, mg_get_response_code_text(connection, reply->status), strlen(reply->text),
              reply->status < 500 ? "keep-alive" : "close", reply->text);
}

/* Reads the body, one byte more than it may have at most. */
static char *server_read_body(struct mg_connection *connection, size_t *length)
{
    char *body = malloc(SIMULATOR_BODY_MAX + 1);
    int received;

    if (!body) abort();
    *length = 0;
    while (*length <= SIMULATOR_BODY_MAX &&
           (received = mg_read(connection, body + *length, SIMULATOR_BODY_MAX + 1 - *length)) > 0)
        *length += (size_t)received;
    return body;
}

/* Sleeps for a slow test value, at most until the server stops. */
static void server_dawdle(struct simulator_server *server)
{
    struct timespec nap = { 0, SERVER_NAP_MS * 1000000L };
    int naps = server->slow_seconds * 1000 / SERVER_NAP_MS;

    while (naps-- > 0 && !atomic_load(&server->is_stopping)) nanosleep(&nap, NULL);
}

/* civetweb's begin_request: answers every request and returns its status, which tells civetweb that it is done. */
static int server_begin_request(struct mg_connection *connection)
{
    const struct mg_request_info *info = mg_get_request_info(connection);
    struct simulator_server *server = info->user_data;
    struct simulator_request request = { .method = info->request_method,
                                         .path = info->local_uri,
                                         .key = mg_get_header(connection, "Idempotency-Key") };
    struct simulator_reply reply;
    char order_id[SIMULATOR_KEY_SIZE + 1], *body = NULL;
    const char *query = info->query_string;
    int found = query ? mg_get_var(query, strlen(query), "orderId", order_id, sizeof order_id) : -1, status;

    if (found == -2) snprintf(order_id, sizeof order_id, "%*s", SIMULATOR_KEY_SIZE, ""); /* too long, whatever it is */
    if (found != -1) request.order_id = order_id;
    if (!strcmp(info->request_method, "POST")) request.body = body = server_read_body(connection, &request.length);
    simulator_answer(&server->service, &request, &reply);
    if (reply.is_late) server_dawdle(server);
    if (reply.is_twice) server_write(connection, &reply);
    server_write(connection, &reply);
    status = reply.status;
    simulator_reply_release(&reply);
    free(body);
    return status;
}

/* --- options -------------------------------------------------------------------------------------------------- */

static void server_print_help(const struct simulator *simulator)
{
    printf("Usage: %s [--host ADDRESS] [--port PORT] [--data FILE] [--slow-seconds N]\n"
           "       [--chaos PERCENT]\n\n"
           "Simulates the %s system of the order application.\n\n"
           "  --host ADDRESS     where to listen (127.0.0.1)\n"
           "  --port PORT        0 takes any free one (%s, or the environment's PORT)\n"
           "  --data FILE        remember what was done in this file, over restarts too (only in memory)\n"
           "  --slow-seconds N   how long a slow test value takes (%d)\n"
           "  --chaos PERCENT    meet so many requests with an outage, a late, lost, double or senseless answer (0)\n"
           "  --behave           heed no test values\n"
           "  --help\n\n%s",
           simulator->name, simulator->name, simulator->port, SIMULATOR_SLOW_SECONDS, simulator->help);
}

/* A whole number from 0 to `max`, or -1. */
static long server_number(const char *text, long max)
{
    char *end;
    long number = strtol(text, &end, 10);

    return *text && strspn(text, "0123456789") == strlen(text) && number <= max ? number : -1;
}

/* Returns 0 to go on, 1 to end well, 2 to end with an error that was printed. */
static int server_read_options(const struct simulator *simulator, int argc, char **argv,
                               struct simulator_options *options)
{
    static const struct option known[] = {
        { "host", required_argument, NULL, 'h' }, { "port", required_argument, NULL, 'p' },
        { "data", required_argument, NULL, 'd' }, { "slow-seconds", required_argument, NULL, 's' },
        { "help", no_argument, NULL, '?' + 1 },   { "chaos", required_argument, NULL, 'c' },
        { "behave", no_argument, NULL, 'b' },     { 0 },
    };
    int option;

    while ((option = getopt_long(argc, argv, "", known, NULL)) >= 0) {
        switch (option) {
        case 'h': options->host = optarg; break;
        case 'p': options->port = optarg; break;
        case 'd': options->data = optarg; break;
        case 's': options->slow_seconds = (int)server_number(optarg, 3600); break;
        case 'b': options->heeds_test_values = false; break;
        case 'c': options->chaos_percent = (int)server_number(optarg, 100); break;
        case '?' + 1: server_print_help(simulator); return 1;
        default: return 2; /* getopt has said why */
        }
    }
    if (optind < argc) fprintf(stderr, "%s: unexpected argument: %s\n", simulator->name, argv[optind]);
    else if (server_number(options->port, 65535) < 0)
        fprintf(stderr, "%s: the port must be a number from 0 to 65535: %s\n", simulator->name, options->port);
    else if (options->slow_seconds < 0)
        fprintf(stderr, "%s: --slow-seconds must be a number from 0 to 3600\n", simulator->name);
    else if (options->chaos_percent < 0)
        fprintf(stderr, "%s: --chaos must be a number from 0 to 100\n", simulator->name);
    else if (!*options->host || strpbrk(options->host, ", "))
        fprintf(stderr, "%s: the host must be one address: %s\n", simulator->name, options->host);
    else return 0;
    return 2;
}

/* --- running -------------------------------------------------------------------------------------------------- */

static struct mg_context *server_listen(struct simulator_server *server, const struct simulator_options *options)
{
    char address[256], reason[256] = "";
    const char *settings[] = {
        "listening_ports",
        address,
        "num_threads",
        "64",
        "enable_keep_alive",
        "yes",
        "keep_alive_timeout_ms",
        "1000",
        "request_timeout_ms",
        "10000",
        "tcp_nodelay",
        "1",
        NULL,
    };
    struct mg_callbacks callbacks = { .begin_request = server_begin_request };
    struct mg_init_data init = { &callbacks, server, settings };
    struct mg_error_data error = { .text = reason, .text_buffer_size = sizeof reason };
    struct mg_server_port port = { 0 };
    struct mg_context *context;

    snprintf(address, sizeof address, "%s:%s", options->host, options->port);
    mg_init_library(0);
    context = mg_start2(&init, &error);
    if (!context) {
        fprintf(stderr, "%s: cannot listen on %s: %s\n", server->service.simulator->name, address,
                *reason ? reason : "the address is taken or not of this machine");
        return NULL;
    }
    mg_get_server_ports(context, 1, &port);
    printf("%s: http://%s:%d\nReady.\n", server->service.simulator->name, options->host, port.port);
    fflush(stdout);
    return context;
}

/* Serves until a signal comes; both are blocked in all threads, so that they wait to be taken here. */
static int server_serve(struct simulator_server *server, const struct simulator_options *options)
{
    struct mg_context *context;
    sigset_t signals;
    int signal_number;

    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, NULL);
    signal(SIGPIPE, SIG_IGN);
    context = server_listen(server, options);
    if (!context) return EXIT_FAILURE;
    sigwait(&signals, &signal_number);
    atomic_store(&server->is_stopping, true);
    mg_stop(context);
    mg_exit_library();
    return EXIT_SUCCESS;
}

int simulator_server_run(const struct simulator *simulator, int argc, char **argv)
{
    const char *port = getenv("PORT");
    struct simulator_options options = { "127.0.0.1", port && *port ? port : simulator->port,
                                         NULL,        SIMULATOR_SLOW_SECONDS,
                                         0,           true };
    struct simulator_server server = { .service = { .simulator = simulator } };
    int status = server_read_options(simulator, argc, argv, &options);
    size_t i;

    if (status) return status == 1 ? EXIT_SUCCESS : 2;
    server.slow_seconds = options.slow_seconds;
    server.service.chaos_percent = options.chaos_percent;
    server.service.heeds_test_values = options.heeds_test_values;
    server.service.ledger = (struct simulator_ledger){ &server, server_entry, server_find, server_list };
    status = server_open(&server, options.data) ? server_serve(&server, &options) : EXIT_FAILURE;
    for (i = 0; i < SIMULATOR_RESOURCES_MAX; i++) ledger_close(server.ledgers[i]);
    ledger_close(server.seen);
    return status;
}
