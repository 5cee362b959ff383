/* Headers of an answer that no shape has. */
#ifndef NUBE_S3_HEADERS_H
#define NUBE_S3_HEADERS_H

#include "emulator/core/call.h"

/* Puts one into the call's answer, be that an error or not; an absent value puts none. */
void s3_header(struct call *c, const char *name, struct span value);

#endif
