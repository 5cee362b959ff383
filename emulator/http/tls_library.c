/* Loading libssl, which brings libcrypto. */
#include "emulator/http/tls_library.h"

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

#include "emulator/base/library.h"

static struct tls_library library;
static bool is_there;

static const struct library_symbol symbols[] = {
    { "OPENSSL_init_ssl", &library.init_ssl },
    { "ERR_clear_error", &library.clear_error },
    { "TLS_server_method", &library.server_method },
    { "SSL_CTX_new", &library.ctx_new },
    { "SSL_CTX_free", &library.ctx_free },
    { "SSL_CTX_ctrl", &library.ctx_ctrl },
    { "SSL_CTX_callback_ctrl", &library.ctx_callback_ctrl },
    { "SSL_CTX_set_options", &library.ctx_set_options },
    { "SSL_CTX_set_cipher_list", &library.ctx_set_cipher_list },
    { "SSL_CTX_set_num_tickets", &library.ctx_set_num_tickets },
    { "SSL_CTX_set_security_level", &library.ctx_set_security_level },
    { "SSL_CTX_set_alpn_select_cb", &library.ctx_set_alpn_select_cb },
    { "SSL_CTX_use_cert_and_key", &library.ctx_use_cert_and_key },
    { "SSL_CTX_set_verify", &library.ctx_set_verify },
    { "SSL_select_next_proto", &library.select_next_proto },
    { "SSL_new", &library.new },
    { "SSL_free", &library.free },
    { "SSL_set_bio", &library.set_bio },
    { "SSL_set_accept_state", &library.set_accept_state },
    { "SSL_get_servername", &library.get_servername },
    { "SSL_certs_clear", &library.certs_clear },
    { "SSL_use_cert_and_key", &library.use_cert_and_key },
    { "SSL_do_handshake", &library.do_handshake },
    { "SSL_read", &library.read },
    { "SSL_write", &library.write },
    { "SSL_shutdown", &library.shutdown },
    { "SSL_get_error", &library.get_error },
    { "SSL_get_version", &library.get_version },
    { "SSL_get_current_cipher", &library.get_current_cipher },
    { "SSL_CIPHER_get_name", &library.cipher_get_name },
    { "BIO_get_new_index", &library.bio_get_new_index },
    { "BIO_meth_new", &library.bio_meth_new },
    { "BIO_meth_set_read", &library.bio_meth_set_read },
    { "BIO_meth_set_write", &library.bio_meth_set_write },
    { "BIO_meth_set_ctrl", &library.bio_meth_set_ctrl },
    { "BIO_new", &library.bio_new },
    { "BIO_new_mem_buf", &library.bio_new_mem_buf },
    { "BIO_free", &library.bio_free },
    { "BIO_set_data", &library.bio_set_data },
    { "BIO_get_data", &library.bio_get_data },
    { "BIO_set_init", &library.bio_set_init },
    { "BIO_set_flags", &library.bio_set_flags },
    { "BIO_clear_flags", &library.bio_clear_flags },
    { "PEM_read_bio_X509", &library.read_x509 },
    { "PEM_read_bio_PrivateKey", &library.read_private_key },
    { "X509_free", &library.x509_free },
    { "X509_check_ca", &library.x509_check_ca },
    { "X509_get_key_usage", &library.x509_get_key_usage },
    { "X509_get_extension_flags", &library.x509_get_extension_flags },
    { "X509_STORE_CTX_get_error", &library.store_ctx_get_error },
    { "X509_STORE_CTX_set_error", &library.store_ctx_set_error },
    { "X509_STORE_CTX_get_current_cert", &library.store_ctx_get_current_cert },
    { "EVP_PKEY_free", &library.pkey_free },
    { "OPENSSL_sk_new_null", &library.sk_new_null },
    { "OPENSSL_sk_push", &library.sk_push },
    { "OPENSSL_sk_pop_free", &library.sk_pop_free },
    { NULL, NULL },
};

/* Its state is left to the process's end: threads may still be at work in it then. */
static void load(void)
{
    static const char *const names[] = { "libssl.so.3", NULL };

    is_there = library_load(names, symbols) && library.init_ssl(OPENSSL_INIT_NO_ATEXIT, NULL) == 1;
}

const struct tls_library *tls_library(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;

    pthread_once(&once, load);
    return is_there ? &library : NULL;
}
