/* What a certificate says (RFC 5280), and whom it stands for. */
#ifndef NUBE_CERTIFICATE_H
#define NUBE_CERTIFICATE_H

#include "emulator/base/arena.h"

struct certificate {
    struct span subject, issuer; /* "CN=a.test, O=Nube" */
    struct span common_name;     /* of the subject; absent when there is none */
    struct span serial;          /* "0f:a1:…" */
    const struct span *names;    /* its subject's further names: hosts, and addresses as text */
    size_t name_count;
    int64_t from_ms, until_ms;
    const char *key_algorithm;       /* as ACM names it: "RSA_2048", "EC_prime256v1"; "" for another */
    const char *signature_algorithm; /* "SHA256WITHRSA", "SHA256WITHECDSA"; "" for another */
    unsigned key_usage;              /* bits of KeyUsage, the first in the lowest; 0: it does not say */
    const char *const *purposes;     /* object identifiers of ExtendedKeyUsage, as text */
    size_t purpose_count;
    bool is_authority;
};

/* Reads the first certificate of a PEM text. -1 when it is none. */
int certificate_read(struct arena *a, struct span pem, struct certificate *out);

/* Is this its private key? */
bool certificate_has_key(struct span pem, struct span key_pem);

/* 0 when certificates of `chain` (PEM, one or several) lead up from it by their signatures; 1 when they do not; -1 when
 * one of them cannot be read. */
int certificate_chain_fits(struct span pem, struct span chain);

/* How many certificates the PEM text has; -1 when one of them cannot be read. */
int certificate_count(struct span pem);

/* Does it stand for that name of a host or address? "*.a.test" stands for b.a.test, not for a.test or c.b.a.test
 * (RFC 6125). The common name counts only where there are no further names. */
bool certificate_covers(const struct certificate *c, struct span name);

#endif
