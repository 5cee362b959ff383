/* A record of a server access log, as a line. Pure.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/LogFormat.html */
#ifndef NUBE_S3_LOG_LINE_H
#define NUBE_S3_LOG_LINE_H

#include "emulator/base/buf.h"
#include "emulator/http/http.h"

/* Absent spans, and numbers below 0, are told as "-". */
struct s3_log_record {
    struct span owner; /* the canonical id of the bucket's */
    struct span bucket;
    int64_t time_ms; /* when the request came */
    struct span remote, requester, request_id;
    struct span operation; /* "REST.GET.OBJECT" */
    struct span key;
    bool is_request; /* else it is about something beside it: what is quoted has no quotes then, and is not told */
    struct span method, target, version; /* of the request's first line: "GET", "/bucket/key?acl", "1.1" */
    int status;                          /* 0: none */
    struct span code;
    int64_t bytes_sent, object_size, total_ms, turn_around_ms;
    struct span referer, user_agent;
    struct span version_id, host_id;
    struct span signature_version, cipher_suite, authentication_type;
    struct span host, tls_version;
    bool needs_acl; /* it was allowed by an ACL alone */
};

/* Appends the line, with its end. */
void s3_log_line(struct buf *out, const struct s3_log_record *r);

/* How the log calls an operation of that name, by HTTP's method: "REST.PUT.VERSIONING"; of one that Nube lacks, whose
 * name is absent, by whether it has a key. In the arena. */
struct span s3_log_operation(struct arena *a, const char *name, struct span method, bool has_key);

/* The key of a log's object: PREFIX YYYY-mm-DD-HH-MM-SS-UNIQUE, or in the form of PartitionedPrefix. */
struct s3_log_place {
    struct span prefix;
    bool is_partitioned, is_by_event;    /* the day of the events, in place of the time of delivery */
    struct span account, region, bucket; /* of the source */
};
struct span s3_log_key(struct arena *a, const struct s3_log_place *p, int64_t event_ms, int64_t delivery_ms,
                       struct span unique);

#endif
