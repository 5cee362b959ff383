/* mbedTLS's TLS, loaded when it is first needed. The one place that includes its header; certificates, keys and
 * digests are
 * of libraries that are linked. */
#ifndef NUBE_TLS_LIBRARY_H
#define NUBE_TLS_LIBRARY_H

#include <mbedtls/ssl.h>
#include <mbedtls/ssl_ticket.h>
#include <mbedtls/version.h>

struct tls_library {
    __typeof__(mbedtls_ssl_config_init) *config_init;
    __typeof__(mbedtls_ssl_config_free) *config_free;
    __typeof__(mbedtls_ssl_config_defaults) *config_defaults;
    __typeof__(mbedtls_ssl_conf_rng) *conf_rng;
    __typeof__(mbedtls_ssl_conf_sni) *conf_sni;
    __typeof__(mbedtls_ssl_conf_own_cert) *conf_own_cert;
    __typeof__(mbedtls_ssl_conf_alpn_protocols) *conf_alpn_protocols;
    __typeof__(mbedtls_ssl_conf_ciphersuites) *conf_ciphersuites;
    __typeof__(mbedtls_ssl_conf_session_tickets_cb) *conf_session_tickets_cb;
#if MBEDTLS_VERSION_MAJOR < 3
    __typeof__(mbedtls_ssl_conf_min_version) *conf_min_version;
    __typeof__(mbedtls_ssl_conf_curves) *conf_curves;
#else
    __typeof__(mbedtls_ssl_conf_groups) *conf_groups;
#endif
    __typeof__(mbedtls_ssl_init) *init;
    __typeof__(mbedtls_ssl_setup) *setup;
    __typeof__(mbedtls_ssl_set_bio) *set_bio;
    __typeof__(mbedtls_ssl_set_hs_own_cert) *set_hs_own_cert;
    __typeof__(mbedtls_ssl_handshake) *handshake;
    __typeof__(mbedtls_ssl_read) *read;
    __typeof__(mbedtls_ssl_write) *write;
    __typeof__(mbedtls_ssl_close_notify) *close_notify;
    __typeof__(mbedtls_ssl_free) *free;
    __typeof__(mbedtls_ssl_ticket_init) *ticket_init;
    __typeof__(mbedtls_ssl_ticket_free) *ticket_free;
    __typeof__(mbedtls_ssl_ticket_setup) *ticket_setup;
    __typeof__(mbedtls_ssl_ticket_write) *ticket_write;
    __typeof__(mbedtls_ssl_ticket_parse) *ticket_parse;
};

/* NULL when there is none, which is logged once. */
const struct tls_library *tls_library(void);

#endif
