/* A thousand receivers wait at one queue, and messages come one at a time: from the first byte of the send to the last of the receiver's answer.
 * A receiver that was answered waits again, so that there are always as many. The next message comes a while after the last one's answers, so that one
 * that woke a second receiver would be seen. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/bench/load.h"
#include "tests/bench/server.h"
#include "tests/bench/sqs.h"

#define POLLS     1000
#define WORKERS   1400 /* three quarters of them may wait */
#define MESSAGES  500
#define WARM_UP   20 /* messages before those that count */
#define QUIET_MS  5
#define WAKE_MS   2000 /* what comes later never came */
#define ANSWER    4096
#define ANSWERERS (POLLS + 1)

static const char wait_more[] = ",\"WaitTimeSeconds\":20";

/* The receivers, and behind them the sender. */
static struct waiter {
    int fd;
    size_t size;
    char answer[ANSWER];
} waiters[ANSWERERS];

struct polls {
    int port, epoll;
    long received, empty, failures; /* answers with a message; without one; other ones */
    double sent_ms, answered_ms;    /* when the last message was sent and its sender was answered */
    double received_ms;             /* when its receiver was */
};

static int ask(struct polls *p, struct waiter *w, const char *operation, const char *more)
{
    char text[1024];
    size_t size = sqs_request(text, sizeof text, p->port, "polls", operation, more);

    w->size = 0;
    return load_send(w->fd, text, size);
}

static int waiter_open(struct polls *p, struct waiter *w)
{
    struct epoll_event e = { .events = EPOLLIN, .data.ptr = w };

    w->fd = load_connect(p->port);
    return w->fd < 0 ? -1 : epoll_ctl(p->epoll, EPOLL_CTL_ADD, w->fd, &e);
}

/* Its answer is whole: counts it, and waits again when it is a receiver's. */
static int answered(struct polls *p, struct waiter *w)
{
    bool is_sender = w == &waiters[POLLS];

    if (memcmp(w->answer, "HTTP/1.1 200", 12) != 0) p->failures++;
    if (is_sender) {
        p->answered_ms = now_ms();
        return 0;
    }
    if (memmem(w->answer, w->size, "\"Body\"", 6)) {
        p->received++;
        p->received_ms = now_ms();
    } else {
        p->empty++;
    }
    return ask(p, w, "ReceiveMessage", wait_more);
}

/* Takes what answers come within so many milliseconds. 0, or -1: a connection broke. */
static int answers_take(struct polls *p, int milliseconds)
{
    struct epoll_event events[64];
    int ready = epoll_wait(p->epoll, events, 64, milliseconds);

    for (int i = 0; i < ready; i++) {
        struct waiter *w = events[i].data.ptr;
        ssize_t got = read(w->fd, w->answer + w->size, ANSWER - w->size);
        if (got <= 0) return -1;
        w->size += (size_t)got;
        if (load_answer_size(w->answer, w->size) && answered(p, w)) return -1;
    }
    return 0;
}

static int answers_take_until(struct polls *p, double end_ms)
{
    for (double left; (left = end_ms - now_ms()) > 0;)
        if (answers_take(p, (int)left + 1)) return -1;
    return 0;
}

/* Sends one and waits for its receiver and its sender's answer, and then whether there is a second receiver. */
static int message_pass(struct polls *p)
{
    long before = p->received;

    p->received_ms = p->answered_ms = 0;
    p->sent_ms = now_ms();
    if (ask(p, &waiters[POLLS], "SendMessage", ",\"MessageBody\":\"wake\"")) return -1;
    while ((p->received == before || p->answered_ms == 0) && now_ms() - p->sent_ms < WAKE_MS)
        if (answers_take(p, WAKE_MS)) return -1;
    return answers_take_until(p, now_ms() + QUIET_MS);
}

static int polls_open(struct polls *p)
{
    p->epoll = epoll_create1(EPOLL_CLOEXEC);
    for (int i = 0; i < ANSWERERS; i++)
        if (waiter_open(p, &waiters[i])) return -1;
    for (int i = 0; i < POLLS; i++)
        if (ask(p, &waiters[i], "ReceiveMessage", wait_more)) return -1;
    return answers_take_until(p, now_ms() + 2000);
}

static void polls_close(struct polls *p)
{
    for (int i = 0; i < ANSWERERS; i++)
        if (waiters[i].fd > 0) close(waiters[i].fd);
    close(p->epoll);
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return x < y ? -1 : x > y;
}

static void line(const char *name, double *ms)
{
    qsort(ms, MESSAGES, sizeof *ms, compare);
    printf("  %-34s p50 %7.2f ms   p99 %7.2f ms   max %7.2f ms\n", name, ms[MESSAGES / 2], ms[MESSAGES * 99 / 100],
           ms[MESSAGES - 1]);
}

/* The messages one after another. */
static int measure(struct polls *p)
{
    static double wake[MESSAGES], send[MESSAGES];
    long woken = 0, others = 0;

    for (int i = -WARM_UP; i < MESSAGES; i++) {
        long before = p->received, empty = p->empty;
        if (message_pass(p)) return -1;
        if (i < 0) continue;
        wake[i] = (p->received > before ? p->received_ms : now_ms()) - p->sent_ms;
        send[i] = p->answered_ms - p->sent_ms;
        woken += p->received - before;
        others += p->received - before != 1 || p->empty != empty;
    }
    line("send to its own answer", send);
    line("send to the receiver's answer", wake);
    printf("  %d messages went to %ld receivers; %ld of them to none, or to more than one%s\n", MESSAGES, woken, others,
           p->failures ? "; there were FAILURES" : "");
    return 0;
}

int sqs_polls_report(const char *build, const char *folder)
{
    struct server nube = { .port = server_free_port() };
    struct polls p = { .port = nube.port };
    char place[4096], text[1024], answer[4096];
    size_t size;
    long before;
    int rc;

    snprintf(place, sizeof place, "%s/polls", folder);
    mkdir(place, 0700);
    if (server_start(&nube, build, place, WORKERS) < 0) return -1;
    size = sqs_request(text, sizeof text, nube.port, "polls", "CreateQueue",
                       ",\"QueueName\":\"polls\",\"Attributes\":{\"VisibilityTimeout\":\"43200\"}");
    rc = load_once(nube.port, text, size, answer, sizeof answer) == 200 ? 0 : -1;
    before = server_resident_kb(nube.pid);
    if (!rc) rc = polls_open(&p);
    printf("\n  %d receivers wait at a queue\n", POLLS);
    printf("  %-34s %10.1f KB each   (%.1f MB in all)\n", "memory",
           (double)(server_resident_kb(nube.pid) - before) / POLLS, (double)server_resident_kb(nube.pid) / 1024);
    if (!rc) rc = measure(&p);
    polls_close(&p);
    server_stop(&nube);
    return rc;
}
