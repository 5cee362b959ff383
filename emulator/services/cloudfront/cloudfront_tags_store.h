/* The SQL of tags, by the ARN of what has them. */
#ifndef NUBE_CLOUDFRONT_TAGS_STORE_H
#define NUBE_CLOUDFRONT_TAGS_STORE_H

#include "emulator/core/call.h"

/* A map; empty where there are none. */
struct doc *cloudfront_store_tags(struct call *c, struct span arn);
void cloudfront_store_tag_put(struct call *c, struct span arn, struct span key, struct span value);
void cloudfront_store_tag_delete(struct call *c, struct span arn, struct span key);
void cloudfront_store_tags_drop(struct call *c, struct span arn);

#endif
