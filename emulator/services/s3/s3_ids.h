/* Ids that tell a row, and what nobody can guess: of versions and of uploads. */
#ifndef NUBE_S3_IDS_H
#define NUBE_S3_IDS_H

#include "emulator/base/arena.h"

/* One of `size` characters for that row. */
struct span s3_id_make(struct arena *a, int64_t row, size_t size);

/* The row; 0 where the text is no such id of that size. */
int64_t s3_id_row(struct span id, size_t size);

#endif
