/* Random identifiers. Each thread draws from the kernel by the block, since a system call an id would cost more than
 * the id. */
#include "emulator/base/ids.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

static void random_block(void *out, size_t size)
{
    for (size_t done = 0; done < size;) {
        ssize_t got = getrandom((char *)out + done, size - done, 0);
        if (got > 0) done += (size_t)got;
    }
}

void random_bytes(void *out, size_t size)
{
    static _Thread_local unsigned char pool[1024];
    static _Thread_local size_t left;

    if (size > sizeof pool) {
        random_block(out, size);
        return;
    }
    if (left < size) {
        random_block(pool, sizeof pool);
        left = sizeof pool;
    }
    left -= size;
    memcpy(out, pool + left, size);
}

uint64_t random_u64(void)
{
    uint64_t value;

    random_bytes(&value, sizeof value);
    return value;
}

void uuid_new(char out[37])
{
    static const char digits[] = "0123456789abcdef";
    unsigned char b[16];
    char *p = out;

    random_bytes(b, sizeof b);
    b[6] = (unsigned char)((b[6] & 0x0F) | 0x40);
    b[8] = (unsigned char)((b[8] & 0x3F) | 0x80);
    for (int i = 0; i < 16; i++) {
        if (i == 4 || i == 6 || i == 8 || i == 10) *p++ = '-';
        *p++ = digits[b[i] >> 4];
        *p++ = digits[b[i] & 15];
    }
    *p = '\0';
}

/* Letters are drawn by the block, each from 32 bits: as good as even, and without a division. */
void random_text(char *out, size_t size, const char *alphabet)
{
    uint64_t letters = strlen(alphabet);
    uint32_t drawn[16];

    for (size_t i = 0; i < size; i++) {
        if (i % 16 == 0) random_bytes(drawn, sizeof *drawn * (size - i < 16 ? size - i : 16));
        out[i] = alphabet[drawn[i % 16] * letters >> 32];
    }
    out[size] = '\0';
}
