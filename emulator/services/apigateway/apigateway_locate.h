/* Which API and stage a request is for: by its host or its path. */
#ifndef NUBE_APIGATEWAY_LOCATE_H
#define NUBE_APIGATEWAY_LOCATE_H

#include "emulator/services/apigateway/apigateway_request.h"

/* Fills api_id, stage, path and full_path, in the request's arena where they do not lie in what came. False: it is
 * for no stage. AWS: slashes in front of the stage and right behind it count as one, and what is percent-encoded
 * stays so. */
bool api_locate(const struct http_request *http, struct api_request *r);

/* By its host alone, or its path alone. */
bool api_locate_by_host(const struct http_request *http, struct api_request *r);
bool api_locate_by_path(const struct http_request *http, struct api_request *r);

#endif
