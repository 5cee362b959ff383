/* One call for a whole text: its signature stands here, since the library's header is not wanted where the program is
 * built. */
#include "emulator/base/brotli.h"

#include <pthread.h>
#include <stdlib.h>

#include "emulator/base/library.h"
#include "emulator/base/panic.h"

#define QUALITY 4  /* of 0 to 11: smaller than gzip at its best, and as quick as that at its fastest */
#define WINDOW  22 /* the library's usual one, in bits */

static struct {
    size_t (*most)(size_t size);
    int (*compress)(int quality, int window, int mode, size_t size, const uint8_t *in, size_t *out_size, uint8_t *out);
} library;
static bool is_there;

static void load(void)
{
    static const char *const names[] = { "libbrotlienc.so.1", NULL };
    const struct library_symbol symbols[] = {
        { "BrotliEncoderMaxCompressedSize", &library.most },
        { "BrotliEncoderCompress", &library.compress },
        { NULL, NULL },
    };

    is_there = library_load(names, symbols);
}

bool brotli_compress(struct buf *out, struct span bytes)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    size_t size;
    uint8_t *packed;
    bool is_good;

    pthread_once(&once, load);
    if (!is_there) return false;
    size = library.most(bytes.size) + 16;
    packed = memory_raw(size);
    is_good = library.compress(QUALITY, WINDOW, 0, bytes.size, (const uint8_t *)bytes.data, &size, packed) != 0;
    if (is_good) buf_add(out, packed, size);
    free(packed);
    return is_good;
}
