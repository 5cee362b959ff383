/* Headers of the edge's own about its viewers.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/adding-cloudfront-headers.html */
#ifndef NUBE_CLOUDFRONT_GENERATED_H
#define NUBE_CLOUDFRONT_GENERATED_H

#include "emulator/services/cloudfront/cloudfront_visit.h"

/* Is it such a name? What a viewer sends by it is never believed. */
bool cloudfront_is_generated(struct span name);

/* Its value for this viewer; absent when it cannot be told. */
struct span cloudfront_generated(struct cloudfront_visit *v, struct span name);

#endif
