/* OpenSSL's TLS, loaded when it is first needed. The one place that includes its headers, but for digests
 * (base/digest_library.h). libcurl brings it along anyway, on every system that Nube runs on in the same version of its
 * interface. */
#ifndef NUBE_TLS_LIBRARY_H
#define NUBE_TLS_LIBRARY_H

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

struct tls_library {
    __typeof__(OPENSSL_init_ssl) *init_ssl;
    __typeof__(ERR_clear_error) *clear_error;
    __typeof__(TLS_server_method) *server_method;
    __typeof__(SSL_CTX_new) *ctx_new;
    __typeof__(SSL_CTX_free) *ctx_free;
    __typeof__(SSL_CTX_ctrl) *ctx_ctrl;
    __typeof__(SSL_CTX_callback_ctrl) *ctx_callback_ctrl;
    __typeof__(SSL_CTX_set_options) *ctx_set_options;
    __typeof__(SSL_CTX_set_cipher_list) *ctx_set_cipher_list;
    __typeof__(SSL_CTX_set_num_tickets) *ctx_set_num_tickets;
    __typeof__(SSL_CTX_set_security_level) *ctx_set_security_level;
    __typeof__(SSL_CTX_set_alpn_select_cb) *ctx_set_alpn_select_cb;
    __typeof__(SSL_CTX_use_cert_and_key) *ctx_use_cert_and_key;
    __typeof__(SSL_CTX_set_verify) *ctx_set_verify;
    __typeof__(SSL_select_next_proto) *select_next_proto;
    __typeof__(SSL_new) *new;
    __typeof__(SSL_free) *free;
    __typeof__(SSL_set_bio) *set_bio;
    __typeof__(SSL_set_accept_state) *set_accept_state;
    __typeof__(SSL_get_servername) *get_servername;
    __typeof__(SSL_certs_clear) *certs_clear;
    __typeof__(SSL_use_cert_and_key) *use_cert_and_key;
    __typeof__(SSL_do_handshake) *do_handshake;
    __typeof__(SSL_read) *read;
    __typeof__(SSL_write) *write;
    __typeof__(SSL_shutdown) *shutdown;
    __typeof__(SSL_get_error) *get_error;
    __typeof__(SSL_get_version) *get_version;
    __typeof__(SSL_get_current_cipher) *get_current_cipher;
    __typeof__(SSL_CIPHER_get_name) *cipher_get_name;
    __typeof__(BIO_get_new_index) *bio_get_new_index;
    __typeof__(BIO_meth_new) *bio_meth_new;
    __typeof__(BIO_meth_set_read) *bio_meth_set_read;
    __typeof__(BIO_meth_set_write) *bio_meth_set_write;
    __typeof__(BIO_meth_set_ctrl) *bio_meth_set_ctrl;
    __typeof__(BIO_new) *bio_new;
    __typeof__(BIO_new_mem_buf) *bio_new_mem_buf;
    __typeof__(BIO_free) *bio_free;
    __typeof__(BIO_set_data) *bio_set_data;
    __typeof__(BIO_get_data) *bio_get_data;
    __typeof__(BIO_set_init) *bio_set_init;
    __typeof__(BIO_set_flags) *bio_set_flags;
    __typeof__(BIO_clear_flags) *bio_clear_flags;
    __typeof__(PEM_read_bio_X509) *read_x509;
    __typeof__(PEM_read_bio_PrivateKey) *read_private_key;
    __typeof__(X509_free) *x509_free;
    __typeof__(X509_check_ca) *x509_check_ca;
    __typeof__(X509_get_key_usage) *x509_get_key_usage;
    __typeof__(X509_get_extension_flags) *x509_get_extension_flags;
    __typeof__(X509_STORE_CTX_get_error) *store_ctx_get_error;
    __typeof__(X509_STORE_CTX_set_error) *store_ctx_set_error;
    __typeof__(X509_STORE_CTX_get_current_cert) *store_ctx_get_current_cert;
    __typeof__(EVP_PKEY_free) *pkey_free;
    __typeof__(OPENSSL_sk_new_null) *sk_new_null;
    __typeof__(OPENSSL_sk_push) *sk_push;
    __typeof__(OPENSSL_sk_pop_free) *sk_pop_free;
};

/* NULL when there is none, which is logged once. */
const struct tls_library *tls_library(void);

#endif
