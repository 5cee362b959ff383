/* Server access logs become objects of their target buckets, in the name of logging.s3.amazonaws.com.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html */
#ifndef NUBE_S3_LOG_DELIVERY_H
#define NUBE_S3_LOG_DELIVERY_H

#include "emulator/services/s3/s3_store.h"

struct delivery_kind;

/* A line for the log of that bucket, from any thread: delivered within a minute of Nube's clock, or once there are
 * many. */
void s3_log_add(int64_t bucket, int64_t time_ms, struct span line);

/* On the writer, before a bucket's setting is changed or the bucket goes: what is gathered is delivered by the setting
 * that stands. */
void s3_log_settle(struct call *c, const struct s3_bucket *b);

/* May logs be delivered to the target by its policy or its ACL? */
bool s3_log_may_deliver(struct call *c, const struct s3_bucket *from, const struct s3_bucket *target,
                        struct span prefix);

/* All that is gathered goes into the outbox: before Nube ends. */
void s3_log_flush(void);

/* Before the store is emptied. */
void s3_log_reset(void);

extern const struct delivery_kind s3_log_delivery;

#endif
