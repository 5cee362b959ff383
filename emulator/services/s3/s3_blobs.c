/* See store/blobs.h. */
#include "emulator/services/s3/s3_blobs.h"

#include "emulator/store/blob_sweep.h"
#include "emulator/store/blobs.h"

static void dropped(void *id)
{
    blob_dropped(id);
}

void s3_blob_leave(struct call *c, struct span id)
{
    blob_drop(c->db, id);
    call_after_commit(c, dropped, arena_string(&c->arena, id), id.size + 1);
}
