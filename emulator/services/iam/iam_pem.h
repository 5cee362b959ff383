/* Certificates in PEM (RFC 7468), as far as IAM looks into them. */
#ifndef NUBE_IAM_PEM_H
#define NUBE_IAM_PEM_H

#include "emulator/base/arena.h"

/* Base64 with white space in it. */
bool iam_pem_decode_lines(struct arena *a, struct span text, struct span *bytes);

/* Is the text one certificate in PEM? Then until when it is valid (RFC 5280: notAfter), in epoch milliseconds. */
bool iam_pem_certificate_read(struct arena *a, struct span text, int64_t *expires_ms);

/* Is it a private key in PEM, of any kind? */
bool iam_pem_is_private_key(struct span text);

#endif
