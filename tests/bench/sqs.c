/* What a connection asks for next depends on the answer it got: a receive's handles go into the delete that follows. Figures are messages a second:
 * one that is received and deleted, or sent, received and deleted, counts once, however many requests it took. */
#include "tests/bench/sqs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/bench/load.h"

#define CONNECTIONS_MAX 32
#define TEN             10

enum step { SEND, RECEIVE, DELETE };

/* The steps that a connection goes through over and over, with so many messages each. */
struct cycle {
    const char *name;
    enum step steps[3];
    int count;   /* of steps */
    int entries; /* 1 or TEN */
};

struct state {
    int port;
    const char *queue;
    const struct cycle *cycle;
    int at[CONNECTIONS_MAX]; /* the step of each connection's next request */
    long sent, taken;        /* messages sent; messages that went through the cycle */
};

/* --- requests ----------------------------------------------------------------------------------------------------- */

size_t sqs_request(char *out, size_t room, int port, const char *queue, const char *operation, const char *more)
{
    static char body[16 * 1024];
    int size =
        snprintf(body, sizeof body, "{\"QueueUrl\":\"http://127.0.0.1:%d/000000000000/%s\"%s}", port, queue, more);

    return (size_t)snprintf(
        out, room,
        "POST / HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nX-Amz-Target: AmazonSQS.%s\r\nContent-Type: application/x-amz-json-1.0\r\n"
        "Authorization: AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/sqs/aws4_request, SignedHeaders=host, Signature=0\r\n"
        "Content-Length: %d\r\n\r\n%s",
        port, operation, size, body);
}

static size_t request(char *out, size_t room, const struct state *s, const char *operation, const char *more)
{
    return sqs_request(out, room, s->port, s->queue, operation, more);
}

static size_t send_request(char *out, size_t room, struct state *s)
{
    static char more[8192];
    size_t size = 0;

    if (s->cycle->entries == 1) {
        snprintf(more, sizeof more, ",\"MessageBody\":\"{\\\"orderId\\\":\\\"bench-%012ld\\\"}\"", s->sent++);
        return request(out, room, s, "SendMessage", more);
    }
    size += (size_t)sprintf(more, ",\"Entries\":[");
    for (int i = 0; i < TEN; i++)
        size +=
            (size_t)sprintf(more + size, "%s{\"Id\":\"%d\",\"MessageBody\":\"{\\\"orderId\\\":\\\"bench-%012ld\\\"}\"}",
                            i ? "," : "", i, s->sent++);
    strcpy(more + size, "]");
    return request(out, room, s, "SendMessageBatch", more);
}

static size_t receive_request(char *out, size_t room, const struct state *s)
{
    char more[64];

    snprintf(more, sizeof more, ",\"MaxNumberOfMessages\":%d", s->cycle->entries);
    return request(out, room, s, "ReceiveMessage", more);
}

/* With the handles of the answer. 0 when it has none. */
static size_t delete_request(char *out, size_t room, struct state *s, const char *answer, size_t size)
{
    static const char member[] = "\"ReceiptHandle\":\"";
    static char more[8192];
    size_t at = 0;
    int count = 0;

    for (const char *hit = answer; (hit = memmem(hit, size - (size_t)(hit - answer), member, sizeof member - 1));) {
        int length;
        hit += sizeof member - 1;
        length = (int)strcspn(hit, "\"");
        if (s->cycle->entries == 1) at = (size_t)sprintf(more, ",%s%.*s\"", member, length, hit);
        else
            at += (size_t)sprintf(more + at, "%s{\"Id\":\"%d\",%s%.*s\"}", count ? "," : ",\"Entries\":[", count,
                                  member, length, hit);
        count++;
    }
    if (!count) return 0;
    s->taken += count;
    if (s->cycle->entries == 1) return request(out, room, s, "DeleteMessage", more);
    strcpy(more + at, "]");
    return request(out, room, s, "DeleteMessageBatch", more);
}

static size_t next(char *out, size_t room, int connection, const char *answer, size_t size, void *arg)
{
    struct state *s = arg;
    const struct cycle *c = s->cycle;
    enum step step = c->steps[s->at[connection]++ % c->count];
    size_t made = 0;

    if (step == DELETE) made = delete_request(out, room, s, answer, size);
    if (made) return made;
    if (step == DELETE) s->at[connection] = 1 % c->count; /* nothing came: once more from the start */
    return step == SEND || (step == DELETE && c->steps[0] == SEND) ? send_request(out, room, s)
                                                                   : receive_request(out, room, s);
}

/* --- measuring ---------------------------------------------------------------------------------------------------- */

static const struct cycle cycles[] = {
    { "SendMessage", { SEND }, 1, 1 },
    { "ReceiveMessage + DeleteMessage", { RECEIVE, DELETE }, 2, 1 },
    { "SendMessageBatch of 10", { SEND }, 1, TEN },
    { "receive 10 + DeleteMessageBatch", { RECEIVE, DELETE }, 2, TEN },
    { "send, receive, delete, by tens", { SEND, RECEIVE, DELETE }, 3, TEN },
};

#define CYCLES (sizeof cycles / sizeof *cycles)

static void measure(int port, const char *queue, const struct cycle *cycle, int connections, double seconds,
                    double http_floor, double sqlite_floor)
{
    static struct state s;
    struct load load = { .port = port, .connections = connections, .seconds = seconds, .next = next, .arg = &s };
    struct load_result r;
    double messages;

    s = (struct state){ .port = port, .queue = queue, .cycle = cycle };
    r = load_run(&load);
    messages = (double)(cycle->count == 1 ? s.sent : s.taken) / seconds;
    printf("  %-34s %10.0f messages /s   a request: p50 %7.2f ms   p99 %7.2f ms", cycle->name, messages, r.p50_ms,
           r.p99_ms);
    printf("   %5.0f %% of SQLite's, requests %5.0f %% of HTTP's floor", 100 * messages / sqlite_floor,
           100 * r.per_second / http_floor);
    if (r.failures) printf("   %ld FAILED", r.failures);
    printf("\n");
    fflush(stdout);
}

static int once(const struct state *s, const char *text, size_t size)
{
    static char answer[65536];

    if (load_once(s->port, text, size, answer, sizeof answer) / 100 == 2) return 0;
    fprintf(stderr, "%s\n", answer);
    return -1;
}

static int make(int port, const char *queue, long messages)
{
    struct state s = { .port = port, .queue = queue, .cycle = &cycles[2] };
    static char text[16 * 1024];
    char more[64];

    snprintf(more, sizeof more, ",\"QueueName\":\"%s\"", queue);
    if (once(&s, text, request(text, sizeof text, &s, "CreateQueue", more))) return -1;
    while (s.sent < messages)
        if (once(&s, text, send_request(text, sizeof text, &s))) return -1;
    return 0;
}

int sqs_report(int port, double seconds, double http_floor, double sqlite_floor)
{
    static const int connections[] = { 1, 8, 32 };
    const char *wanted = getenv("BENCH_MESSAGES");
    long large = wanted ? atol(wanted) : 0;

    if (make(port, "bench", 0)) return -1;
    for (size_t k = 0; k < sizeof connections / sizeof *connections; k++) {
        printf("\n  queues, %d connection%s\n", connections[k], connections[k] > 1 ? "s" : "");
        for (size_t i = 0; i < CYCLES; i++)
            measure(port, "bench", &cycles[i], connections[k], seconds, http_floor, sqlite_floor);
    }
    if (!large) return 0;
    if (make(port, "large", large)) return -1;
    printf("\n  a queue of %ld messages, 32 connections\n", large);
    for (size_t i = 0; i < CYCLES; i++) measure(port, "large", &cycles[i], 32, seconds, http_floor, sqlite_floor);
    return 0;
}
