/* HTTP over libcurl, which is looked up with dlopen: see the header for why. One easy handle per client holds the
 * connection cache; every request sets all options that it depends on. */
#include "app/sdk/aws_http.h"

#include <curl/curl.h>
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

static const char http_library[] = "libcurl.so.4";

/* The functions of libcurl that are used, under the same names. */
static struct {
    bool is_loaded;
    CURLcode (*global_init)(long flags);
    CURL *(*easy_init)(void);
    void (*easy_cleanup)(CURL *easy);
    void (*easy_reset)(CURL *easy);
    CURLcode (*easy_setopt)(CURL *easy, CURLoption option, ...);
    CURLcode (*easy_perform)(CURL *easy);
    CURLcode (*easy_getinfo)(CURL *easy, CURLINFO info, ...);
    const char *(*easy_strerror)(CURLcode code);
    struct curl_slist *(*slist_append)(struct curl_slist *list, const char *string);
    void (*slist_free_all)(struct curl_slist *list);
} http_curl;

struct aws_http {
    CURL *easy;
};

bool aws_http_load(char *message)
{
    static const struct {
        const char *name;
        void *slot;
    } symbols[] = {
        { "curl_global_init", &http_curl.global_init },   { "curl_easy_init", &http_curl.easy_init },
        { "curl_easy_cleanup", &http_curl.easy_cleanup }, { "curl_easy_reset", &http_curl.easy_reset },
        { "curl_easy_setopt", &http_curl.easy_setopt },   { "curl_easy_perform", &http_curl.easy_perform },
        { "curl_easy_getinfo", &http_curl.easy_getinfo }, { "curl_easy_strerror", &http_curl.easy_strerror },
        { "curl_slist_append", &http_curl.slist_append }, { "curl_slist_free_all", &http_curl.slist_free_all },
    };
    void *library;
    size_t i;

    if (http_curl.is_loaded) return true;
    library = dlopen(http_library, RTLD_LAZY | RTLD_LOCAL);
    if (!library) {
        snprintf(message, AWS_HTTP_MESSAGE_SIZE, "cannot load libcurl: %s", dlerror());
        return false;
    }
    for (i = 0; i < sizeof symbols / sizeof *symbols; i++) {
        void *symbol = dlsym(library, symbols[i].name);

        if (!symbol) {
            snprintf(message, AWS_HTTP_MESSAGE_SIZE, "%s lacks %s", http_library, symbols[i].name);
            return false;
        }
        memcpy(symbols[i].slot, &symbol, sizeof symbol);
    }
    if (http_curl.global_init(CURL_GLOBAL_DEFAULT)) {
        snprintf(message, AWS_HTTP_MESSAGE_SIZE, "libcurl does not start");
        return false;
    }
    http_curl.is_loaded = true;
    return true;
}

struct aws_http *aws_http_new(void)
{
    struct aws_http *http = calloc(1, sizeof *http);

    if (!http) abort();
    return http;
}

void aws_http_free(struct aws_http *http)
{
    if (!http) return;
    if (http->easy) http_curl.easy_cleanup(http->easy);
    free(http);
}

/* The certificates to trust: AWS_CA_BUNDLE, or the system's in the places of Debian, Amazon Linux and Alpine. */
static const char *http_ca_bundle(void)
{
    static const char *const places[] = {
        "/etc/ssl/certs/ca-certificates.crt",
        "/etc/pki/tls/certs/ca-bundle.crt",
        "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
        "/etc/ssl/cert.pem",
    };
    const char *chosen = getenv("AWS_CA_BUNDLE");
    size_t i;

    if (chosen && *chosen) return chosen;
    for (i = 0; i < sizeof places / sizeof *places; i++)
        if (!access(places[i], R_OK)) return places[i];
    return NULL;
}

static size_t http_receive(struct text *out, const char *bytes, size_t length)
{
    text_append(out, bytes, length);
    return out->overflow ? 0 : length; /* 0 ends the transfer with CURLE_WRITE_ERROR */
}

/* One exchange: what its callbacks need. */
struct http_exchange {
    CURL *easy;
    const struct aws_http_request *request;
    struct aws_http_response *response;
};

/* The body goes to the sink where it is what was asked for, and is kept where it tells of an error. */
static size_t http_receive_body(char *bytes, size_t size, size_t count, void *context)
{
    struct http_exchange *x = context;
    const struct aws_http_sink *sink = x->request->sink;
    long status = 0;

    if (sink) http_curl.easy_getinfo(x->easy, CURLINFO_RESPONSE_CODE, &status);
    if (!sink || status >= 300) return http_receive(&x->response->body, bytes, size * count);
    if (!sink->write(sink->arg, bytes, size * count)) return 0;
    x->response->streamed += size * count;
    return size * count;
}

static size_t http_read_source(char *buffer, size_t size, size_t count, void *context)
{
    const struct aws_http_source *source = context;
    size_t length = source->read(source->arg, buffer, size * count);

    return length == AWS_HTTP_READ_FAILED ? CURL_READFUNC_ABORT : length;
}

/* libcurl goes back to the beginning when a kept connection turns out to be closed. */
static int http_seek_source(void *context, curl_off_t offset, int origin)
{
    const struct aws_http_source *source = context;

    if (offset != 0 || origin != SEEK_SET || !source->rewind) return CURL_SEEKFUNC_CANTSEEK;
    return source->rewind(source->arg) ? CURL_SEEKFUNC_OK : CURL_SEEKFUNC_FAIL;
}

static size_t http_receive_header(char *bytes, size_t size, size_t count, void *response)
{
    struct text *headers = &((struct aws_http_response *)response)->headers;

    if (size * count > 5 && !strncmp(bytes, "HTTP/", 5)) text_clear(headers); /* forget an interim answer's */
    return http_receive(headers, bytes, size * count);
}

/* "Name: value" lines. libcurl's own Expect is switched off: it costs a round trip. */
static struct curl_slist *http_header_list(const struct aws_http_request *request)
{
    struct curl_slist *list = http_curl.slist_append(NULL, "Expect:");
    size_t i;

    for (i = 0; list && i < request->header_count; i++) {
        struct text line;
        struct curl_slist *longer;

        text_init(&line, AWS_HTTP_HEADERS_MAX_BYTES);
        text_printf(&line, "%s%s%s", request->headers[i].name, *request->headers[i].value ? ": " : ";",
                    request->headers[i].value);
        longer = http_curl.slist_append(list, text_string(&line));
        text_release(&line);
        if (!longer) abort();
        list = longer;
    }
    if (!list) abort();
    return list;
}

static void http_set_method(CURL *easy, const struct aws_http_request *request)
{
    if (request->source) {
        http_curl.easy_setopt(easy, CURLOPT_UPLOAD, 1L);
        http_curl.easy_setopt(easy, CURLOPT_READFUNCTION, http_read_source);
        http_curl.easy_setopt(easy, CURLOPT_READDATA, request->source);
        http_curl.easy_setopt(easy, CURLOPT_SEEKFUNCTION, http_seek_source);
        http_curl.easy_setopt(easy, CURLOPT_SEEKDATA, request->source);
        http_curl.easy_setopt(easy, CURLOPT_INFILESIZE_LARGE, (curl_off_t)request->source->length);
    } else if (request->body) {
        http_curl.easy_setopt(easy, CURLOPT_POSTFIELDS, request->body);
        http_curl.easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)request->body_length);
    }
    if (!strcmp(request->method, "HEAD")) http_curl.easy_setopt(easy, CURLOPT_NOBODY, 1L);
    http_curl.easy_setopt(easy, CURLOPT_CUSTOMREQUEST, request->method);
}

static void http_set_options(struct http_exchange *x)
{
    CURL *easy = x->easy;
    const struct aws_http_request *request = x->request;
    bool is_https = !strncmp(request->url, "https:", 6);
    const char *bundle = is_https ? http_ca_bundle() : NULL;

    http_curl.easy_setopt(easy, CURLOPT_URL, request->url);
    http_curl.easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    http_curl.easy_setopt(easy, CURLOPT_PATH_AS_IS, 1L);
    http_curl.easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
    http_curl.easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    http_curl.easy_setopt(easy, CURLOPT_TCP_NODELAY, 1L);
    http_curl.easy_setopt(easy, CURLOPT_TCP_KEEPALIVE, 1L);
    http_curl.easy_setopt(easy, CURLOPT_USERAGENT, "order-application");
    http_curl.easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, request->connect_timeout_ms);
    http_curl.easy_setopt(easy, CURLOPT_TIMEOUT_MS, request->timeout_ms);
    http_curl.easy_setopt(easy, CURLOPT_WRITEFUNCTION, http_receive_body);
    http_curl.easy_setopt(easy, CURLOPT_WRITEDATA, x);
    http_curl.easy_setopt(easy, CURLOPT_HEADERFUNCTION, http_receive_header);
    http_curl.easy_setopt(easy, CURLOPT_HEADERDATA, x->response);
    http_curl.easy_setopt(easy, CURLOPT_FRESH_CONNECT, request->is_alone ? 1L : 0L);
    http_curl.easy_setopt(easy, CURLOPT_FORBID_REUSE, request->is_alone ? 1L : 0L);
    if (!request->timeout_ms) {
        http_curl.easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, 1L);
        http_curl.easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, (long)AWS_HTTP_STALL_SECONDS);
    }
    if (request->no_proxy) http_curl.easy_setopt(easy, CURLOPT_NOPROXY, "*");
    if (bundle) http_curl.easy_setopt(easy, CURLOPT_CAINFO, bundle);
}

static enum aws_http_result http_result(CURLcode code)
{
    switch (code) {
    case CURLE_OK: return AWS_HTTP_ANSWERED;
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_SSL_CONNECT_ERROR: /* a handshake that broke off; an untrusted certificate is another */
    case CURLE_COULDNT_CONNECT: return AWS_HTTP_UNREACHABLE;
    case CURLE_OPERATION_TIMEDOUT: return AWS_HTTP_TIMED_OUT;
    case CURLE_GOT_NOTHING:
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
    case CURLE_PARTIAL_FILE: return AWS_HTTP_DROPPED;
    default: return AWS_HTTP_FAILED;
    }
}

enum aws_http_result aws_http_send(struct aws_http *http, const struct aws_http_request *request,
                                   struct aws_http_response *response)
{
    struct http_exchange exchange = { .request = request, .response = response };
    struct curl_slist *headers;
    CURLcode code;
    long status = 0;

    response->status = 0;
    response->streamed = 0;
    response->message[0] = '\0';
    text_clear(&response->headers);
    text_clear(&response->body);
    if (!aws_http_load(response->message)) return AWS_HTTP_FAILED;
    if (!http->easy) http->easy = http_curl.easy_init();
    if (!http->easy) abort();

    http_curl.easy_reset(http->easy); /* keeps the connections */
    headers = http_header_list(request);
    exchange.easy = http->easy;
    http_set_options(&exchange);
    http_set_method(http->easy, request);
    http_curl.easy_setopt(http->easy, CURLOPT_HTTPHEADER, headers);
    code = http_curl.easy_perform(http->easy);
    http_curl.easy_getinfo(http->easy, CURLINFO_RESPONSE_CODE, &status);
    http_curl.slist_free_all(headers);

    response->status = (int)status;
    if (code != CURLE_OK)
        snprintf(response->message, sizeof response->message, "%s: %s", request->url,
                 code == CURLE_WRITE_ERROR ? "the answer is too large, or is not taken"
                                           : http_curl.easy_strerror(code));
    return http_result(code);
}

void aws_http_response_init(struct aws_http_response *response)
{
    memset(response, 0, sizeof *response);
    text_init(&response->headers, AWS_HTTP_HEADERS_MAX_BYTES);
    text_init(&response->body, AWS_HTTP_BODY_MAX);
}

void aws_http_response_release(struct aws_http_response *response)
{
    text_release(&response->headers);
    text_release(&response->body);
}

bool aws_http_response_header(const struct aws_http_response *response, const char *name, char *value, size_t size)
{
    const char *line = text_string(&response->headers);
    size_t name_length = strlen(name);

    value[0] = '\0';
    for (; *line; line += strcspn(line, "\n"), line += *line == '\n') {
        const char *start = line + name_length + 1;

        if (strncasecmp(line, name, name_length) || line[name_length] != ':') continue;
        start += strspn(start, " \t");
        snprintf(value, size, "%.*s", (int)strcspn(start, "\r\n"), start);
        return true;
    }
    return false;
}
