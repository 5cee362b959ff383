/* A distribution as requests need it: read once from its configuration and what that names, and kept until one of them
 * changes.
 * https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DistributionConfig.html */
#ifndef NUBE_CLOUDFRONT_PLAN_H
#define NUBE_CLOUDFRONT_PLAN_H

#include "emulator/base/doc.h"
#include "emulator/services/cloudfront/cloudfront_choice.h"
#include "emulator/services/cloudfront/cloudfront_freshness.h"
#include "emulator/services/cloudfront/cloudfront_signed.h"

enum cloudfront_protocol { CLOUDFRONT_HTTP_ONLY, CLOUDFRONT_HTTPS_ONLY, CLOUDFRONT_MATCH_VIEWER };

enum cloudfront_signing { CLOUDFRONT_UNSIGNED, CLOUDFRONT_SIGNS, CLOUDFRONT_SIGNS_ALWAYS };

struct cloudfront_origin {
    struct span id, domain, path;
    const struct http_header *headers; /* custom ones */
    size_t header_count;
    bool is_s3;                        /* by S3's API; else by HTTP */
    enum cloudfront_signing signing;   /* of an origin access control */
    struct span identity_id, identity; /* of an origin access identity, and its canonical id; absent: none */
    enum cloudfront_protocol protocol;
    int http_port, https_port;
    int attempts, connect_seconds, read_seconds, keep_alive_seconds;
};

#define CLOUDFRONT_MEMBERS 2

struct cloudfront_group {
    struct span id;
    const struct cloudfront_origin *members[CLOUDFRONT_MEMBERS];
    const int *statuses; /* of the first that make the second be asked */
    size_t status_count;
};

enum cloudfront_method {
    CLOUDFRONT_GET = 1,
    CLOUDFRONT_HEAD = 2,
    CLOUDFRONT_OPTIONS = 4,
    CLOUDFRONT_PUT = 8,
    CLOUDFRONT_POST = 16,
    CLOUDFRONT_PATCH = 32,
    CLOUDFRONT_DELETE = 64
};

enum cloudfront_viewers { CLOUDFRONT_ALLOW_ALL, CLOUDFRONT_REDIRECT_TO_HTTPS, CLOUDFRONT_VIEWERS_HTTPS_ONLY };

/* Published code of a function. */
struct cloudfront_code {
    struct span name, code, runtime; /* "cloudfront-js-2.0" */
};

struct cloudfront_behavior {
    struct span pattern;                    /* "*" of the default one */
    const struct cloudfront_origin *origin; /* of a group: its first */
    const struct cloudfront_group *group;   /* NULL: none */
    enum cloudfront_viewers viewers;
    unsigned allowed, cached; /* of enum cloudfront_method */
    bool compresses, gzip, brotli;
    bool is_legacy;                /* has no cache policy: most headers go on */
    struct cloudfront_values key;  /* what the cache goes by, and the origin gets */
    struct cloudfront_values more; /* what else the origin gets */
    const struct span *generated;  /* headers of the edge's own that the origin gets: "CloudFront-Viewer-Country" */
    size_t generated_count;
    struct cloudfront_ttls ttls;
    const struct doc *response_headers; /* a response headers policy; NULL: none */
    const struct cloudfront_code *request_function, *response_function;
    bool is_private; /* only for those with a signature */
    const struct cloudfront_key *keys;
    size_t key_count;
};

struct cloudfront_error_rule {
    int status, response_status; /* 0: as it is */
    struct span page;            /* a path; absent: the origin's own */
    int64_t seconds;
};

struct cloudfront_plan {
    struct span id, account, arn, domain; /* domain: "d111.cloudfront.net" */
    bool is_enabled;
    struct span root;                            /* the default root object; absent: none */
    const struct cloudfront_behavior *behaviors; /* in their order; the default one is last */
    size_t behavior_count;
    const struct cloudfront_error_rule *errors;
    size_t error_count;
};

/* What a configuration names, by id or ARN: "cache-policy", "origin-request-policy", "response-headers-policy",
 * "origin-access-control", "key-group", "public-key", "function"; the last as a map of Name, Code and Runtime. NULL:
 * there is none. And of an origin access identity its canonical id. */
struct cloudfront_plan_source {
    const struct doc *(*find)(const struct cloudfront_plan_source *s, const char *kind, struct span id);
    struct span (*canonical)(const struct cloudfront_plan_source *s, struct span id);
    void *arg;
};

/* Reads it all into the arena, in which `config` and what is found lie, too. */
const struct cloudfront_plan *cloudfront_plan_read(struct arena *a, struct span id, struct span account,
                                                   struct span domain, const struct doc *config,
                                                   const struct cloudfront_plan_source *source);

/* The first whose pattern matches the path (in its normal form). */
const struct cloudfront_behavior *cloudfront_plan_behavior(const struct cloudfront_plan *p, struct span path);

/* What is made of an error of that status; NULL: nothing. */
const struct cloudfront_error_rule *cloudfront_plan_error(const struct cloudfront_plan *p, int status);

/* How long at least an error of that status is kept. */
int64_t cloudfront_plan_error_seconds(const struct cloudfront_plan *p, int status);

/* 0: one that CloudFront does not know. */
unsigned cloudfront_method_of(struct span name);

#endif
