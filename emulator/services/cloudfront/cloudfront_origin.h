/* Asking origins.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html */
#ifndef NUBE_CLOUDFRONT_ORIGIN_H
#define NUBE_CLOUDFRONT_ORIGIN_H

#include "emulator/services/cloudfront/cloudfront_forward.h"
#include "emulator/services/cloudfront/cloudfront_reply.h"

/* Asks the behavior's origin, as often as that may be tried; of a group the second one, where the first fails in one of
 * the group's ways. The reply's head is in the visit's arena. */
void cloudfront_origin_ask(struct cloudfront_visit *v, const struct cloudfront_conditions *conditions,
                           struct cloudfront_reply *reply);

#endif
