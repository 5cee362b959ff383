/* The mirror image of http/tls_session.c. */
#include "tests/support/emulator/tls_client.h"

#include <mbedtls/ssl.h>
#include <mbedtls/version.h>
#include <mbedtls/x509_crt.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#if MBEDTLS_VERSION_MAJOR >= 3
#include <psa/crypto.h>
#endif

#include "emulator/base/panic.h"
#include "emulator/base/private_key.h"

struct tls_client {
    mbedtls_ssl_context ssl;
    mbedtls_ssl_config config;
    mbedtls_x509_crt authority;
    const char *protocols[2];
    struct span in;
    struct buf unread, *out, silent;
    bool was_ended;
};

static int take_in(void *arg, unsigned char *out, size_t room)
{
    struct tls_client *c = arg;
    size_t size = c->in.size < room ? c->in.size : room;

    if (!size) return MBEDTLS_ERR_SSL_WANT_READ;
    memcpy(out, c->in.data, size);
    c->in = span_sub(c->in, size, SIZE_MAX);
    return (int)size;
}

static int put_out(void *arg, const unsigned char *bytes, size_t size)
{
    struct tls_client *c = arg;

    buf_add(c->out, bytes, size);
    return (int)size;
}

static void versions_set(mbedtls_ssl_config *config, bool is_old)
{
#if MBEDTLS_VERSION_MAJOR < 3
    if (is_old) mbedtls_ssl_conf_max_version(config, MBEDTLS_SSL_MAJOR_VERSION_3, MBEDTLS_SSL_MINOR_VERSION_2);
#else
    (void)config, (void)is_old;
#endif
}

bool tls_client_has_older(void)
{
    return MBEDTLS_VERSION_MAJOR < 3;
}

struct tls_client *tls_client_new(const struct tls_client_wish *wish)
{
    struct tls_client *c = memory_new(1, sizeof *c);

#if MBEDTLS_VERSION_MAJOR >= 3
    psa_crypto_init();
#endif
    mbedtls_ssl_init(&c->ssl);
    mbedtls_ssl_config_init(&c->config);
    mbedtls_x509_crt_init(&c->authority);
    mbedtls_ssl_config_defaults(&c->config, MBEDTLS_SSL_IS_CLIENT, MBEDTLS_SSL_TRANSPORT_STREAM,
                                MBEDTLS_SSL_PRESET_DEFAULT);
    mbedtls_ssl_conf_rng(&c->config, private_key_random, NULL);
    mbedtls_ssl_conf_authmode(&c->config, wish->authority ? MBEDTLS_SSL_VERIFY_REQUIRED : MBEDTLS_SSL_VERIFY_NONE);
    if (wish->authority) {
        mbedtls_x509_crt_parse(&c->authority, (const unsigned char *)wish->authority, strlen(wish->authority) + 1);
        mbedtls_ssl_conf_ca_chain(&c->config, &c->authority, NULL);
    }
    c->protocols[0] = wish->protocol;
    if (wish->protocol) mbedtls_ssl_conf_alpn_protocols(&c->config, c->protocols);
    mbedtls_ssl_conf_renegotiation(&c->config, MBEDTLS_SSL_RENEGOTIATION_ENABLED);
    versions_set(&c->config, wish->is_old);
    if (mbedtls_ssl_setup(&c->ssl, &c->config)) panic("no TLS client");
    mbedtls_ssl_set_hostname(&c->ssl, wish->name);
    mbedtls_ssl_set_bio(&c->ssl, c, put_out, take_in, NULL);
    return c;
}

void tls_client_free(struct tls_client *c)
{
    mbedtls_ssl_free(&c->ssl);
    mbedtls_ssl_config_free(&c->config);
    mbedtls_x509_crt_free(&c->authority);
    buf_release(&c->unread);
    buf_release(&c->silent);
    free(c);
}

static void begin(struct tls_client *c, struct span in, struct buf *out)
{
    buf_add_span(&c->unread, in);
    c->in = buf_span(&c->unread);
    c->out = out;
}

static void end(struct tls_client *c)
{
    struct buf rest = { 0 };

    buf_add_span(&rest, c->in);
    buf_release(&c->unread);
    c->unread = rest;
}

int tls_client_handshake(struct tls_client *c, struct span in, struct buf *out)
{
    int rc;

    begin(c, in, out);
    rc = mbedtls_ssl_handshake(&c->ssl);
    end(c);
    return rc == 0 ? 0 : rc == MBEDTLS_ERR_SSL_WANT_READ ? 1 : -1;
}

int tls_client_renegotiate(struct tls_client *c, struct buf *out)
{
    c->out = out;
    return mbedtls_ssl_renegotiate(&c->ssl);
}

bool tls_client_write(struct tls_client *c, struct span plain, struct buf *out)
{
    c->out = out;
    while (plain.size) {
        int rc = mbedtls_ssl_write(&c->ssl, (const unsigned char *)plain.data, plain.size);
        if (rc <= 0) return false;
        plain = span_sub(plain, (size_t)rc, SIZE_MAX);
    }
    return true;
}

static bool is_ticket(int rc)
{
#if MBEDTLS_VERSION_MAJOR < 3
    (void)rc;
    return false;
#else
    return rc == MBEDTLS_ERR_SSL_RECEIVED_NEW_SESSION_TICKET;
#endif
}

bool tls_client_read(struct tls_client *c, struct span in, struct buf *plain)
{
    unsigned char piece[4096];
    size_t left;
    int rc;

    begin(c, in, &c->silent);
    do {
        left = c->in.size;
        rc = mbedtls_ssl_read(&c->ssl, piece, sizeof piece);
        if (rc > 0) buf_add(plain, piece, (size_t)rc);
    } while (rc > 0 || is_ticket(rc) || (rc == MBEDTLS_ERR_SSL_WANT_READ && c->in.size < left));
    end(c);
    if (rc == MBEDTLS_ERR_SSL_PEER_CLOSE_NOTIFY) c->was_ended = true;
    return rc == MBEDTLS_ERR_SSL_WANT_READ;
}

bool tls_client_was_ended(const struct tls_client *c)
{
    return c->was_ended;
}

const char *tls_client_protocol(const struct tls_client *c)
{
    return mbedtls_ssl_get_alpn_protocol(&c->ssl);
}

/* --- on a socket -------------------------------------------------------------------------------------------------- */

static int send_all(int fd, struct buf *out)
{
    for (size_t sent = 0; sent < out->size;) {
        ssize_t took = send(fd, out->data + sent, out->size - sent, MSG_NOSIGNAL);
        if (took < 0) return -1;
        sent += (size_t)took;
    }
    buf_clear(out);
    return 0;
}

int tls_client_connect(struct tls_client *c, int fd)
{
    struct buf out = { 0 };
    char in[8192];
    ssize_t got = 0;
    int rc;

    while ((rc = tls_client_handshake(c, (struct span){ in, (size_t)got }, &out)) == 1) {
        if (send_all(fd, &out) || (got = recv(fd, in, sizeof in, 0)) <= 0) break;
    }
    if (rc == 0) rc = send_all(fd, &out);
    buf_release(&out);
    return rc ? -1 : 0;
}

int tls_client_say(struct tls_client *c, int fd, struct span plain)
{
    struct buf out = { 0 };
    int rc = tls_client_write(c, plain, &out) ? send_all(fd, &out) : -1;

    buf_release(&out);
    return rc;
}

bool tls_client_hear(struct tls_client *c, int fd, struct buf *plain, const char *until)
{
    char in[32768];
    ssize_t got = 0;
    bool goes_on = tls_client_read(c, SPAN(""), plain);

    while (goes_on && !(until && plain->data && strstr(plain->data, until)) && (got = recv(fd, in, sizeof in, 0)) > 0)
        goes_on = tls_client_read(c, (struct span){ in, (size_t)got }, plain);
    return !until || (plain->data && strstr(plain->data, until));
}
