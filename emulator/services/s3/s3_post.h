/* Objects that browsers send by a form to their bucket: POST Object.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html */
#ifndef NUBE_S3_POST_H
#define NUBE_S3_POST_H

#include "emulator/core/service.h"

/* A POST to a bucket that names nothing of it: by a name of S3's whatever comes, by another one that is a form. */
bool s3_post_matches(const struct http_request *request);

/* Serves it: a call of PutObject's goes through the door in the name of who signed the form. */
int s3_post_object(struct call *c);

#endif
