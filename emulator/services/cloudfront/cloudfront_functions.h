/* CloudFront Functions: code that is developed, tested, published, and runs at the edge. */
#ifndef NUBE_CLOUDFRONT_FUNCTIONS_H
#define NUBE_CLOUDFRONT_FUNCTIONS_H

#include "emulator/core/call.h"

int cloudfront_create_function(struct call *c);
int cloudfront_describe_function(struct call *c);
int cloudfront_get_function(struct call *c);
int cloudfront_update_function(struct call *c);
int cloudfront_publish_function(struct call *c);
int cloudfront_delete_function(struct call *c);
int cloudfront_list_functions(struct call *c);
int cloudfront_test_function(struct call *c);

#endif
