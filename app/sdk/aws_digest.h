/* SHA-256, HMAC-SHA-256, hexadecimal, base64 and random bytes. */
#ifndef APP_SDK_AWS_DIGEST_H
#define APP_SDK_AWS_DIGEST_H

#include "app/sdk/text.h"

enum { AWS_SHA256_BYTES = 32, AWS_SHA256_HEX = 2 * AWS_SHA256_BYTES + 1 };

void aws_sha256(const void *bytes, size_t length, unsigned char digest[AWS_SHA256_BYTES]);
void aws_sha256_hex(const void *bytes, size_t length, char hex[AWS_SHA256_HEX]);
/* SHA-256 of what comes piece by piece: begun, added to, and ended, which frees it. */
struct aws_sha256;

struct aws_sha256 *aws_sha256_new(void);
void aws_sha256_add(struct aws_sha256 *sha, const void *bytes, size_t length);
void aws_sha256_end(struct aws_sha256 *sha, char hex[AWS_SHA256_HEX]);

/* MD5, which S3 calls an ETag; of what comes piece by piece, as above. */
enum { AWS_MD5_HEX = 33 };

struct aws_md5;

struct aws_md5 *aws_md5_new(void);
void aws_md5_add(struct aws_md5 *md5, const void *bytes, size_t length);
void aws_md5_end(struct aws_md5 *md5, char hex[AWS_MD5_HEX]);

/* SHA-1, for names that others have chosen so, not for secrecy. */
enum { AWS_SHA1_HEX = 41 };

void aws_sha1_hex(const void *bytes, size_t length, char hex[AWS_SHA1_HEX]);

void aws_hmac_sha256(const void *key, size_t key_length, const void *bytes, size_t length,
                     unsigned char digest[AWS_SHA256_BYTES]);

/* Writes 2 * length lower-case digits and a NUL. */
void aws_hex(const void *bytes, size_t length, char *hex);

/* Appends standard base64 with padding, RFC 4648 section 4. */
void aws_base64_encode(struct text *out, const void *bytes, size_t length);

/* The URL-safe alphabet without padding, RFC 4648 section 5. Decoding appends to `out` and returns false, `out`
 * unspecified, for anything that the encoder would not have written. */
void aws_base64url_encode(struct text *out, const void *bytes, size_t length);
bool aws_base64url_decode(struct text *out, const char *encoded);

/* Standard base64 with padding; false for anything else. */
bool aws_base64_decode(struct text *out, const char *encoded);

/* Bytes from the kernel's generator. */
void aws_random(void *bytes, size_t length);

#endif
