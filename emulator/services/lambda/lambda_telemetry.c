/* A batch a subscriber, and one of it under way: an HTTP one is sent by the client's thread, a TCP one by a worker. The
 * next waits for that, until it has as much as it may: then it is dropped, which is told, as AWS does it. */
#include "emulator/services/lambda/lambda_telemetry.h"

#include <arpa/inet.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "emulator/base/clock.h"
#include "emulator/base/json.h"
#include "emulator/base/panic.h"
#include "emulator/base/times.h"
#include "emulator/base/workers.h"
#include "emulator/http/http_client.h"
#include "emulator/services/lambda/lambda_log.h"

#define SUBSCRIBERS_MAX 10
#define SEND_MS_MAX     2000

/* AWS's bounds and defaults. */
static const struct bound {
    const char *name;
    int64_t min, max, usual;
} bounds[] = { { "maxItems", 1000, 10000, 10000 },
               { "maxBytes", 262144, 1048576, 262144 },
               { "timeoutMs", 25, 30000, 1000 } };

enum { ITEMS, BYTES, TIMEOUT };

/* The way to a subscriber, which outlives it while a batch is under way. Guarded by `ways`. */
struct way {
    int holders;
    bool is_taken; /* by a batch */
    struct lambda_telemetry_loss lost;
};

struct subscriber {
    char name[128], url[512]; /* where it is HTTP */
    int port;                 /* where it is TCP */
    bool is_tcp, platform, function, extension;
    int64_t limits[3];
    struct buf batch;
    int64_t items, since_us;
    int64_t notices; /* of the items: those that tell of losses, which are none of their own */
    struct way *way;
};

struct lambda_telemetry {
    struct subscriber list[SUBSCRIBERS_MAX];
    int count;
    void (*lost)(void *arg, const struct lambda_telemetry_loss *loss);
    void *lost_arg;
};

/* --- ways --------------------------------------------------------------------------------------------------------- */

static pthread_mutex_t ways = PTHREAD_MUTEX_INITIALIZER;

static struct way *way_new(void)
{
    struct way *w = memory_new(1, sizeof *w);

    w->holders = 1;
    return w;
}

static bool way_take(struct way *w)
{
    bool is_free;

    pthread_mutex_lock(&ways);
    is_free = !w->is_taken;
    w->is_taken = true;
    if (is_free) w->holders++;
    pthread_mutex_unlock(&ways);
    return is_free;
}

static bool way_is_taken(const struct way *w)
{
    bool is_taken;

    pthread_mutex_lock(&ways);
    is_taken = w->is_taken;
    pthread_mutex_unlock(&ways);
    return is_taken;
}

static void way_lose(struct way *w, int64_t records, int64_t bytes, const char *reason)
{
    pthread_mutex_lock(&ways);
    w->lost.records += records;
    w->lost.bytes += bytes;
    snprintf(w->lost.reason, sizeof w->lost.reason, "%s", reason);
    pthread_mutex_unlock(&ways);
}

static struct lambda_telemetry_loss way_lost(struct way *w)
{
    struct lambda_telemetry_loss lost;

    pthread_mutex_lock(&ways);
    lost = w->lost;
    w->lost = (struct lambda_telemetry_loss){ .records = 0 };
    pthread_mutex_unlock(&ways);
    return lost;
}

/* By the subscriber, or by the batch that has taken it. */
static void way_leave(struct way *w, bool is_batch)
{
    bool is_last;

    pthread_mutex_lock(&ways);
    if (is_batch) w->is_taken = false;
    is_last = --w->holders == 0;
    pthread_mutex_unlock(&ways);
    if (is_last) free(w);
}

/* --- subscribing -------------------------------------------------------------------------------------------------- */

static void refuse(struct lambda_telemetry_reply *reply, const char *words, const char *about)
{
    reply->status = 400;
    reply->error_type = "ValidationError";
    snprintf(reply->words, sizeof reply->words, words, about);
}

static bool types_read(const struct doc *asked, struct subscriber *s, struct lambda_telemetry_reply *reply)
{
    const struct doc *types = doc_get(asked, "types");

    for (size_t i = 0; i < doc_count(types); i++) {
        struct span type = doc_text(doc_at(types, i));
        if (span_is(type, "platform")) s->platform = true;
        else if (span_is(type, "function")) s->function = true;
        else if (span_is(type, "extension")) s->extension = true;
        else return refuse(reply, "types must be one of [platform, function, extension]%s", ""), false;
    }
    if (!doc_count(types)) refuse(reply, "types must not be empty%s", "");
    return doc_count(types) > 0;
}

static bool limits_read(const struct doc *asked, struct subscriber *s, struct lambda_telemetry_reply *reply)
{
    const struct doc *buffering = doc_get(asked, "buffering");

    for (int i = 0; i < 3; i++) {
        const struct bound *b = &bounds[i];
        s->limits[i] = doc_get(buffering, b->name) ? doc_get_int(buffering, b->name, -1) : b->usual;
        if (s->limits[i] >= b->min && s->limits[i] <= b->max) continue;
        refuse(reply, "buffering.%s is out of its range", b->name);
        return false;
    }
    return true;
}

static bool is_port(int64_t port)
{
    return port >= 1 && port <= 65535;
}

/* A port and a path: of nobody else's machine, and one line. */
static bool is_own_address(struct span rest)
{
    struct span port;
    int64_t number;

    for (size_t i = 0; i < rest.size; i++)
        if ((unsigned char)rest.data[i] <= ' ') return false;
    span_split(&rest, '/', &port);
    return span_int(port, &number) && is_port(number);
}

/* AWS: a listener has the host sandbox.localdomain, which is the process's own machine. */
static bool destination_read(const struct doc *asked, struct subscriber *s, struct lambda_telemetry_reply *reply)
{
    const struct doc *destination = doc_get(asked, "destination");
    struct span protocol = doc_get_str(destination, "protocol"), uri = doc_get_str(destination, "URI"), host;
    int64_t port = doc_get_int(destination, "port", 0);

    s->is_tcp = span_is(protocol, "TCP");
    if (!s->is_tcp && !span_is(protocol, "HTTP"))
        return refuse(reply, "destination.protocol must be HTTP or TCP%s", ""), false;
    if (s->is_tcp) {
        s->port = (int)port;
        if (!is_port(port)) refuse(reply, "destination.port is out of its range%s", "");
        return is_port(port);
    }
    uri = span_starts(uri, "http://") ? span_sub(uri, 7, SIZE_MAX) : SPAN("");
    span_split(&uri, ':', &host);
    if ((!span_is(host, "sandbox.localdomain") && !span_is(host, "sandbox")) || uri.size > 400 || !is_own_address(uri))
        return refuse(reply, "destination.URI must be http://sandbox.localdomain:PORT/PATH%s", ""), false;
    snprintf(s->url, sizeof s->url, "http://127.0.0.1:%.*s", SPAN_ARG(uri));
    return true;
}

static void subscriber_release(struct subscriber *s)
{
    buf_release(&s->batch);
    way_leave(s->way, false);
}

void lambda_telemetry_subscribe(struct lambda_telemetry **t, const char *name, const struct doc *asked,
                                struct lambda_telemetry_reply *reply)
{
    struct subscriber s = { .is_tcp = false };
    int at = 0;

    reply->status = 200;
    if (!asked || asked->kind != DOC_MAP) refuse(reply, "the body is not a JSON object%s", "");
    if (reply->error_type || !types_read(asked, &s, reply) || !limits_read(asked, &s, reply) ||
        !destination_read(asked, &s, reply))
        return;
    snprintf(s.name, sizeof s.name, "%s", name);
    if (!*t) *t = memory_new(1, sizeof **t);
    while (at < (*t)->count && strcmp((*t)->list[at].name, name) != 0) at++;
    if (at == SUBSCRIBERS_MAX) return refuse(reply, "there are too many subscribers%s", "");
    reply->is_again = at < (*t)->count;
    if (reply->is_again) subscriber_release(&(*t)->list[at]);
    else (*t)->count++;
    s.way = way_new();
    (*t)->list[at] = s;
}

void lambda_telemetry_losses(struct lambda_telemetry *t,
                             void (*lost)(void *arg, const struct lambda_telemetry_loss *loss), void *arg)
{
    t->lost = lost;
    t->lost_arg = arg;
}

/* --- sending ------------------------------------------------------------------------------------------------------ */

struct batch {
    struct http_client_request request;
    struct buf body;
    struct way *way;
    int64_t records;
    char url[512];
    int port;
};

/* `error`: what it did not arrive for; NULL: it did. */
static void batch_over(struct batch *b, const char *error)
{
    char reason[128];

    snprintf(reason, sizeof reason, "could not send events: %s", error ? error : "");
    if (error && b->records) way_lose(b->way, b->records, (int64_t)b->body.size, reason);
    way_leave(b->way, true);
    buf_release(&b->body);
    free(b);
}

static void posted(const struct http_client_result *result, void *batch)
{
    char status[32];

    snprintf(status, sizeof status, "status %d", result->status);
    batch_over(batch, result->status == 0 ? result->error : result->status / 100 == 2 ? NULL : status);
}

static bool bytes_write(int fd, struct span rest)
{
    while (rest.size) {
        ssize_t sent = send(fd, rest.data, rest.size, MSG_NOSIGNAL);
        if (sent <= 0) return false;
        rest = span_sub(rest, (size_t)sent, SIZE_MAX);
    }
    return true;
}

/* AWS: an event a line. */
static void write_lines(void *arg)
{
    struct batch *b = arg;
    struct sockaddr_in to = { .sin_family = AF_INET,
                              .sin_port = htons((uint16_t)b->port),
                              .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    struct timeval limit = { SEND_MS_MAX / 1000, 0 };
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bool is_written;

    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    is_written = fd >= 0 && connect(fd, (struct sockaddr *)&to, sizeof to) == 0 && bytes_write(fd, buf_span(&b->body));
    batch_over(b, is_written ? NULL : strerror(errno));
    if (fd >= 0) close(fd);
}

/* The subscriber has an empty one from here on. */
static struct batch *batch_take(struct subscriber *s)
{
    struct batch *b = memory_new(1, sizeof *b);

    if (!s->is_tcp) buf_add_char(&s->batch, ']');
    b->body = s->batch;
    b->records = s->items - s->notices;
    b->way = s->way;
    b->port = s->port;
    snprintf(b->url, sizeof b->url, "%s", s->url);
    s->batch = (struct buf){ .max = 0 };
    s->items = s->notices = 0;
    return b;
}

static void batch_send(struct subscriber *s)
{
    struct batch *b;

    if (!way_take(s->way)) return;
    b = batch_take(s);
    b->request = (struct http_client_request){ .url = b->url,
                                               .headers = { { SPAN("Content-Type"), SPAN("application/json") } },
                                               .header_count = 1,
                                               .body = buf_span(&b->body),
                                               .timeout_ms = SEND_MS_MAX };
    if (s->is_tcp) workers_submit(write_lines, b);
    else http_client_send(&b->request, posted, b);
}

static bool is_full(const struct subscriber *s)
{
    return s->items >= s->limits[ITEMS] || (int64_t)s->batch.size >= s->limits[BYTES];
}

static void batch_drop(struct subscriber *s)
{
    way_lose(s->way, s->items - s->notices, (int64_t)s->batch.size, LAMBDA_LOG_TOO_FAST);
    buf_clear(&s->batch);
    s->items = s->notices = 0;
}

/* What tells of a loss is sent at once, so that it is not lost itself. */
static void losses_tell(struct lambda_telemetry *t)
{
    for (int i = 0; t->lost && i < t->count; i++) {
        struct subscriber *s = &t->list[i];
        struct lambda_telemetry_loss lost;
        if (is_full(s)) batch_send(s);
        if (way_is_taken(s->way)) continue;
        lost = way_lost(s->way);
        if (!lost.records) continue;
        t->lost(t->lost_arg, &lost);
        if (s->items) batch_send(s);
    }
}

bool lambda_telemetry_send(struct lambda_telemetry *t, bool all)
{
    int64_t now_us = clock_monotonic_us();
    bool is_more = false;

    if (t) losses_tell(t);
    for (int i = 0; t && i < t->count; i++) {
        struct subscriber *s = &t->list[i];
        if (s->items && (all || now_us - s->since_us >= s->limits[TIMEOUT] * 1000)) batch_send(s);
        is_more |= s->items > 0 || way_is_taken(s->way);
    }
    return is_more;
}

/* --- events ------------------------------------------------------------------------------------------------------- */

static void event_add(struct subscriber *s, const char *type, struct span record, bool is_json, int64_t time_ms)
{
    struct arena a = { 0 };

    if (is_full(s)) batch_send(s);
    if (is_full(s)) batch_drop(s); /* the one before is still under way */
    if (!s->items) s->since_us = clock_monotonic_us();
    if (!s->is_tcp) buf_add_char(&s->batch, s->items ? ',' : '[');
    buf_printf(&s->batch, "{\"time\":\"%.*s\",\"type\":\"%s\",\"record\":", SPAN_ARG(time_iso8601(&a, time_ms)), type);
    if (is_json) buf_add_span(&s->batch, record);
    else json_write_string(&s->batch, record);
    buf_add_text(&s->batch, s->is_tcp ? "}\n" : "}");
    s->items++;
    s->notices += strcmp(type, "platform.logsDropped") == 0;
    arena_release(&a);
    if (is_full(s)) batch_send(s);
}

static bool wants(const struct subscriber *s, const char *type)
{
    if (strcmp(type, "function") == 0) return s->function;
    return strcmp(type, "extension") == 0 ? s->extension : s->platform;
}

void lambda_telemetry_hear(struct lambda_telemetry *t, const char *type, struct span record, bool is_json,
                           int64_t time_ms)
{
    for (int i = 0; t && i < t->count; i++)
        if (wants(&t->list[i], type)) event_add(&t->list[i], type, record, is_json, time_ms);
}

void lambda_telemetry_free(struct lambda_telemetry *t)
{
    lambda_telemetry_send(t, true);
    for (int i = 0; t && i < t->count; i++) subscriber_release(&t->list[i]);
    free(t);
}
