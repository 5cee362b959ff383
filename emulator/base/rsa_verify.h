/* Signatures of RSA (RFC 8017, PKCS #1 v1.5) by public keys. */
#ifndef NUBE_RSA_VERIFY_H
#define NUBE_RSA_VERIFY_H

#include "emulator/base/span.h"

/* Is it the data's, by the key of that modulus and exponent (big-endian)? `digest`: "SHA-256", "SHA-384", "SHA-512".
 * False also for what is no key, and for one of less than 1024 bits. */
bool rsa_verify(struct span modulus, struct span exponent, struct span digest, struct span data, struct span signature);

#endif
