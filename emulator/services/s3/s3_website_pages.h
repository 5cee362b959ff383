/* The pages that a website's visitor sees in place of an object: errors and redirections, in AWS's HTML. */
#ifndef NUBE_S3_WEBSITE_PAGES_H
#define NUBE_S3_WEBSITE_PAGES_H

#include "emulator/core/call.h"

/* The headers that tell of the error, which an error document has, too. */
void s3_website_error_headers(const struct fault_raised *f, struct http_response *response);

/* The page of `f`, and, where the error document could not be had either, of that, `second`, or NULL. */
void s3_website_error_page(const struct call *c, const struct fault_raised *f, const struct fault_raised *second,
                           struct http_response *response);

/* The page that leads a browser from a folder's name to the folder. */
void s3_website_found_page(const struct call *c, struct span location, struct http_response *response);

/* x-amz-request-id and x-amz-id-2, which every answer has. */
void s3_website_ids(const struct call *c, struct http_response *response);

#endif
