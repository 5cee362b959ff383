/* One blob, or none. */
#include "emulator/services/s3/s3_bytes.h"

#include "emulator/base/source.h"
#include "emulator/store/blobs.h"

struct source *s3_bytes_read(struct call *c, const struct s3_object *o, int64_t offset, int64_t length)
{
    (void)c;
    return blob_read(o->blob, offset, length);
}
