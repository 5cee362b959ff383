/* An account's throttle holds in each of its regions, so the APIs are in several, and the load goes round. */
#include "tests/bench/apigateway.h"

#include <stdio.h>
#include <string.h>

#include "tests/bench/load.h"

#define REGIONS 8

static const char *const regions[REGIONS] = { "us-east-1", "us-east-2", "us-west-1", "us-west-2",
                                              "eu-west-1", "eu-west-2", "eu-west-3", "eu-north-1" };

struct apis {
    int port;
    char ids[REGIONS][32];
    const char *path;
};

/* --- making them -------------------------------------------------------------------------------------------------- */

static int ask(int port, const char *region, const char *method, const char *path, const char *body, char *answer,
               size_t room)
{
    static char request[8192];
    int size = snprintf(
        request, sizeof request,
        "%s %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Type: application/json\r\n"
        "Authorization: AWS4-HMAC-SHA256 Credential=test/20260101/%s/apigateway/aws4_request, SignedHeaders=host, Signature=0\r\n"
        "Content-Length: %zu\r\n\r\n%s",
        method, path, port, region, strlen(body), body);

    if (load_once(port, request, (size_t)size, answer, room) / 100 == 2) return 0;
    fprintf(stderr, "%s %s: %s\n", method, path, answer);
    return -1;
}

static int member(const char *answer, const char *name, char *out, size_t room)
{
    char mark[64];
    const char *at;

    snprintf(mark, sizeof mark, "\"%s\":\"", name);
    if (!(at = strstr(answer, mark))) return -1;
    at += strlen(mark);
    snprintf(out, room, "%.*s", (int)strcspn(at, "\""), at);
    return 0;
}

static int mock_put(int port, const char *region, const char *api, const char *resource)
{
    static char answer[65536];
    char path[256], at[320];

    snprintf(path, sizeof path, "/restapis/%s/resources/%s/methods/GET", api, resource);
    if (ask(port, region, "PUT", path, "{\"authorizationType\":\"NONE\"}", answer, sizeof answer)) return -1;
    snprintf(at, sizeof at, "%s/responses/200", path);
    if (ask(port, region, "PUT", at, "{}", answer, sizeof answer)) return -1;
    snprintf(at, sizeof at, "%s/integration", path);
    if (ask(port, region, "PUT", at,
            "{\"type\":\"MOCK\",\"requestTemplates\":{\"application/json\":\"{\\\"statusCode\\\": 200}\"}}", answer,
            sizeof answer))
        return -1;
    snprintf(at, sizeof at, "%s/integration/responses/200", path);
    return ask(port, region, "PUT", at, "{\"responseTemplates\":{\"application/json\":\"{\\\"ok\\\":true}\"}}", answer,
               sizeof answer);
}

/* An API of so many resources "/rN", each with a mock. */
static int api_make(int port, const char *region, int resources, char id[32])
{
    static char answer[65536];
    char root[32], resource[32], path[128], body[64];

    if (ask(port, region, "POST", "/restapis", "{\"name\":\"bench\"}", answer, sizeof answer) ||
        member(answer, "id", id, 32) || member(answer, "rootResourceId", root, sizeof root))
        return -1;
    for (int i = 0; i < resources; i++) {
        snprintf(path, sizeof path, "/restapis/%s/resources/%s", id, root);
        snprintf(body, sizeof body, "{\"pathPart\":\"r%d\"}", i);
        if (ask(port, region, "POST", path, body, answer, sizeof answer) ||
            member(answer, "id", resource, sizeof resource) || mock_put(port, region, id, resource))
            return -1;
    }
    snprintf(path, sizeof path, "/restapis/%s/deployments", id);
    return ask(port, region, "POST", path, "{\"stageName\":\"dev\"}", answer, sizeof answer);
}

static int apis_make(struct apis *a, int resources)
{
    for (int i = 0; i < REGIONS; i++)
        if (api_make(a->port, regions[i], resources, a->ids[i])) return -1;
    return 0;
}

/* --- measuring ---------------------------------------------------------------------------------------------------- */

static size_t get(char *out, size_t room, long n, void *arg)
{
    const struct apis *a = arg;

    return (size_t)snprintf(out, room, "GET /dev%s HTTP/1.1\r\nHost: %s.execute-api.localhost:%d\r\n\r\n", a->path,
                            a->ids[n % REGIONS], a->port);
}

static void measure(struct apis *a, const char *name, const char *path, int connections, double seconds, double floor)
{
    struct load load = { .port = a->port, .connections = connections, .seconds = seconds, .request = get, .arg = a };
    struct load_result r;

    a->path = path;
    r = load_run(&load);
    printf("  %-34s %10.0f requests/s    p50 %7.2f ms   p99 %7.2f ms   %5.0f %% of HTTP's floor\n", name, r.per_second,
           r.p50_ms, r.p99_ms, 100 * r.per_second / floor);
}

int apigateway_report(int port, int connections, double seconds, double http_floor)
{
    struct apis few = { .port = port }, many = { .port = port };

    printf("\nAPI Gateway, %d connections\n", connections);
    if (apis_make(&few, 5) || api_make(port, regions[0], 299, many.ids[0])) return -1;
    for (int i = 1; i < REGIONS; i++) snprintf(many.ids[i], sizeof many.ids[i], "%s", many.ids[0]);
    measure(&few, "MOCK", "/r3", connections, seconds, http_floor);
    measure(&few, "refused (no such resource)", "/none", connections, seconds, http_floor);
    measure(&many, "refused, of 299 resources", "/none", connections, seconds, http_floor);
    return 0;
}
