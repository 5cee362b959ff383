/* A form as the PutObject that it stands for.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTForms.html */
#ifndef NUBE_S3_POST_REQUEST_H
#define NUBE_S3_POST_REQUEST_H

#include "emulator/core/call.h"
#include "emulator/http/http.h"
#include "emulator/wire/multipart_form.h"

/* The form's key, with the file's name, as far as it has one, in place of ${filename}; the field has it then, too.
 * Absent: there is none. */
struct span s3_post_key(struct arena *a, struct multipart_form *form);

/* The request to put the form's file: fields as headers, what was posted in place of the rest. NULL with the fault in
 * the call: a field cannot be read. */
const struct http_request *s3_post_request(struct call *c, const struct http_request *posted,
                                           const struct multipart_form *form, struct span bucket, struct span key);

#endif
