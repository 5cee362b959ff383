/* Host style addressing: the name by which a request came tells its bucket.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html */
#ifndef NUBE_S3_HOSTS_H
#define NUBE_S3_HOSTS_H

#include "emulator/base/arena.h"

enum s3_host_kind {
    S3_HOST_NONE,    /* no name of S3's: the path has the bucket, if it is for S3 at all */
    S3_HOST_API,     /* s3.REGION.amazonaws.com, BUCKET.s3.localhost:4566 */
    S3_HOST_WEBSITE, /* BUCKET.s3-website-REGION.amazonaws.com, BUCKET.s3-website.localhost:4566 */
    S3_HOST_LACKING  /* of S3's, but nothing that Nube has: access points, directory buckets, S3 Control */
};

struct s3_host {
    enum s3_host_kind kind;
    struct span bucket; /* as it stands in the host; absent: the host names none, so the path does */
    struct span region; /* absent: the host names none */
};

/* Reads the value of a Host header, with its port or without, in any case. The spans are of `host`, in the arena, or
 * last. */
struct s3_host s3_host_read(struct arena *a, struct span host);

#endif
