/* A publish counts once, whatever the number of queues: each gets its message in the publish's own transaction. */
#include "tests/bench/sns.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/bench/load.h"

#define QUEUES 10
#define TOPIC  "arn:aws:sns:us-east-1:000000000000:"
#define QUEUE  "arn:aws:sqs:us-east-1:000000000000:"

struct topic {
    int port;
    const char *name, *attributes; /* of its subscriptions, as a form has them */
    int queues;
};

static size_t query(char *out, size_t room, int port, const char *service, const char *body)
{
    return (size_t)snprintf(
        out, room,
        "POST / HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        "Authorization: AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/%s/aws4_request, SignedHeaders=host, Signature=0\r\n"
        "Content-Length: %zu\r\n\r\n%s",
        port, service, strlen(body), body);
}

static int once(const struct topic *t, const char *service, const char *body)
{
    static char request[4096], answer[65536];
    size_t size = query(request, sizeof request, t->port, service, body);

    if (load_once(t->port, request, size, answer, sizeof answer) / 100 == 2) return 0;
    fprintf(stderr, "%s\n", answer);
    return -1;
}

static int make(const struct topic *t)
{
    char body[1024];

    snprintf(body, sizeof body, "Action=CreateTopic&Version=2010-03-31&Name=%s", t->name);
    if (once(t, "sns", body)) return -1;
    for (int i = 0; i < t->queues; i++) {
        snprintf(body, sizeof body, "Action=CreateQueue&Version=2012-11-05&QueueName=%s-%d", t->name, i);
        if (once(t, "sqs", body)) return -1;
        snprintf(body, sizeof body,
                 "Action=Subscribe&Version=2010-03-31&TopicArn=" TOPIC "%s&Protocol=sqs&Endpoint=" QUEUE "%s-%d%s",
                 t->name, t->name, i, t->attributes);
        if (once(t, "sns", body)) return -1;
    }
    return 0;
}

static size_t publish(char *out, size_t room, long n, void *arg)
{
    const struct topic *t = arg;
    char body[512];

    snprintf(body, sizeof body,
             "Action=Publish&Version=2010-03-31&TopicArn=" TOPIC
             "%s&Message=%%7B%%22orderId%%22%%3A%%22bench-%012ld%%22%%7D",
             t->name, n);
    return query(out, room, t->port, "sns", body);
}

static void measure(struct topic *t, const char *name, int connections, double seconds, double http_floor,
                    double sqlite_floor)
{
    struct load load = {
        .port = t->port, .connections = connections, .seconds = seconds, .request = publish, .arg = t
    };
    struct load_result r = load_run(&load);

    printf("  %-34s %10.0f publishes/s   p50 %7.2f ms   p99 %7.2f ms", name, r.per_second, r.p50_ms, r.p99_ms);
    printf("   %5.0f %% of HTTP's floor, its messages %5.0f %% of SQLite's", 100 * r.per_second / http_floor,
           100 * r.per_second * t->queues / sqlite_floor);
    if (r.failures) printf("   %ld FAILED", r.failures);
    printf("\n");
    fflush(stdout);
}

int sns_report(int port, double seconds, double http_floor, double sqlite_floor)
{
    static const int connections[] = { 1, 8, 32 };
    struct topic raw = { port, "bench-raw", "&Attributes.entry.1.key=RawMessageDelivery&Attributes.entry.1.value=true",
                         QUEUES },
                 enveloped = { port, "bench-enveloped", "", QUEUES };

    if (make(&raw) || make(&enveloped)) return -1;
    for (size_t k = 0; k < sizeof connections / sizeof *connections; k++) {
        printf("\n  a topic with %d queues, %d connection%s\n", QUEUES, connections[k], connections[k] > 1 ? "s" : "");
        measure(&raw, "Publish, raw", connections[k], seconds, http_floor, sqlite_floor);
        measure(&enveloped, "Publish, in signed envelopes", connections[k], seconds, http_floor, sqlite_floor);
    }
    return 0;
}
