/* The bytes are the canonical ones of the specification. */
#include "emulator/base/xxhash.h"

#include <xxhash.h>

#include "emulator/base/panic.h"

struct xxhash {
    enum xxhash_kind kind;
    XXH64_state_t *of_64; /* one of the two */
    XXH3_state_t *of_3;
};

size_t xxhash_bytes(enum xxhash_kind kind)
{
    return kind == XXHASH_128 ? 16 : 8;
}

struct xxhash *xxhash_begin(enum xxhash_kind kind)
{
    struct xxhash *h = memory_new(1, sizeof *h);

    h->kind = kind;
    if (kind == XXHASH_64) h->of_64 = XXH64_createState();
    else h->of_3 = XXH3_createState();
    if (!h->of_64 && !h->of_3) panic("out of memory");
    if (kind == XXHASH_64) XXH64_reset(h->of_64, 0);
    if (kind == XXHASH_3) XXH3_64bits_reset(h->of_3);
    if (kind == XXHASH_128) XXH3_128bits_reset(h->of_3);
    return h;
}

void xxhash_add(struct xxhash *h, struct span data)
{
    if (!data.size) return;
    if (h->kind == XXHASH_64) XXH64_update(h->of_64, data.data, data.size);
    if (h->kind == XXHASH_3) XXH3_64bits_update(h->of_3, data.data, data.size);
    if (h->kind == XXHASH_128) XXH3_128bits_update(h->of_3, data.data, data.size);
}

static void write_64(uint64_t value, unsigned char *out)
{
    for (int i = 0; i < 8; i++) out[i] = (unsigned char)(value >> (56 - 8 * i));
}

static void write_128(XXH128_hash_t value, unsigned char *out)
{
    write_64(value.high64, out);
    write_64(value.low64, out + 8);
}

void xxhash_end(struct xxhash *h, unsigned char out[XXHASH_BYTES_MAX])
{
    if (h->kind == XXHASH_64) write_64(XXH64_digest(h->of_64), out);
    if (h->kind == XXHASH_3) write_64(XXH3_64bits_digest(h->of_3), out);
    if (h->kind == XXHASH_128) write_128(XXH3_128bits_digest(h->of_3), out);
    XXH64_freeState(h->of_64);
    XXH3_freeState(h->of_3);
    free(h);
}
