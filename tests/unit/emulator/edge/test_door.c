/* The door, with a service of its own behind it: which thread, which transaction, what happens after the commit, who waits for what. */
#include "tests/support/emulator/world.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "emulator/base/timers.h"
#include "emulator/base/workers.h"
#include "emulator/core/telemetry.h"
#include "emulator/core/park.h"
#include "emulator/edge/record.h"
#include "emulator/store/connection.h"
#include "emulator/store/store.h"

/* --- the service -------------------------------------------------------------------------------------------------- */

static _Atomic int runs, drops, effects;
static char effect_order[32];

static void note(void *value)
{
    int n = effects++;

    if (n + 1 < (int)sizeof effect_order) effect_order[n] = *(char *)value;
}

static void count_drop(void *arg)
{
    (void)arg;
    drops++;
}

static int64_t rows(struct db *db)
{
    return db_int(db, -1, "SELECT count(*) FROM fake", "");
}

static int look(struct call *c)
{
    doc_put_int(c->out, "Rows", rows(c->db));
    doc_put_bool(c->out, "OnWriter", store_is_writer());
    return CALL_OK;
}

static int look_without(struct call *c)
{
    doc_put_bool(c->out, "HasDatabase", c->db != NULL);
    return CALL_OK;
}

static int add_row(struct call *c)
{
    runs++;
    db_run(c->db, "INSERT INTO fake (text) VALUES (?)", "t", doc_get_str(c->in, "Text"));
    call_after_commit_owning(c, note, count_drop, "a", 1);
    call_after_commit(c, note, "b", 1);
    call_wake(c, "fake:rows", (int)doc_get_int(c->in, "Wake", 1));
    doc_put_bool(c->out, "OnWriter", store_is_writer());
    doc_put_int(c->out, "Rows", rows(c->db));
    if (doc_get(c->in, "Fail")) return fault(c, &fault_validation, "as asked");
    if (doc_get(c->in, "Collide")) db_run(c->db, "INSERT INTO fake (id) SELECT max(id) FROM fake", "");
    return CALL_OK;
}

/* Two rows by two calls inside, the second as asked. */
static int add_within(struct call *c)
{
    for (int i = 0; i < 2; i++) {
        struct call *child = door_open("fake", i ? "Take" : "Add", &c->who, c->endpoint);
        if (i) {
            call_free(child);
            child = door_open("fake", "Add", &c->who, c->endpoint);
            child->in = doc_copy(&child->arena, c->in);
        }
        doc_put_cstr(child->in, "Text", "x");
        if (door_call_within(c, child)) doc_put_cstr(c->out, "Inner", child->fault.kind->code);
        call_free(child);
    }
    return doc_get(c->in, "FailOuter") ? fault(c, &fault_validation, "outside") : CALL_OK;
}

/* Takes one row away; waits for one for so many seconds. */
static int take(struct call *c)
{
    int64_t id = db_int(c->db, 0, "SELECT id FROM fake ORDER BY id LIMIT 1", ""), deadline;

    runs++;
    call_after_commit_owning(c, note, count_drop, "t", 1);
    doc_put_int(c->out, "Tried", 1);
    deadline = c->started_ms + doc_get_int(c->in, "Seconds", 0) * 1000;
    if (id) {
        db_run(c->db, "DELETE FROM fake WHERE id = ?", "i", id);
        doc_put_int(c->out, "Id", id);
        return CALL_OK;
    }
    db_run(c->db, "INSERT INTO fake (id, text) VALUES (-1, 'left over')", ""); /* nothing of a run that waits is kept */
    db_run(c->db, "DELETE FROM fake WHERE id = -1 AND ?", "i", (int64_t)(c->now_ms >= deadline || c->is_final));
    return c->now_ms >= deadline ? CALL_OK : call_wait(c, "fake:rows", deadline);
}

static int take_within(struct call *c)
{
    struct call *child = door_open("fake", "Take", &c->who, c->endpoint);

    doc_put_int(child->in, "Seconds", 1000);
    assert_int_equal(door_call_within(c, child), 0);
    doc_put_bool(c->out, "Found", doc_get(child->out, "Id") != NULL);
    call_free(child);
    return CALL_OK;
}

static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER; /* locked: who ends later waits */
static _Atomic int ended_later;

static void finish_later(void *arg)
{
    struct call *c = arg;

    pthread_mutex_lock(&gate);
    pthread_mutex_unlock(&gate);
    doc_put_bool(c->out, "Later", true);
    if (doc_get(c->in, "Fail")) fault(c, &fault_throttled, "later");
    door_finish(c);
    ended_later++;
}

static int begin_later(struct call *c)
{
    doc_put_int(c->out, "Rows", rows(c->db));
    if (call_leave_store(c)) return -1;
    workers_submit(finish_later, c);
    return CALL_PENDING;
}

static const struct shape Text = STRING_OF(1, 10);
static const struct member AddInput_members[] = { { "Text", &Text, REQUIRED }, { "Fail", &Boolean }, { 0 } };
static const struct shape AddInput = STRUCTURE(AddInput_members);
static const struct operation operations[] = {
    { "Look", &Nothing, &Nothing, look },
    { "LookWithout", &Nothing, &Nothing, look_without, NO_DATABASE },
    { "Add", &AddInput, &Nothing, add_row, WRITES },
    { "AddWithin", &Nothing, &Nothing, add_within, WRITES },
    { "Take", &Nothing, &Nothing, take, WRITES | MAY_WAIT },
    { "TakeWithin", &Nothing, &Nothing, take_within, WRITES },
    { "BeginLater", &Nothing, &Nothing, begin_later, ASYNC },
    { 0 },
};
static const char *const schema[] = { "CREATE TABLE fake (id INTEGER PRIMARY KEY AUTOINCREMENT, text TEXT)", NULL };
static const struct service fake = { .name = "fake", .operations = operations, .schema = schema };
static const struct service *const only_fake[] = { &fake, NULL };

static int begin(void **state)
{
    runs = drops = effects = 0;
    memset(effect_order, 0, sizeof effect_order);
    services = only_fake;
    return world_setup_frozen(state);
}

static int end(void **state)
{
    connection_fail_at(0);
    return world_teardown(state);
}

static int64_t count(void)
{
    struct call *c = ask("fake", "Look", "{}");
    int64_t n = doc_get_int(c->out, "Rows", -1);

    call_free(c);
    return n;
}

/* --- reading and writing ------------------------------------------------------------------------------------------ */

static void reads_run_with_their_caller(void **state)
{
    struct call *c = ask("fake", "Look", "{}");

    (void)state;
    assert_false(doc_get_bool(c->out, "OnWriter", true));
    assert_int_equal(doc_get_int(c->out, "Rows", -1), 0);
    assert_null(c->db);
    call_free(c);
    c = ask("fake", "LookWithout", "{}");
    assert_false(doc_get_bool(c->out, "HasDatabase", true));
    call_free(c);
    assert_null(door_open("fake", "None", &identity_default, SPAN("")));
    assert_null(door_open("none", "Look", &identity_default, SPAN("")));
}

static void writes_run_on_the_writer(void **state)
{
    struct call *c = ask("fake", "Add", "{\"Text\":\"x\"}");

    (void)state;
    assert_true(doc_get_bool(c->out, "OnWriter", false));
    assert_int_equal(doc_get_int(c->out, "Rows", -1), 1);
    assert_int_equal(c->now_ms, WORLD_NOW_MS);
    call_free(c);
    assert_int_equal(count(), 1);
    assert_string_equal(effect_order, "ab");
    assert_int_equal(drops, 0);
}

static void a_fault_keeps_nothing(void **state)
{
    struct call *c = ask("fake", "Add", "{\"Text\":\"x\",\"Fail\":true}");

    (void)state;
    assert_string_equal(c->fault.message, "as asked");
    assert_int_equal(doc_count(c->out), 0);
    call_free(c);
    assert_int_equal(count(), 0);
    assert_int_equal(effects, 0);
    assert_int_equal(drops, 1);
}

static void a_failed_statement_is_our_fault(void **state)
{
    struct call *c = ask("fake", "Add", "{\"Text\":\"x\",\"Collide\":true}");

    (void)state;
    assert_ptr_equal(c->fault.kind, &fault_internal);
    assert_int_equal(c->fault.kind->status, 500);
    call_free(c);
    assert_int_equal(count(), 0);
    assert_int_equal(effects, 0);
}

static void what_is_invalid_never_runs(void **state)
{
    (void)state;
    must_fail("ValidationException", "", "fake", "Add", "{}");
    must_fail("ValidationException", "", "fake", "Add", "{\"Text\":\"more than ten\"}");
    assert_int_equal(runs, 0);
}

/* --- calls within calls ------------------------------------------------------------------------------------------- */

static void calls_within_share_the_transaction(void **state)
{
    (void)state;
    must("fake", "AddWithin", "{}");
    assert_int_equal(count(), 2);
    assert_string_equal(effect_order, "abab");
    must_fail("ValidationException", "outside", "fake", "AddWithin", "{\"FailOuter\":true}");
    assert_int_equal(count(), 2);
    assert_int_equal(effects, 4);
    assert_int_equal(drops, 2);
}

static void a_fault_within_is_undone_alone(void **state)
{
    struct call *c = ask("fake", "AddWithin", "{\"Fail\":true}");

    (void)state;
    assert_null(c->fault.kind);
    assert_string_equal(doc_get_cstr(c->out, "Inner"), "ValidationException");
    call_free(c);
    assert_int_equal(count(), 1);
    assert_string_equal(effect_order, "ab");
}

/* A handler that goes on as if nothing was must not be told that it went well. */
static void a_store_that_fails_within_fails_all(void **state)
{
    (void)state;
    must_fail("InternalFailure", "", "fake", "AddWithin", "{\"Collide\":true}");
    assert_int_equal(count(), 0);
    assert_int_equal(effects, 0);
    for (int nth = 1; nth < 100; nth++) {
        struct call *c;
        int64_t before = count();
        bool is_done;
        connection_fail_at(nth);
        c = ask("fake", "AddWithin", "{}");
        connection_fail_at(0);
        is_done = !c->fault.kind;
        call_free(c);
        assert_int_equal(count() - before, is_done ? 2 : 0);
        if (is_done) return;
    }
    fail_msg("no run went through untouched");
}

static void waiting_within_is_an_empty_answer(void **state)
{
    struct call *c = ask("fake", "TakeWithin", "{}");

    (void)state;
    assert_false(doc_get_bool(c->out, "Found", true));
    call_free(c);
    assert_int_equal(count(), 0);
    assert_string_equal(effect_order, "t");
}

/* --- waiting ------------------------------------------------------------------------------------------------------ */

static void who_waits_is_woken(void **state)
{
    struct pending *p = pending_start(call_prepare("fake", "Take", "{\"Seconds\":20}"));
    struct call *c;

    (void)state;
    assert_int_equal(count(), 0);
    assert_false(pending_is_done(p));
    must("fake", "Add", "{\"Text\":\"x\"}");
    c = pending_end(p);
    assert_int_equal(doc_get_int(c->out, "Id", 0), 1);
    assert_int_equal(doc_get_int(c->out, "Tried", 0), 1);
    assert_int_equal(runs, 3);
    assert_string_equal(effect_order, "abt"); /* those of the run that waited were dropped */
    assert_int_equal(drops, 1);
    call_free(c);
    assert_int_equal(count(), 0);
}

static void time_ends_the_wait(void **state)
{
    struct pending *p = pending_start(call_prepare("fake", "Take", "{\"Seconds\":20}"));
    struct call *c;

    (void)state;
    world_advance(19999);
    world_quiesce(1);
    assert_int_equal(count(), 0);
    assert_false(pending_is_done(p));
    world_advance(1);
    c = pending_end(p);
    assert_null(doc_get(c->out, "Id"));
    assert_null(c->fault.kind);
    assert_int_equal(runs, 2);
    call_free(c);
    assert_int_equal(count(), 0);
}

static void the_longest_waiting_is_woken_first(void **state)
{
    struct pending *p[3];
    struct call *c;

    (void)state;
    for (int i = 0; i < 3; i++) p[i] = pending_start(call_prepare("fake", "Take", "{\"Seconds\":20}"));
    for (int i = 0; i < 3; i++) {
        must("fake", "Add", "{\"Text\":\"x\"}");
        c = pending_end(p[i]);
        assert_int_equal(doc_get_int(c->out, "Id", 0), i + 1);
        call_free(c);
        for (int k = i + 1; k < 3; k++) assert_false(pending_is_done(p[k]));
    }
}

static void a_wake_of_many_wakes_them_all(void **state)
{
    struct pending *p[3];
    int found = 0;

    (void)state;
    for (int i = 0; i < 3; i++) p[i] = pending_start(call_prepare("fake", "Take", "{\"Seconds\":20}"));
    must("fake", "Add", "{\"Text\":\"x\",\"Wake\":3}");
    world_quiesce(2);
    world_advance(20000);
    for (int i = 0; i < 3; i++) {
        struct call *c = pending_end(p[i]);
        found += doc_get(c->out, "Id") != NULL;
        call_free(c);
    }
    assert_int_equal(found, 1);
    assert_int_equal(runs, 3 + 1 + 3 + 2); /* the two that found nothing waited again */
}

static void a_failed_call_wakes_nobody(void **state)
{
    struct pending *p = pending_start(call_prepare("fake", "Take", "{\"Seconds\":20}"));

    (void)state;
    must_fail("ValidationException", "", "fake", "Add", "{\"Text\":\"x\",\"Fail\":true}");
    world_quiesce(1);
    assert_int_equal(runs, 2);
    assert_false(pending_is_done(p));
    world_advance(20000);
    call_free(pending_end(p));
}

static void closing_ends_all_waits(void **state)
{
    struct pending *p = pending_start(call_prepare("fake", "Take", "{\"Seconds\":20}")), *late;
    struct call *c;

    (void)state;
    assert_int_equal(count(), 0);
    park_close(true);
    c = pending_end(p);
    assert_true(c->is_final);
    assert_null(c->fault.kind);
    call_free(c);
    late = pending_start(call_prepare("fake", "Take", "{\"Seconds\":20}"));
    c = pending_end(late); /* whoever comes later does not wait */
    assert_null(doc_get(c->out, "Id"));
    call_free(c);
    park_close(false);
}

static void who_may_not_wait_gets_the_answer_as_it_stands(void **state)
{
    struct call *c = call_prepare("fake", "Take", "{\"Seconds\":20}");

    (void)state;
    c->is_final = true;
    assert_int_equal(door_call(c), 0);
    assert_null(doc_get(c->out, "Id"));
    call_free(c);
    assert_int_equal(runs, 1);
}

/* A hundred callers, each with a row for it: nobody is forgotten. */
static void many_wait_and_all_are_served(void **state)
{
    struct pending *p[100];

    (void)state;
    for (int i = 0; i < 100; i++) p[i] = pending_start(call_prepare("fake", "Take", "{\"Seconds\":20}"));
    for (int i = 0; i < 100; i++) must("fake", "Add", "{\"Text\":\"x\"}");
    for (int i = 0; i < 100; i++) {
        struct call *c = pending_end(p[i]);
        assert_int_not_equal(doc_get_int(c->out, "Id", 0), 0);
        call_free(c);
    }
}

/* --- asynchronous calls ------------------------------------------------------------------------------------------- */

static void pending_calls_end_later(void **state)
{
    struct call *c = ask("fake", "BeginLater", "{}");

    (void)state;
    assert_true(doc_get_bool(c->out, "Later", false));
    assert_int_equal(doc_get_int(c->out, "Rows", -1), 0);
    call_free(c);
    must_fail("TooManyRequestsException", "later", "fake", "BeginLater", "{\"Fail\":true}");
}

static void a_caller_may_give_up(void **state)
{
    struct call *c = call_prepare("fake", "BeginLater", "{}");

    (void)state;
    ended_later = 0;
    pthread_mutex_lock(&gate);
    assert_int_equal(door_call_within_time(c, 5), 1); /* the call frees itself */
    assert_int_equal(ended_later, 0);
    pthread_mutex_unlock(&gate);
    c = call_prepare("fake", "BeginLater", "{}");
    assert_int_equal(door_call_within_time(c, 5000), 0);
    call_free(c);
    world_quiesce(0);
    assert_int_equal(ended_later, 2);
}

/* In a process of its own: the assertion ends it. */
static bool dies(const char *operation, bool holds_reader, bool for_a_while)
{
    int status = 0;
    pid_t child = fork();

    if (child == 0) {
        struct rlimit no_core = { 0, 0 };
        struct call *c = call_prepare("fake", operation, "{\"Text\":\"x\"}");
        setrlimit(RLIMIT_CORE, &no_core);
        signal(SIGABRT, SIG_DFL);
        if (!freopen("/dev/null", "w", stderr) || (holds_reader && !store_reader_take())) _exit(1);
        if (for_a_while) door_call_within_time(c, 1);
        else door_call(c);
        _exit(0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
}

/* A reset has the writer wait for all readers: who held one and waited for the writer would wait for ever. */
static void who_holds_a_reader_may_not_wait_for_the_writer(void **state)
{
    (void)state;
    for (int for_a_while = 0; for_a_while < 2; for_a_while++) {
        assert_true(dies("Add", true, for_a_while));
        assert_true(dies("BeginLater", true, for_a_while));
        assert_false(dies("Look", true, for_a_while));
    }
}

/* --- the record --------------------------------------------------------------------------------------------------- */

static void counted(const struct doc *summary, const char *operation, int64_t calls, int64_t faults)
{
    const struct doc *counts = doc_get(doc_get(summary, "fake"), operation);

    assert_int_equal(doc_get_int(counts, "calls", -1), calls);
    assert_int_equal(doc_get_int(counts, "faults", -1), faults);
    assert_true(doc_get_int(counts, "averageMicroseconds", -1) <= doc_get_int(counts, "maximumMicroseconds", -2));
}

static void calls_are_counted(void **state)
{
    struct arena a = { 0 };
    struct doc *d = doc_map(&a);

    (void)state;
    telemetry_reset();
    must("fake", "AddWithin", "{\"Fail\":true}");
    must_fail("ValidationException", "", "fake", "Add", "{}");
    record_summary(d);
    counted(d, "Add", 3, 2);
    counted(d, "AddWithin", 1, 0);
    assert_null(doc_get(doc_get(d, "fake"), "Fail"));
    arena_release(&a);
}

/* --- a statement that fails --------------------------------------------------------------------------------------- */

/* Wherever it is, the call fails cleanly and has changed nothing; then one goes through. */
static void wherever_a_statement_fails_nothing_is_changed(void **state)
{
    (void)state;
    for (int nth = 1; nth < 100; nth++) {
        struct call *c;
        int64_t before = count();
        connection_fail_at(nth);
        c = ask("fake", "Add", "{\"Text\":\"x\"}");
        connection_fail_at(0);
        assert_int_equal(count() - before, c->fault.kind ? 0 : 1);
        if (c->fault.kind) assert_ptr_equal(c->fault.kind, &fault_internal);
        call_free(c);
        if (count() > before) {
            assert_true(nth > 4);
            return;
        }
    }
    fail_msg("no run went through untouched");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(reads_run_with_their_caller, begin, end),
        cmocka_unit_test_setup_teardown(writes_run_on_the_writer, begin, end),
        cmocka_unit_test_setup_teardown(a_fault_keeps_nothing, begin, end),
        cmocka_unit_test_setup_teardown(a_failed_statement_is_our_fault, begin, end),
        cmocka_unit_test_setup_teardown(what_is_invalid_never_runs, begin, end),
        cmocka_unit_test_setup_teardown(calls_within_share_the_transaction, begin, end),
        cmocka_unit_test_setup_teardown(a_fault_within_is_undone_alone, begin, end),
        cmocka_unit_test_setup_teardown(a_store_that_fails_within_fails_all, begin, end),
        cmocka_unit_test_setup_teardown(waiting_within_is_an_empty_answer, begin, end),
        cmocka_unit_test_setup_teardown(who_waits_is_woken, begin, end),
        cmocka_unit_test_setup_teardown(time_ends_the_wait, begin, end),
        cmocka_unit_test_setup_teardown(the_longest_waiting_is_woken_first, begin, end),
        cmocka_unit_test_setup_teardown(a_wake_of_many_wakes_them_all, begin, end),
        cmocka_unit_test_setup_teardown(a_failed_call_wakes_nobody, begin, end),
        cmocka_unit_test_setup_teardown(closing_ends_all_waits, begin, end),
        cmocka_unit_test_setup_teardown(who_may_not_wait_gets_the_answer_as_it_stands, begin, end),
        cmocka_unit_test_setup_teardown(many_wait_and_all_are_served, begin, end),
        cmocka_unit_test_setup_teardown(pending_calls_end_later, begin, end),
        cmocka_unit_test_setup_teardown(a_caller_may_give_up, begin, end),
        cmocka_unit_test_setup_teardown(who_holds_a_reader_may_not_wait_for_the_writer, begin, end),
        cmocka_unit_test_setup_teardown(calls_are_counted, begin, end),
        cmocka_unit_test_setup_teardown(wherever_a_statement_fails_nothing_is_changed, begin, end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
