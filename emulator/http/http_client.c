/* The client's thread: takes what is new, lets libcurl work, tells what has ended. It sleeps on a condition while
 * nothing is under way, and in libcurl's poll, which a new request wakes, while something is. */
#include "emulator/http/http_client.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "emulator/base/panic.h"

#include "emulator/http/curl_library.h"
#include "emulator/http/http_trust.h"

struct transfer {
    const struct http_client_request *request;
    http_client_done *done;
    void *arg;
    CURL *easy;
    struct curl_slist *headers;
    struct http_client_result result;
    struct arena arena; /* the result's headers */
    struct buf body;
    struct transfer *next, *previous;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t arrived = PTHREAD_COND_INITIALIZER;
static struct transfer *waiting, **waiting_end = &waiting; /* under the lock */
static bool is_running, is_stopping;                       /* under the lock */
static pthread_t thread;
static CURLM *multi;            /* made once, kept */
static struct transfer *active; /* the thread's own */

/* --- one transfer ------------------------------------------------------------------------------------------------- */

static size_t body_write(char *data, size_t size, size_t count, void *arg)
{
    struct transfer *t = arg;
    size_t most = t->request->body_bytes_max ? t->request->body_bytes_max : HTTP_CLIENT_BODY_MAX;
    size_t room = most - t->body.size, bytes = size * count;

    if (bytes > room) t->result.was_cut = true;
    buf_add(&t->body, data, bytes < room ? bytes : room);
    return bytes;
}

void http_client_head_line(struct arena *a, struct http_client_result *result, struct span line)
{
    size_t colon = span_find(line, ':');

    if (span_starts(line, "HTTP/")) result->header_count = 0;
    else if (colon < line.size && result->header_count < HTTP_CLIENT_HEADERS_MAX)
        result->headers[result->header_count++] =
            (struct http_header){ arena_span(a, span_sub(line, 0, colon)),
                                  arena_span(a, span_trim(span_sub(line, colon + 1, SIZE_MAX))) };
}

static size_t head_write(char *data, size_t size, size_t count, void *arg)
{
    struct transfer *t = arg;

    http_client_head_line(&t->arena, &t->result, (struct span){ data, size * count });
    return size * count;
}

static void headers_set(const struct curl_library *curl, struct transfer *t)
{
    struct buf line = { 0 };

    for (size_t i = 0; i < t->request->header_count; i++) {
        const struct http_header *h = &t->request->headers[i];
        buf_clear(&line);
        buf_printf(&line, "%.*s: %.*s", SPAN_ARG(h->name), SPAN_ARG(h->value));
        t->headers = curl->slist_append(t->headers, line.data);
    }
    t->headers = curl->slist_append(t->headers, "Expect:"); /* libcurl would ask first for a large body */
    buf_release(&line);
}

static void method_set(const struct curl_library *curl, struct transfer *t)
{
    const struct http_client_request *r = t->request;
    const char *method = r->method ? r->method : "POST";

    if (strcmp(method, "HEAD") == 0) {
        curl->easy_setopt(t->easy, CURLOPT_NOBODY, 1L);
        return;
    }
    if (r->body.data || strcmp(method, "POST") == 0) {
        curl->easy_setopt(t->easy, CURLOPT_POST, 1L);
        curl->easy_setopt(t->easy, CURLOPT_POSTFIELDS, r->body.data ? r->body.data : "");
        curl->easy_setopt(t->easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)r->body.size);
    }
    curl->easy_setopt(t->easy, CURLOPT_CUSTOMREQUEST, method);
}

/* AWS: a server must have a certificate that somebody who is trusted has signed. */
static void easy_set(const struct curl_library *curl, struct transfer *t)
{
    const struct http_client_request *r = t->request;

    headers_set(curl, t);
    curl->easy_setopt(t->easy, CURLOPT_URL, r->url);
    curl->easy_setopt(t->easy, CURLOPT_PROTOCOLS_STR, "http,https");
    method_set(curl, t);
    curl->easy_setopt(t->easy, CURLOPT_HTTPHEADER, t->headers);
    curl->easy_setopt(t->easy, CURLOPT_HEADERFUNCTION, head_write);
    curl->easy_setopt(t->easy, CURLOPT_HEADERDATA, t);
    curl->easy_setopt(t->easy, CURLOPT_WRITEFUNCTION, body_write);
    curl->easy_setopt(t->easy, CURLOPT_WRITEDATA, t);
    curl->easy_setopt(t->easy, CURLOPT_PRIVATE, t);
    curl->easy_setopt(t->easy, CURLOPT_TIMEOUT_MS, (long)r->timeout_ms);
    curl->easy_setopt(t->easy, CURLOPT_NOSIGNAL, 1L);
    curl->easy_setopt(t->easy, CURLOPT_PROXY, "");
    http_trust_set(curl, t->easy);
}

static void transfer_begin(const struct curl_library *curl, struct transfer *t)
{
    t->easy = curl->easy_init();
    easy_set(curl, t);
    t->previous = NULL;
    t->next = active;
    if (active) active->previous = t;
    active = t;
    curl->multi_add_handle(multi, t->easy);
}

static void transfer_end(const struct curl_library *curl, struct transfer *t)
{
    struct http_client_result *result = &t->result;
    long status = 0;

    if (t->previous) t->previous->next = t->next;
    else active = t->next;
    if (t->next) t->next->previous = t->previous;
    if (!result->error && !result->was_stopped) curl->easy_getinfo(t->easy, CURLINFO_RESPONSE_CODE, &status);
    curl->multi_remove_handle(multi, t->easy);
    curl->easy_cleanup(t->easy);
    curl->slist_free_all(t->headers);
    result->status = (int)status;
    result->body = buf_span(&t->body);
    t->done(result, t->arg);
    buf_release(&t->body);
    arena_release(&t->arena);
    free(t);
}

/* --- the thread --------------------------------------------------------------------------------------------------- */

/* Takes what is new; waits for it where nothing is under way. False: it is time to stop. */
static bool take_new(const struct curl_library *curl)
{
    struct transfer *taken;
    bool stops;

    pthread_mutex_lock(&lock);
    while (!waiting && !active && !is_stopping) pthread_cond_wait(&arrived, &lock);
    taken = waiting;
    waiting = NULL;
    waiting_end = &waiting;
    stops = is_stopping;
    pthread_mutex_unlock(&lock);
    while (taken) {
        struct transfer *next = taken->next;
        transfer_begin(curl, taken);
        taken = next;
    }
    return !stops;
}

static void tell_ended(const struct curl_library *curl)
{
    CURLMsg *message;
    int left;

    while ((message = curl->multi_info_read(multi, &left))) {
        struct transfer *t;
        char *private = NULL;
        if (message->msg != CURLMSG_DONE) continue;
        curl->easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &private);
        t = (struct transfer *)(void *)private;
        if (message->data.result != CURLE_OK) t->result.error = curl->easy_strerror(message->data.result);
        t->result.timed_out = message->data.result == CURLE_OPERATION_TIMEDOUT;
        transfer_end(curl, t);
    }
}

static void *run(void *unused)
{
    const struct curl_library *curl = curl_library();
    int under_way;

    (void)unused;
    while (take_new(curl)) {
        curl->multi_perform(multi, &under_way);
        tell_ended(curl);
        if (active) curl->multi_poll(multi, NULL, 0, 1000, NULL);
    }
    while (active) {
        active->result.error = "the client stops";
        active->result.was_stopped = true;
        transfer_end(curl, active);
    }
    return NULL;
}

/* --- the interface ------------------------------------------------------------------------------------------------ */

static void fail(http_client_done *done, void *arg, const char *error)
{
    done(&(struct http_client_result){ .error = error }, arg);
}

void http_client_send(const struct http_client_request *request, http_client_done *done, void *arg)
{
    const struct curl_library *curl = curl_library();
    struct transfer *t;

    if (!curl) {
        fail(done, arg, "libcurl is not installed");
        return;
    }
    t = memory_new(1, sizeof *t);
    *t = (struct transfer){ .request = request, .done = done, .arg = arg };
    pthread_mutex_lock(&lock);
    if (!multi) multi = curl->multi_init();
    *waiting_end = t;
    waiting_end = &t->next;
    if (!is_running && pthread_create(&thread, NULL, run, NULL)) panic("no thread left for outgoing requests");
    is_running = true;
    pthread_mutex_unlock(&lock);
    pthread_cond_signal(&arrived); /* without the lock: who is woken need not wait for it */
    curl->multi_wakeup(multi);
}

void http_client_stop(void)
{
    bool was_running;

    pthread_mutex_lock(&lock);
    was_running = is_stopping = is_running;
    pthread_cond_signal(&arrived);
    pthread_mutex_unlock(&lock);
    if (!was_running) return;
    curl_library()->multi_wakeup(multi);
    pthread_join(thread, NULL);
    pthread_mutex_lock(&lock);
    is_running = is_stopping = false;
    pthread_mutex_unlock(&lock);
}
