/* Loading libmbedtls. Its number is that of the headers that this was compiled with, since they tell how its
 * structures look. */
#include "emulator/http/tls_library.h"

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#if MBEDTLS_VERSION_MAJOR >= 3
#include <psa/crypto.h>
#endif

#include "emulator/base/library.h"

static struct tls_library library;
static bool is_there;

static const struct library_symbol symbols[] = {
    { "mbedtls_ssl_config_init", &library.config_init },
    { "mbedtls_ssl_config_free", &library.config_free },
    { "mbedtls_ssl_config_defaults", &library.config_defaults },
    { "mbedtls_ssl_conf_rng", &library.conf_rng },
    { "mbedtls_ssl_conf_sni", &library.conf_sni },
    { "mbedtls_ssl_conf_own_cert", &library.conf_own_cert },
    { "mbedtls_ssl_conf_alpn_protocols", &library.conf_alpn_protocols },
    { "mbedtls_ssl_conf_ciphersuites", &library.conf_ciphersuites },
    { "mbedtls_ssl_conf_session_tickets_cb", &library.conf_session_tickets_cb },
#if MBEDTLS_VERSION_MAJOR < 3
    { "mbedtls_ssl_conf_min_version", &library.conf_min_version },
    { "mbedtls_ssl_conf_curves", &library.conf_curves },
#else
    { "mbedtls_ssl_conf_groups", &library.conf_groups },
#endif
    { "mbedtls_ssl_init", &library.init },
    { "mbedtls_ssl_setup", &library.setup },
    { "mbedtls_ssl_set_bio", &library.set_bio },
    { "mbedtls_ssl_set_hs_own_cert", &library.set_hs_own_cert },
    { "mbedtls_ssl_handshake", &library.handshake },
    { "mbedtls_ssl_read", &library.read },
    { "mbedtls_ssl_write", &library.write },
    { "mbedtls_ssl_close_notify", &library.close_notify },
    { "mbedtls_ssl_free", &library.free },
    { "mbedtls_ssl_ticket_init", &library.ticket_init },
    { "mbedtls_ssl_ticket_free", &library.ticket_free },
    { "mbedtls_ssl_ticket_setup", &library.ticket_setup },
    { "mbedtls_ssl_ticket_write", &library.ticket_write },
    { "mbedtls_ssl_ticket_parse", &library.ticket_parse },
    { NULL, NULL },
};

static void load(void)
{
#if MBEDTLS_VERSION_MAJOR < 3
    static const char *const names[] = { "libmbedtls.so.14", NULL };
#else
    static const char *const names[] = { "libmbedtls.so.21", "libmbedtls.so", NULL };
#endif

    is_there = library_load(names, symbols);
#if MBEDTLS_VERSION_MAJOR >= 3
    is_there = is_there && psa_crypto_init() == PSA_SUCCESS; /* TLS 1.3 works by it */
#endif
}

const struct tls_library *tls_library(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;

    pthread_once(&once, load);
    return is_there ? &library : NULL;
}
