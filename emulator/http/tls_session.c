/* mbedTLS reads and writes by two callbacks: one takes from what came, the other adds to what is to be sent and never
 * says that it must wait. So nothing is ever half written, and whoever owns the socket sends as it can.
 *
 * What came and was not taken yet is kept: only when the handshake ended in the midst of it. */
#include "emulator/http/tls_session.h"

#include <stdlib.h>
#include <string.h>

#include "emulator/base/panic.h"
#include "emulator/base/private_key.h"
#include "emulator/http/tls_certificates.h"
#include "emulator/http/tls_library.h"

#define TICKET_SECONDS 3600
#define RECORDS_MAX    64 /* of one reading that say nothing: more is no client */

struct tls_server {
    mbedtls_ssl_config config;
    mbedtls_ssl_ticket_context tickets;
    struct tls_certificates *certificates;
    struct tls_certificate *unnamed;
};

struct tls_session {
    mbedtls_ssl_context ssl;
    struct tls_server *server;
    struct tls_certificate *named; /* until the handshake is over */
    struct span in;
    struct buf unread;
    struct buf *out;
    bool is_broken;
};

/* Those with forward secrecy and authenticated encryption alone, the quickest first: what AWS's newest policies take.
 * */
static const int suites[] = {
#if MBEDTLS_VERSION_MAJOR >= 3
    MBEDTLS_TLS1_3_AES_128_GCM_SHA256,
    MBEDTLS_TLS1_3_AES_256_GCM_SHA384,
    MBEDTLS_TLS1_3_CHACHA20_POLY1305_SHA256,
#endif
    MBEDTLS_TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
    MBEDTLS_TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
    MBEDTLS_TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
    MBEDTLS_TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
    MBEDTLS_TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
    MBEDTLS_TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
    0,
};

static const char *protocols[] = { "http/1.1", NULL };

/* --- what all share ----------------------------------------------------------------------------------------------- */

static void versions_set(const struct tls_library *tls, mbedtls_ssl_config *config)
{
#if MBEDTLS_VERSION_MAJOR < 3
    static const mbedtls_ecp_group_id curves[] = { MBEDTLS_ECP_DP_SECP256R1, MBEDTLS_ECP_DP_CURVE25519,
                                                   MBEDTLS_ECP_DP_SECP384R1, MBEDTLS_ECP_DP_SECP521R1,
                                                   MBEDTLS_ECP_DP_NONE };

    tls->conf_min_version(config, MBEDTLS_SSL_MAJOR_VERSION_3, MBEDTLS_SSL_MINOR_VERSION_3);
    tls->conf_curves(config, curves);
#else
    static const uint16_t groups[] = { MBEDTLS_SSL_IANA_TLS_GROUP_SECP256R1, MBEDTLS_SSL_IANA_TLS_GROUP_X25519,
                                       MBEDTLS_SSL_IANA_TLS_GROUP_SECP384R1, MBEDTLS_SSL_IANA_TLS_GROUP_SECP521R1,
                                       MBEDTLS_SSL_IANA_TLS_GROUP_NONE };

    mbedtls_ssl_conf_min_tls_version(config, MBEDTLS_SSL_VERSION_TLS1_2);
    tls->conf_groups(config, groups);
#endif
}

/* A name that we do not stand for ends the handshake (RFC 6066: unrecognized_name). */
static int name_said(void *arg, mbedtls_ssl_context *ssl, const unsigned char *name, size_t size)
{
    struct tls_server *server = arg;
    struct tls_certificate *found =
        tls_certificates_take(server->certificates, (struct span){ (const char *)name, size });
    struct tls_session *s = (struct tls_session *)ssl; /* its first member */

    if (!found) return -1;
    tls_certificate_give(s->named);
    s->named = found;
    return tls_library()->set_hs_own_cert(ssl, &found->chain, &found->key);
}

struct tls_server *tls_server_new(struct tls_certificates *certificates)
{
    const struct tls_library *tls = tls_library();
    struct tls_server *s;

    if (!tls) return NULL;
    s = memory_new(1, sizeof *s);
    s->certificates = certificates;
    s->unnamed = tls_certificates_take(certificates, (struct span){ NULL, 0 });
    tls->config_init(&s->config);
    tls->ticket_init(&s->tickets);
    if (tls->config_defaults(&s->config, MBEDTLS_SSL_IS_SERVER, MBEDTLS_SSL_TRANSPORT_STREAM,
                             MBEDTLS_SSL_PRESET_DEFAULT) ||
        tls->ticket_setup(&s->tickets, private_key_random, NULL, MBEDTLS_CIPHER_AES_256_GCM, TICKET_SECONDS) ||
        tls->conf_alpn_protocols(&s->config, protocols))
        panic("TLS cannot be set up");
    if (!s->unnamed || tls->conf_own_cert(&s->config, &s->unnamed->chain, &s->unnamed->key)) {
        tls_server_free(s);
        return NULL;
    }
    tls->conf_rng(&s->config, private_key_random, NULL);
    tls->conf_ciphersuites(&s->config, suites);
    tls->conf_session_tickets_cb(&s->config, tls->ticket_write, tls->ticket_parse, &s->tickets);
    tls->conf_sni(&s->config, name_said, s);
    versions_set(tls, &s->config);
    return s;
}

void tls_server_free(struct tls_server *s)
{
    tls_library()->config_free(&s->config);
    tls_library()->ticket_free(&s->tickets);
    tls_certificate_give(s->unnamed);
    free(s);
}

/* --- one session -------------------------------------------------------------------------------------------------- */

static int take_in(void *arg, unsigned char *out, size_t room)
{
    struct tls_session *s = arg;
    struct span *from = &s->in;
    size_t size = from->size < room ? from->size : room;

    if (!size) return MBEDTLS_ERR_SSL_WANT_READ;
    memcpy(out, from->data, size);
    *from = span_sub(*from, size, SIZE_MAX);
    return (int)size;
}

static int put_out(void *arg, const unsigned char *bytes, size_t size)
{
    struct tls_session *s = arg;

    buf_add(s->out, bytes, size);
    return (int)size;
}

struct tls_session *tls_session_new(struct tls_server *server)
{
    const struct tls_library *tls = tls_library();
    struct tls_session *s = memory_new(1, sizeof *s);

    _Static_assert(offsetof(struct tls_session, ssl) == 0, "name_said finds the session by it");
    s->server = server;
    tls->init(&s->ssl);
    if (tls->setup(&s->ssl, &server->config)) panic("out of memory");
    tls->set_bio(&s->ssl, s, put_out, take_in, NULL);
    return s;
}

void tls_session_free(struct tls_session *s)
{
    if (!s) return;
    tls_library()->free(&s->ssl);
    tls_certificate_give(s->named);
    buf_release(&s->unread);
    free(s);
}

/* What was kept comes first. */
static void step_begin(struct tls_session *s, struct span in, struct buf *out)
{
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
    int rc;

    if (s->is_broken) return TLS_BROKEN;
    step_begin(s, in, out);
    rc = tls_library()->handshake(&s->ssl);
    step_end(s);
    if (rc == MBEDTLS_ERR_SSL_WANT_READ) return TLS_GOES_ON;
    tls_certificate_give(s->named);
    s->named = NULL;
    s->is_broken = rc != 0;
    return rc ? TLS_BROKEN : TLS_IS_OPEN;
}

/* mbedTLS says that it wants to read when it has met a record without data, too. */
static int read_all(struct tls_session *s, struct buf *plain)
{
    unsigned char piece[4096];
    int rc, silent = 0;

    do {
        size_t left = s->in.size;
        rc = tls_library()->read(&s->ssl, piece, sizeof piece);
        if (rc > 0) buf_add(plain, piece, (size_t)rc);
        if (rc > 0) continue;
        if (rc != MBEDTLS_ERR_SSL_WANT_READ || s->in.size == left || ++silent > RECORDS_MAX) break;
    } while (true);
    return rc;
}

enum tls_outcome tls_session_read(struct tls_session *s, struct span in, struct buf *plain, struct buf *out)
{
    int rc;

    if (s->is_broken) return TLS_BROKEN;
    step_begin(s, in, out);
    rc = read_all(s, plain);
    if (s->in.size && rc == MBEDTLS_ERR_SSL_WANT_READ) rc = -1; /* nothing but records that say nothing */
    step_end(s);
    if (rc == MBEDTLS_ERR_SSL_WANT_READ) return TLS_GOES_ON;
    if (rc == 0 || rc == MBEDTLS_ERR_SSL_PEER_CLOSE_NOTIFY) return TLS_ENDED;
    s->is_broken = true;
    return TLS_BROKEN;
}

bool tls_session_write(struct tls_session *s, struct span plain, struct buf *out)
{
    if (s->is_broken) return false;
    s->out = out;
    while (plain.size) {
        int rc = tls_library()->write(&s->ssl, (const unsigned char *)plain.data, plain.size);
        if (rc <= 0) {
            s->is_broken = true;
            return false;
        }
        plain = span_sub(plain, (size_t)rc, SIZE_MAX);
    }
    return true;
}

void tls_session_end(struct tls_session *s, struct buf *out)
{
    if (s->is_broken) return;
    s->out = out;
    tls_library()->close_notify(&s->ssl);
}
