/* Warm invocations, by Invoke itself; beside them what the way to a process and back costs alone. */
#include "tests/bench/lambda.h"

#include <stdio.h>
#include <string.h>

#include "tests/bench/load.h"
#include "tests/bench/process_floor.h"

static const char event[] =
    "{\"resource\":\"/health\",\"path\":\"/health\",\"httpMethod\":\"GET\",\"headers\":{},\"requestContext\":{}}";

static size_t invoke_request(char *out, size_t room, long n, void *arg)
{
    const int *port = arg;

    (void)n;
    return (size_t)snprintf(out, room,
                            "POST /2015-03-31/functions/app-server/invocations HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n"
                            "Authorization: AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/lambda/aws4_request, "
                            "SignedHeaders=host, Signature=0\r\nContent-Length: %zu\r\n\r\n%s",
                            *port, strlen(event), event);
}

static double process_measure(int connections, double seconds, double http_floor)
{
    double floor = process_floor(connections, seconds);

    printf(
        "  process floor, %2d connection%s       %10.0f /s   a bare civetweb with a process behind each thread: %.1f %% of "
        "the HTTP floor\n",
        connections, connections == 1 ? " " : "s", floor, 100 * floor / http_floor);
    return floor;
}

static long invoke_measure(int port, int connections, double seconds, double http_floor)
{
    double process = process_measure(connections, seconds, http_floor);
    struct load load = {
        .port = port, .connections = connections, .seconds = seconds, .request = invoke_request, .arg = &port
    };
    struct load_result r = load_run(&load);
    char name[64];

    snprintf(name, sizeof name, "Invoke, warm, %d connection%s", connections, connections == 1 ? "" : "s");
    printf("  %-34s %10.0f /s   p50 %7.2f ms   p99 %7.2f ms   %5.1f %% of its floor, %.0f %% of the process's", name,
           r.per_second, r.p50_ms, r.p99_ms, 100 * r.per_second / http_floor, 100 * r.per_second / process);
    if (r.failures) printf("   %ld FAILED", r.failures);
    printf("\n");
    fflush(stdout);
    return r.failures;
}

int lambda_report(int port, int connections, double seconds, double http_floor)
{
    long failures = invoke_measure(port, 1, seconds, http_floor);

    failures += invoke_measure(port, connections, seconds, http_floor);
    return failures ? -1 : 0;
}
