/* Private keys, as PEM: made, and read for who signs with them. */
#ifndef NUBE_PRIVATE_KEY_H
#define NUBE_PRIVATE_KEY_H

#include "emulator/base/arena.h"

struct mbedtls_pk_context;

/* A new key: "RSA_1024", "RSA_2048", "RSA_3072", "RSA_4096", "EC_prime256v1", "EC_secp384r1" or "EC_secp521r1" (ACM's
 * names). One of RSA takes from a tenth of a second to many. NULL for another name. */
char *private_key_make(struct arena *a, const char *algorithm);

/* Reads an unencrypted key into `out`, which the caller frees by mbedtls_pk_free in any case, and makes it ready for
 * several threads to sign with. -1 when it is none. */
int private_key_read(struct mbedtls_pk_context *out, struct span pem);

/* For mbedTLS's functions that want random bytes. */
int private_key_random(void *unused, unsigned char *out, size_t size);

#endif
