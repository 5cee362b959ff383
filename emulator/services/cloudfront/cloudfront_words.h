/* The forms of names. */
#ifndef NUBE_CLOUDFRONT_WORDS_H
#define NUBE_CLOUDFRONT_WORDS_H

#include "emulator/base/span.h"

/* Letters, digits, "-", "_" and "." (the names of policies, keys and groups). */
bool cloudfront_is_word(struct span name);

/* A header's name: a token of RFC 9110. */
bool cloudfront_is_header_name(struct span name);

/* A header's value: no control characters but tabs, so that it stays on its line (RFC 9110, 5.5). */
bool cloudfront_is_header_value(struct span value);

/* A path as it stands in a request's first line: nothing that a URL has encoded, and no query or fragment. */
bool cloudfront_is_request_path(struct span path);

/* A domain name: labels of letters, digits, "-" and "_", of 63 characters at most each, 253 in all. */
bool cloudfront_is_domain(struct span name);

/* An IPv4 address in digits. */
bool cloudfront_is_address(struct span name);

/* The bucket of an S3 endpoint's name in virtual-hosted style: "books" of "books.s3.eu-west-1.amazonaws.com", and of
 * "books.s3.localhost". False: it is none; so is a website's. */
bool cloudfront_s3_bucket(struct span domain, struct span *bucket);

#endif
