/* Summer time lasts from the second Sunday of March, 2 o'clock, to the first of November, 2 o'clock (since 2007). */
#include "emulator/services/s3/s3_pacific.h"

#include <time.h>

#define HOUR 3600

static void utc(int64_t seconds, struct tm *t)
{
    time_t at = (time_t)seconds;

    gmtime_r(&at, t);
}

/* The n-th Sunday of a month that the given local time is in: its day. */
static int sunday(const struct tm *t, int nth)
{
    int first_weekday = (t->tm_wday - (t->tm_mday - 1) % 7 + 7) % 7;

    return 1 + (7 - first_weekday) % 7 + 7 * (nth - 1);
}

/* By standard time: 2 o'clock in March, and 1 o'clock in November, which is 2 in summer time. */
static bool is_summer(const struct tm *t)
{
    if (t->tm_mon == 2) return t->tm_mday > sunday(t, 2) || (t->tm_mday == sunday(t, 2) && t->tm_hour >= 2);
    if (t->tm_mon == 10) return t->tm_mday < sunday(t, 1) || (t->tm_mday == sunday(t, 1) && t->tm_hour < 1);
    return t->tm_mon > 2 && t->tm_mon < 10;
}

struct span s3_pacific_text(struct arena *a, int64_t ms)
{
    static const char *const days[] = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" };
    static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
    int64_t seconds = ms / 1000 - 8 * HOUR;
    struct tm t;
    bool summer;

    utc(seconds, &t);
    summer = is_summer(&t);
    if (summer) utc(seconds + HOUR, &t);
    return arena_format(a, "%s %s %02d %02d:%02d:%02d %s %d", days[t.tm_wday], months[t.tm_mon], t.tm_mday, t.tm_hour,
                        t.tm_min, t.tm_sec, summer ? "PDT" : "PST", t.tm_year + 1900);
}
