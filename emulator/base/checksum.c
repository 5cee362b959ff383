/* CRCs are ours, digests the library's. */
#include "emulator/base/checksum.h"

#include <assert.h>

#include "emulator/base/digest.h"

static const struct {
    const char *name, *digest; /* without a digest it is a CRC */
    size_t digest_bytes;
    enum crc_kind crc;
} kinds[CHECKSUM_KINDS] = {
    [CHECKSUM_CRC32] = { "CRC32", .crc = CRC_32 },
    [CHECKSUM_CRC32C] = { "CRC32C", .crc = CRC_32C },
    [CHECKSUM_CRC64NVME] = { "CRC64NVME", .crc = CRC_64NVME },
    [CHECKSUM_SHA1] = { "SHA1", "SHA-1", 20 },
    [CHECKSUM_SHA256] = { "SHA256", "SHA-256", 32 },
    [CHECKSUM_SHA512] = { "SHA512", "SHA-512", 64 },
    [CHECKSUM_MD5] = { "MD5", "MD5", 16 },
};

const char *checksum_name(enum checksum_kind kind)
{
    return kinds[kind].name;
}

size_t checksum_bytes(enum checksum_kind kind)
{
    return kinds[kind].digest ? kinds[kind].digest_bytes : crc_bytes(kinds[kind].crc);
}

bool checksum_combines(enum checksum_kind kind)
{
    return !kinds[kind].digest;
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

void checksum_begin(struct checksum *s, enum checksum_kind kind)
{
    *s = (struct checksum){ .kind = kind };
    if (kinds[kind].digest) s->digest = digest_stream_begin(span_of(kinds[kind].digest));
}

void checksum_add(struct checksum *s, struct span data)
{
    if (s->digest) digest_stream_add(s->digest, data);
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

size_t checksum_end(struct checksum *s, unsigned char out[CHECKSUM_BYTES_MAX])
{
    unsigned char digest[64];
    size_t size = checksum_bytes(s->kind);

    if (s->digest) {
        digest_stream_end(s->digest, digest);
        memcpy(out, digest, size);
    } else {
        crc_write(s->crc, out, size);
    }
    s->digest = NULL;
    return size;
}

size_t checksum_of(enum checksum_kind kind, struct span data, unsigned char out[CHECKSUM_BYTES_MAX])
{
    struct checksum s;

    checksum_begin(&s, kind);
    checksum_add(&s, data);
    return checksum_end(&s, out);
}

void checksum_combine(enum checksum_kind kind, unsigned char *first, const unsigned char *second, uint64_t second_bytes)
{
    size_t size = checksum_bytes(kind);

    assert(checksum_combines(kind));
    crc_write(crc_combine(kinds[kind].crc, crc_read(first, size), crc_read(second, size), second_bytes), first, size);
}
