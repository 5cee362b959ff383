/* make bench: what Nube does in a second, beside what the same machine does without it, in one run.
 *
 * bench BUILD: starts BUILD/nube in a temporary folder, deploys the shop on it, and measures. Figures are for
 * comparing within a run; the load comes from the same machine. BENCH_SECONDS is the length of each measurement (3),
 * BENCH_CONNECTIONS their number (32), BENCH_ITEMS the items of a large table of DynamoDB's (none), BENCH_MESSAGES
 * the messages of a large queue (none). BENCH_ONLY names what is measured beside the floors: dynamodb, states,
 * jsonata, sqs, polls, sns, s3, cloudfront, apigateway, blobs, tls, lambda, shop (all); "start" alone ends after that. BENCH_BLOB_MB is the
 * size of a large body (5120). BENCH_OTHER is the folder of another build, whose starts are measured in turns with this
 * one's. */
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "emulator/core/settings.h"
#include "emulator/base/files.h"
#include "tests/bench/apigateway.h"
#include "tests/bench/blobs.h"
#include "tests/bench/cloudfront.h"
#include "tests/bench/dynamodb.h"
#include "tests/bench/floors.h"
#include "tests/bench/iam.h"
#include "tests/bench/jsonata_rate.h"
#include "tests/bench/lambda.h"
#include "tests/bench/lambda_cold.h"
#include "tests/bench/load.h"
#include "tests/bench/s3.h"
#include "tests/bench/server.h"
#include "tests/bench/shop.h"
#include "tests/bench/sns.h"
#include "tests/bench/sqs.h"
#include "tests/bench/starts.h"
#include "tests/bench/states.h"
#include "tests/bench/tls.h"

static const char *build;
static char folder[] = "/tmp/nube-bench-XXXXXX";
static double seconds = 3;
static int connections = 32;
static struct server nube;
static int tls_port;
static char api_path[512];

static void fail(const char *why)
{
    fprintf(stderr, "bench: %s\n", why);
    server_stop(&nube);
    exit(1);
}

/* --- requests ----------------------------------------------------------------------------------------------------- */

#define AUTHORIZATION \
    "Authorization: AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/%s/aws4_request, SignedHeaders=host, Signature=0\r\n"

static size_t target_request(char *out, size_t room, const char *service, const char *target, const char *body)
{
    return (size_t)snprintf(
        out, room,
        "POST / HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nX-Amz-Target: %s\r\nContent-Type: application/x-amz-json-1.0\r\n" AUTHORIZATION
        "Content-Length: %zu\r\n\r\n%s",
        nube.port, target, service, strlen(body), body);
}

static size_t put_item(char *out, size_t room, long n, void *arg)
{
    char body[1024];

    (void)arg;
    snprintf(
        body, sizeof body,
        "{\"TableName\":\"Orders\",\"Item\":{\"orderId\":{\"S\":\"00000000-0000-4000-8000-%012ld\"},\"customerId\":{\"S\":\"customer-%04ld\"},"
        "\"orderDate\":{\"S\":\"2026-01-01T00:00:00.%03ldZ\"},\"status\":{\"S\":\"PENDING\"},\"customerName\":{\"S\":\"Ada "
        "Lovelace\"},\"customerEmail\":{\"S\":\"ada@example.com\"},\"paymentMethod\":{\"S\":\"card\"},\"totalAmount\":{\"N\":\"12.34\"},\"items\":{\"L\":[{\"M\":{\"productId\":{\"S\":\"p-1\"},\"name\":{\"S\":"
        "\"Tea\"},\"quantity\":{\"N\":\"2\"},\"price\":{\"N\":\"6.17\"}}}]},\"shippingAddress\":{\"M\":{\"street\":{\"S\":\"1 Main Street\"},\"city\":{\"S\":\"Paris\"},\"zipCode\":{\"S\":\"75001\"},\"country\":{\"S\":\"FR\"}}}}}",
        n, n % 1000, n % 1000);
    return target_request(out, room, "dynamodb", "DynamoDB_20120810.PutItem", body);
}

static size_t get_item(char *out, size_t room, long n, void *arg)
{
    char body[256];

    (void)arg;
    snprintf(body, sizeof body,
             "{\"TableName\":\"Orders\",\"Key\":{\"orderId\":{\"S\":\"00000000-0000-4000-8000-%012ld\"}}}", n % 1000);
    return target_request(out, room, "dynamodb", "DynamoDB_20120810.GetItem", body);
}

static size_t start_execution(char *out, size_t room, long n, void *arg)
{
    char body[512];

    (void)arg;
    snprintf(
        body, sizeof body,
        "{\"stateMachineArn\":\"arn:aws:states:us-east-1:000000000000:stateMachine:bench\",\"input\":\"{\\\"n\\\":%ld}\"}",
        n);
    return target_request(out, room, "states", "AWSStepFunctions.StartExecution", body);
}

static size_t get_order(char *out, size_t room, long n, void *arg)
{
    (void)arg;
    return (size_t)snprintf(out, room,
                            "GET %s/orders/00000000-0000-4000-8000-%012ld HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n",
                            api_path, n % 1000, nube.port);
}

static void once(size_t (*request)(char *, size_t, long, void *), long n)
{
    char text[8192], answer[65536];
    size_t size = request(text, sizeof text, n, NULL);
    int status = load_once(nube.port, text, size, answer, sizeof answer);

    if (status / 100 != 2) {
        fprintf(stderr, "%s\n", answer);
        fail("a request of the preparation was refused");
    }
}

static void prepare(const char *service, const char *target, const char *body)
{
    char text[8192], answer[65536];
    size_t size = target_request(text, sizeof text, service, target, body);

    if (load_once(nube.port, text, size, answer, sizeof answer) / 100 != 2) {
        fprintf(stderr, "%s\n", answer);
        fail("a request of the preparation was refused");
    }
}

/* --- processes ---------------------------------------------------------------------------------------------------- */

static double nube_start(void)
{
    double ms = server_start_tls(&nube, build, folder, &tls_port);

    if (ms < 0) fail("Nube did not start");
    return ms;
}

static void deploy(void)
{
    char command[4096], line[1024];
    FILE *out;

    snprintf(
        command, sizeof command,
        "AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test AWS_REGION=us-east-1 AWS_ENDPOINT_URL=http://127.0.0.1:%d %s/deploy --functions "
        "%s/functions --definition statemachines/order-workflow.asl.json --payment-url http://127.0.0.1:9 --quiet --shipment-url "
        "http://127.0.0.1:9 --api-url-format '/restapis/{id}/{stage}/_user_request_'",
        nube.port, build, build);
    out = popen(command, "r");
    while (out && fgets(line, sizeof line, out))
        if (sscanf(line, "api: %500s", api_path) == 1) break;
    while (out && fgets(line, sizeof line, out)) continue;
    if (!out || pclose(out) || !*api_path) fail("the shop could not be deployed");
}

/* --- the report --------------------------------------------------------------------------------------------------- */

static void line(const char *name, struct load_result r, double floor)
{
    printf("  %-34s %10.0f /s   p50 %7.2f ms   p99 %7.2f ms", name, r.per_second, r.p50_ms, r.p99_ms);
    if (floor > 0) printf("   %5.0f %% of its floor", 100 * r.per_second / floor);
    if (r.failures) printf("   %ld FAILED", r.failures);
    printf("\n");
    fflush(stdout);
}

static struct load_result measure(int port, size_t (*request)(char *, size_t, long, void *))
{
    struct load load = { .port = port, .connections = connections, .seconds = seconds, .request = request };

    return load_run(&load);
}

static double http_floor(void)
{
    struct load_result r;
    int pipe_fds[2], port = 0;
    pid_t pid;

    if (pipe(pipe_fds)) fail("no pipe");
    pid = fork();
    if (pid == 0) floor_http_serve(64, 0, pipe_fds[1]);
    if (read(pipe_fds[0], &port, sizeof port) != sizeof port) fail("the HTTP floor did not start");
    r = measure(port, get_item);
    kill(pid, SIGKILL);
    waitpid(pid, NULL, 0);
    line("HTTP floor (bare civetweb)", r, 0);
    return r.per_second;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return x < y ? -1 : x > y;
}

static void report_memory(void)
{
    printf("  %-34s %10.1f MB\n", "idle RSS", (double)server_resident_kb(nube.pid) / 1024);
}

static void report_size(void)
{
    char command[4096];
    long bytes = 0;
    FILE *f;

    snprintf(command, sizeof command, "cp %s/nube %s/stripped && strip %s/stripped && stat -c %%s %s/stripped %s/nube",
             build, folder, folder, folder, build);
    f = popen(command, "r");
    for (int i = 0; f && i < 2 && fscanf(f, "%ld", &bytes) == 1; i++)
        printf("  %-34s %10.2f MB\n", i ? "binary with debug information" : "binary, stripped",
               (double)bytes / 1048576);
    if (f) pclose(f);
}

static int base64_value(char c)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const char *hit = c ? strchr(letters, c) : NULL;

    return hit ? (int)(hit - letters) : -1;
}

static void base64_read(const char *in, char *out, size_t room)
{
    size_t size = 0;
    unsigned bits = 0;
    int count = 0;

    for (; base64_value(*in) >= 0 && size + 1 < room; in++) {
        bits = bits << 6 | (unsigned)base64_value(*in);
        if ((count += 6) < 8) continue;
        count -= 8;
        out[size++] = (char)(bits >> count);
    }
    out[size] = '\0';
}

/* Invokes the function and gives the Init Duration of the report in its log's tail: from the spawn to its first
 * `next`. */
static double init_duration(void)
{
    static const char header[] = "X-Amz-Log-Result: ", figure[] = "Init Duration: ";
    char request[1024], answer[65536], tail[8192];
    int size =
        snprintf(request, sizeof request,
                 "POST /2015-03-31/functions/app-server/invocations HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n" AUTHORIZATION
                 "X-Amz-Log-Type: Tail\r\nContent-Length: 2\r\n\r\n{}",
                 nube.port, "lambda");
    const char *at;

    if (load_once(nube.port, request, (size_t)size, answer, sizeof answer) / 100 != 2)
        fail("a function could not be invoked");
    at = strstr(answer, header);
    base64_read(at ? at + sizeof header - 1 : "", tail, sizeof tail);
    at = strstr(tail, figure);
    return at ? atof(at + sizeof figure - 1) : -1;
}

/* The first request to a new process that calls DynamoDB also loads libcurl; those after it do not. */
static void report_cold_start(void)
{
    double init = init_duration(), first, warm[9], began = now_ms();

    once(get_order, 1);
    first = now_ms() - began;
    for (int i = 0; i < 9; i++) {
        began = now_ms();
        once(get_order, 1);
        warm[i] = now_ms() - began;
    }
    qsort(warm, 9, sizeof *warm, compare);
    printf("  %-34s %10.1f ms   (spawn to first next; its first GET /orders/{id} then %.1f ms, later ones %.1f ms)\n",
           "cold start of a function", init, first, warm[4]);
}

static bool is_wanted(const char *part)
{
    const char *only = getenv("BENCH_ONLY");

    return !only || strstr(only, part);
}

static bool only_start(void)
{
    const char *only = getenv("BENCH_ONLY");

    return only && strcmp(only, "start") == 0;
}

static void report_rates(void)
{
    struct load_result sqlite;
    double http;

    if (is_wanted("states") && states_waits_report(nube.port, nube.pid))
        fail("a request of Step Functions' was refused");
    http = http_floor();
    sqlite = floor_sqlite(folder, connections, seconds);
    line("SQLite floor (raw group commit)", sqlite, 0);
    line("GetItem", measure(nube.port, get_item), http);
    line("PutItem", measure(nube.port, put_item), sqlite.per_second);
    if (is_wanted("dynamodb") && dynamodb_report(nube.port, folder, connections, seconds, http, sqlite.per_second))
        fail("a request of the preparation was refused");
    if (is_wanted("states") && states_report(nube.port, connections, seconds, http, sqlite.per_second))
        fail("a request of Step Functions' was refused");
    if (is_wanted("jsonata")) jsonata_report(seconds);
    if (is_wanted("sqs") && sqs_report(nube.port, seconds, http, sqlite.per_second))
        fail("a request of the preparation was refused");
    if (is_wanted("polls") && sqs_polls_report(build, folder)) fail("waiting receivers could not be measured");
    if (is_wanted("sns") && sns_report(nube.port, seconds, http, sqlite.per_second))
        fail("a request of the preparation was refused");
    if (is_wanted("apigateway") && apigateway_report(nube.port, connections, seconds, http))
        fail("a request of API Gateway's was refused");
    if (is_wanted("iam")) iam_decisions_report(seconds);
    if (is_wanted("iam") && iam_report(nube.port, connections, seconds))
        fail("a request of the preparation was refused");
    if (is_wanted("s3") && s3_report(build, folder, connections, seconds)) fail("a request to S3 was refused");
    if (is_wanted("tls") && tls_report(build, folder, connections, seconds)) fail("a request by TLS was refused");
    if (is_wanted("cloudfront") && cloudfront_report(build, folder, connections, seconds))
        fail("the edge refused a request");
    if (is_wanted("blobs") && blobs_report(folder)) fail("a large body could not be moved");
    printf("\n");
    line("StartExecution (one Pass state)", measure(nube.port, start_execution), sqlite.per_second);
    line("GET /orders/{id} (API, Lambda)", measure(nube.port, get_order), http);
    if (is_wanted("lambda") && lambda_cold_report(nube.port, folder)) fail("a function could not be started");
    if (is_wanted("lambda") && lambda_report(nube.port, connections, seconds, http))
        fail("a function could not be invoked");
    if (is_wanted("shop") &&
        shop_report(&(struct shop_bench){ build, folder, nube.port, tls_port, connections, seconds, http }))
        fail("the shop did not answer, or an order did not end SHIPPED");
}

static void cleanup(void)
{
    char command[4096];

    snprintf(command, sizeof command, "rm -rf %s", folder);
    server_stop(&nube);
    if (system(command)) return;
}

int main(int argc, char **argv)
{
    const char *wanted = getenv("BENCH_SECONDS"), *count = getenv("BENCH_CONNECTIONS");

    if (argc == 3 && strcmp(argv[1], "--http-floor") == 0) floor_http_serve(settings.workers, atoi(argv[2]), -1);
    if (argc == 4 && strcmp(argv[1], "--blobs") == 0) blobs_serve(atoi(argv[2]), argv[3]);
    build = argc > 1 ? argv[1] : "build";
    if (wanted) seconds = atof(wanted);
    if (count) connections = atoi(count);
    if (!mkdtemp(folder)) fail("no temporary folder");
    nube.port = server_free_port();
    printf("%d connections, %.0f s each; the load runs on the same machine\n\n", connections, seconds);
    if (starts_report(build, folder)) fail("a start could not be measured");
    if (only_start()) return cleanup(), 0;
    nube_start();
    report_memory();
    report_size();
    deploy();
    for (long n = 0; n < 1000; n++) once(put_item, n);
    report_cold_start();
    prepare(
        "states", "AWSStepFunctions.CreateStateMachine",
        "{\"name\":\"bench\",\"roleArn\":\"arn:aws:iam::000000000000:role/bench\",\"definition\":\"{\\\"StartAt\\\":\\\"P\\\",\\\"States\\\":"
        "{\\\"P\\\":{\\\"Type\\\":\\\"Pass\\\",\\\"End\\\":true}}}\"}");
    printf("\n");
    report_rates();
    cleanup();
    return 0;
}
