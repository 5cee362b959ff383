/* In pieces, as they come. */
#include "emulator/services/s3/s3_sums.h"

#include <stdlib.h>

#include "emulator/base/digest.h"
#include "emulator/base/panic.h"
#include "emulator/base/source.h"

#define PIECE_BYTES ((size_t)128 * 1024)

bool s3_sums_take(struct source *s, struct blob_writer *copy, struct s3_received *sums)
{
    struct digest_stream *md5 = digest_stream_begin(SPAN("MD5"), s->size);
    char *piece = memory_raw(PIECE_BYTES);
    unsigned char digest[64];
    struct checksum kept;
    bool is_well = true;
    ssize_t got;

    checksum_begin(&kept, sums->kept.kind, s->size);
    while (is_well && (got = source_read(s, piece, PIECE_BYTES)) != 0) {
        is_well = got > 0 && (!copy || blob_add(copy, piece, (size_t)got) == 0);
        if (!is_well) break;
        digest_stream_add(md5, (struct span){ piece, (size_t)got });
        checksum_add(&kept, (struct span){ piece, (size_t)got });
    }
    digest_stream_end(md5, digest);
    hex_encode(digest, 16, sums->etag);
    checksum_end(&kept, sums->kept.bytes);
    free(piece);
    source_close(s);
    return is_well;
}
