/* Ids and ETags. */
#ifndef NUBE_CLOUDFRONT_IDS_H
#define NUBE_CLOUDFRONT_IDS_H

#include "emulator/core/call.h"

/* A new one, in the call's arena: behind "E" 13 capitals and digits, as ETags are too; of the form "" a UUID. */
struct span cloudfront_id_new(struct call *c, const char *form);

/* Does the input's IfMatch name this ETag? AWS: InvalidIfMatchVersion when it is missing or no ETag at all,
 * PreconditionFailed when it is another one. */
int cloudfront_etag_match(struct call *c, struct span etag);

#endif
