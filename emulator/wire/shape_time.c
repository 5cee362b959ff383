/* The three forms. */
#include "emulator/wire/shape_time.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#include "emulator/base/json.h"
#include "emulator/base/times.h"

/* What ISO 8601 can write. */
#define SECONDS_MIN (-62167219200.0)
#define SECONDS_MAX 253402300799.0

struct span shape_time_write(struct arena *a, const struct shape *shape, enum shape_time otherwise, int64_t ms)
{
    switch (shape->time ? shape->time : otherwise) {
    case TIME_HTTP: return time_http(a, ms);
    case TIME_ISO8601: return time_iso8601(a, ms);
    default: break;
    }
    if (ms % 1000 == 0) return arena_format(a, "%" PRId64, ms / 1000);
    return arena_format(a, "%s%lld.%03d", ms < 0 ? "-" : "", llabs((long long)ms / 1000), abs((int)(ms % 1000)));
}

bool shape_time_of_seconds(double seconds, int64_t *ms)
{
    if (!(seconds >= SECONDS_MIN && seconds <= SECONDS_MAX)) return false;
    *ms = (int64_t)llround(seconds * 1000);
    return true;
}

bool shape_time_read(struct span text, int64_t *ms)
{
    struct arena a = { 0 };
    const struct doc *number;
    bool is_time;

    if (time_parse_iso8601(text, ms) || time_parse_http(text, ms)) return true;
    number = json_parse(&a, text, NULL);
    is_time = doc_is_number(number) && shape_time_of_seconds(doc_as_double(number), ms);
    arena_release(&a);
    return is_time;
}
