/* Customers' tokens. */
#include "app/functions/app_server/customer_token.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/sdk/aws_digest.h"

enum { TOKEN_VALID_SECONDS = 400 * 24 * 60 * 60 };

/* Appends the signature of what the token says so far. */
static void token_sign(const unsigned char key[SHOP_KEY_BYTES], const char *signed_part, struct text *out)
{
    unsigned char digest[AWS_SHA256_BYTES];

    aws_hmac_sha256(key, SHOP_KEY_BYTES, signed_part, strlen(signed_part), digest);
    aws_base64url_encode(out, digest, sizeof digest);
}

void customer_token_write(const unsigned char key[SHOP_KEY_BYTES], const char *customer_id, int64_t now_ms,
                          struct text *token)
{
    struct text signature;

    text_init(&signature, CUSTOMER_TOKEN_MAX);
    text_put(token, "v1.");
    aws_base64url_encode(token, customer_id, strlen(customer_id));
    text_printf(token, ".%" PRId64, now_ms / 1000 + TOKEN_VALID_SECONDS);
    token_sign(key, text_string(token), &signature);
    text_printf(token, ".%s", text_string(&signature));
    text_release(&signature);
}

/* Compares in a time that does not tell where they differ. */
static bool token_is_same(const char *one, const char *other)
{
    size_t length = strlen(one), i;
    unsigned char difference = 0;

    if (strlen(other) != length) return false;
    for (i = 0; i < length; i++) difference |= (unsigned char)(one[i] ^ other[i]);
    return difference == 0;
}

/* Reads what a signed part says: its customer and expiry. */
static bool token_parse(char *signed_part, int64_t now_ms, char customer_id[ORDER_CODE_SIZE])
{
    char *customer = strchr(signed_part, '.'), *expiry = customer ? strchr(customer + 1, '.') : NULL;
    struct text decoded;
    bool ok;

    if (!expiry || strncmp(signed_part, "v1.", 3) || strtoll(expiry + 1, NULL, 10) <= now_ms / 1000) return false;
    *expiry = '\0';
    text_init(&decoded, ORDER_CODE_SIZE - 1);
    ok = aws_base64url_decode(&decoded, customer + 1) && !decoded.overflow && decoded.length &&
         decoded.length == strlen(text_string(&decoded)) &&
         text_copy(customer_id, ORDER_CODE_SIZE, text_string(&decoded));
    text_release(&decoded);
    return ok;
}

bool customer_token_read(const unsigned char key[SHOP_KEY_BYTES], const char *token, int64_t now_ms,
                         char customer_id[ORDER_CODE_SIZE])
{
    char signed_part[CUSTOMER_TOKEN_MAX];
    const char *last = strrchr(token, '.');
    struct text signature;
    bool ok;

    if (!last || (size_t)(last - token) >= sizeof signed_part) return false;
    snprintf(signed_part, sizeof signed_part, "%.*s", (int)(last - token), token);
    text_init(&signature, CUSTOMER_TOKEN_MAX);
    token_sign(key, signed_part, &signature);
    ok = token_is_same(text_string(&signature), last + 1) && token_parse(signed_part, now_ms, customer_id);
    text_release(&signature);
    return ok;
}

void customer_key_id(const unsigned char key[SHOP_KEY_BYTES], const char *what, const char *email,
                     const char *idempotency_key, char id[ORDER_ID_SIZE])
{
    unsigned char digest[AWS_SHA256_BYTES];
    struct text source;

    text_init(&source, 4096);
    text_printf(&source, "%s\n%s\n%s", what, email, idempotency_key);
    aws_hmac_sha256(key, SHOP_KEY_BYTES, text_string(&source), source.length, digest);
    text_release(&source);
    order_id_from_digest(digest, id);
}
