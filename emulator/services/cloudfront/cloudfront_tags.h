/* Tags of distributions and functions. */
#ifndef NUBE_CLOUDFRONT_TAGS_H
#define NUBE_CLOUDFRONT_TAGS_H

#include "emulator/core/call.h"

int cloudfront_tag_resource(struct call *c);
int cloudfront_untag_resource(struct call *c);
int cloudfront_list_tags_for_resource(struct call *c);

/* Puts the tags of a structure { Items } on what has that ARN, or says what is wrong with them. */
int cloudfront_tags_put(struct call *c, struct span arn, const struct doc *tags);

/* For the service's descriptor. */
struct doc *cloudfront_resource_tags(struct call *c, struct span arn);

#endif
