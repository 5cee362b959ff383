/* Handlers of tags, of functions and code signing configurations.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-tags.html */
#ifndef NUBE_LAMBDA_TAGS_H
#define NUBE_LAMBDA_TAGS_H

#include "emulator/core/call.h"

int lambda_tag_resource(struct call *c);
int lambda_untag_resource(struct call *c);
int lambda_list_tags(struct call *c);

/* Of a function, a version or an alias: see struct service, resource_tags. */
struct doc *lambda_function_tags(struct call *c, struct span arn);

/* May something have these? 0, or -1 with the fault. */
int lambda_tags_check(struct call *c, const struct doc *tags);

#endif
