/* A fetch drives libcurl itself: until the head is there, and then whenever its body is read and nothing of it is left.
 * What came and was not read yet is bounded: then libcurl stops reading. Fetchers that are done wait in a short list,
 * each with its open connections. */
#include "emulator/http/http_fetch.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "emulator/base/clock.h"
#include "emulator/base/panic.h"
#include "emulator/http/curl_library.h"
#include "emulator/http/http_trust.h"

#define PENDING_MAX  ((size_t)256 * 1024)
#define FETCHERS_MAX 32
#define POLL_MS      1000

/* A multi handle has the connections. */
struct fetcher {
    CURLM *multi;
    struct fetcher *next;
};

static struct {
    pthread_mutex_t lock;
    struct fetcher *first;
    int count;
} idle = { .lock = PTHREAD_MUTEX_INITIALIZER };

struct fetch {
    struct source source; /* the answer's body */
    const struct curl_library *curl;
    struct fetcher *fetcher;
    CURL *easy;
    struct curl_slist *headers;
    const struct http_fetch_request *request; /* until the head is there */
    struct arena *arena;                      /* likewise */
    struct http_fetch_answer *answer;         /* likewise */
    struct source *sent;
    struct buf pending; /* of the body, from `taken` on */
    size_t taken;
    int64_t moved_us; /* when something came last, or went */
    int64_t read_us;
    CURLcode result;
    const struct http_request *client; /* until the head is there */
    bool is_connected, has_head, is_over, is_paused, has_lost_client;
    bool is_nonsense; /* it has more headers than are held, or a status that is none */
};

/* --- fetchers ----------------------------------------------------------------------------------------------------- */

static struct fetcher *fetcher_take(const struct curl_library *curl)
{
    struct fetcher *f;

    pthread_mutex_lock(&idle.lock);
    f = idle.first;
    if (f) idle.first = f->next, idle.count--;
    pthread_mutex_unlock(&idle.lock);
    if (f) return f;
    f = memory_new(1, sizeof *f);
    f->multi = curl->multi_init();
    return f;
}

static void fetcher_give(const struct curl_library *curl, struct fetcher *f)
{
    bool is_kept;

    pthread_mutex_lock(&idle.lock);
    is_kept = idle.count < FETCHERS_MAX;
    if (is_kept) {
        f->next = idle.first;
        idle.first = f;
        idle.count++;
    }
    pthread_mutex_unlock(&idle.lock);
    if (is_kept) return;
    curl->multi_cleanup(f->multi);
    free(f);
}

/* --- libcurl's calls ---------------------------------------------------------------------------------------------- */

static void head_begin(struct fetch *f, struct span line)
{
    size_t blank = span_find(line, ' ');
    int64_t status = 0;

    span_int(span_sub(line, blank + 1, 3), &status);
    f->answer->status = (int)status;
    f->answer->header_count = 0;
}

static void header_add(struct fetch *f, struct span line)
{
    size_t colon = span_find(line, ':');
    struct http_fetch_answer *answer = f->answer;

    if (colon == line.size) return;
    f->is_nonsense |= answer->header_count == HTTP_FETCH_HEADERS_MAX;
    if (f->is_nonsense) return;
    answer->headers[answer->header_count++] =
        (struct http_header){ arena_span(f->arena, span_sub(line, 0, colon)),
                              arena_span(f->arena, span_trim(span_sub(line, colon + 1, SIZE_MAX))) };
}

/* The empty line ends the head, unless that was only told on the way (100 Continue). Trailers come after it. */
static size_t head_write(char *data, size_t size, size_t count, void *arg)
{
    struct fetch *f = arg;
    struct span line = { data, size * count };

    f->moved_us = clock_monotonic_us();
    if (f->has_head) return line.size;
    if (span_starts(line, "HTTP/")) head_begin(f, line);
    else if (span_trim(line).size) header_add(f, line);
    else f->has_head = f->answer->status >= 200;
    f->is_nonsense |= f->answer->status > 599;
    return line.size;
}

static size_t body_write(char *data, size_t size, size_t count, void *arg)
{
    struct fetch *f = arg;
    size_t bytes = size * count;

    f->moved_us = clock_monotonic_us();
    if (f->pending.size - f->taken >= PENDING_MAX) {
        f->is_paused = true;
        return CURL_WRITEFUNC_PAUSE;
    }
    buf_add(&f->pending, data, bytes);
    return bytes;
}

static size_t sent_read(char *out, size_t size, size_t count, void *arg)
{
    struct fetch *f = arg;
    ssize_t got = source_read(f->sent, out, size * count);

    f->moved_us = clock_monotonic_us();
    return got < 0 ? CURL_READFUNC_ABORT : (size_t)got;
}

/* --- beginning ---------------------------------------------------------------------------------------------------- */

/* Does the request have the header of this line, "Name:"? */
static bool is_told(const struct http_fetch_request *r, const char *line)
{
    for (size_t i = 0; i < r->header_count; i++)
        if (span_eq_nocase(r->headers[i].name, (struct span){ line, strlen(line) - 1 })) return true;
    return false;
}

/* What libcurl would say by itself is not said. */
static void headers_set(struct fetch *f)
{
    static const char *const unsaid[] = { "Expect:", "Accept:", "User-Agent:", "Content-Type:" };
    const struct http_fetch_request *r = f->request;
    struct buf line = { 0 };

    for (size_t i = 0; i < r->header_count; i++) {
        buf_clear(&line);
        buf_printf(&line, "%.*s%s%.*s", SPAN_ARG(r->headers[i].name), r->headers[i].value.size ? ": " : ";",
                   SPAN_ARG(r->headers[i].value));
        f->headers = f->curl->slist_append(f->headers, line.data);
    }
    for (size_t i = 0; i < sizeof unsaid / sizeof *unsaid; i++)
        if (!is_told(r, unsaid[i])) f->headers = f->curl->slist_append(f->headers, unsaid[i]);
    buf_release(&line);
}

static void method_set(struct fetch *f)
{
    const struct http_fetch_request *r = f->request;

    if (span_is(r->method, "HEAD")) {
        f->curl->easy_setopt(f->easy, CURLOPT_NOBODY, 1L);
        return;
    }
    if (r->body) {
        f->curl->easy_setopt(f->easy, CURLOPT_UPLOAD, 1L);
        f->curl->easy_setopt(f->easy, CURLOPT_READFUNCTION, sent_read);
        f->curl->easy_setopt(f->easy, CURLOPT_READDATA, f);
        f->curl->easy_setopt(f->easy, CURLOPT_INFILESIZE_LARGE, (curl_off_t)r->body->size);
        f->sent = r->body;
    }
    f->curl->easy_setopt(f->easy, CURLOPT_CUSTOMREQUEST, arena_string(f->arena, r->method));
}

static void identity_set(struct fetch *f)
{
    const struct http_fetch_request *r = f->request;
    struct curl_blob certificate = { (void *)r->certificate, strlen(r->certificate), CURL_BLOB_COPY };
    struct curl_blob key = { (void *)r->key, strlen(r->key), CURL_BLOB_COPY };

    f->curl->easy_setopt(f->easy, CURLOPT_SSLCERT_BLOB, &certificate);
    f->curl->easy_setopt(f->easy, CURLOPT_SSLKEY_BLOB, &key);
}

static void easy_set(struct fetch *f)
{
    const struct http_fetch_request *r = f->request;
    const struct curl_library *curl = f->curl;

    curl->easy_setopt(f->easy, CURLOPT_URL, r->url);
    curl->easy_setopt(f->easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl->easy_setopt(f->easy, CURLOPT_PATH_AS_IS, 1L);
    method_set(f);
    headers_set(f);
    curl->easy_setopt(f->easy, CURLOPT_HTTPHEADER, f->headers);
    curl->easy_setopt(f->easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
    curl->easy_setopt(f->easy, CURLOPT_HEADERFUNCTION, head_write);
    curl->easy_setopt(f->easy, CURLOPT_HEADERDATA, f);
    curl->easy_setopt(f->easy, CURLOPT_WRITEFUNCTION, body_write);
    curl->easy_setopt(f->easy, CURLOPT_WRITEDATA, f);
    curl->easy_setopt(f->easy, CURLOPT_CONNECTTIMEOUT_MS, (long)r->connect_ms);
    curl->easy_setopt(f->easy, CURLOPT_MAXAGE_CONN, (long)r->keep_alive_seconds);
    curl->easy_setopt(f->easy, CURLOPT_NOSIGNAL, 1L);
    curl->easy_setopt(f->easy, CURLOPT_PROXY, "");
    http_trust_set(curl, f->easy);
    if (r->takes_any_authority) http_trust_any(curl, f->easy);
    if (r->certificate) identity_set(f);
}

/* --- going on ----------------------------------------------------------------------------------------------------- */

static void end_look(struct fetch *f)
{
    CURLMsg *message;
    int left;

    while ((message = f->curl->multi_info_read(f->fetcher->multi, &left))) {
        if (message->msg != CURLMSG_DONE) continue;
        f->result = message->data.result;
        f->is_over = true;
    }
}

static bool is_connected(struct fetch *f)
{
    double ready = 0;

    if (!f->is_connected) {
        f->curl->easy_getinfo(f->easy, CURLINFO_PRETRANSFER_TIME, &ready);
        f->is_connected = ready > 0;
        f->moved_us = clock_monotonic_us();
    }
    return f->is_connected;
}

/* Once there is a connection the server may be silent for so long; until then libcurl's own bound holds. */
static void silence_look(struct fetch *f)
{
    int64_t now_us = clock_monotonic_us();

    if (f->is_over || !is_connected(f)) return;
    f->source.is_late = now_us - f->moved_us >= f->read_us || (f->source.until_us && now_us >= f->source.until_us);
    if (!f->source.is_late) return;
    f->result = CURLE_OPERATION_TIMEDOUT;
    f->is_over = true;
}

static bool is_given_up(const struct fetch *f)
{
    return f->client && http_request_is_gone(f->client);
}

/* Works until there is a head, a piece of the body, or the end. */
static void go_on(struct fetch *f, bool for_head)
{
    int under_way, wait_ms = 0, most_ms = f->read_us / 1000 < POLL_MS ? (int)(f->read_us / 1000) : POLL_MS;

    while (!f->is_over && (for_head ? !f->has_head : f->pending.size == f->taken)) {
        if (wait_ms) f->curl->multi_poll(f->fetcher->multi, NULL, 0, wait_ms, NULL);
        f->curl->multi_perform(f->fetcher->multi, &under_way);
        end_look(f);
        silence_look(f);
        if (!f->is_over && for_head && wait_ms && is_given_up(f)) f->is_over = f->has_lost_client = true;
        wait_ms = most_ms;
    }
}

static void fetch_free(struct fetch *f)
{
    f->curl->multi_remove_handle(f->fetcher->multi, f->easy);
    f->curl->easy_cleanup(f->easy);
    f->curl->slist_free_all(f->headers);
    fetcher_give(f->curl, f->fetcher);
    buf_release(&f->pending);
    free(f);
}

/* --- the body ----------------------------------------------------------------------------------------------------- */

static ssize_t body_read(struct source *s, void *out, size_t room)
{
    struct fetch *f = (struct fetch *)s;
    size_t there;

    if (f->pending.size == f->taken) {
        buf_clear(&f->pending);
        f->taken = 0;
        f->moved_us = clock_monotonic_us();
        if (f->is_paused) f->is_paused = false, f->curl->easy_pause(f->easy, CURLPAUSE_CONT);
        go_on(f, false);
    }
    there = f->pending.size - f->taken;
    if (!there) return f->result == CURLE_OK ? 0 : -1;
    if (room > there) room = there;
    memcpy(out, f->pending.data + f->taken, room);
    f->taken += room;
    return (ssize_t)room;
}

static void body_close(struct source *s)
{
    fetch_free((struct fetch *)s);
}

static int64_t length_of(const struct http_fetch_answer *answer)
{
    int64_t length = -1;

    for (size_t i = 0; i < answer->header_count; i++)
        if (span_is_nocase(answer->headers[i].name, "Content-Length") && !span_int(answer->headers[i].value, &length))
            length = -1;
    return length;
}

/* --- the interface ------------------------------------------------------------------------------------------------ */

static enum http_fetch_outcome mistrust_of(const struct fetch *f)
{
    switch (http_trust_why(f->curl, f->easy)) {
    case HTTP_MISTRUST_NAME: return HTTP_FETCH_MISNAMED;
    case HTTP_MISTRUST_TIME: return HTTP_FETCH_EXPIRED;
    default: return HTTP_FETCH_UNTRUSTED;
    }
}

/* Has the time for a connection run out, or that for an answer? */
static enum http_fetch_outcome outcome_of(const struct fetch *f)
{
    if (f->has_lost_client) return HTTP_FETCH_GIVEN_UP;
    if (f->is_nonsense) return HTTP_FETCH_BROKEN;
    switch (f->result) {
    case CURLE_COULDNT_RESOLVE_HOST: return HTTP_FETCH_NOT_RESOLVED;
    case CURLE_COULDNT_CONNECT: return HTTP_FETCH_NOT_CONNECTED;
    case CURLE_PEER_FAILED_VERIFICATION: return mistrust_of(f);
    case CURLE_OPERATION_TIMEDOUT: return f->is_connected ? HTTP_FETCH_READ_TIMED_OUT : HTTP_FETCH_CONNECT_TIMED_OUT;
    default: return HTTP_FETCH_BROKEN;
    }
}

static struct fetch *fetch_begin(struct arena *a, const struct http_fetch_request *request,
                                 struct http_fetch_answer *answer)
{
    const struct curl_library *curl = curl_library();
    struct fetch *f;

    if (!curl) return NULL;
    f = memory_new(1, sizeof *f);
    f->source = (struct source){ -1, body_read, body_close };
    f->curl = curl;
    f->request = request;
    f->arena = a;
    f->answer = answer;
    f->client = request->client;
    f->read_us = (int64_t)request->read_ms * 1000;
    f->moved_us = clock_monotonic_us();
    f->fetcher = fetcher_take(curl);
    f->easy = curl->easy_init();
    easy_set(f);
    curl->multi_add_handle(f->fetcher->multi, f->easy);
    return f;
}

enum http_fetch_outcome http_fetch(struct arena *a, const struct http_fetch_request *request,
                                   struct http_fetch_answer *answer)
{
    struct fetch *f;
    enum http_fetch_outcome outcome;

    *answer = (struct http_fetch_answer){ .headers = ARENA_ARRAY(a, struct http_header, HTTP_FETCH_HEADERS_MAX) };
    f = fetch_begin(a, request, answer);
    if (!f) return HTTP_FETCH_NOT_CONNECTED;
    go_on(f, true);
    if (!f->has_head || f->is_nonsense || (f->is_over && f->result != CURLE_OK)) {
        outcome = outcome_of(f);
        fetch_free(f);
        return outcome;
    }
    if (span_is(request->method, "HEAD") || answer->status == 204 || answer->status == 304) {
        fetch_free(f);
        return HTTP_FETCH_ANSWERED;
    }
    f->source.size = length_of(answer);
    answer->body = &f->source;
    return HTTP_FETCH_ANSWERED;
}
