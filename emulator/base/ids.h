/* Random identifiers, from the kernel's generator. */
#ifndef NUBE_IDS_H
#define NUBE_IDS_H

#include <stddef.h>
#include <stdint.h>

void random_bytes(void *out, size_t size);
uint64_t random_u64(void);

/* A version 4 UUID in lower case: 36 characters and a NUL. */
void uuid_new(char out[37]);

/* `size` characters drawn from `alphabet`, and a NUL. */
void random_text(char *out, size_t size, const char *alphabet);

#define ALPHABET_LOWER "abcdefghijklmnopqrstuvwxyz0123456789"
#define ALPHABET_UPPER "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"

#endif
