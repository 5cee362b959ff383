/* CBOR (RFC 8949) to documents and back, as far as AWS's RPC needs it.
 *
 * Reading: integers are exact, those beyond int64 keep their digits; half, single and double floats are numbers;
 * NaN and the infinities, which no document can hold as numbers, are the texts "NaN", "Infinity", "-Infinity"; byte
 * strings are blobs; null and undefined are null; a tag gives what it tags (so a time, tag 1, is its seconds), but
 * big numbers and fractions (tags 2 to 5) are refused. Strings, lists and maps may be of indefinite length. Names
 * in a map are texts; of two with one name the last counts. */
#ifndef NUBE_CBOR_H
#define NUBE_CBOR_H

#include "emulator/base/buf.h"
#include "emulator/base/doc.h"

#define CBOR_DEPTH_MAX 128

/* Reads one item that fills all the bytes. NULL with a constant in *reason (which may be NULL) when it is none, or
 * deeper than CBOR_DEPTH_MAX. The document points into the bytes where it can, so they must outlive it. */
struct doc *cbor_parse(struct arena *a, struct span bytes, const char **reason);

/* Writes a document: integers in their shortest form, other numbers as doubles, lists and maps of definite length. */
void cbor_write(struct buf *b, const struct doc *d);

/* The pieces of it, for those who write by a shape. */
void cbor_write_int(struct buf *b, int64_t value);
void cbor_write_double(struct buf *b, double value);
void cbor_write_text(struct buf *b, struct span text);
void cbor_write_bytes(struct buf *b, struct span bytes);
void cbor_write_bool(struct buf *b, bool value);
void cbor_write_list(struct buf *b, uint64_t count); /* the items follow */
void cbor_write_map(struct buf *b, uint64_t count);  /* a name and a value each */
void cbor_write_tag(struct buf *b, uint64_t tag);

#endif
