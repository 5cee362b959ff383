/* Parameters of S3's requests that name a part of a bucket or an object: "?acl", "?tagging". Pure. */
#ifndef NUBE_S3_SUBRESOURCES_H
#define NUBE_S3_SUBRESOURCES_H

#include "emulator/core/service.h"

/* The first such parameter of a query string that is none of the operation's: what was asked then is something else
 * than the operation, which must not be run in its place. NULL: there is none. */
const char *s3_subresource_misplaced(const struct operation *o, struct span query);

#endif
