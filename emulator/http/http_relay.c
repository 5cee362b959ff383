/* Either direction holds back its source while its destination does not take what came before, so that a relay keeps
 * no more than one reading for each.
 *
 *   client ─ wire ─▶ TLS ─ plain ─▶ listener          an end of the client's is passed on, as half-closed
 *   client ◀─ wire ─ TLS ◀─ plain ─ listener          an end of the listener's ends all, unless it just rested
 */
#include "emulator/http/http_relay.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "emulator/http/http_peers.h"
#include "emulator/http/tls_session.h"

#define TURNS_MAX 8     /* then others come first */
#define IN_BYTES  32768 /* of a client's at a time */

static bool is_pending(const struct http_relay_rest *rest)
{
    return rest->bytes.size > rest->sent;
}

static void rest_drop(struct http_relay_rest *rest)
{
    buf_release(&rest->bytes);
    rest->sent = 0;
}

/* How much the kernel took; -1: the connection is gone. */
static ssize_t send_some(int descriptor, struct span bytes)
{
    size_t sent = 0;

    while (sent < bytes.size) {
        ssize_t took = send(descriptor, bytes.data + sent, bytes.size - sent, MSG_DONTWAIT | MSG_NOSIGNAL);
        if (took < 0 && errno == EINTR) continue;
        if (took < 0) return errno == EAGAIN || errno == EWOULDBLOCK ? (ssize_t)sent : -1;
        sent += (size_t)took;
    }
    return (ssize_t)sent;
}

bool http_relay_send(int descriptor, struct http_relay_rest *rest, struct span bytes)
{
    ssize_t took;

    if (is_pending(rest)) {
        took = send_some(descriptor, span_sub(buf_span(&rest->bytes), rest->sent, SIZE_MAX));
        if (took < 0) return false;
        rest->sent += (size_t)took;
        if (!is_pending(rest)) rest_drop(rest);
    }
    if (is_pending(rest)) {
        buf_add_span(&rest->bytes, bytes);
        return true;
    }
    took = send_some(descriptor, bytes);
    if (took < 0) return false;
    buf_add_span(&rest->bytes, span_sub(bytes, (size_t)took, SIZE_MAX));
    return true;
}

/* --- the listener's side ------------------------------------------------------------------------------------------ */

static struct http_relay_heard heard_of(const struct http_relay *r)
{
    struct http_relay_heard heard = { .answered = r->peer->answered, .begun = r->peer->begun };

    heard.body_bytes = r->peer->body_bytes;
    return heard;
}

static bool peer_tell(struct http_relay *r)
{
    struct http_peer_tls tls = { 0 };
    struct sockaddr_in own;
    socklen_t size = sizeof own;
    char text[INET_ADDRSTRLEN];

    if (getsockname(r->listener, (struct sockaddr *)&own, &size) || own.sin_family != AF_INET) return false;
    inet_ntop(AF_INET, &own.sin_addr, text, sizeof text);
    if (r->tls) tls = (struct http_peer_tls){ tls_session_version(r->tls), tls_session_suite(r->tls) };
    r->peer = http_peer_new(r->address, r->port, tls, text, ntohs(own.sin_port));
    return true;
}

static bool listener_open(struct http_relay *r)
{
    int on = 1;

    r->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (r->listener < 0) return false;
    setsockopt(r->listener, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (connect(r->listener, (const struct sockaddr *)r->towards, sizeof *r->towards) && errno != EINPROGRESS)
        return false;
    r->tally = (struct http_relay_tally){ 0 };
    r->is_told = false;
    r->opened++;
    return peer_tell(r);
}

void http_relay_listener_close(struct http_relay *r)
{
    http_peer_end(r->peer);
    r->peer = NULL;
    if (r->listener >= 0) close(r->listener);
    r->listener = -1;
    r->listener_may_read = false;
    rest_drop(&r->to_listener);
}

/* One that takes no more may have said why. */
static void listener_send(struct http_relay *r, struct span plain)
{
    if (http_relay_send(r->listener, &r->to_listener, plain)) return;
    rest_drop(&r->to_listener);
    r->listener_may_read = true;
}

static void listener_give(struct http_relay *r, struct span plain)
{
    struct http_relay_heard heard;

    if (!plain.size || r->is_last) return;
    if (r->listener < 0 && !listener_open(r)) {
        r->is_broken = true;
        return;
    }
    heard = heard_of(r);
    http_relay_tally_sent(&r->tally, plain, &heard);
    listener_send(r, plain);
}

/* It closes idle connections by itself when threads are scarce: the client's goes on. */
static void listener_ended(struct http_relay *r)
{
    struct http_relay_heard heard = heard_of(r);

    if (r->client_ended || r->peer->is_last || !http_relay_tally_rests(&r->tally, &heard)) r->is_last = true;
    http_relay_listener_close(r);
}

/* --- both directions ---------------------------------------------------------------------------------------------- */

static void client_send_rest(struct http_relay *r)
{
    if (!http_relay_send(r->client, &r->to_client, SPAN(""))) r->is_broken = true;
}

static void client_send(struct http_relay *r, struct span wire)
{
    if (wire.size && !http_relay_send(r->client, &r->to_client, wire)) r->is_broken = true;
}

static void client_said(struct http_relay *r, struct http_relay_scratch *scratch, struct span wire)
{
    enum tls_outcome outcome;

    if (!r->tls) {
        listener_give(r, wire);
        return;
    }
    buf_clear(&scratch->plain);
    buf_clear(&scratch->wire);
    outcome = tls_session_read(r->tls, wire, &scratch->plain, &scratch->wire);
    client_send(r, buf_span(&scratch->wire));
    if (outcome == TLS_BROKEN) r->is_broken = true;
    if (outcome == TLS_ENDED) r->client_ended = true;
    if (outcome != TLS_BROKEN) listener_give(r, buf_span(&scratch->plain));
}

/* True when something moved. What a client that is farewelled still sends is nobody's. */
static bool client_read(struct http_relay *r, struct http_relay_scratch *scratch)
{
    ssize_t got;

    if (!r->client_may_read || r->client_ended || is_pending(&r->to_listener) || is_pending(&r->to_client))
        return false;
    if (r->has_unread) {
        r->has_unread = false;
        client_said(r, scratch, SPAN(""));
        return true;
    }
    got = recv(r->client, scratch->in, IN_BYTES, MSG_DONTWAIT);
    if (got < 0 && errno == EINTR) return true;
    if (got < IN_BYTES) r->client_may_read = false;
    if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return false;
    if (got < 0) r->is_broken = true;
    if (got == 0) r->client_ended = true;
    if (got > 0 && !r->is_lingering) client_said(r, scratch, (struct span){ scratch->in, (size_t)got });
    return true;
}

static bool listener_read(struct http_relay *r, struct http_relay_scratch *scratch)
{
    ssize_t got;
    struct span plain;

    if (r->listener < 0 || !r->listener_may_read || is_pending(&r->to_client)) return false;
    got = recv(r->listener, scratch->in, sizeof scratch->in, MSG_DONTWAIT);
    if (got < 0 && errno == EINTR) return true;
    if (got < (ssize_t)sizeof scratch->in) r->listener_may_read = false;
    if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return false;
    if (got <= 0) {
        listener_ended(r);
        return true;
    }
    plain = (struct span){ scratch->in, (size_t)got };
    if (r->tls) {
        buf_clear(&scratch->wire);
        if (!tls_session_write(r->tls, plain, &scratch->wire)) r->is_broken = true;
        plain = buf_span(&scratch->wire);
    }
    client_send(r, plain);
    return true;
}

/* The client's last word is passed on once all before it was. */
static void client_end_tell(struct http_relay *r)
{
    if (!r->client_ended || r->is_told || is_pending(&r->to_listener)) return;
    r->is_told = true;
    if (r->listener >= 0) shutdown(r->listener, SHUT_WR);
    else r->is_last = true;
}

static void pending_send(struct http_relay *r)
{
    if (is_pending(&r->to_client)) client_send_rest(r);
    if (is_pending(&r->to_listener)) listener_send(r, SPAN(""));
}

void http_relay_move(struct http_relay *r, struct http_relay_scratch *scratch)
{
    bool is_moving = true;

    for (int turn = 0; turn < TURNS_MAX && is_moving && !r->is_broken; turn++) {
        pending_send(r);
        is_moving = client_read(r, scratch);
        is_moving = (r->is_broken ? false : listener_read(r, scratch)) || is_moving;
        client_end_tell(r);
        if (is_moving) r->moved_ms = scratch->now_ms;
    }
    if (r->is_last && !r->is_broken && !is_pending(&r->to_client) && !r->is_lingering) http_relay_end(r, scratch);
}

void http_relay_end(struct http_relay *r, struct http_relay_scratch *scratch)
{
    buf_clear(&scratch->wire);
    if (r->tls) tls_session_end(r->tls, &scratch->wire);
    if (!is_pending(&r->to_client)) client_send(r, buf_span(&scratch->wire));
    http_relay_listener_close(r);
    shutdown(r->client, SHUT_WR);
    r->is_last = r->is_lingering = true;
    r->moved_ms = scratch->now_ms;
}

/* --- what the loop asks ------------------------------------------------------------------------------------------- */

bool http_relay_is_over(const struct http_relay *r)
{
    return r->is_broken || (r->is_lingering && r->client_ended);
}

uint32_t http_relay_client_waits(const struct http_relay *r)
{
    if (is_pending(&r->to_client)) return EPOLLOUT;
    return r->client_ended || is_pending(&r->to_listener) ? 0 : EPOLLIN;
}

uint32_t http_relay_listener_waits(const struct http_relay *r)
{
    uint32_t waits = is_pending(&r->to_client) ? 0 : EPOLLIN;

    return is_pending(&r->to_listener) ? waits | EPOLLOUT : waits;
}

bool http_relay_rests(const struct http_relay *r)
{
    struct http_relay_heard heard;

    if (is_pending(&r->to_client) || is_pending(&r->to_listener)) return false;
    if (r->listener < 0) return true;
    heard = heard_of(r);
    return http_relay_tally_rests(&r->tally, &heard);
}

void http_relay_release(struct http_relay *r)
{
    http_relay_listener_close(r);
    if (r->client >= 0) close(r->client);
    r->client = -1;
    tls_session_free(r->tls);
    r->tls = NULL;
    rest_drop(&r->to_client);
}
