/* The page is an object that everybody may read; its distribution gets it once. The floor is a bare civetweb that
 * answers as many bytes. */
#include "tests/bench/cloudfront.h"

#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/bench/floors.h"
#include "tests/bench/load.h"
#include "tests/bench/server.h"

#define PAGE 16384

#define AUTHORIZATION(service)                                                    \
    "Authorization: AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/" service \
    "/aws4_request, SignedHeaders=host, "                                         \
    "Signature=0\r\nx-amz-content-sha256: UNSIGNED-PAYLOAD\r\n"

static struct server nube;
static int tls_port;
static char host[256];

static void line(const char *name, struct load_result r, double floor)
{
    printf("  %-34s %10.0f /s  p50 %6.2f ms  p99 %6.2f ms", name, r.per_second, r.p50_ms, r.p99_ms);
    if (floor > 0) printf("   %5.0f %% of its floor", 100 * r.per_second / floor);
    if (r.failures) printf("   %ld failures", r.failures);
    printf("\n");
    fflush(stdout);
}

static size_t floor_request(char *out, size_t room, long n, void *arg)
{
    (void)n;
    (void)arg;
    return (size_t)snprintf(out, room, "GET /bytes/%d HTTP/1.1\r\nHost: h\r\n\r\n", PAGE);
}

static size_t page_request(char *out, size_t room, long n, void *arg)
{
    (void)n;
    (void)arg;
    return (size_t)snprintf(out, room, "GET /page HTTP/1.1\r\nHost: %s\r\n\r\n", host);
}

static struct load_result measure(int port, size_t (*request)(char *, size_t, long, void *), int connections,
                                  double seconds)
{
    struct load l = { .port = port, .connections = connections, .seconds = seconds, .request = request };

    return load_run(&l);
}

static struct load_result measure_tls(int connections, double seconds)
{
    struct load l = {
        .port = tls_port, .connections = connections, .seconds = seconds, .request = page_request, .is_tls = true
    };

    return load_run(&l);
}

static double floor_measure(int connections, double seconds)
{
    struct load_result r;
    int pipe_fds[2], port = 0;
    pid_t pid;

    if (pipe(pipe_fds)) return 0;
    pid = fork();
    if (pid == 0) floor_http_serve(64, 0, pipe_fds[1]);
    if (read(pipe_fds[0], &port, sizeof port) != sizeof port) return 0;
    r = measure(port, floor_request, connections, seconds);
    kill(pid, SIGKILL);
    waitpid(pid, NULL, 0);
    close(pipe_fds[0]);
    close(pipe_fds[1]);
    line("HTTP floor (civetweb, 16 KB)", r, 0);
    return r.per_second;
}

/* --- the page ----------------------------------------------------------------------------------------------------- */

static int once(const char *head, const char *body, size_t body_size, char *answer, size_t room)
{
    static char request[PAGE + 4096];
    int size = snprintf(request, sizeof request, "%sContent-Length: %zu\r\n\r\n", head, body_size);

    memcpy(request + size, body, body_size);
    return load_once(nube.port, request, (size_t)size + body_size, answer, room);
}

static int bucket_make(void)
{
    static const char policy[] = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\","
                                 "\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::bench-edge/*\"}]}";
    static char page[PAGE], answer[4096];

#define S3(start) start " HTTP/1.1\r\nHost: h\r\n" AUTHORIZATION("s3")
    memset(page, 'x', sizeof page);
    return once(S3("PUT /bench-edge"), "", 0, answer, sizeof answer) != 200 ||
           once(S3("DELETE /bench-edge?publicAccessBlock"), "", 0, answer, sizeof answer) != 204 ||
           once(S3("PUT /bench-edge?policy"), policy, sizeof policy - 1, answer, sizeof answer) != 204 ||
           once(S3("PUT /bench-edge/page") "Content-Type: text/html\r\n", page, sizeof page, answer, sizeof answer) !=
               200;
}

static int distribution_make(void)
{
    static const char config[] =
        "<DistributionConfig xmlns=\"http://cloudfront.amazonaws.com/doc/2020-05-31/\"><CallerReference>bench</CallerReference>"
        "<Origins><Quantity>1</Quantity><Items><Origin><Id>s</Id><DomainName>bench-edge.s3.us-east-1.amazonaws.com</DomainName>"
        "<S3OriginConfig><OriginAccessIdentity></OriginAccessIdentity></S3OriginConfig></Origin></Items></Origins>"
        "<DefaultCacheBehavior><TargetOriginId>s</TargetOriginId><ViewerProtocolPolicy>allow-all</ViewerProtocolPolicy>"
        "<Compress>true</Compress><CachePolicyId>658327ea-f89d-4fab-a63d-7e88639e58f6</CachePolicyId></DefaultCacheBehavior>"
        "<Comment></Comment><Enabled>true</Enabled></DistributionConfig>";
    static char answer[65536];
    const char *name;

    if (once("POST /2020-05-31/distribution HTTP/1.1\r\nHost: h\r\n" AUTHORIZATION("cloudfront"), config,
             sizeof config - 1, answer, sizeof answer) != 201 ||
        !(name = strstr(answer, "<DomainName>d")))
        return -1;
    snprintf(host, sizeof host, "%.*s", (int)strcspn(name + 12, "<"), name + 12);
    return 0;
}

int cloudfront_report(const char *build, const char *folder, int connections, double seconds)
{
    char own[2048];
    double http;
    int rc = -1;

    printf("\n");
    snprintf(own, sizeof own, "%s/cloudfront", folder);
    mkdir(own, 0700);
    nube.port = server_free_port();
    if (server_start_tls(&nube, build, own, &tls_port) < 0) return -1;
    http = floor_measure(connections, seconds);
    if (bucket_make() == 0 && distribution_make() == 0) {
        line("a page of 16 KB from the edge", measure(nube.port, page_request, connections, seconds), http);
        line("the same by TLS", measure_tls(connections, seconds), http);
        rc = 0;
    }
    server_stop(&nube);
    return rc;
}
