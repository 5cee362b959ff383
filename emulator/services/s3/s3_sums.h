/* Digests of what lies there already: of bytes that are copied. */
#ifndef NUBE_S3_SUMS_H
#define NUBE_S3_SUMS_H

#include "emulator/services/s3/s3_receive.h"

struct source;
struct blob_writer;

/* Reads a source to its end, and closes it: MD5 in hex, and the checksum of sums->kept.kind. With a writer the bytes go
 * there too. False: the source broke off, or they could not be written. Off the writer of the store. */
bool s3_sums_take(struct source *s, struct blob_writer *copy, struct s3_received *sums);

#endif
