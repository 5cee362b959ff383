/* Timestamps as texts: where a shape says nothing, a protocol has its own form for each place. */
#ifndef NUBE_SHAPE_TIME_H
#define NUBE_SHAPE_TIME_H

#include "emulator/base/arena.h"
#include "emulator/core/shape.h"

/* Epoch milliseconds in the shape's form, or in `otherwise` where it has none: ISO 8601, seconds (with up to three
 * digits behind a point), or HTTP's date, which cuts to the second. */
struct span shape_time_write(struct arena *a, const struct shape *shape, enum shape_time otherwise, int64_t ms);

/* Reads any of the three forms: clients are not strict. False when it is none, or outside the years 0 to 9999. */
bool shape_time_read(struct span text, int64_t *ms);

/* Epoch seconds to milliseconds, within the same years. */
bool shape_time_of_seconds(double seconds, int64_t *ms);

#endif
