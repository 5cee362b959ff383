/* The outbox, with a service of its own behind it, whose destinations do as their names say: when rows are sent, tried again and
 * given up, who waits for whom, and what a stop, a crash, a reset and a store that fails do. */
#include "tests/support/emulator/world.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "emulator/base/workers.h"
#include "emulator/core/delivery.h"
#include "emulator/core/delivery_pace.h"
#include "emulator/edge/admin.h"
#include "emulator/store/connection.h"
#include "emulator/store/store.h"

/* --- the service -------------------------------------------------------------------------------------------------- */

#define SENT_MAX 4096

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* over all of these */
static struct sent {
    char lane[32], body[32];
    int64_t attempts;
} sent[SENT_MAX];
static _Atomic int sent_count;
static struct delivery *held[64];
static _Atomic int held_count;
static _Atomic bool is_shut;

static void note(const struct delivery *d)
{
    struct sent *s = &sent[sent_count < SENT_MAX ? sent_count++ : SENT_MAX - 1];

    snprintf(s->lane, sizeof s->lane, "%.*s", SPAN_ARG(d->lane));
    snprintf(s->body, sizeof s->body, "%.*s", SPAN_ARG(d->body));
    s->attempts = d->attempts;
}

/* A lane's first letters say what becomes of it. */
static void send(struct delivery *d)
{
    bool is_held = span_starts(d->lane, "hold");

    pthread_mutex_lock(&lock);
    note(d);
    if (is_held) held[held_count++] = d;
    pthread_mutex_unlock(&lock);
    if (is_held) return;
    delivery_done(d, span_starts(d->lane, "fail")     ? DELIVERY_FAILED
                     : span_starts(d->lane, "refuse") ? DELIVERY_REFUSED
                     : span_starts(d->lane, "busy")   ? DELIVERY_NOT_TRIED
                                                      : DELIVERY_DONE);
}

static int64_t retry_ms(struct call *c, const struct delivery *d)
{
    assert_non_null(c->db);
    return d->attempts < 2 ? (d->attempts + 1) * 1000 : -1;
}

static void end_note(struct call *c, const struct delivery *d, enum delivery_end how)
{
    db_run(c->db, "INSERT INTO ends (lane, how, mark) VALUES (?, ?, ?)", "tit", d->lane, (int64_t)how,
           doc_get_str(d->about, "mark"));
}

static bool is_open(void)
{
    return !is_shut;
}

static const struct delivery_kind post = { .name = "fake-post",
                                           .slots = 16,
                                           .lane_slots = 4,
                                           .age_ms = 10000,
                                           .send = send,
                                           .is_open = is_open,
                                           .retry_ms = retry_ms,
                                           .end = end_note };
static const struct delivery_kind line = { .name = "fake-line", .slots = 4, .lane_slots = 1, .send = send };

static int add(struct call *c)
{
    const struct delivery_kind *kind = doc_get(c->in, "Line") ? &line : &post;
    int64_t count = doc_get_int(c->in, "Count", 1);
    struct doc *about = doc_map(&c->arena);

    doc_put_cstr(about, "mark", "m");
    for (int64_t i = 0; i < count; i++)
        delivery_add(c, kind,
                     &(struct delivery_parcel){ .lane = doc_get_str(c->in, "Lane"),
                                                .about = about,
                                                .body = arena_format(&c->arena, "%d", (int)i),
                                                .per_second = doc_get_int(c->in, "PerSecond", 0),
                                                .delay_ms = doc_get_int(c->in, "InMs", 0) });
    return doc_get(c->in, "Fail") ? fault(c, &fault_validation, "as asked") : 0;
}

static int look(struct call *c)
{
    doc_put_int(c->out, "Rows", db_int(c->db, -1, "SELECT count(*) FROM delivery", ""));
    doc_put_int(c->out, "Later", db_int(c->db, -1, "SELECT count(*) FROM delivery WHERE due_ms > ?", "i", c->now_ms));
    doc_put_int(c->out, "Attempts", db_int(c->db, -1, "SELECT max(attempts) FROM delivery", ""));
    for (int how = DELIVERY_ARRIVED; how <= DELIVERY_EXPIRED; how++)
        doc_put_int(c->out, (const char *[]){ "Arrived", "GivenUp", "Expired" }[how],
                    db_int(c->db, -1, "SELECT count(*) FROM ends WHERE how = ? AND mark = 'm'", "i", (int64_t)how));
    return 0;
}

static const struct operation operations[] = {
    { "Add", &Nothing, &Nothing, add, WRITES },
    { "Look", &Nothing, &Nothing, look },
    { 0 },
};
static const char *const schema[] = { "CREATE TABLE ends (lane TEXT, how INTEGER, mark TEXT)", NULL };
static const struct service fake = {
    .name = "fake", .operations = operations, .schema = schema, .deliveries = DELIVERIES(&post, &line)
};
static const struct service *const only_fake[] = { &fake, NULL };

static int begin(void **state)
{
    services = only_fake;
    sent_count = held_count = 0;
    is_shut = false;
    return world_setup_frozen(state);
}

/* Whatever a test still holds must not outlive its world. */
static int end(void **state)
{
    connection_fail_at(0);
    deliveries_stop();
    for (int i = 0; i < held_count; i++) delivery_done(held[i], DELIVERY_FAILED);
    return world_teardown(state);
}

static int64_t look_at(const char *what)
{
    struct call *c = ask("fake", "Look", "{}");
    int64_t n = doc_get_int(c->out, what, -1);

    call_free(c);
    return n;
}

static void expect(const char *what, int64_t count)
{
    assert_soon(look_at(what) == count);
    assert_int_equal(look_at(what), count);
}

static int sent_to(const char *lane)
{
    int count = 0;

    pthread_mutex_lock(&lock);
    for (int i = 0; i < sent_count; i++) count += strcmp(sent[i].lane, lane) == 0;
    pthread_mutex_unlock(&lock);
    return count;
}

static void expect_sent(const char *lane, int count)
{
    assert_soon(sent_to(lane) == count);
    assert_int_equal(sent_to(lane), count);
}

/* They are counted once what they count is committed, so a moment later. */
static void expect_counts(const struct delivery_counts *before, int64_t arrived, int64_t failed, int64_t given_up)
{
    struct delivery_counts n;

    for (int i = 0; i < 10000; i++, usleep(1000)) {
        delivery_counts_read(&post, &n);
        if (n.arrived + n.failed + n.given_up ==
            before->arrived + before->failed + before->given_up + arrived + failed + given_up)
            break;
    }
    assert_int_equal(n.arrived - before->arrived, arrived);
    assert_int_equal(n.failed - before->failed, failed);
    assert_int_equal(n.given_up - before->given_up, given_up);
}

static struct delivery *held_take(void)
{
    struct delivery *d;

    pthread_mutex_lock(&lock);
    assert_true(held_count > 0);
    d = held[--held_count];
    pthread_mutex_unlock(&lock);
    return d;
}

/* --- sending ------------------------------------------------------------------------------------------------------ */

static void what_is_committed_is_sent(void **state)
{
    struct delivery_counts before;

    (void)state;
    delivery_counts_read(&post, &before);
    must("fake", "Add", "{\"Lane\":\"a\",\"Count\":20}");
    must_fail("ValidationException", "", "fake", "Add", "{\"Lane\":\"b\",\"Fail\":true}");
    expect("Arrived", 20);
    assert_int_equal(look_at("Rows"), 0);
    assert_int_equal(sent_to("a"), 20);
    assert_int_equal(sent_to("b"), 0);
    expect_counts(&before, 20, 0, 0);
}

static void a_line_of_one_keeps_its_order(void **state)
{
    (void)state;
    must("fake", "Add", "{\"Lane\":\"a\",\"Count\":100,\"Line\":true}");
    expect("Rows", 0);
    assert_int_equal(sent_count, 100);
    for (int i = 0; i < 100; i++) assert_int_equal(atoi(sent[i].body), i);
}

static void what_is_for_later_waits(void **state)
{
    (void)state;
    must("fake", "Add", "{\"Lane\":\"a\",\"InMs\":500}");
    must("fake", "Add", "{\"Lane\":\"b\"}");
    expect_sent("b", 1);
    world_advance(499);
    must("fake", "Add", "{\"Lane\":\"b\"}");
    expect_sent("b", 2);
    assert_int_equal(sent_to("a"), 0);
    world_advance(1);
    expect("Arrived", 3);
}

/* --- failures ----------------------------------------------------------------------------------------------------- */

static void what_fails_is_tried_again_until_it_is_given_up(void **state)
{
    struct delivery_counts before;

    (void)state;
    delivery_counts_read(&post, &before);
    must("fake", "Add", "{\"Lane\":\"fail\"}");
    expect("Attempts", 1);
    world_advance(999);
    assert_int_equal(sent_to("fail"), 1);
    world_advance(1);
    expect("Attempts", 2);
    world_advance(1999);
    assert_int_equal(sent_to("fail"), 2);
    world_advance(1);
    expect("GivenUp", 1);
    assert_int_equal(look_at("Rows"), 0);
    assert_int_equal(sent_count, 3);
    for (int i = 0; i < 3; i++) assert_int_equal(sent[i].attempts, i);
    expect_counts(&before, 0, 3, 1);
}

static void what_is_refused_is_given_up_at_once(void **state)
{
    (void)state;
    must("fake", "Add", "{\"Lane\":\"refuse\"}");
    expect("GivenUp", 1);
    assert_int_equal(sent_count, 1);
    must("fake", "Add", "{\"Lane\":\"fail\",\"Line\":true}"); /* a kind that never tries again */
    expect("Rows", 0);
    assert_int_equal(sent_count, 2);
}

static void what_finds_no_room_is_not_counted_but_gets_old(void **state)
{
    (void)state;
    must("fake", "Add", "{\"Lane\":\"busy\"}");
    for (int i = 1; i < 10; i++) {
        expect_sent("busy", i);
        expect("Later", 1);
        assert_int_equal(look_at("Attempts"), 0);
        world_advance(1000);
    }
    expect("Expired", 1);
    assert_int_equal(look_at("Rows"), 0);
    assert_int_equal(sent[sent_count - 1].attempts, 0);
}

/* It waited while Nube was down, say. */
static void what_is_too_old_is_not_even_tried(void **state)
{
    (void)state;
    is_shut = true;
    must("fake", "Add", "{\"Lane\":\"a\"}");
    world_advance(20000);
    is_shut = false;
    must("fake", "Add", "{\"Lane\":\"b\"}");
    expect("Expired", 1);
    expect("Arrived", 1);
    assert_int_equal(sent_to("a"), 0);
}

/* --- fairness ----------------------------------------------------------------------------------------------------- */

static void a_slow_lane_delays_no_other(void **state)
{
    (void)state;
    must("fake", "Add", "{\"Lane\":\"hold\",\"Count\":1000}");
    expect_sent("hold", 4);
    must("fake", "Add", "{\"Lane\":\"a\",\"Count\":50}");
    must("fake", "Add", "{\"Lane\":\"z\",\"Count\":50}");
    expect("Arrived", 100);
    assert_int_equal(sent_to("hold"), 4);
}

/* Of sixteen places, four to a lane at most: the last ones are not for those that have several. */
static void many_slow_lanes_leave_a_place(void **state)
{
    (void)state;
    for (int i = 0; i < 5; i++) must("fake", "Add", "{\"Lane\":\"hold%d\",\"Count\":20}", i);
    for (int i = 0; i < 5; i++)
        expect_sent((const char *[]){ "hold0", "hold1", "hold2", "hold3", "hold4" }[i], (int[]){ 4, 4, 4, 2, 1 }[i]);
    must("fake", "Add", "{\"Lane\":\"a\",\"Count\":20}");
    expect("Arrived", 20);
}

static void a_place_that_comes_free_is_taken(void **state)
{
    (void)state;
    must("fake", "Add", "{\"Lane\":\"hold\",\"Count\":6}");
    expect_sent("hold", 4);
    for (int i = 1; i <= 6; i++) {
        assert_soon(held_count > 0);
        delivery_done(held_take(), DELIVERY_DONE);
        expect("Arrived", i);
    }
    assert_int_equal(sent_count, 6);
}

static void a_lane_keeps_to_its_pace(void **state)
{
    (void)state;
    must("fake", "Add", "{\"Lane\":\"a\",\"Count\":5,\"PerSecond\":2}");
    expect("Arrived", 1);
    for (int i = 2; i <= 5; i++) {
        world_advance(499);
        assert_int_equal(look_at("Arrived"), i - 1);
        world_advance(1);
        expect("Arrived", i);
    }
}

static void a_kind_that_cannot_be_sent_waits(void **state)
{
    (void)state;
    is_shut = true;
    must("fake", "Add", "{\"Lane\":\"a\"}");
    must("fake", "Add", "{\"Lane\":\"b\",\"Line\":true}");
    expect_sent("b", 1);
    assert_int_equal(sent_to("a"), 0);
    is_shut = false;
    world_stop();
    world_start();
    expect_sent("a", 1);
}

/* --- stops, crashes, resets, a store that fails ------------------------------------------------------------------- */

static void what_was_under_way_is_sent_again_after_a_restart(void **state)
{
    (void)state;
    must("fake", "Add", "{\"Lane\":\"hold\",\"Count\":2}");
    expect_sent("hold", 2);
    world_stop();
    world_start();
    expect_sent("hold", 4);
    for (int i = 0; i < 2; i++) { /* those of before say so late: it counts no more */
        struct delivery *d = held[0];
        memmove(held, held + 1, sizeof *held * (size_t)--held_count);
        delivery_done(d, DELIVERY_DONE);
    }
    assert_int_equal(look_at("Rows"), 2);
    while (held_count) delivery_done(held_take(), DELIVERY_DONE);
    expect("Arrived", 2);
    assert_int_equal(look_at("Rows"), 0);
}

static void at_a_stop_what_arrives_is_settled_and_what_fails_is_not(void **state)
{
    (void)state;
    must("fake", "Add", "{\"Lane\":\"hold\",\"Count\":2}");
    expect_sent("hold", 2);
    deliveries_stop();
    delivery_done(held_take(), DELIVERY_DONE);
    delivery_done(held_take(), DELIVERY_FAILED);
    expect("Arrived", 1);
    assert_int_equal(look_at("Rows"), 1);
    assert_int_equal(look_at("Attempts"), 0);
    world_stop();
    world_start();
    expect_sent("hold", 3);
}

static void a_reset_forgets_what_is_under_way(void **state)
{
    (void)state;
    must("fake", "Add", "{\"Lane\":\"hold\"}");
    expect_sent("hold", 1);
    admin_reset();
    must("fake", "Add", "{\"Lane\":\"hold\"}"); /* has the other's number */
    expect_sent("hold", 2);
    delivery_done(held[0], DELIVERY_REFUSED);
    held[0] = held[--held_count];
    assert_int_equal(look_at("Rows"), 1);
    delivery_done(held_take(), DELIVERY_DONE);
    expect("Arrived", 1);
    assert_int_equal(look_at("GivenUp"), 0);
}

/* Whoever picked has ended, though what is held is still under way. */
static bool is_nobody_at_work(void)
{
    uint64_t begun = 0;

    return workers_are_idle(&begun) && store_is_idle(&begun);
}

/* Wherever a statement of the settling fails: it is settled a second later, and not sent again. */
static void a_store_that_fails_does_not_send_twice(void **state)
{
    (void)state;
    for (int nth = 1; nth < 100; nth++) {
        bool is_untouched;
        must("fake", "Add", "{\"Lane\":\"hold\"}");
        expect_sent("hold", nth);
        assert_soon(is_nobody_at_work());
        connection_fail_at(nth);
        delivery_done(held_take(), DELIVERY_DONE);
        world_quiesce(0);
        connection_fail_at(0);
        is_untouched = look_at("Arrived") == nth;
        world_advance(1000);
        world_quiesce(0);
        assert_int_equal(look_at("Arrived"), nth);
        assert_int_equal(sent_to("hold"), nth);
        if (is_untouched) return;
    }
    fail_msg("no run went through untouched");
}

static void resets_beside_deliveries_leave_it_sound(void **state)
{
    (void)state;
    for (int i = 0; i < 30; i++) {
        must("fake", "Add", "{\"Lane\":\"a\",\"Count\":30}");
        must("fake", "Add", "{\"Lane\":\"fail\",\"Count\":5}");
        if (i % 2) usleep(500);
        admin_reset();
    }
    sent_count = 0;
    must("fake", "Add", "{\"Lane\":\"a\",\"Count\":20}");
    expect("Arrived", 20);
    assert_int_equal(look_at("Rows"), 0);
}

/* --- the pace by itself ------------------------------------------------------------------------------------------- */

/* So many of a lane begin within these milliseconds, tried at each of them as often as it will. */
static int begun(const char *lane, int64_t per_second, int64_t from_ms, int64_t milliseconds)
{
    int count = 0;

    for (int64_t now = from_ms; now < from_ms + milliseconds; now++) {
        int64_t again = 0;
        for (int i = 0; i < 100 && delivery_pace_is_open("k", span_of(lane), now, &again); i++, count++)
            delivery_pace_count("k", span_of(lane), per_second, now);
        assert_true(again == 0 || (again > now && again <= now + 1000));
    }
    return count;
}

static void so_many_a_second(void **state)
{
    (void)state;
    assert_int_equal(begun("one", 1, 1000000, 10000), 10);
    assert_in_range(begun("ten", 10, 1000000, 10000), 99, 101);
    assert_in_range(begun("many", 5000, 1000000, 1000), 4990, 5010);
    assert_int_equal(begun("free", 0, 1000000, 10), 1000);
    assert_int_equal(begun("one", 1, 5000, 10), 1); /* the clock went back */
    assert_int_equal(begun("one", 1, 1000000000, 10), 1);
}

static void a_thousand_lanes_hold_up_nobody_else(void **state)
{
    char lane[32];
    int64_t again = 0;

    (void)state;
    for (int i = 0; i < 1000; i++) {
        snprintf(lane, sizeof lane, "lane-%d", i);
        assert_true(delivery_pace_is_open("k", span_of(lane), 1000, &again));
        delivery_pace_count("k", span_of(lane), 1, 1000);
    }
    assert_true(delivery_pace_is_open("k", SPAN("another"), 1000, &again));
    snprintf(lane, sizeof lane, "lane-%d", 999);
    assert_true(delivery_pace_is_open("other", span_of(lane), 1500, &again));
    assert_false(delivery_pace_is_open("k", span_of(lane), 1500, &again));
    assert_int_equal(again, 2000);
    assert_true(delivery_pace_is_open("k", span_of(lane), 2000, &again));
}

#define WITH_WORLD(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_WORLD(what_is_committed_is_sent),
        WITH_WORLD(a_line_of_one_keeps_its_order),
        WITH_WORLD(what_is_for_later_waits),
        WITH_WORLD(what_fails_is_tried_again_until_it_is_given_up),
        WITH_WORLD(what_is_refused_is_given_up_at_once),
        WITH_WORLD(what_finds_no_room_is_not_counted_but_gets_old),
        WITH_WORLD(what_is_too_old_is_not_even_tried),
        WITH_WORLD(a_slow_lane_delays_no_other),
        WITH_WORLD(many_slow_lanes_leave_a_place),
        WITH_WORLD(a_place_that_comes_free_is_taken),
        WITH_WORLD(a_lane_keeps_to_its_pace),
        WITH_WORLD(a_kind_that_cannot_be_sent_waits),
        WITH_WORLD(what_was_under_way_is_sent_again_after_a_restart),
        WITH_WORLD(at_a_stop_what_arrives_is_settled_and_what_fails_is_not),
        WITH_WORLD(a_reset_forgets_what_is_under_way),
        WITH_WORLD(a_store_that_fails_does_not_send_twice),
        WITH_WORLD(resets_beside_deliveries_leave_it_sound),
        cmocka_unit_test(so_many_a_second),
        cmocka_unit_test(a_thousand_lanes_hold_up_nobody_else),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
