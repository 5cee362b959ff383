/* Whom a TLS server stands for: certificates by the name that a client asks for, made when they are first asked for. */
#ifndef NUBE_TLS_CERTIFICATES_H
#define NUBE_TLS_CERTIFICATES_H

#include "emulator/base/arena.h"

enum tls_name {
    TLS_NAME_UNKNOWN, /* there is no certificate for it */
    TLS_NAME_OURS,    /* the authority signs one (base/authority.h) */
    TLS_NAME_GIVEN    /* this one */
};

struct tls_names {
    /* Asked with each handshake that says a name; for TLS_NAME_GIVEN it fills chain and key, PEM, in the arena. On any
     * thread. */
    enum tls_name (*find)(struct arena *a, struct span name, struct span *chain, struct span *key, void *arg);
    void *arg;
    const struct span *unnamed; /* what stands in the certificate for who says no name: addresses, as a rule */
    size_t unnamed_count;       /* at least 1; they stay where they are */
    struct span chain, key;     /* PEM, one of one's own for who says none; absent: the authority signs one */
};

struct tls_certificate;

struct tls_certificates *tls_certificates_new(const struct tls_names *names);
void tls_certificates_free(struct tls_certificates *all);

/* The certificate for a name; absent: for who says none. NULL: there is none, or it cannot be made (which is logged).
 * It stays until it is given back. */
struct tls_certificate *tls_certificates_take(struct tls_certificates *all, struct span name);
void tls_certificate_give(struct tls_certificate *c);

/* It as OpenSSL has it: a certificate, those above it (NULL: none), and the key. They are the certificate's. */
struct x509_st;
struct evp_pkey_st;
struct stack_st_X509;
void tls_certificate_parts(const struct tls_certificate *c, struct x509_st **own, struct stack_st_X509 **above,
                           struct evp_pkey_st **key);

/* How many are kept. */
size_t tls_certificates_count(struct tls_certificates *all);

#endif
