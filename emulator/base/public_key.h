/* Public keys in PEM (RFC 7468, SubjectPublicKeyInfo): RSA, and elliptic curves. */
#ifndef NUBE_PUBLIC_KEY_H
#define NUBE_PUBLIC_KEY_H

#include "emulator/base/arena.h"

/* Is it the data's signature (RSA: PKCS #1 v1.5; ECDSA: in DER) by that key? `digest`: "SHA-1", "SHA-256". False also
 * for what is no key. */
bool public_key_verify(struct arena *a, struct span pem, struct span digest, struct span data, struct span signature);

enum public_key_kind { PUBLIC_KEY_NONE, PUBLIC_KEY_RSA, PUBLIC_KEY_EC };

/* What kind of key it is, and how many bits it has. */
enum public_key_kind public_key_kind_of(struct arena *a, struct span pem, size_t *bits);

#endif
