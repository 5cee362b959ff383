/* What S3 lets through: storage classes, tags. */
#ifndef NUBE_S3_RULES_H
#define NUBE_S3_RULES_H

#include "emulator/core/call.h"

bool s3_is_storage_class(struct span name);

/* A list of Key and Value: at most `max` (10 of an object, 50 of a bucket), keys of 128 and values of 256 characters,
 * each key once, none that begins with "aws:". 0, or -1 with InvalidTag or BadRequest. */
int s3_check_object_tags(struct call *c, const struct doc *tags);
int s3_check_bucket_tags(struct call *c, const struct doc *tags);

/* Is the tag among a list of them, and are all of those? */
bool s3_tags_have(const struct doc *tags, const struct doc *tag);
bool s3_tags_have_all(const struct doc *tags, const struct doc *wanted);

#endif
