/* Who signed a form: its fields have what a request's header has, and what is signed is the policy.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-authentication-HTTPPOST.html */
#ifndef NUBE_S3_POST_SIGNING_H
#define NUBE_S3_POST_SIGNING_H

#include "emulator/core/call.h"
#include "emulator/wire/multipart_form.h"

/* Fills c->who, and *is_signed: a form without a signature is nobody's, whose policy says nothing. 0, or -1 with S3's
 * fault. */
int s3_post_identify(struct call *c, const struct multipart_form *form, bool *is_signed);

#endif
