/* Server access logging: a record of each request to a bucket that keeps a log.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/LogFormat.html */
#ifndef NUBE_S3_LOG_H
#define NUBE_S3_LOG_H

#include "emulator/services/s3/s3_subject.h"

struct http_request;
struct http_response;
struct s3_object;

/* See struct service. The record is made once the answer is sent, where it has a source. */
void s3_log_answered(struct call *c, const struct http_request *request, struct http_response *response);

/* What a lifecycle did to an object: "S3.EXPIRE.OBJECT". */
void s3_log_lifecycle(struct call *c, const struct s3_bucket *b, const char *operation, const struct s3_object *o);

#endif
