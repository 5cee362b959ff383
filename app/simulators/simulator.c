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
#include <sys/random.h>
#include <time.h>

#include "app/simulators/ledger.h"

enum { SIMULATOR_BODY_MAX = 1024 * 1024, SIMULATOR_ENTRIES_MAX = 200000, SIMULATOR_LIST_MAX = 1000 };
enum { SIMULATOR_SLOW_SECONDS = 15, SIMULATOR_NAP_MS = 20 };

struct simulator_server {
    const struct simulator *simulator;
    struct ledger *ledgers[SIMULATOR_RESOURCES_MAX]; /* ORDER simulator.resources */
    struct ledger *seen;                             /* keys that came before, whatever came of it */
    int slow_seconds;
    int chaos_percent;
    bool heeds_test_values;
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

/* A post on its way. */
struct simulator_request {
    struct simulator_server *server;
    const struct simulator_resource *resource;
    struct ledger *ledger;
    struct mg_connection *connection;
    const char *key;
    const cJSON *input;
};

const char *simulator_string(const cJSON *object, const char *name)
{
    return cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, name));
}

unsigned simulator_name(const char *prefix, const char *seed, unsigned length, char *name, size_t size)
{
    uint64_t hash = UINT64_C(14695981039346656037), first;
    char digits[33];

    for (const char *c = seed; *c; c++) hash = (hash ^ (unsigned char)*c) * UINT64_C(1099511628211);
    first = hash;
    hash = (hash ^ hash >> 29) * UINT64_C(0xbf58476d1ce4e5b9);
    snprintf(digits, sizeof digits, "%016" PRIX64 "%016" PRIX64, first, hash);
    snprintf(name, size, "%s%.*s", prefix, (int)length, digits);
    return (unsigned)(hash >> 56);
}

/* --- HTTP ----------------------------------------------------------------------------------------------------- */

static int simulator_write(struct mg_connection *connection, int status, const char *text)
{
    mg_printf(connection,
              "HTTP/1.1 %d %s\r\nContent-Type: application/json\r\nContent-Length: %zu\r\nConnection: %s\r\n\r\n%s",
              status, mg_get_response_code_text(connection, status), strlen(text),
              status < 500 ? "keep-alive" : "close", text);
    return status;
}

/* Answers with the body, which is deleted. */
static int simulator_answer(struct mg_connection *connection, int status, cJSON *body)
{
    char *text = cJSON_PrintUnformatted(body);

    if (!text) abort();
    simulator_write(connection, status, text);
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

static const struct simulator_test_value *simulator_test_value(const struct simulator_request *request)
{
    static const struct simulator_test_value none = { "", SIMULATOR_BEHAVES, NULL };
    const char *customer = simulator_string(request->input, "customerId");
    const struct simulator_test_value *value = request->resource->test_values;

    if (!request->server->heeds_test_values) return &none;
    for (; customer && value->customer_prefix; value++)
        if (!strncmp(customer, value->customer_prefix, strlen(value->customer_prefix))) return value;
    return &none;
}

static cJSON *simulator_mark(void *context)
{
    (void)context;
    return cJSON_CreateObject();
}

/* Is this the first request under the key? */
static bool simulator_is_first(const struct simulator_request *request)
{
    char key[LEDGER_KEY_SIZE];
    bool is_new;

    snprintf(key, sizeof key, "%.40s %.*s", request->resource->path, LEDGER_KEY_SIZE - 42, request->key);
    cJSON_Delete(ledger_entry(request->server->seen, key, simulator_mark, NULL, &is_new));
    return is_new;
}

/* With --chaos, what may become of any request. */
static enum simulator_behaviour simulator_chaos(const struct simulator_server *server)
{
    static const enum simulator_behaviour list[] = {
        SIMULATOR_IS_DOWN,        SIMULATOR_IS_LATE,       SIMULATOR_LOSES_ANSWERS,
        SIMULATOR_TALKS_NONSENSE, SIMULATOR_ANSWERS_TWICE,
    };
    unsigned dice[2];

    if (!server->chaos_percent || getrandom(dice, sizeof dice, 0) != (ssize_t)sizeof dice) return SIMULATOR_BEHAVES;
    if (dice[0] % 100 >= (unsigned)server->chaos_percent) return SIMULATOR_BEHAVES;
    return list[dice[1] % (sizeof list / sizeof *list)];
}

/* How this one request is met. */
static enum simulator_behaviour simulator_behaviour(const struct simulator_request *request,
                                                    const struct simulator_test_value *value)
{
    switch (value->behaviour) {
    case SIMULATOR_BEHAVES: return simulator_chaos(request->server);
    case SIMULATOR_IS_FLAKY: return simulator_is_first(request) ? SIMULATOR_IS_DOWN : SIMULATOR_BEHAVES;
    case SIMULATOR_IS_SLOW: return simulator_is_first(request) ? SIMULATOR_IS_LATE : SIMULATOR_BEHAVES;
    case SIMULATOR_REFUSES:
    case SIMULATOR_IS_DOWN:
    case SIMULATOR_IS_LATE:
    case SIMULATOR_LOSES_ANSWERS:
    case SIMULATOR_TALKS_NONSENSE:
    case SIMULATOR_ANSWERS_TWICE:
    case SIMULATOR_IS_WORDY:
    case SIMULATOR_COMPLAINS: break;
    }
    return value->behaviour;
}

static int simulator_refuse_wordily(const struct simulator_request *request)
{
    char reason[400];
    size_t i;

    /* two bytes a character, so that whoever cuts at an odd byte cuts one in two */
    snprintf(reason, sizeof reason, "no\n\001");
    for (i = strlen(reason); i + 2 < sizeof reason; i += 2) memcpy(reason + i, "\xc3\xa9", 3);
    return simulator_answer_message(request->connection, request->resource->refusal_status, reason);
}

static cJSON *simulator_work(void *context)
{
    const struct simulator_request *request = context;

    return request->resource->work(request->input);
}

/* Does the work, if it was not done before, and answers as the behaviour has it. */
static int simulator_do_work(struct simulator_request *request, enum simulator_behaviour behaviour)
{
    bool is_new;
    cJSON *entry = ledger_entry(request->ledger, request->key, simulator_work, request, &is_new);
    int status = is_new ? 201 : 200;

    if (!entry) return simulator_answer_message(request->connection, 503, "The ledger is full or cannot be written.");
    if (behaviour == SIMULATOR_IS_LATE) simulator_dawdle(request->server);
    if (behaviour == SIMULATOR_ANSWERS_TWICE) simulator_answer(request->connection, status, cJSON_Duplicate(entry, 1));
    if (behaviour != SIMULATOR_LOSES_ANSWERS && behaviour != SIMULATOR_TALKS_NONSENSE)
        return simulator_answer(request->connection, status, entry);
    cJSON_Delete(entry);
    if (behaviour == SIMULATOR_TALKS_NONSENSE)
        return simulator_write(request->connection, status, "<html>{\"transactionId\":");
    return simulator_answer_message(request->connection, 503, "The answer was lost.");
}

static int simulator_do(struct simulator_request *request)
{
    const struct simulator_test_value *value = simulator_test_value(request);
    enum simulator_behaviour behaviour = simulator_behaviour(request, value);

    switch (behaviour) {
    case SIMULATOR_REFUSES:
        return simulator_answer_message(request->connection, request->resource->refusal_status, value->message);
    case SIMULATOR_IS_DOWN:
        return simulator_answer_message(request->connection, 503,
                                        value->message ? value->message : "The system is down.");
    case SIMULATOR_COMPLAINS: return simulator_answer_message(request->connection, 400, value->message);
    case SIMULATOR_IS_WORDY: return simulator_refuse_wordily(request);
    case SIMULATOR_BEHAVES:
    case SIMULATOR_IS_FLAKY:
    case SIMULATOR_IS_SLOW:
    case SIMULATOR_IS_LATE:
    case SIMULATOR_LOSES_ANSWERS:
    case SIMULATOR_TALKS_NONSENSE:
    case SIMULATOR_ANSWERS_TWICE: break;
    }
    return simulator_do_work(request, behaviour);
}

/* The ledger of a path, NULL where there is none. */
static struct ledger *simulator_ledger(const struct simulator_server *server, const char *path)
{
    size_t i;

    for (i = 0; path && i < SIMULATOR_RESOURCES_MAX && server->simulator->resources[i].path; i++)
        if (!strcmp(server->simulator->resources[i].path, path)) return server->ledgers[i];
    return NULL;
}

/* Checks the request against what it builds on, and does it. */
static int simulator_post_valid(struct simulator_request *request)
{
    struct ledger *ledger = simulator_ledger(request->server, request->resource->basis);
    cJSON *basis = ledger ? ledger_find(ledger, request->key) : NULL;
    const char *fault;
    int status;

    if (ledger && !basis)
        status = simulator_answer_message(request->connection, 422, "Nothing was done under this key yet.");
    else if ((fault = request->resource->check(request->input, basis)))
        status = simulator_answer_message(request->connection, 400, fault);
    else status = simulator_do(request);
    cJSON_Delete(basis);
    return status;
}

static int simulator_post(struct simulator_request *request)
{
    cJSON *input = simulator_read_body(request->connection);
    int status;

    request->key = mg_get_header(request->connection, "Idempotency-Key");
    request->input = input;
    if (!request->key || !*request->key || strlen(request->key) >= LEDGER_KEY_SIZE - 42)
        status =
            simulator_answer_message(request->connection, 400, "The header Idempotency-Key is missing or too long.");
    else if (!cJSON_IsObject(input))
        status = simulator_answer_message(request->connection, 400, "The body must be a JSON object of at most 1 MB.");
    else status = simulator_post_valid(request);
    cJSON_Delete(input);
    return status;
}

static int simulator_get(const struct simulator_request *request, const char *query)
{
    char order_id[LEDGER_KEY_SIZE];
    int length = query ? mg_get_var(query, strlen(query), "orderId", order_id, sizeof order_id) : -1;

    if (length == -2) return simulator_answer_message(request->connection, 400, "The orderId is too long.");
    return simulator_answer(request->connection, 200,
                            ledger_list(request->ledger, "orderId", length >= 0 ? order_id : NULL, SIMULATOR_LIST_MAX));
}

/* What was done under a key. */
static int simulator_look_up(const struct simulator_request *request, const char *key)
{
    cJSON *entry = ledger_find(request->ledger, key);

    if (entry) return simulator_answer(request->connection, 200, entry);
    return simulator_answer_message(request->connection, 404, "Nothing was done under this key.");
}

/* Answers what is asked of a resource; `rest` is what follows its path: "" or "/KEY". */
static int simulator_serve_resource(struct simulator_request *request, const struct mg_request_info *info,
                                    const char *rest)
{
    bool is_get = !strcmp(info->request_method, "GET");

    if (is_get && *rest) return simulator_look_up(request, rest + 1);
    if (is_get) return simulator_get(request, info->query_string);
    if (!*rest && !strcmp(info->request_method, "POST")) return simulator_post(request);
    return simulator_answer_message(request->connection, 405, "This path does not know the method.");
}

/* civetweb's begin_request: answers every request and returns its status, which tells civetweb that it is done. */
static int simulator_begin_request(struct mg_connection *connection)
{
    const struct mg_request_info *info = mg_get_request_info(connection);
    struct simulator_server *server = info->user_data;
    const struct simulator *simulator = server->simulator;
    size_t i;

    if (!strcmp(info->request_method, "GET") && !strcmp(info->local_uri, "/health")) {
        cJSON *body = cJSON_CreateObject();

        cJSON_AddStringToObject(body, "status", "ok");
        return simulator_answer(connection, 200, body);
    }
    for (i = 0; i < SIMULATOR_RESOURCES_MAX && simulator->resources[i].path; i++) {
        struct simulator_request request = { server, &simulator->resources[i], server->ledgers[i], connection, NULL,
                                             NULL };
        size_t length = strlen(request.resource->path);
        const char *rest = info->local_uri + length;

        if (!strncmp(info->local_uri, request.resource->path, length) && (!*rest || (*rest == '/' && rest[1])))
            return simulator_serve_resource(&request, info, rest);
    }
    return simulator_answer_message(connection, 404, "There is nothing at this path.");
}

/* --- options -------------------------------------------------------------------------------------------------- */

static void simulator_print_help(const struct simulator *simulator)
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
        { "help", no_argument, NULL, '?' + 1 },   { "chaos", required_argument, NULL, 'c' },
        { "behave", no_argument, NULL, 'b' },     { 0 },
    };
    int option;

    while ((option = getopt_long(argc, argv, "", known, NULL)) >= 0) {
        switch (option) {
        case 'h': options->host = optarg; break;
        case 'p': options->port = optarg; break;
        case 'd': options->data = optarg; break;
        case 's': options->slow_seconds = (int)simulator_number(optarg, 3600); break;
        case 'b': options->heeds_test_values = false; break;
        case 'c': options->chaos_percent = (int)simulator_number(optarg, 100); break;
        case '?' + 1: simulator_print_help(simulator); return 1;
        default: return 2; /* getopt has said why */
        }
    }
    if (optind < argc) fprintf(stderr, "%s: unexpected argument: %s\n", simulator->name, argv[optind]);
    else if (simulator_number(options->port, 65535) < 0)
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

/* Opens a ledger a resource: the first in the file itself, the others beside it under their own names. */
static bool simulator_open(struct simulator_server *server, const char *data)
{
    char message[256], path[4096];
    size_t i;

    server->seen = ledger_open(NULL, SIMULATOR_ENTRIES_MAX, message, sizeof message);
    for (i = 0; i < SIMULATOR_RESOURCES_MAX && server->simulator->resources[i].path; i++) {
        snprintf(path, sizeof path, "%s%s%s", data ? data : "", i ? "." : "",
                 i ? server->simulator->resources[i].path + 1 : "");
        server->ledgers[i] = ledger_open(data ? path : NULL, SIMULATOR_ENTRIES_MAX, message, sizeof message);
        if (server->ledgers[i]) continue;
        fprintf(stderr, "%s: %s\n", server->simulator->name, message);
        return false;
    }
    return true;
}

int simulator_run(const struct simulator *simulator, int argc, char **argv)
{
    const char *port = getenv("PORT");
    struct simulator_options options = { "127.0.0.1", port && *port ? port : simulator->port,
                                         NULL,        SIMULATOR_SLOW_SECONDS,
                                         0,           true };
    struct simulator_server server = { .simulator = simulator };
    int status = simulator_read_options(simulator, argc, argv, &options);
    size_t i;

    if (status) return status == 1 ? EXIT_SUCCESS : 2;
    server.slow_seconds = options.slow_seconds;
    server.chaos_percent = options.chaos_percent;
    server.heeds_test_values = options.heeds_test_values;
    status = simulator_open(&server, options.data) ? simulator_serve(&server, &options) : EXIT_FAILURE;
    for (i = 0; i < SIMULATOR_RESOURCES_MAX; i++) ledger_close(server.ledgers[i]);
    ledger_close(server.seen);
    return status;
}
