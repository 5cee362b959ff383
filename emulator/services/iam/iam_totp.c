/* HMAC-SHA-1 over the step's number; four of its bytes, cut to six digits. */
#include "emulator/services/iam/iam_totp.h"

#include <stdio.h>

#include "emulator/base/digest.h"

static int value_of(char c)
{
    return c >= 'A' && c <= 'Z' ? c - 'A' : c >= '2' && c <= '7' ? c - '2' + 26 : -1;
}

/* Base32 (RFC 4648 §6). */
static bool seed_decode(struct span seed, char bytes[IAM_TOTP_SEED_MAX], size_t *size)
{
    uint32_t bits = 0;
    int count = 0;

    *size = 0;
    for (size_t i = 0; i < seed.size; i++) {
        int value = value_of(seed.data[i]);
        if (value < 0) return false;
        bits = bits << 5 | (uint32_t)value;
        if ((count += 5) < 8) continue;
        count -= 8;
        bytes[(*size)++] = (char)(bits >> count & 0xff);
    }
    return *size > 0;
}

bool iam_totp_code(struct span seed, int64_t step, char code[7])
{
    char key[IAM_TOTP_SEED_MAX], message[8];
    unsigned char mac[20];
    uint32_t number = 0;
    size_t size;

    if (seed.size > IAM_TOTP_SEED_MAX || !seed_decode(seed, key, &size)) return false;
    for (int i = 0; i < 8; i++) message[i] = (char)((uint64_t)step >> (56 - 8 * i) & 0xff);
    hmac_sha1((struct span){ key, size }, (struct span){ message, 8 }, mac);
    for (int i = 0; i < 4; i++) number = number << 8 | mac[(mac[19] & 15) + i];
    snprintf(code, 7, "%06u", (number & 0x7fffffff) % 1000000);
    return true;
}

bool iam_totp_find(struct span seed, struct span code, int64_t from, int64_t to, int64_t *step)
{
    char expected[7];

    for (*step = from; *step <= to; ++*step)
        if (iam_totp_code(seed, *step, expected) && digest_equal(span_of(expected), code)) return true;
    return false;
}
