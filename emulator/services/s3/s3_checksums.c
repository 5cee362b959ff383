/* One table, by kind. */
#include "emulator/services/s3/s3_checksums.h"

#include "emulator/base/digest.h"

#define PREFIX "x-amz-checksum-"

/* ORDER checksum_kind */
static const struct name {
    const char *member, *header, *lower;
} names[] = {
    { "ChecksumCRC32", PREFIX "crc32", "crc32" },
    { "ChecksumCRC32C", PREFIX "crc32c", "crc32c" },
    { "ChecksumCRC64NVME", PREFIX "crc64nvme", "crc64nvme" },
    { "ChecksumSHA1", PREFIX "sha1", "sha1" },
    { "ChecksumSHA256", PREFIX "sha256", "sha256" },
    { "ChecksumSHA512", PREFIX "sha512", "sha512" },
    { "ChecksumMD5", PREFIX "md5", "md5" },
    { "ChecksumXXHASH64", PREFIX "xxhash64", "xxhash64" },
    { "ChecksumXXHASH3", PREFIX "xxhash3", "xxhash3" },
    { "ChecksumXXHASH128", PREFIX "xxhash128", "xxhash128" },
};
_Static_assert(sizeof names / sizeof *names == CHECKSUM_KINDS, "a name a kind");

const char *s3_checksum_member(enum checksum_kind kind)
{
    return names[kind].member;
}

const char *s3_checksum_header(enum checksum_kind kind)
{
    return names[kind].header;
}

const char *s3_checksum_lower(enum checksum_kind kind)
{
    return names[kind].lower;
}

void s3_checksum_put(struct doc *d, enum checksum_kind kind, const unsigned char *bytes)
{
    struct span raw = { (const char *)bytes, checksum_bytes(kind) };

    doc_put_str(d, names[kind].member, base64_text(doc_arena(d), raw));
}

bool s3_checksum_first(const struct doc *d, enum checksum_kind *kind, struct span *text)
{
    for (int k = 0; k < CHECKSUM_KINDS; k++) {
        *text = doc_get_str(d, names[k].member);
        *kind = (enum checksum_kind)k;
        if (text->data) return true;
    }
    return false;
}

bool s3_checksum_read(struct arena *a, enum checksum_kind kind, struct span text, unsigned char *bytes)
{
    struct span raw;

    if (!base64_decode(a, text, &raw) || raw.size != checksum_bytes(kind)) return false;
    memcpy(bytes, raw.data, raw.size);
    return true;
}

bool s3_checksum_of_header(struct span name, enum checksum_kind *kind)
{
    if (!span_is_nocase(span_sub(name, 0, sizeof PREFIX - 1), PREFIX)) return false;
    for (int k = 0; k < CHECKSUM_KINDS; k++) {
        *kind = (enum checksum_kind)k;
        if (span_is_nocase(name, names[k].header)) return true;
    }
    return false;
}

bool s3_checksum_is_unknown(struct span name)
{
    static const char *const others[] = { PREFIX "algorithm", PREFIX "type", PREFIX "mode", NULL };
    enum checksum_kind kind;

    if (!span_is_nocase(span_sub(name, 0, sizeof PREFIX - 1), PREFIX) || s3_checksum_of_header(name, &kind))
        return false;
    for (const char *const *o = others; *o; o++)
        if (span_is_nocase(name, *o)) return false;
    return true;
}

bool s3_checksum_announced(struct span list, enum checksum_kind *kind)
{
    struct span name;

    while (span_split(&list, ',', &name))
        if (s3_checksum_of_header(span_trim(name), kind)) return true;
    return false;
}
