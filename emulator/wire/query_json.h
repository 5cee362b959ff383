/* Query's answers as JSON, for whom accepts that: an older way of AWS's services, which API Gateway's integrations
 * still go.
 *
 *     {"SendMessageResponse": {"SendMessageResult": {…}, "ResponseMetadata": {"RequestId": "…"}}}
 *
 * Members that an answer lacks are null, as are lists without items; a map of named entries is a list of them; a time
 * is a number of seconds. */
#ifndef NUBE_QUERY_JSON_H
#define NUBE_QUERY_JSON_H

#include "emulator/base/buf.h"
#include "emulator/core/call.h"

/* Does the request want it? NULL does not. */
bool query_json_is_wanted(const struct http_request *request);

void query_json_write(struct buf *b, const struct call *c);
void query_json_write_fault(struct buf *b, const struct call *c);

#endif
