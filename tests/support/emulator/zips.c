/* Zips, byte by byte: local headers with their data, the central directory, its end. */
#include "tests/support/emulator/zips.h"

#include <string.h>

#include "emulator/base/buf.h"
#include "emulator/base/digest.h"

static void put(struct buf *b, uint32_t value, int bytes)
{
    for (; bytes--; value >>= 8) buf_add_char(b, (char)(value & 0xFF));
}

/* What the local and the central header share: flags to extra length. */
static void put_entry(struct buf *b, const struct zip_entry *e)
{
    put(b, 0, 2); /* flags */
    put(b, 0, 2); /* stored */
    put(b, 0, 4); /* time */
    put(b, crc32_of(e->data) ^ e->is_corrupt, 4);
    put(b, (uint32_t)e->data.size, 4);
    put(b, e->size ? e->size : (uint32_t)e->data.size, 4);
    put(b, (uint32_t)strlen(e->name), 2);
    put(b, 0, 2);
}

struct span zip_of(struct arena *a, const struct zip_entry *entries, size_t count)
{
    struct buf b = { 0 }, central = { 0 };
    struct span zip;
    uint32_t at;

    for (size_t i = 0; i < count; i++) {
        const struct zip_entry *e = &entries[i];
        at = (uint32_t)b.size;
        put(&b, 0x04034b50, 4);
        put(&b, 20, 2);
        put_entry(&b, e);
        buf_add_text(&b, e->name);
        buf_add_span(&b, e->data);
        put(&central, 0x02014b50, 4);
        put(&central, e->mode ? 0x0314 : 0x0014, 2);
        put(&central, 20, 2);
        put_entry(&central, e);
        put(&central, 0, 2); /* comment */
        put(&central, 0, 2); /* disk */
        put(&central, 0, 2); /* internal attributes */
        put(&central, e->mode << 16, 4);
        put(&central, at, 4);
        buf_add_text(&central, e->name);
    }
    at = (uint32_t)b.size;
    buf_add_span(&b, buf_span(&central));
    put(&b, 0x06054b50, 4);
    put(&b, 0, 4);
    put(&b, (uint32_t)count, 2);
    put(&b, (uint32_t)count, 2);
    put(&b, (uint32_t)central.size, 4);
    put(&b, at, 4);
    put(&b, 0, 2);
    zip = arena_span(a, buf_span(&b));
    buf_release(&b);
    buf_release(&central);
    return zip;
}
