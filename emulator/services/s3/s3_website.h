/* Websites: a bucket's objects for browsers, at BUCKET.s3-website.localhost and BUCKET.s3-website-REGION.amazonaws.com.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html */
#ifndef NUBE_S3_WEBSITE_H
#define NUBE_S3_WEBSITE_H

#include "emulator/core/call.h"

/* The data plane's: see struct plane. */
bool s3_website_matches(const struct http_request *request);
int s3_website_serve(struct call *c);

#endif
