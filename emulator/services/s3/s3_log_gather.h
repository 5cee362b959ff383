/* Lines of server access logs on their way: gathered in memory by bucket and day, until they are delivered. What is
 * there when Nube is killed is lost. AWS: logs are delivered on a best effort, and may lack some. */
#ifndef NUBE_S3_LOG_GATHER_H
#define NUBE_S3_LOG_GATHER_H

#include "emulator/base/buf.h"

#define S3_LOG_BATCH_BYTES ((size_t)512 * 1024)      /* a bucket's lines are to be delivered from here on */
#define S3_LOG_BYTES_MAX   ((size_t)8 * 1024 * 1024) /* of all buckets: further lines are dropped */

/* Lines of one bucket's, of one day's requests. */
struct s3_log_batch {
    int64_t bucket;
    int64_t day_ms;
    struct buf lines; /* released by who took it */
};

enum s3_log_added {
    S3_LOG_ADDED,
    S3_LOG_FIRST,  /* nothing was there: from now on there is something to be delivered */
    S3_LOG_FULL,   /* there is enough for an object */
    S3_LOG_DROPPED /* there was no room */
};

/* From any thread. */
enum s3_log_added s3_log_gather(int64_t bucket, int64_t time_ms, struct span line);

/* Takes a batch: of that bucket, or, where that is 0, of any. False: there is none. */
bool s3_log_take(int64_t bucket, struct s3_log_batch *batch);

/* How many lines were dropped since this was asked last. */
int64_t s3_log_dropped(void);

/* Forgets all. */
void s3_log_forget(void);

#endif
