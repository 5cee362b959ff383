/* What Lambda authorizers said of whom, for as long as they want it. */
#ifndef NUBE_APIGATEWAY_AUTHORIZER_CACHE_H
#define NUBE_APIGATEWAY_AUTHORIZER_CACHE_H

#include "emulator/base/arena.h"

#define API_AUTHORIZER_CACHE_ENTRIES 1024
#define API_AUTHORIZER_RESULT_MAX    ((size_t)64 * 1024)

/* The result that is kept under the name and not over yet, in the arena; absent: there is none. */
struct span api_authorizer_cache_find(struct arena *a, struct span name, int64_t now_ms);

/* Keeps one; a result that is larger than API_AUTHORIZER_RESULT_MAX is not. */
void api_authorizer_cache_put(struct span name, struct span result, int64_t until_ms);

/* Forgets all whose names begin so; the empty text: all. */
void api_authorizer_cache_flush(struct span prefix);

#endif
