/* A stage's cache: what a method answered, for some time.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-caching.html */
#ifndef NUBE_APIGATEWAY_STAGE_CACHE_H
#define NUBE_APIGATEWAY_STAGE_CACHE_H

#include "emulator/services/apigateway/apigateway_request.h"

/* Answers from the cache where it has something: *found says so. AWS: by the values of the integration's
 * cacheKeyParameters; GET alone is cached, unless the method's own settings say more; Cache-Control: max-age=0 of
 * who may asks anew. 0, or -1 with a refusal. */
int api_stage_cache_find(struct api_request *r, bool *found);

/* Keeps what was answered, where it is to be: a 200. */
void api_stage_cache_keep(struct api_request *r);

/* All that is kept goes. */
void api_stage_cache_reset(void);

#endif
