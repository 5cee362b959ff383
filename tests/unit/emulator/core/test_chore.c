/* Chores, with a service of its own behind them: when steps run, in what transaction, and what a failure, a stop and a reset do. */
#include "tests/support/emulator/world.h"

#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

#include "emulator/core/chore.h"
#include "emulator/edge/admin.h"
#include "emulator/store/connection.h"
#include "emulator/store/store.h"

/* --- the service: rows to be worked off, some of them later ------------------------------------------------------- */

static _Atomic int steps, effects, drops, wrong;
static _Atomic bool fails_by_fault;

static struct chore chore = { .name = "fake work" };

static void note(void *value)
{
    effects++;
    wrong += !store_is_writer() || strcmp(value, "told") != 0;
}

static void note_drop(void *value)
{
    drops++;
    wrong += strcmp(value, "told") != 0;
}

/* One row a step. */
static bool work(struct call *c, int64_t *due_ms)
{
    int64_t id = db_int(c->db, 0, "SELECT id FROM work WHERE due_ms <= ? ORDER BY id LIMIT 1", "i", c->now_ms);

    steps++;
    wrong += !store_is_writer() || !c->operation || c->who.kind != IDENTITY_SERVICE || *due_ms != INT64_MAX;
    call_after_commit_owning(c, note, note_drop, "told", sizeof "told");
    db_run(c->db, "DELETE FROM work WHERE id = ?", "i", id);
    db_run(c->db, "INSERT INTO done (id) VALUES (?)", "i", id);
    if (fails_by_fault) fault(c, &fault_throttled, "as asked");
    *due_ms =
        db_int(c->db, INT64_MAX, "SELECT min(due_ms) FROM work WHERE due_ms > ? HAVING count(*) > 0", "i", c->now_ms);
    return db_int(c->db, 0, "SELECT count(*) FROM work WHERE due_ms <= ?", "i", c->now_ms) > 0;
}

static int add(struct call *c)
{
    int64_t count = doc_get_int(c->in, "Count", 1), due_ms = c->now_ms + doc_get_int(c->in, "InMs", 0);

    for (int64_t i = 0; i < count; i++) db_run(c->db, "INSERT INTO work (due_ms) VALUES (?)", "i", due_ms);
    if (due_ms > c->now_ms) chore_due(c, &chore, due_ms);
    else chore_wake(c, &chore);
    return doc_get(c->in, "Fail") ? fault(c, &fault_validation, "as asked") : 0;
}

static int look(struct call *c)
{
    doc_put_int(c->out, "Work", db_int(c->db, -1, "SELECT count(*) FROM work", ""));
    doc_put_int(c->out, "Done", db_int(c->db, -1, "SELECT count(*) FROM done WHERE id > 0", ""));
    return 0;
}

static int look_and_wake(struct call *c)
{
    chore_wake(c, &chore);
    return 0;
}

static const struct operation operations[] = {
    { "Add", &Nothing, &Nothing, add, WRITES },
    { "Look", &Nothing, &Nothing, look },
    { "LookAndWake", &Nothing, &Nothing, look_and_wake },
    { 0 },
};
static const char *const schema[] = {
    "CREATE TABLE work (id INTEGER PRIMARY KEY AUTOINCREMENT, due_ms INTEGER); CREATE TABLE done (id INTEGER)", NULL
};
static const struct service fake = {
    .name = "fake", .operations = operations, .schema = schema, .chores = CHORES({ &chore, work })
};
static const struct service *const only_fake[] = { &fake, NULL };

static void settle(void)
{
    assert_soon(chores_are_idle(&fake));
}

static int begin(void **state)
{
    services = only_fake;
    world_setup_frozen(state);
    settle();
    steps = effects = drops = wrong = 0;
    fails_by_fault = false;
    return 0;
}

static int end(void **state)
{
    connection_fail_at(0);
    world_teardown(state);
    assert_int_equal(wrong, 0);
    return 0;
}

static int64_t count(const char *what)
{
    struct call *c = ask("fake", "Look", "{}");
    int64_t n = doc_get_int(c->out, what, -1);

    call_free(c);
    return n;
}

/* --- when steps run ----------------------------------------------------------------------------------------------- */

static void a_wake_works_off_what_there_is(void **state)
{
    (void)state;
    must("fake", "Add", "{\"Count\":20}");
    settle();
    assert_int_equal(count("Work"), 0);
    assert_int_equal(count("Done"), 20);
    assert_int_equal(steps, 20);
    assert_int_equal(effects, 20);
    assert_int_equal(drops, 0);
}

static void a_call_that_fails_wakes_nobody(void **state)
{
    (void)state;
    must_fail("ValidationException", "", "fake", "Add", "{\"Count\":1,\"Fail\":true}");
    must_fail("ValidationException", "", "fake", "Add", "{\"Count\":1,\"InMs\":10,\"Fail\":true}");
    settle();
    world_advance(1000);
    settle();
    assert_int_equal(steps, 0);
}

static void a_call_that_reads_may_wake(void **state)
{
    (void)state;
    must("fake", "LookAndWake", "{}");
    settle();
    assert_int_equal(steps, 1);
}

static void what_is_due_later_is_done_then(void **state)
{
    (void)state;
    must("fake", "Add", "{\"InMs\":2000}");
    must("fake", "Add", "{\"InMs\":500}"); /* an earlier one goes before */
    must("fake", "Add", "{\"InMs\":3000}");
    settle();
    world_advance(499);
    settle();
    assert_int_equal(steps, 0);
    world_advance(1);
    settle();
    assert_int_equal(count("Done"), 1);
    world_advance(1499);
    settle();
    assert_int_equal(steps, 1); /* of itself it knows what comes next */
    world_advance(1);
    settle();
    assert_int_equal(count("Done"), 2);
    world_advance(5000);
    settle();
    assert_int_equal(count("Done"), 3);
    assert_int_equal(count("Work"), 0);
}

static void others_get_in_between_steps(void **state)
{
    int64_t left;

    (void)state;
    must("fake", "Add", "{\"Count\":5000}");
    must("fake", "Add", "{\"Count\":1}");
    left = count("Work");
    assert_true(left > 100); /* the second call did not wait until all was done */
    settle();
    assert_int_equal(count("Work"), 0);
}

/* --- failures ----------------------------------------------------------------------------------------------------- */

static void a_step_that_faults_is_undone_and_tried_again(void **state)
{
    (void)state;
    fails_by_fault = true;
    must("fake", "Add", "{\"Count\":2}");
    settle();
    assert_int_equal(steps, 1);
    assert_int_equal(count("Work"), 2);
    assert_int_equal(count("Done"), 0);
    assert_int_equal(drops, 1);
    assert_int_equal(effects, 0);
    world_advance(999);
    settle();
    assert_int_equal(steps, 1);
    fails_by_fault = false;
    world_advance(1);
    settle();
    assert_int_equal(count("Done"), 2);
    assert_int_equal(effects, 2);
}

/* Wherever a statement fails: nothing is half done, and a second later all is. */
static void a_store_that_fails_is_tried_again(void **state)
{
    (void)state;
    for (int nth = 1, before = 0; nth < 100; nth++, before++) {
        bool is_untouched;
        must("fake", "Add", "{\"InMs\":1}");
        connection_fail_at(nth);
        world_advance(1);
        settle();
        connection_fail_at(0);
        is_untouched = count("Done") == before + 1;
        assert_int_equal(count("Done") + count("Work"), before + 1);
        world_advance(1000);
        settle();
        assert_int_equal(count("Done"), before + 1);
        if (is_untouched) return;
    }
    fail_msg("no run went through untouched");
}

/* --- stop, start, reset ------------------------------------------------------------------------------------------- */

static void stopped_it_rests_and_started_it_goes_on(void **state)
{
    (void)state;
    chores_stop(&fake);
    must("fake", "Add", "{\"Count\":3}");
    must("fake", "Add", "{\"InMs\":100}");
    settle();
    world_advance(1000);
    settle();
    assert_int_equal(steps, 0);
    assert_int_equal(count("Work"), 4);
    world_stop();
    world_start();
    settle();
    assert_int_equal(count("Done"), 4);
}

static void a_reset_forgets_what_is_due(void **state)
{
    (void)state;
    must("fake", "Add", "{\"InMs\":500}");
    admin_reset();
    clock_freeze(true);
    settle();
    steps = 0;
    world_advance(1000);
    settle();
    assert_int_equal(steps, 0);
    must("fake", "Add", "{\"Count\":2}");
    settle();
    assert_int_equal(count("Done"), 2);
}

static void resets_beside_work_leave_it_sound(void **state)
{
    (void)state;
    for (int i = 0; i < 30; i++) {
        must("fake", "Add", "{\"Count\":50}");
        if (i % 2) usleep(500);
        admin_reset();
        assert_int_equal(count("Work"), 0);
    }
    must("fake", "Add", "{\"Count\":20}");
    settle();
    assert_int_equal(count("Done"), 20);
}

/* --- once --------------------------------------------------------------------------------------------------------- */

struct value {
    int64_t id;
    bool faults;
};

static _Atomic int overs, committed;

static int once(struct call *c, void *value)
{
    const struct value *v = value;

    call_after_commit_owning(c, note, note_drop, "told", sizeof "told");
    db_run(c->db, "INSERT INTO done (id) VALUES (?)", "i", v->id);
    return v->faults ? fault(c, &fault_throttled, "as asked") : 0;
}

static void once_over(void *value, bool is_committed)
{
    wrong += ((struct value *)value)->id < 7;
    committed += is_committed;
    overs++;
}

static void a_step_by_itself(void **state)
{
    struct value v = { .id = 7 };

    (void)state;
    overs = committed = 0;
    chore_once(&fake, once, once_over, &v, sizeof v);
    v.id = 0; /* it has a copy */
    assert_soon(overs == 1);
    assert_int_equal(committed, 1);
    assert_int_equal(effects, 1);
    v = (struct value){ .id = 8, .faults = true };
    chore_once(&fake, once, once_over, &v, sizeof v);
    assert_soon(overs == 2);
    assert_int_equal(committed, 1);
    assert_int_equal(drops, 1);
    assert_int_equal(count("Done"), 1);
    v = (struct value){ .id = 9 };
    chore_once(&fake, once, NULL, &v, sizeof v);
    assert_soon(effects == 2);
    assert_int_equal(count("Done"), 2);
}

#define WITH_WORLD(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_WORLD(a_wake_works_off_what_there_is),
        WITH_WORLD(a_call_that_fails_wakes_nobody),
        WITH_WORLD(a_call_that_reads_may_wake),
        WITH_WORLD(what_is_due_later_is_done_then),
        WITH_WORLD(others_get_in_between_steps),
        WITH_WORLD(a_step_that_faults_is_undone_and_tried_again),
        WITH_WORLD(a_store_that_fails_is_tried_again),
        WITH_WORLD(stopped_it_rests_and_started_it_goes_on),
        WITH_WORLD(a_reset_forgets_what_is_due),
        WITH_WORLD(resets_beside_work_leave_it_sound),
        WITH_WORLD(a_step_by_itself),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
