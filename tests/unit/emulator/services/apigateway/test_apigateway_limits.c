/* What holds requests back: token buckets, plans, quotas, and where their numbers are read from. */
#include "tests/support/emulator/unit.h"

#include "emulator/base/json.h"
#include "emulator/core/buckets.h"
#include "emulator/services/apigateway/apigateway_plans.h"
#include "emulator/services/apigateway/apigateway_usage.h"
#include "tests/support/emulator/world.h"

static struct arena arena;

static int drop(void **state)
{
    (void)state;
    arena_release(&arena);
    buckets_reset();
    api_usage_reset();
    return 0;
}

static struct doc *of(const char *json)
{
    struct doc *d = json_parse(&arena, span_of(json), NULL);

    if (!d) fail_msg("%s", json);
    return d;
}

/* --- buckets ------------------------------------------------------------------------------------------------------ */

/* Asks `per_ms` times each millisecond: how many are let through? */
static int64_t let_through(const char *name, struct api_throttle t, int64_t from_ms, int64_t ms, int per_ms)
{
    int64_t count = 0;

    for (int64_t at = from_ms; at < from_ms + ms; at++)
        for (int i = 0; i < per_ms; i++) count += bucket_take(span_of(name), t.rate, t.burst, at);
    return count;
}

static void a_bucket_is_exact_within_one_percent(void **state)
{
    static const struct api_throttle rows[] = { { 10000, 5000 }, { 100, 1 }, { 1, 1 }, { 333.3, 50 }, { 0.5, 2 } };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct api_throttle t = rows[i];
        double wanted = t.burst + t.rate * 10, got;
        buckets_reset();
        got = (double)let_through("a", t, 1000000, 10000, 20);
        if (got < wanted - 1 - wanted / 100 || got > wanted + 1 + wanted / 100) fail_msg("%f of %f", got, wanted);
    }
}

static void a_bucket_holds_its_burst_and_no_more(void **state)
{
    struct api_throttle t = { 10, 5 };

    (void)state;
    assert_int_equal(let_through("a", t, 1000, 1, 100), 5);
    assert_int_equal(let_through("b", t, 1000, 1, 100), 5);
    assert_int_equal(let_through("a", t, 1001, 1, 100), 0);
    assert_int_equal(let_through("a", t, 1100, 1, 100), 1);
    assert_int_equal(let_through("a", t, 900, 1, 100), 0); /* the clock was set back */
    assert_int_equal(let_through("a", t, 86400000, 1, 100), 5);
    assert_int_equal(let_through("none", (struct api_throttle){ -1, 5 }, 1, 1, 100), 100);
    assert_int_equal(let_through("shut", (struct api_throttle){ 0, 0 }, 1, 1, 100), 0);
}

/* More names than there is room for: those that are asked for go on counting. */
static void buckets_are_bounded(void **state)
{
    struct api_throttle t = { 0.001, 3 };

    (void)state;
    for (int i = 0; i < 50000; i++) {
        assert_true(bucket_take(arena_format(&arena, "%d", i), t.rate, t.burst, 1000 + i));
        if (i < 3) assert_true(bucket_take(SPAN("mine"), t.rate, t.burst, 1000 + i));
        else assert_false(bucket_take(SPAN("mine"), t.rate, t.burst, 1000 + i));
    }
}

/* --- settings ----------------------------------------------------------------------------------------------------- */

static void a_methods_own_settings_stand_before_all(void **state)
{
    const struct doc *all =
        of("{\"*/*\":{\"throttlingRateLimit\":7,\"throttlingBurstLimit\":8.0,\"loggingLevel\":\"INFO\"},"
           "\"~1pets~1{id}/GET\":{\"throttlingRateLimit\":1.5,\"dataTraceEnabled\":true},"
           "\"cats/POST\":{\"loggingLevel\":\"OFF\",\"cachingEnabled\":true,\"cacheTtlInSeconds\":9},"
           "\"/GET\":{\"loggingLevel\":\"ERROR\"}}");
    struct api_settings s;

    (void)state;
    api_settings_read(all, SPAN("/pets/{id}"), SPAN("GET"), &s);
    assert_true(s.throttle.rate == 1.5 && s.throttle.burst == 8 && s.traces_data && s.logging == API_LOG_INFO);
    api_settings_read(all, SPAN("/pets/{id}"), SPAN("POST"), &s);
    assert_true(s.throttle.rate == 7 && !s.traces_data && s.cache_seconds == 300 && !s.caches);
    api_settings_read(all, SPAN("/cats"), SPAN("POST"), &s);
    assert_true(s.logging == API_LOG_OFF && s.caches && s.cache_seconds == 9);
    api_settings_read(all, SPAN("/"), SPAN("GET"), &s);
    assert_int_equal(s.logging, API_LOG_ERROR);
    api_settings_read(NULL, SPAN("/"), SPAN("GET"), &s);
    assert_true(s.throttle.rate < 0 && s.logging == API_LOG_OFF);
}

/* --- plans -------------------------------------------------------------------------------------------------------- */

static void keys_of_a_stages_plans(void **state)
{
    const struct doc *rows = of(
        "[{\"plan\":{\"id\":\"p1\",\"throttle\":{\"rateLimit\":2.0,\"burstLimit\":3},"
        "\"quota\":{\"limit\":10,\"offset\":4,\"period\":\"WEEK\"},\"apiStages\":[{\"apiId\":\"a\",\"stage\":\"dev\","
        "\"throttle\":{\"/pets/GET\":{\"rateLimit\":1,\"burstLimit\":1},\"//GET\":{\"rateLimit\":9,\"burstLimit\":9}}}]},"
        "\"key\":{\"id\":\"k1\",\"value\":\"secret1\",\"enabled\":true}},"
        "{\"plan\":{\"id\":\"p1\",\"apiStages\":[{\"apiId\":\"a\",\"stage\":\"dev\"}]},"
        "\"key\":{\"id\":\"k2\",\"value\":\"secret2\",\"enabled\":false}},"
        "{\"plan\":{\"id\":\"p2\",\"apiStages\":[{\"apiId\":\"a\",\"stage\":\"prod\"}]},"
        "\"key\":{\"id\":\"k3\",\"value\":\"secret3\",\"enabled\":true}}]");
    const struct api_plan_key *key;
    struct api_plans plans;

    (void)state;
    api_plans_compile(&arena, rows, SPAN("a"), SPAN("dev"), &plans);
    assert_int_equal(plans.count, 2);
    key = api_plans_find(&plans, SPAN("secret1"));
    assert_span_equal(key->id, "k1");
    assert_true(key->plan->throttle.rate == 2 && key->plan->period == API_PERIOD_WEEK && key->plan->quota == 10);
    assert_true(api_plan_throttle(key->plan, SPAN("/pets"), SPAN("GET")).rate == 1);
    assert_true(api_plan_throttle(key->plan, SPAN("/"), SPAN("GET")).rate == 9);
    assert_true(api_plan_throttle(key->plan, SPAN("/pets"), SPAN("POST")).rate < 0);
    assert_null(api_plans_find(&plans, SPAN("secret2"))); /* not enabled */
    assert_null(api_plans_find(&plans, SPAN("secret3"))); /* another stage's */
    assert_null(api_plans_find(&plans, SPAN("")));
}

/* --- quotas ------------------------------------------------------------------------------------------------------- */

#define DAY_MS API_DAY_MS

static void periods_are_utcs(void **state)
{
    const int64_t tuesday = WORLD_NOW_MS / DAY_MS; /* 2026-11-24 */

    (void)state;
    assert_int_equal(api_usage_period(API_PERIOD_DAY, WORLD_NOW_MS), tuesday);
    assert_int_equal(api_usage_period(API_PERIOD_WEEK, WORLD_NOW_MS), tuesday - 2);
    assert_int_equal(api_usage_period(API_PERIOD_MONTH, WORLD_NOW_MS), tuesday - 23);
}

static int taken(const struct api_plan_key *key, int64_t at_ms)
{
    int count = 0;

    while (count < 100 && api_usage_take(key, at_ms)) count++;
    return count;
}

static void a_quota_ends_and_begins_anew(void **state)
{
    struct api_plan plan = { .id = SPAN("p"), .period = API_PERIOD_DAY, .quota = 5, .offset = 2 };
    struct api_plan_key key = { .id = SPAN("k"), .plan = &plan }, other = { .id = SPAN("l"), .plan = &plan };

    (void)state;
    assert_int_equal(taken(&key, WORLD_NOW_MS), 3); /* the first day lacks the offset */
    assert_int_equal(taken(&other, WORLD_NOW_MS), 3);
    world_quiesce(0);
    api_usage_reset(); /* what was counted is written down */
    assert_int_equal(taken(&key, WORLD_NOW_MS + 1), 0);
    assert_int_equal(taken(&key, WORLD_NOW_MS + DAY_MS), 5);
    world_quiesce(0);
    world_stop();
    world_start();
    api_usage_reset();
    assert_int_equal(taken(&key, WORLD_NOW_MS + DAY_MS), 0);
    plan.period = API_PERIOD_MONTH;
    plan.quota = 10;
    api_usage_reset();
    assert_int_equal(taken(&key, WORLD_NOW_MS + DAY_MS), 0); /* 8 of 10 - 2 */
    plan.period = API_PERIOD_NONE;
    assert_int_equal(taken(&key, WORLD_NOW_MS + DAY_MS), 100);
    world_quiesce(0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(a_bucket_is_exact_within_one_percent, drop),
        cmocka_unit_test_teardown(a_bucket_holds_its_burst_and_no_more, drop),
        cmocka_unit_test_teardown(buckets_are_bounded, drop),
        cmocka_unit_test_teardown(a_methods_own_settings_stand_before_all, drop),
        cmocka_unit_test_teardown(keys_of_a_stages_plans, drop),
        cmocka_unit_test_teardown(periods_are_utcs, drop),
        cmocka_unit_test_setup_teardown(a_quota_ends_and_begins_anew, world_setup_frozen, world_teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
