/* The throttle of delivery policies: how many deliveries a second an endpoint takes (maxReceivesPerSecond). For one thread at a time; no I/O.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html */
#ifndef NUBE_SNS_PACE_H
#define NUBE_SNS_PACE_H

#include <stdint.h>

#include "emulator/base/span.h"

/* May the lane have a delivery now? Otherwise from *again_ms on, which is lowered to it unless it is earlier; 0: never set. */
bool sns_pace_is_open(struct span lane, int64_t now_ms, int64_t *again_ms);

/* Counts a delivery of a lane that takes so many a second; 0: as many as come. */
void sns_pace_count(struct span lane, int64_t per_second, int64_t now_ms);

void sns_pace_clear(void);

#endif
