/* OpenSSL reads and writes by a BIO of our own: it takes from what came, and adds to what is to be sent without ever
 * saying that it must wait. So nothing is ever half written, and whoever owns the socket sends as it can.
 *
 * What came and was not taken yet is kept: only when the handshake ended in the midst of it.
 *
 * OpenSSL and not mbedTLS, which Nube has anyway: mbedTLS 2.28 takes 85 µs for a record of 16 KB, OpenSSL 4, and a
 * handshake several times as long; and it has no TLS 1.3. */
#include "emulator/http/tls_session.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "emulator/base/panic.h"
#include "emulator/http/tls_certificates.h"
#include "emulator/http/tls_library.h"

#define TICKETS 1 /* that a client of TLS 1.3 is given */
#define LEVEL   1 /* of security: keys of RSA may have 1024 bits, where they are given */
#define PIECE   16384

/* Those with forward secrecy and authenticated encryption alone: what AWS's newest policies take. TLS 1.3 has no
 * others. */
static const char suites[] = "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:"
                             "ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305";
static const char groups[] = "X25519:P-256:P-384:P-521";

struct tls_server {
    SSL_CTX *context;
    BIO_METHOD *bytes;
    struct tls_certificates *certificates;
};

struct tls_session {
    SSL *ssl;
    struct tls_server *server;
    struct span in;
    struct buf unread;
    struct buf *out;
    bool is_broken;
};

/* --- its bytes ---------------------------------------------------------------------------------------------------- */

static int take_in(BIO *b, char *out, int room)
{
    const struct tls_library *tls = tls_library();
    struct tls_session *s = tls->bio_get_data(b);
    size_t size = s->in.size < (size_t)room ? s->in.size : (size_t)room;

    tls->bio_clear_flags(b, BIO_FLAGS_RWS | BIO_FLAGS_SHOULD_RETRY);
    if (!size) {
        tls->bio_set_flags(b, BIO_FLAGS_READ | BIO_FLAGS_SHOULD_RETRY);
        return -1;
    }
    memcpy(out, s->in.data, size);
    s->in = span_sub(s->in, size, SIZE_MAX);
    return (int)size;
}

static int put_out(BIO *b, const char *bytes, int size)
{
    struct tls_session *s = tls_library()->bio_get_data(b);

    if (s->out) buf_add(s->out, bytes, (size_t)size);
    return size;
}

static long control(BIO *b, int what, long number, void *pointer)
{
    (void)b, (void)number, (void)pointer;
    return what == BIO_CTRL_FLUSH;
}

/* --- what all share ----------------------------------------------------------------------------------------------- */

/* A name that we do not stand for ends the handshake (RFC 6066: unrecognized_name). */
static int name_said(SSL *ssl, int *alert, void *arg)
{
    const struct tls_library *tls = tls_library();
    struct tls_server *server = arg;
    const char *name = tls->get_servername(ssl, TLSEXT_NAMETYPE_host_name);
    struct tls_certificate *found;
    X509 *own;
    STACK_OF(X509) * above;
    EVP_PKEY *key;
    int rc;

    if (!name || !*name) return SSL_TLSEXT_ERR_OK;
    found = tls_certificates_take(server->certificates, span_of(name));
    *alert = SSL_AD_UNRECOGNIZED_NAME;
    if (!found) return SSL_TLSEXT_ERR_ALERT_FATAL;
    tls_certificate_parts(found, &own, &above, &key);
    tls->certs_clear(ssl); /* that for no name might suit a client better, by its key */
    rc = tls->use_cert_and_key(ssl, own, key, above, 1);
    tls_certificate_give(found);
    return rc == 1 ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}

/* RFC 7301: a client that offers none of ours is told so. */
static int protocol_choose(SSL *ssl, const unsigned char **out, unsigned char *out_size, const unsigned char *in,
                           unsigned int size, void *arg)
{
    static const unsigned char ours[] = "\x08http/1.1";
    unsigned char *found;
    int rc = tls_library()->select_next_proto(&found, out_size, ours, sizeof ours - 1, in, size);

    (void)ssl, (void)arg;
    *out = found;
    return rc == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}

static int context_certify(const struct tls_library *tls, struct tls_server *s)
{
    struct tls_certificate *unnamed = tls_certificates_take(s->certificates, (struct span){ NULL, 0 });
    X509 *own;
    STACK_OF(X509) * above;
    EVP_PKEY *key;
    int rc;

    if (!unnamed) return -1;
    tls_certificate_parts(unnamed, &own, &above, &key);
    rc = tls->ctx_use_cert_and_key(s->context, own, key, above, 1) == 1 ? 0 : -1;
    tls_certificate_give(unnamed);
    return rc;
}

static bool context_set(const struct tls_library *tls, SSL_CTX *c)
{
    tls->ctx_set_security_level(c, LEVEL);
    tls->ctx_set_options(c, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE |
                                SSL_OP_PRIORITIZE_CHACHA | SSL_OP_IGNORE_UNEXPECTED_EOF);
    tls->ctx_ctrl(c, SSL_CTRL_MODE, SSL_MODE_RELEASE_BUFFERS, NULL);
    tls->ctx_ctrl(c, SSL_CTRL_SET_SESS_CACHE_MODE, SSL_SESS_CACHE_OFF, NULL); /* clients keep their own: tickets */
    return tls->ctx_ctrl(c, SSL_CTRL_SET_MIN_PROTO_VERSION, TLS1_2_VERSION, NULL) == 1 &&
           tls->ctx_ctrl(c, SSL_CTRL_SET_GROUPS_LIST, 0, (void *)groups) == 1 &&
           tls->ctx_set_cipher_list(c, suites) == 1 && tls->ctx_set_num_tickets(c, TICKETS) == 1;
}

static void callbacks_set(const struct tls_library *tls, struct tls_server *s)
{
    tls->ctx_set_alpn_select_cb(s->context, protocol_choose, NULL);
    tls->ctx_callback_ctrl(s->context, SSL_CTRL_SET_TLSEXT_SERVERNAME_CB, (void (*)(void))name_said);
    tls->ctx_ctrl(s->context, SSL_CTRL_SET_TLSEXT_SERVERNAME_ARG, 0, s);
}

/* One for all servers of the process; it stays. */
static BIO_METHOD *bytes_method(const struct tls_library *tls)
{
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    static BIO_METHOD *made;

    pthread_mutex_lock(&lock);
    if (!made) {
        made = tls->bio_meth_new(tls->bio_get_new_index() | BIO_TYPE_SOURCE_SINK, "bytes");
        if (!made) panic("out of memory");
        tls->bio_meth_set_read(made, take_in);
        tls->bio_meth_set_write(made, put_out);
        tls->bio_meth_set_ctrl(made, control);
    }
    pthread_mutex_unlock(&lock);
    return made;
}

struct tls_server *tls_server_new(struct tls_certificates *certificates)
{
    const struct tls_library *tls = tls_library();
    struct tls_server *s;

    if (!tls) return NULL;
    s = memory_new(1, sizeof *s);
    s->certificates = certificates;
    s->bytes = bytes_method(tls);
    s->context = tls->ctx_new(tls->server_method());
    if (!s->context || !context_set(tls, s->context)) panic("TLS cannot be set up");
    callbacks_set(tls, s);
    if (context_certify(tls, s) == 0) return s;
    tls_server_free(s);
    return NULL;
}

void tls_server_free(struct tls_server *s)
{
    tls_library()->ctx_free(s->context);
    free(s);
}

/* --- one session -------------------------------------------------------------------------------------------------- */

struct tls_session *tls_session_new(struct tls_server *server)
{
    const struct tls_library *tls = tls_library();
    struct tls_session *s = memory_new(1, sizeof *s);
    BIO *bytes = tls->bio_new(server->bytes);

    s->server = server;
    s->ssl = tls->new (server->context);
    if (!s->ssl || !bytes) panic("out of memory");
    tls->bio_set_data(bytes, s);
    tls->bio_set_init(bytes, 1);
    tls->set_bio(s->ssl, bytes, bytes);
    tls->set_accept_state(s->ssl);
    return s;
}

void tls_session_free(struct tls_session *s)
{
    if (!s) return;
    tls_library()->free(s->ssl);
    buf_release(&s->unread);
    free(s);
}

/* What was kept comes first. */
static void step_begin(struct tls_session *s, struct span in, struct buf *out)
{
    tls_library()->clear_error();
    s->out = out;
    s->in = in;
    if (!s->unread.size) return;
    buf_add_span(&s->unread, in);
    s->in = buf_span(&s->unread);
}

static void step_end(struct tls_session *s)
{
    struct buf rest = { 0 };

    buf_add_span(&rest, s->in);
    buf_release(&s->unread);
    s->unread = rest;
    s->in = (struct span){ NULL, 0 };
    s->out = NULL;
}

enum tls_outcome tls_session_handshake(struct tls_session *s, struct span in, struct buf *out)
{
    const struct tls_library *tls = tls_library();
    int rc, why;

    if (s->is_broken) return TLS_BROKEN;
    step_begin(s, in, out);
    rc = tls->do_handshake(s->ssl);
    why = tls->get_error(s->ssl, rc);
    step_end(s);
    if (why == SSL_ERROR_WANT_READ) return TLS_GOES_ON;
    s->is_broken = rc != 1;
    return rc == 1 ? TLS_IS_OPEN : TLS_BROKEN;
}

const char *tls_session_version(const struct tls_session *s)
{
    return tls_library()->get_version(s->ssl);
}

const char *tls_session_suite(const struct tls_session *s)
{
    return tls_library()->cipher_get_name(tls_library()->get_current_cipher(s->ssl));
}

/* Why it stopped: SSL_ERROR_… */
static int read_all(const struct tls_library *tls, struct tls_session *s, struct buf *plain)
{
    char piece[4096];
    int rc;

    while ((rc = tls->read(s->ssl, piece, sizeof piece)) > 0) buf_add(plain, piece, (size_t)rc);
    return tls->get_error(s->ssl, rc);
}

enum tls_outcome tls_session_read(struct tls_session *s, struct span in, struct buf *plain, struct buf *out)
{
    int why;

    if (s->is_broken) return TLS_BROKEN;
    step_begin(s, in, out);
    why = read_all(tls_library(), s, plain);
    step_end(s);
    if (why == SSL_ERROR_WANT_READ) return TLS_GOES_ON;
    if (why == SSL_ERROR_ZERO_RETURN) return TLS_ENDED;
    s->is_broken = true;
    return TLS_BROKEN;
}

bool tls_session_write(struct tls_session *s, struct span plain, struct buf *out)
{
    const struct tls_library *tls = tls_library();

    if (s->is_broken) return false;
    tls->clear_error();
    s->out = out;
    while (plain.size && !s->is_broken) {
        int rc = tls->write(s->ssl, plain.data, plain.size < PIECE ? (int)plain.size : PIECE);
        if (rc <= 0) s->is_broken = true;
        else plain = span_sub(plain, (size_t)rc, SIZE_MAX);
    }
    s->out = NULL;
    return !s->is_broken;
}

void tls_session_end(struct tls_session *s, struct buf *out)
{
    if (s->is_broken) return;
    tls_library()->clear_error();
    s->out = out;
    tls_library()->shutdown(s->ssl);
    s->out = NULL;
}
