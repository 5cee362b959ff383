/* CRCs are ours, digests and xxHash the libraries'. */
#include "emulator/base/checksum.h"

#include <assert.h>

#include "emulator/base/digest.h"
#include "emulator/base/xxhash.h"

enum maker { BY_CRC, BY_DIGEST, BY_XXHASH };

static const struct {
    const char *name;
    enum maker by;
    enum crc_kind crc;
    const char *digest;
    size_t digest_bytes;
    enum xxhash_kind xxhash;
} kinds[CHECKSUM_KINDS] = {
    [CHECKSUM_CRC32] = { "CRC32", BY_CRC, .crc = CRC_32 },
    [CHECKSUM_CRC32C] = { "CRC32C", BY_CRC, .crc = CRC_32C },
    [CHECKSUM_CRC64NVME] = { "CRC64NVME", BY_CRC, .crc = CRC_64NVME },
    [CHECKSUM_SHA1] = { "SHA1", BY_DIGEST, .digest = "SHA-1", .digest_bytes = 20 },
    [CHECKSUM_SHA256] = { "SHA256", BY_DIGEST, .digest = "SHA-256", .digest_bytes = 32 },
    [CHECKSUM_SHA512] = { "SHA512", BY_DIGEST, .digest = "SHA-512", .digest_bytes = 64 },
    [CHECKSUM_MD5] = { "MD5", BY_DIGEST, .digest = "MD5", .digest_bytes = 16 },
    [CHECKSUM_XXHASH64] = { "XXHASH64", BY_XXHASH, .xxhash = XXHASH_64 },
    [CHECKSUM_XXHASH3] = { "XXHASH3", BY_XXHASH, .xxhash = XXHASH_3 },
    [CHECKSUM_XXHASH128] = { "XXHASH128", BY_XXHASH, .xxhash = XXHASH_128 },
};

const char *checksum_name(enum checksum_kind kind)
{
    return kinds[kind].name;
}

size_t checksum_bytes(enum checksum_kind kind)
{
    switch (kinds[kind].by) {
    case BY_DIGEST: return kinds[kind].digest_bytes;
    case BY_XXHASH: return xxhash_bytes(kinds[kind].xxhash);
    default: return crc_bytes(kinds[kind].crc);
    }
}

bool checksum_combines(enum checksum_kind kind)
{
    return kinds[kind].by == BY_CRC;
}

bool checksum_named(struct span name, enum checksum_kind *kind)
{
    for (int i = 0; i < CHECKSUM_KINDS; i++) {
        if (!span_is(name, kinds[i].name)) continue;
        *kind = (enum checksum_kind)i;
        return true;
    }
    return false;
}

void checksum_begin(struct checksum *s, enum checksum_kind kind, int64_t bytes)
{
    *s = (struct checksum){ .kind = kind };
    if (kinds[kind].by == BY_DIGEST) s->digest = digest_stream_begin(span_of(kinds[kind].digest), bytes);
    if (kinds[kind].by == BY_XXHASH) s->xxhash = xxhash_begin(kinds[kind].xxhash);
}

void checksum_add(struct checksum *s, struct span data)
{
    if (s->digest) digest_stream_add(s->digest, data);
    else if (s->xxhash) xxhash_add(s->xxhash, data);
    else s->crc = crc_add(kinds[s->kind].crc, s->crc, data);
}

static void crc_write(uint64_t crc, unsigned char *out, size_t size)
{
    for (size_t i = 0; i < size; i++) out[i] = (unsigned char)(crc >> (8 * (size - 1 - i)));
}

static uint64_t crc_read(const unsigned char *bytes, size_t size)
{
    uint64_t crc = 0;

    for (size_t i = 0; i < size; i++) crc = crc << 8 | bytes[i];
    return crc;
}

static void digest_end(struct digest_stream *digest, unsigned char *out, size_t size)
{
    unsigned char bytes[64];

    digest_stream_end(digest, bytes);
    memcpy(out, bytes, size);
}

size_t checksum_end(struct checksum *s, unsigned char out[CHECKSUM_BYTES_MAX])
{
    size_t size = checksum_bytes(s->kind);

    if (s->digest) digest_end(s->digest, out, size);
    else if (s->xxhash) xxhash_end(s->xxhash, out);
    else crc_write(s->crc, out, size);
    s->digest = NULL;
    s->xxhash = NULL;
    return size;
}

size_t checksum_of(enum checksum_kind kind, struct span data, unsigned char out[CHECKSUM_BYTES_MAX])
{
    struct checksum s;

    checksum_begin(&s, kind, (int64_t)data.size);
    checksum_add(&s, data);
    return checksum_end(&s, out);
}

void checksum_combine(enum checksum_kind kind, unsigned char *first, const unsigned char *second, uint64_t second_bytes)
{
    size_t size = checksum_bytes(kind);

    assert(checksum_combines(kind));
    crc_write(crc_combine(kinds[kind].crc, crc_read(first, size), crc_read(second, size), second_bytes), first, size);
}
