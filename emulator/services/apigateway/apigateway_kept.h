/* Bytes that are kept under a name for some time, in tables of bounded size: what Lambda authorizers said of whom, and
 * what methods answered. */
#ifndef NUBE_APIGATEWAY_KEPT_H
#define NUBE_APIGATEWAY_KEPT_H

#include "emulator/base/arena.h"

struct api_kept;
extern struct api_kept api_kept_authorizers, api_kept_answers;

/* What is kept under the name and not over yet, in the arena; absent: there is nothing. */
struct span api_kept_find(struct api_kept *k, struct arena *a, struct span name, int64_t now_ms);

/* Keeps bytes, unless they are more than the table takes of one. */
void api_kept_put(struct api_kept *k, struct span name, struct span bytes, int64_t until_ms);

void api_kept_forget(struct api_kept *k, struct span name);

/* Forgets all. */
void api_kept_reset(void);

#endif
