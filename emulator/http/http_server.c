/* civetweb behind our own request and response.
 *
 * Every request is taken in the begin_request callback, which serves from the first connection on. A connection
 * holds a thread while it is open, so once three quarters of the threads have one, answers close theirs, and those that
 * wait for nothing give way (http_connections.h).
 *
 * civetweb gives each thread a stack of 100 KB, whatever the system's default: nothing on a request's way may have
 * large frames (the build warns past 12 KB) or recurse without a bound.
 *
 * civetweb 1.15: decode_url must be off (it would decode %2F in the path), and header fields past its 64th vanish
 * silently, so 64 are answered 431. A request whose target names a host is taken for another server's where the port
 * is not the listener's, and one for "*" for nobody's: it closes the connection, and they are served just before that.
 * A method that it does not know it refuses by itself, as it does what is no HTTP.
 */
#include "emulator/http/http_server.h"

#include <civetweb.h>
#include <errno.h>
#include <netdb.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "emulator/base/panic.h"

#include "emulator/http/http_apart.h"
#include "emulator/http/http_connections.h"
#include "emulator/http/http_peers.h"
#include "emulator/http/http_target.h"
#include "emulator/http/http_transfer.h"

struct http_server {
    struct http_server_options options;
    struct mg_context *context;
    int port;
    struct http_connections *connections;
    _Atomic int under_way; /* requests under way: from their last byte in to their last byte out */
    _Atomic bool is_draining;
    char last_error[256];
};

/* Clients are told of less than an idle connection is kept, so that none sends on one that is just being closed; and of
 * a short time when threads may soon be scarce, for the same reason. Node's agents take a second off. */
#define KEEP_ALIVE_MARGIN_MS 1000
#define KEEP_ALIVE_SHORT_MS  5000

/* For a whole head, and for each read and write. */
#define PATIENCE_MS       "60000"
#define PATIENCE_SHORT_MS "10000"

/* A body up to here is read whole in any case. */
#define STREAM_FROM (64 * 1024)

/* "http://" and the host: every request needs it, so it is put together without a format. */
static struct span endpoint_of(struct arena *a, bool is_tls, struct span host)
{
    struct span scheme = is_tls ? SPAN("https://") : SPAN("http://");
    struct span text = { arena_alloc(a, scheme.size + host.size), scheme.size + host.size };

    memcpy((char *)text.data, scheme.data, scheme.size);
    memcpy((char *)text.data + scheme.size, host.data, host.size);
    return text;
}

static void tls_fill(struct http_request *r, const struct http_peer_tls *tls)
{
    r->is_tls = true;
    r->tls_version = span_of(tls->version);
    r->tls_suite = span_of(tls->suite);
}

/* A host that the target names counts in place of the header's. */
static void host_set(struct http_request *r, struct span authority)
{
    for (size_t i = 0; i < r->header_count; i++)
        if (span_is_nocase(r->headers[i].name, "Host")) r->headers[i].value = authority;
    if (!http_header(r, "Host").data) r->headers[r->header_count++] = (struct http_header){ SPAN("Host"), authority };
}

static void request_fill(struct http_request *r, const struct mg_request_info *info, struct http_server *server,
                         const struct http_peer *peer)
{
    struct http_target target = http_target_of(span_of(info->request_uri));
    struct span host;

    r->method = span_of(info->request_method);
    r->path = target.path;
    r->query = info->local_uri ? span_of(info->query_string) : target.query; /* civetweb has cut it off */
    r->version = span_of(info->http_version);
    r->remote = span_of(peer ? peer->address : info->remote_addr);
    r->port = peer ? peer->port : info->server_port;
    if (peer && peer->tls.version) tls_fill(r, &peer->tls);
    r->is_keep_alive_scarce = !peer && http_connections_are_scarce(server->connections); /* the front gives back */
    for (int i = 0; i < info->num_headers; i++)
        r->headers[r->header_count++] =
            (struct http_header){ span_of(info->http_headers[i].name), span_of(info->http_headers[i].value) };
    if (target.authority.size) host_set(r, target.authority);
    host = http_header(r, "Host");
    r->endpoint = endpoint_of(r->arena, r->is_tls, host.size ? host : arena_format(r->arena, "localhost:%d", r->port));
}

/* The listener's words for what it refuses by itself; the connection closes. */
static void refuse(struct http_server *server, struct http_request *request, struct http_response *response, int status)
{
    request->is_keep_alive_scarce = true;
    if (server->options.refuse) server->options.refuse(request, response, status, server->options.arg);
    else
        http_response_text(response, status, "text/plain",
                           status == 503 ? SPAN("Nube is stopping\n") : span_of(http_reason(status)));
    if (response->status < 400) response->status = status;
}

/* Counted before looking whether the listener drains, so that draining sees it or it sees draining. */
static void handle(struct http_server *server, struct http_request *request, struct http_response *response)
{
    atomic_fetch_add(&server->under_way, 1);
    if (server->is_draining) refuse(server, request, response, 503);
    else server->options.handle(request, response, server->options.arg);
    source_close(request->stream);
}

/* Leaves the body where it is when it is long and whoever serves the request takes it as a stream; else reads it.
 * 0, or the status to refuse with. */
static int body_take(struct http_server *server, struct http_request *request, struct http_incoming *in,
                     struct buf *body)
{
    const struct http_server_options *options = &server->options;
    bool is_long = in->left < 0 || in->left > STREAM_FROM;
    int refused;

    if (is_long && options->streams && options->streams(request, options->arg)) {
        request->stream = &in->source;
        return 0;
    }
    refused = http_incoming_read(in, body, options->body_bytes_max);
    if (!refused) request->body = buf_span(body);
    return refused;
}

static bool is_to_close(const struct http_request *request, const struct http_incoming *in)
{
    return request->is_keep_alive_scarce || !http_incoming_is_over(in) || !span_is(request->version, "1.1") ||
           span_is_nocase(http_header(request, "Connection"), "close");
}

static int keep_alive_seconds(const struct http_server *server, const struct http_peer *peer)
{
    int kept_ms = server->options.keep_alive_ms - KEEP_ALIVE_MARGIN_MS;

    if (!peer && server->options.gives_way && kept_ms > KEEP_ALIVE_SHORT_MS &&
        http_connections_are_many(server->connections))
        kept_ms = KEEP_ALIVE_SHORT_MS;
    return kept_ms / 1000;
}

/* Told in the answer, and done. */
static void answer(struct http_server *server, struct http_request *request, struct http_response *response,
                   struct http_incoming *in, struct http_peer *peer)
{
    bool closes;

    http_connection_phase(in->connection, HTTP_PHASE_ANSWER);
    http_response_fit(response);
    closes = is_to_close(request, in);
    if (closes && peer) peer->is_last = true;

    if (!http_answer_send(in, request, response, closes ? 0 : keep_alive_seconds(server, peer))) closes = true;
    if (closes && peer) peer->is_last = true;
    if (closes) mg_disable_connection_keep_alive(in->conn);
    http_incoming_drain(in);
    http_connection_phase(in->connection, HTTP_PHASE_IDLE);
    if (peer) peer->answered++;
}

/* The front learns how far its requests got: the length of a body before that it began, that an answer is the last one
 * before that is sent, that all was sent at the end. */
static void peer_begins(struct http_peer *peer, const struct http_incoming *in)
{
    if (!peer) return;
    peer->body_bytes = in->source.size;
    peer->begun++;
}

static int on_request(struct mg_connection *conn)
{
    const struct mg_request_info *info = mg_get_request_info(conn);
    struct http_server *server = info->user_data;
    struct http_connection *connection = mg_get_user_connection_data(conn);
    struct http_peer *peer = http_connection_peer(connection, info->remote_addr, info->remote_port);
    struct arena arena = { 0 };
    struct http_request request = { .arena = &arena };
    struct http_response response = { .status = 200, .arena = &arena, .body.max = HTTP_BODY_BYTES_MAX };
    struct http_incoming in;
    struct buf body = { 0 };
    struct http_exchange exchange = { connection, &body, &server->under_way };
    int refused;

    request_fill(&request, info, server, peer);
    request.is_keep_alive_scarce |= !info->local_uri;
    request.descriptor = http_connection_descriptor(connection, info->server_port, info->remote_port);
    request.exchange = &exchange;
    http_connection_phase(connection, HTTP_PHASE_BODY);
    refused = http_incoming_begin(&in, conn, &request, info->content_length);
    in.connection = connection;
    peer_begins(peer, &in);
    if (info->num_headers >= MG_MAX_HEADERS)
        refused = 431, in.is_broken = true; /* its length may be among the lost ones */
    if (!refused) refused = body_take(server, &request, &in, &body);
    http_connection_phase(connection, HTTP_PHASE_SERVED);
    if (refused) refuse(server, &request, &response, refused);
    else handle(server, &request, &response);
    if (exchange.is_apart && peer) peer->is_last = true;
    if (exchange.is_apart) mg_disable_connection_keep_alive(conn);
    else answer(server, &request, &response, &in, peer);
    if (!refused && !exchange.is_apart) atomic_fetch_sub(&server->under_way, 1);
    buf_release(&body);
    buf_release(&response.body);
    arena_release(&arena);
    return 200;
}

static int on_open(const struct mg_connection *conn, void **data)
{
    struct http_server *server = mg_get_user_data(mg_get_context(conn));

    *data = http_connection_opened(server->connections);
    return 0;
}

/* What civetweb leaves unanswered is told from what was refused, and from a connection on which nothing came. */
static void on_closing(const struct mg_connection *conn)
{
    const struct mg_request_info *info = mg_get_request_info(conn);
    struct http_connection *connection = mg_get_user_connection_data(conn);

    if (info && info->request_uri && !info->local_uri && !http_connection_is_refused(connection))
        on_request((struct mg_connection *)conn);
    http_connection_closing(connection);
}

/* AWS: "ANY" is all that an API knows. */
#define METHODS "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT"

/* Its line is good but for the method, or it wants a tunnel. */
static bool is_of_no_method(const struct mg_request_info *info, const char *why)
{
    struct span method = span_of(info->request_method);

    if (span_is(method, "CONNECT")) return true;
    return info->http_version && !strncmp(info->http_version, "1.", 2) && http_is_token(method) &&
           info->num_headers == 0 && !strcmp(why, "Bad request");
}

/* Nobody knows whom the request was for. */
static int on_error(struct mg_connection *conn, int status, const char *why)
{
    const struct mg_request_info *info = mg_get_request_info(conn);
    struct http_incoming in = { .conn = conn, .connection = mg_get_user_connection_data(conn), .is_over = true };
    struct arena arena = { 0 };
    struct http_request *request = ARENA_NEW(&arena, struct http_request);
    struct http_response *response = ARENA_NEW(&arena, struct http_response);

    http_connection_refused(in.connection);
    *request = (struct http_request){ .method = span_of(info->request_method), .arena = &arena };
    *response = (struct http_response){ .arena = &arena, .body.max = HTTP_BODY_BYTES_MAX };
    if (status == 400 && is_of_no_method(info, why)) status = 405;
    http_response_text(response, status, "application/json",
                       arena_format(&arena, "{\"message\":\"%s\"}", http_reason(status)));
    if (status == 405) http_response_header(response, "Allow", METHODS);
    http_answer_send(&in, request, response, 0);
    mg_disable_connection_keep_alive(conn);
    buf_release(&response->body);
    arena_release(&arena);
    return 0;
}

static void on_closed(const struct mg_connection *conn)
{
    struct http_server *server = mg_get_user_data(mg_get_context(conn));

    http_connections_closed(server->connections);
}

static int on_log(const struct mg_connection *conn, const char *message)
{
    struct mg_context *context = mg_get_context(conn);
    struct http_server *server = context ? mg_get_user_data(context) : NULL;

    if (server) snprintf(server->last_error, sizeof server->last_error, "%s", message);
    return 1;
}

bool http_request_is_gone(const struct http_request *r)
{
    return http_descriptor_is_gone(r->descriptor);
}

static int listen_try(const struct addrinfo *address)
{
    int fd = socket(address->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0), on = 1, why = 0;

    if (fd < 0) return errno;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(fd, address->ai_addr, address->ai_addrlen) || listen(fd, 1)) why = errno;
    close(fd);
    return why;
}

const char *http_server_refusal(const char *host, int port)
{
    struct addrinfo hints = { .ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE | AI_NUMERICHOST }, *address;
    char number[16];
    int why;

    snprintf(number, sizeof number, "%d", port);
    if (getaddrinfo(host, number, &hints, &address)) return "that is no address";
    why = listen_try(address);
    freeaddrinfo(address);
    switch (why) {
    case 0: return NULL;
    case EADDRINUSE: return "the port is taken";
    case EADDRNOTAVAIL: return "the address is not this machine's";
    default: return strerror(why);
    }
}

/* civetweb sets up what its listeners share without a lock of its own. */
static pthread_mutex_t starting = PTHREAD_MUTEX_INITIALIZER;

struct http_server *http_server_start(const struct http_server_options *options, const char **error)
{
    static char words[1024];
    struct http_server *s = memory_new(1, sizeof *s);
    struct mg_callbacks callbacks = { .begin_request = on_request,
                                      .init_connection = on_open,
                                      .connection_close = on_closing,
                                      .connection_closed = on_closed,
                                      .http_error = on_error,
                                      .log_message = on_log };
    char listen[4096], threads[16], keep_alive[16];
    const char *settings[] = { "listening_ports",
                               listen,
                               "num_threads",
                               threads,
                               "decode_url",
                               "no",
                               "enable_auth_domain_check",
                               "no",
                               "enable_keep_alive",
                               "yes",
                               "keep_alive_timeout_ms",
                               keep_alive,
                               "tcp_nodelay",
                               "1",
                               "request_timeout_ms",
                               options->gives_way ? PATIENCE_SHORT_MS : PATIENCE_MS,
                               "connection_queue",
                               "256",
                               "listen_backlog",
                               "511",
                               "max_request_size",
                               "65536",
                               NULL };
    struct mg_server_port port;

    s->options = *options;
    s->connections = http_connections_new(options->threads, options->gives_way);
    snprintf(listen, sizeof listen, strchr(options->host, ':') ? "[%s]:%d" : "%s:%d", options->host, options->port);
    snprintf(threads, sizeof threads, "%d", options->threads);
    snprintf(keep_alive, sizeof keep_alive, "%d", options->keep_alive_ms);
    pthread_mutex_lock(&starting);
    mg_init_library(0);
    s->context = mg_start(&callbacks, s, settings);
    pthread_mutex_unlock(&starting);
    if (!s->context || mg_get_server_ports(s->context, 1, &port) < 1) {
        snprintf(words, sizeof words, "cannot listen on %s:%d: the port is taken or the address is not ours",
                 options->host, options->port);
        *error = words;
        if (s->context) mg_stop(s->context);
        http_connections_free(s->connections);
        free(s);
        return NULL;
    }
    s->port = port.port;
    http_connections_listen(s->connections, s->port);
    return s;
}

void http_server_drain(struct http_server *s, int milliseconds)
{
    s->is_draining = true;
    for (int waited = 0; s->under_way > 0 && waited < milliseconds; waited += 5) usleep(5000);
}

int http_server_port(const struct http_server *s)
{
    return s->port;
}
