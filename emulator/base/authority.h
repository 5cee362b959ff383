/* A certificate authority of Nube's own. It is made when it is first needed, lives in the data directory
 * (authority/ca.pem and authority/ca.key), and signs certificates for whom Nube stands for: whoever trusts it trusts
 * this Nube. */
#ifndef NUBE_AUTHORITY_H
#define NUBE_AUTHORITY_H

#include "emulator/base/arena.h"

/* Where it is kept, from now on; the folder must be there by the time that it is needed, and the text stays the
 * caller's. */
void authority_keep_in(const char *data_dir);

/* Its certificate as PEM, which is made when there is none yet. NULL with a line of the log when it can be neither read
 * nor made. */
const char *authority_certificate(void);

/* The same; NULL when there is none yet. */
const char *authority_certificate_found(void);

/* The certificate's file. */
char *authority_path(struct arena *a);

struct authority_wish {
    const char *key;           /* the server's private key, PEM */
    const struct span *names;  /* see certificate_wish; the first is the subject */
    size_t name_count;         /* 1 to CERTIFICATE_NAMES_MAX */
    int64_t from_ms, until_ms; /* it is never valid for longer than the authority */
};

/* A certificate that it signed, as PEM; NULL when it cannot be read or made, or the key is none. */
char *authority_sign(struct arena *a, const struct authority_wish *wish);

#endif
