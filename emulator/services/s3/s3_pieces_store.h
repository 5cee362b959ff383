/* The SQL of pieces: the parts of an object that was uploaded in parts. */
#ifndef NUBE_S3_PIECES_STORE_H
#define NUBE_S3_PIECES_STORE_H

#include "emulator/core/call.h"

struct s3_piece {
    int64_t number; /* of its part */
    struct span blob;
    int64_t size, offset;
    struct doc *about; /* its checksum, where the object's is composed of such; else empty */
};

/* Inserts one of the object's. Its blob is kept already. */
void s3_store_piece_insert(struct call *c, int64_t object, const struct s3_piece *p);

/* The one with that number. False: there is none. */
bool s3_store_piece_find(struct call *c, int64_t object, int64_t number, struct s3_piece *p);

/* In the order of their numbers, which is that of their bytes, behind `after`; those that end behind the byte `offset`.
 * Steps with s3_store_piece_next. */
struct rows *s3_store_pieces(struct call *c, int64_t object, int64_t after, int64_t offset);
bool s3_store_piece_next(struct rows *r, struct arena *a, struct s3_piece *p);

int64_t s3_store_piece_count(struct call *c, int64_t object);

/* Takes all of an object's away, and their use of blobs, which are settled once this is committed. */
void s3_store_pieces_delete(struct call *c, int64_t object);

#endif
