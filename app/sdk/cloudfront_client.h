/* Amazon CloudFront: one call of its REST API, in XML. */
#ifndef APP_SDK_CLOUDFRONT_CLIENT_H
#define APP_SDK_CLOUDFRONT_CLIENT_H

#include "app/sdk/aws_client.h"

struct cJSON;

enum { CLOUDFRONT_ETAG_SIZE = 128 };

/* `path` goes on behind "/2020-05-31/": "distribution/E123/config". */
struct cloudfront_operation {
    const char *method;
    const char *path;
    const char *query;    /* encoded; NULL: none */
    const char *body;     /* XML; NULL: none */
    const char *if_match; /* the ETag that is to be changed or removed; NULL: none */
};

/* The answer's body is appended to `xml`, its ETag copied to `etag`, each NULL where nobody needs it. */
int cloudfront_call(struct aws_client *client, const struct cloudfront_operation *operation, struct text *xml,
                    char etag[CLOUDFRONT_ETAG_SIZE], struct aws_error *error);

/* CreateInvalidation of one path, "/index.html" or "/" and a star. `reference` tells one from another: a second with
 * the same is none. */
int cloudfront_invalidate(struct aws_client *client, const char *distribution, const char *path, const char *reference,
                          struct aws_error *error);

/* Writes a configuration in CloudFormation's words as CloudFront's XML, with its namespace: an array NAME becomes
 * Quantity and Items, whose elements are named as CloudFront names them. Members keep their order. */
void cloudfront_write_document(struct text *out, const char *name, const struct cJSON *value);

#endif
