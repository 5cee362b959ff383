/* Percent-encoding as AWS signs it: everything but A-Z a-z 0-9 - . _ ~ is encoded, in upper case. */
#ifndef APP_SDK_AWS_URI_H
#define APP_SDK_AWS_URI_H

#include "app/sdk/text.h"

void aws_uri_encode(struct text *out, const char *bytes, size_t length);

/* The same, keeping '/': for whole paths. */
void aws_uri_encode_path(struct text *out, const char *bytes, size_t length);

/* Appends the decoded bytes; a '%' without two digits behind it stays as it is. */
void aws_uri_decode(struct text *out, const char *bytes, size_t length);

#endif
