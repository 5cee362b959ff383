/* How many deliveries of a lane are begun in a second. For one thread at a time; no I/O. */
#ifndef NUBE_DELIVERY_PACE_H
#define NUBE_DELIVERY_PACE_H

#include <stdint.h>

#include "emulator/base/span.h"

/* May the kind's lane have a delivery now? Otherwise from *again_ms on, which is lowered to it unless it is earlier; 0:
 * never set. */
bool delivery_pace_is_open(const char *kind, struct span lane, int64_t now_ms, int64_t *again_ms);

/* Counts a delivery of a lane that takes so many a second; 0: as many as come. */
void delivery_pace_count(const char *kind, struct span lane, int64_t per_second, int64_t now_ms);

#endif
