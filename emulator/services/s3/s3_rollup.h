/* How a list of keys is rolled up: what lies behind the same delimiter is one common prefix. Pure.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-prefixes.html */
#ifndef NUBE_S3_ROLLUP_H
#define NUBE_S3_ROLLUP_H

#include "emulator/base/arena.h"

struct s3_rollup {
    struct span prefix, delimiter; /* absent: none */
    struct span marker;            /* what the list begins behind: a key or a common prefix; absent: none */
};

enum s3_entry {
    S3_ENTRY_KEY,
    S3_ENTRY_PREFIX, /* *entry is a common prefix: go on behind all of it */
    S3_ENTRY_SHOWN,  /* of a common prefix that was shown before the marker: go on behind *entry */
    S3_ENTRY_END     /* behind all that has the prefix */
};

/* What the key, which is not before the prefix, is shown as. *entry is of `key`'s bytes. */
enum s3_entry s3_rollup_entry(const struct s3_rollup *r, struct span key, struct span *entry);

/* Where the keys with the prefix, and behind the marker, may begin. */
struct span s3_rollup_start(const struct s3_rollup *r);

/* The least text that is greater than all that begin with `prefix`, which is not empty. */
struct span s3_rollup_behind(struct arena *a, struct span prefix);

/* As a list with encoding-type=url has it: slashes stay, a blank is a plus. */
struct span s3_list_encode(struct arena *a, struct span text);

#endif
