/* The frame of a simulated partner, over civetweb. Requests are answered in the begin_request callback: it serves from
 * the first connection on, while handlers can only be registered after the server has started. */
#include "app/simulators/simulator.h"

#include <cjson/cJSON.h>
#include <civetweb.h>
#include <getopt.h>
#include <inttypes.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "app/simulators/ledger.h"

enum { SIMULATOR_BODY_MAX = 1024 * 1024, SIMULATOR_ENTRIES_MAX = 200000, SIMULATOR_LIST_MAX = 1000 };
enum { SIMULATOR_SLOW_SECONDS = 15, SIMULATOR_NAP_MS = 20 };

struct simulator_server {
    const struct simulator *simulator;
    struct ledger *ledger;
    struct ledger *seen; /* keys that came before, whatever came of it */
    int slow_seconds;
    atomic_bool is_stopping;
};

struct simulator_options {
    const char *host;
    const char *port;
    const char *data;
    int slow_seconds;
};

const char *simulator_string(const cJSON *object, const char *name)
{
    return cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, name));
}

unsigned simulator_name(const char *prefix, const char *seed, char *name, unsigned length)
{
    uint64_t hash = UINT64_C(14695981039346656037), first;
    char digits[33];

    for (const char *c = seed; *c; c++) hash = (hash ^ (unsigned char)*c) * UINT64_C(1099511628211);
    first = hash;
    hash = (hash ^ hash >> 29) * UINT64_C(0xbf58476d1ce4e5b9);
    snprintf(digits, sizeof digits, "%016" PRIX64 "%016" PRIX64, first, hash);
    snprintf(name, strlen(prefix) + length + 1, "%s%s", prefix, digits);
    return (unsigned)(hash >> 56);
}

/* --- HTTP ----------------------------------------------------------------------------------------------------- */

/* Answers with the body, which is deleted. */
static int simulator_answer(struct mg_connection *connection, int status, cJSON *body)
{
    char *text = cJSON_PrintUnformatted(body);

    if (!text) abort();
    mg_printf(connection,
              "HTTP/1.1 %d %s\r\nContent-Type: application/json\r\nContent-Length: %zu\r\nConnection: %s\r\n\r\n%s",
              status, mg_get_response_code_text(connection, status), strlen(text),
              status < 500 ? "keep-alive" : "close", text);
    cJSON_free(text);
    cJSON_Delete(body);
    return status;
}

static int simulator_answer_message(struct mg_connection *connection, int status, const char *message)
{
    cJSON *body = cJSON_CreateObject();

    cJSON_AddStringToObject(body, "message", message);
    return simulator_answer(connection, status, body);
}

/* Reads the body as JSON; NULL where it is too large or none. */
static cJSON *simulator_read_body(struct mg_connection *connection)
{
    char *body = malloc(SIMULATOR_BODY_MAX + 1);
    size_t length = 0;
    cJSON *tree;
    int received;

    if (!body) abort();
    while (length <= SIMULATOR_BODY_MAX &&
           (received = mg_read(connection, body + length, SIMULATOR_BODY_MAX + 1 - length)) > 0)
        length += (size_t)received;
    tree = length && length <= SIMULATOR_BODY_MAX ? cJSON_ParseWithLength(body, length) : NULL;
    free(body);
    return tree;
}

/* Sleeps for a slow test value, at most until the server stops. */
static void simulator_dawdle(struct simulator_server *server)
{
    struct timespec nap = { 0, SIMULATOR_NAP_MS * 1000000L };
    int naps = server->slow_seconds * 1000 / SIMULATOR_NAP_MS;

    while (naps-- > 0 && !atomic_load(&server->is_stopping)) nanosleep(&nap, NULL);
}

/* --- the work ------------------------------------------------------------------------------------------------- */

static const struct simulator_test_value *simulator_test_value(const struct simulator *simulator, const cJSON *input)
{
    const char *customer = simulator_string(input, "customerId");
    const struct simulator_test_value *value = simulator->test_values;

    for (; customer && value->customer_prefix; value++)
        if (!strncmp(customer, value->customer_prefix, strlen(value->customer_prefix))) return value;
    return NULL;
}

static cJSON *simulator_mark(void *context)
{
    (void)context;
    return cJSON_CreateObject();
}

/* Is this the first request under the key? */
static bool simulator_is_first(struct simulator_server *server, const char *key)
{
    bool is_new;

    cJSON_Delete(ledger_entry(server->seen, key, simulator_mark, NULL, &is_new));
    return is_new;
}

struct simulator_work {
    const struct simulator *simulator;
    const cJSON *input;
};

static cJSON *simulator_work(void *context)
{
    struct simulator_work *work = context;

    return work->simulator->work(work->input);
}

static int simulator_do(struct simulator_server *server, struct mg_connection *connection, const char *key,
                        const cJSON *input)
{
    const struct simulator_test_value *value = simulator_test_value(server->simulator, input);
    struct simulator_work work = { server->simulator, input };
    bool is_new, is_first = value && simulator_is_first(server, key);
    cJSON *entry;

    if (value && value->behaviour == SIMULATOR_REFUSES)
        return simulator_answer_message(connection, server->simulator->refusal_status, value->message);
    if (value && (value->behaviour == SIMULATOR_IS_DOWN || (value->behaviour == SIMULATOR_IS_FLAKY && is_first)))
        return simulator_answer_message(connection, 503, value->message);

    entry = ledger_entry(server->ledger, key, simulator_work, &work, &is_new);
    if (!entry) return simulator_answer_message(connection, 503, "The ledger is full or cannot be written.");
    if (value && value->behaviour == SIMULATOR_IS_SLOW && is_first) simulator_dawdle(server);
    return simulator_answer(connection, is_new ? 201 : 200, entry);
}

static int simulator_post(struct simulator_server *server, struct mg_connection *connection)
{
    const char *key = mg_get_header(connection, "Idempotency-Key"), *fault;
    cJSON *input = simulator_read_body(connection);
    int status;

    if (!key || !*key || strlen(key) >= LEDGER_KEY_SIZE)
        status = simulator_answer_message(connection, 400, "The header Idempotency-Key is missing or too long.");
    else if (!cJSON_IsObject(input))
        status = simulator_answer_message(connection, 400, "The body must be a JSON object of at most 1 MB.");
    else if ((fault = server->simulator->check(input))) status = simulator_answer_message(connection, 400, fault);
    else status = simulator_do(server, connection, key, input);
    cJSON_Delete(input);
    return status;
}

static int simulator_get(struct simulator_server *server, struct mg_connection *connection, const char *query)
{
    char order_id[LEDGER_KEY_SIZE];
    int length = query ? mg_get_var(query, strlen(query), "orderId", order_id, sizeof order_id) : -1;

    return simulator_answer(connection, 200,
                            ledger_list(server->ledger, "orderId", length >= 0 ? order_id : NULL, SIMULATOR_LIST_MAX));
}

/* civetweb's begin_request: answers every request and returns its status, which tells civetweb that it is done. */
static int simulator_begin_request(struct mg_connection *connection)
{
    const struct mg_request_info *request = mg_get_request_info(connection);
    struct simulator_server *server = request->user_data;
    bool is_get = !strcmp(request->request_method, "GET");

    if (is_get && !strcmp(request->local_uri, "/health")) {
        cJSON *body = cJSON_CreateObject();

        cJSON_AddStringToObject(body, "status", "ok");
        return simulator_answer(connection, 200, body);
    }
    if (strcmp(request->local_uri, server->simulator->path))
        return simulator_answer_message(connection, 404, "There is nothing at this path.");
    if (is_get) return simulator_get(server, connection, request->query_string);
    if (!strcmp(request->request_method, "POST")) return simulator_post(server, connection);
    return simulator_answer_message(connection, 405, "This path knows GET and POST.");
}

/* --- options -------------------------------------------------------------------------------------------------- */

static void simulator_print_help(const struct simulator *simulator)
{
    printf("Usage: %s [--host ADDRESS] [--port PORT] [--data FILE] [--slow-seconds N]\n\n"
           "Simulates the %s system of the order application.\n\n"
           "  --host ADDRESS     where to listen (127.0.0.1)\n"
           "  --port PORT        0 takes any free one (%s, or the environment's PORT)\n"
           "  --data FILE        remember what was done in this file, over restarts too (only in memory)\n"
           "  --slow-seconds N   how long a slow test value takes (%d)\n"
           "  --help\n\n%s",
           simulator->name, simulator->name, simulator->port, SIMULATOR_SLOW_SECONDS, simulator->help);
}

/* A whole number from 0 to `max`, or -1. */
static long simulator_number(const char *text, long max)
{
    char *end;
    long number = strtol(text, &end, 10);

    return *text && strspn(text, "0123456789") == strlen(text) && number <= max ? number : -1;
}

/* Returns 0 to go on, 1 to end well, 2 to end with an error that was printed. */
static int simulator_read_options(const struct simulator *simulator, int argc, char **argv,
                                  struct simulator_options *options)
{
    static const struct option known[] = {
        { "host", required_argument, NULL, 'h' }, { "port", required_argument, NULL, 'p' },
        { "data", required_argument, NULL, 'd' }, { "slow-seconds", required_argument, NULL, 's' },
        { "help", no_argument, NULL, '?' + 1 },   { 0 },
    };
    int option;

    while ((option = getopt_long(argc, argv, "", known, NULL)) >= 0) {
        switch (option) {
        case 'h': options->host = optarg; break;
        case 'p': options->port = optarg; break;
        case 'd': options->data = optarg; break;
        case 's': options->slow_seconds = (int)simulator_number(optarg, 3600); break;
        case '?' + 1: simulator_print_help(simulator); return 1;
        default: return 2; /* getopt has said why */
        }
    }
    if (optind < argc) fprintf(stderr, "%s: unexpected argument: %s\n", simulator->name, argv[optind]);
    else if (simulator_number(options->port, 65535) < 0)
        fprintf(stderr, "%s: the port must be a number from 0 to 65535: %s\n", simulator->name, options->port);
    else if (options->slow_seconds < 0)
        fprintf(stderr, "%s: --slow-seconds must be a number from 0 to 3600\n", simulator->name);
    else if (!*options->host || strpbrk(options->host, ", "))
        fprintf(stderr, "%s: the host must be one address: %s\n", simulator->name, options->host);
    else return 0;
    return 2;
}

/* --- running -------------------------------------------------------------------------------------------------- */

static struct mg_context *simulator_listen(struct simulator_server *server, const struct simulator_options *options)
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
    struct mg_callbacks callbacks = { .begin_request = simulator_begin_request };
    struct mg_init_data init = { &callbacks, server, settings };
    struct mg_error_data error = { .text = reason, .text_buffer_size = sizeof reason };
    struct mg_server_port port = { 0 };
    struct mg_context *context;

    snprintf(address, sizeof address, "%s:%s", options->host, options->port);
    mg_init_library(0);
    context = mg_start2(&init, &error);
    if (!context) {
        fprintf(stderr, "%s: cannot listen on %s: %s\n", server->simulator->name, address,
                *reason ? reason : "the address is taken or not of this machine");
        return NULL;
    }
    mg_get_server_ports(context, 1, &port);
    printf("%s: http://%s:%d\nReady.\n", server->simulator->name, options->host, port.port);
    fflush(stdout);
    return context;
}

/* Serves until a signal comes; both are blocked in all threads, so that they wait to be taken here. */
static int simulator_serve(struct simulator_server *server, const struct simulator_options *options)
{
    struct mg_context *context;
    sigset_t signals;
    int signal_number;

    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, NULL);
    signal(SIGPIPE, SIG_IGN);
    context = simulator_listen(server, options);
    if (!context) return EXIT_FAILURE;
    sigwait(&signals, &signal_number);
    atomic_store(&server->is_stopping, true);
    mg_stop(context);
    mg_exit_library();
    return EXIT_SUCCESS;
}

int simulator_run(const struct simulator *simulator, int argc, char **argv)
{
    const char *port = getenv("PORT");
    struct simulator_options options = { "127.0.0.1", port && *port ? port : simulator->port, NULL,
                                         SIMULATOR_SLOW_SECONDS };
    struct simulator_server server = { .simulator = simulator };
    int status = simulator_read_options(simulator, argc, argv, &options);
    char message[256];

    if (status) return status == 1 ? EXIT_SUCCESS : 2;
    server.slow_seconds = options.slow_seconds;
    server.seen = ledger_open(NULL, SIMULATOR_ENTRIES_MAX, message, sizeof message);
    server.ledger = ledger_open(options.data, SIMULATOR_ENTRIES_MAX, message, sizeof message);
    if (server.ledger) {
        status = simulator_serve(&server, &options);
    } else {
        fprintf(stderr, "%s: %s\n", simulator->name, message);
        status = EXIT_FAILURE;
    }
    ledger_close(server.ledger);
    ledger_close(server.seen);
    return status;
}
