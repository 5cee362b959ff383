/* All that is known of it is in the description's ProvisionedThroughput: the count, and when the last one was. */
#include "emulator/services/dynamodb/definition/dynamodb_decreases.h"

#include <time.h>

#include "emulator/services/dynamodb/values/dynamodb_faults.h"

#define FREE_A_DAY 4
#define HOUR_MS    ((int64_t)3600 * 1000)
#define DAY_MS     (24 * HOUR_MS)

static int64_t last_of(const struct doc *throughput)
{
    return doc_get_int(throughput, "LastDecreaseDateTime", 0);
}

/* Thursday, October 8, 2026 at 11:20:48 PM Coordinated Universal Time */
static struct span long_date(struct call *c, int64_t ms)
{
    time_t seconds = (time_t)(ms / 1000);
    char day[64], clock[32];
    struct tm tm;

    gmtime_r(&seconds, &tm);
    strftime(day, sizeof day, "%A, %B", &tm);
    strftime(clock, sizeof clock, ":%M:%S %p", &tm);
    return arena_format(&c->arena, "%s %d, %d at %d%s Coordinated Universal Time", day, tm.tm_mday, tm.tm_year + 1900,
                        (tm.tm_hour + 11) % 12 + 1, clock);
}

static int refuse(struct call *c, const struct doc *throughput, int64_t count)
{
    int64_t last = last_of(throughput), midnight = (last / DAY_MS + 1) * DAY_MS, next = last + HOUR_MS;

    return fault(
        c, &ddb_limit_exceeded,
        "Subscriber limit exceeded: Provisioned throughput decreases are limited within a given UTC day. After "
        "the first %d decreases, each subsequent decrease in the same UTC day can be performed at most once every "
        "3600 seconds. Number of decreases today: %lld. Last decrease at %.*s. Next decrease can be made at %.*s.",
        FREE_A_DAY, (long long)count, SPAN_ARG(long_date(c, last)),
        SPAN_ARG(long_date(c, next < midnight ? next : midnight)));
}

int ddb_decreases_note(struct call *c, struct doc *description, const struct doc *wanted)
{
    static const char *const units[] = { "ReadCapacityUnits", "WriteCapacityUnits" };
    struct doc *now = doc_get(description, "ProvisionedThroughput");
    bool lower = false, higher = false;
    int64_t count;

    if (!doc_get_int(now, units[0], 0)) return 0; /* it was on demand */
    ddb_decreases_renew(description, c->now_ms);
    count = doc_get_int(now, "NumberOfDecreasesToday", 0);
    for (int i = 0; i < 2; i++) {
        int64_t old = doc_get_int(now, units[i], 0), new = doc_get_int(wanted, units[i], 0);
        lower |= new < old;
        higher |= new > old;
    }
    if (lower && count >= FREE_A_DAY && c->now_ms < last_of(now) + HOUR_MS) return refuse(c, now, count);
    if (lower) {
        doc_put_int(now, "NumberOfDecreasesToday", count + 1);
        doc_put_int(now, "LastDecreaseDateTime", c->now_ms);
    }
    if (higher) doc_put_int(now, "LastIncreaseDateTime", c->now_ms);
    return 0;
}

void ddb_decreases_renew(struct doc *description, int64_t now_ms)
{
    struct doc *now = doc_get(description, "ProvisionedThroughput");

    if (last_of(now) && last_of(now) / DAY_MS != now_ms / DAY_MS) doc_put_int(now, "NumberOfDecreasesToday", 0);
}
