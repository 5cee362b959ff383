/* Signed URLs and signed cookies.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-signed-urls.html
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-signed-cookies.html */
#ifndef NUBE_CLOUDFRONT_SIGNED_H
#define NUBE_CLOUDFRONT_SIGNED_H

#include "emulator/http/http.h"

/* A public key of a trusted key group. */
struct cloudfront_key {
    struct span id, pem;
};

struct cloudfront_signed_question {
    const struct http_request *viewer;
    struct span base; /* scheme and host as the viewer wrote them: "https://d111.cloudfront.localhost" */
    const struct cloudfront_key *keys;
    size_t key_count;
    int64_t now_ms;
};

enum cloudfront_signed {
    CLOUDFRONT_SIGNED_GOOD,
    CLOUDFRONT_SIGNED_NO_KEY,       /* neither a query nor a cookie names one */
    CLOUDFRONT_SIGNED_UNKNOWN_KEY,  /* it is in none of the groups */
    CLOUDFRONT_SIGNED_NO_SIGNATURE, /* or it cannot be decoded */
    CLOUDFRONT_SIGNED_BAD_POLICY,   /* it is none */
    CLOUDFRONT_SIGNED_DENIED        /* over, not yet, for another place, of another's, or signed by another */
};

/* May the request have what it asks for? */
enum cloudfront_signed cloudfront_signed_check(struct arena *a, const struct cloudfront_signed_question *q);

/* The query without the parameters of a signature, which origins and keys never see. */
struct span cloudfront_signed_query(struct arena *a, struct span query);

/* AWS's code and message for each way to be refused. */
void cloudfront_signed_words(enum cloudfront_signed how, const char **code, const char **message);

#endif
