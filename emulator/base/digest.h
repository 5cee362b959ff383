/* Digests, HMAC and the text forms of bytes. */
#ifndef NUBE_DIGEST_H
#define NUBE_DIGEST_H

#include "emulator/base/arena.h"
#include "emulator/base/buf.h"

void sha256(struct span data, unsigned char out[32]);
void hmac_sha256(struct span key, struct span data, unsigned char out[32]);
void hmac_sha1(struct span key, struct span data, unsigned char out[20]);
uint32_t crc32_of(struct span data); /* IEEE 802.3, as zlib's */

/* By its name: MD5, SHA-1, SHA-256, SHA-384, SHA-512. Returns how many bytes it gave; 0 for another name. */
size_t digest_named(struct span algorithm, struct span data, unsigned char out[64]);

/* The same of bytes that come piece by piece: of about so many (-1: unknown), since for a megabyte and more a quicker
 * library is loaded. NULL for another name. The end gives the digest, and frees. */
struct digest_stream;
struct digest_stream *digest_stream_begin(struct span algorithm, int64_t bytes);
void digest_stream_add(struct digest_stream *d, struct span data);
size_t digest_stream_end(struct digest_stream *d, unsigned char out[64]);

/* Are they equal? In a time that does not depend on where they differ. */
bool digest_equal(struct span a, struct span b);

/* Lower-case hex of `size` bytes: 2 * size characters and a NUL. */
void hex_encode(const unsigned char *bytes, size_t size, char *out);
char *md5_hex(struct arena *a, struct span data);
char *sha256_hex(struct arena *a, struct span data);

/* Base64 (RFC 4648 §4, with padding). Decoding takes just that alphabet, padding required; false on anything else. */
void base64_encode(struct buf *b, struct span bytes);
struct span base64_text(struct arena *a, struct span bytes);
bool base64_decode(struct arena *a, struct span text, struct span *bytes);

#endif
