/* States as functions, and the loop that acts upon what becomes of them. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "emulator/asl/run/asl_branch.h"
#include "emulator/asl/run/asl_states.h"
#include "emulator/asl/run/asl_step.h"
#include "tests/support/emulator/asl_harness.h"

#define NOW_MS INT64_C(1700000000000)

static struct asl_definition *define(const char *text)
{
    struct arena a = { 0 };
    struct asl_report report = { .arena = &a };
    struct asl_definition *d = asl_definition_new(span_of(text), true, &report);

    if (!d) fail_msg("%s", asl_report_text(&report));
    arena_release(&a);
    return d;
}

static struct asl_execution *execution_of(const struct asl_definition *d)
{
    struct asl_facts facts = { .execution_arn = SPAN("arn:aws:states:us-east-1:000000000000:execution:machine:run"),
                               .execution_name = SPAN("run"),
                               .role_arn = SPAN("arn:aws:iam::000000000000:role/r"),
                               .machine_arn = SPAN("arn:aws:states:us-east-1:000000000000:stateMachine:machine"),
                               .machine_name = SPAN("machine"),
                               .region = SPAN("us-east-1"),
                               .input = SPAN("{\"n\":1}"),
                               .started_ms = NOW_MS,
                               .is_express = true };

    return asl_execution_new(d, &facts);
}

/* --- a state by itself -------------------------------------------------------------------------------------------- */

struct lone {
    struct asl_definition *definition;
    struct asl_execution *x;
    struct asl_branch *branch;
    enum asl_became became;
};

/* One state alone enters, `Z` stands for wherever it leads. Nothing acts upon what becomes of it. */
static struct lone enter(const char *state)
{
    struct arena a = { 0 };
    const char *target = strstr(state, "\"Z\"") ? ",\"Z\":{\"Type\":\"Succeed\"}" : "";
    struct lone l = { .definition =
                          define(arena_printf(&a, "{\"StartAt\":\"S\",\"States\":{\"S\":%s%s}}", state, target)) };

    l.x = execution_of(l.definition);
    l.x->now_ms = NOW_MS;
    l.x->root = l.branch = asl_branch_new(l.x, NULL, &l.definition->machine, 0);
    l.branch->state = l.definition->machine.start;
    l.branch->input = asl_payload_text(SPAN("{\"n\":1}"));
    l.became = asl_state_enter(l.x, l.branch);
    arena_release(&a);
    return l;
}

static void leave(struct lone *l)
{
    assert_true(span_is(l->branch->state->name, "S")); /* it has gone nowhere by itself */
    assert_int_equal(l->x->status, ASL_RUNNING);
    assert_null(l->x->ready);
    asl_execution_free(l->x);
    asl_definition_free(l->definition);
}

static void a_pass_gives_its_result(void **state)
{
    struct lone l = enter("{\"Type\":\"Pass\",\"Result\":{\"k\":2},\"Next\":\"Z\"}");

    (void)state;
    assert_int_equal(l.became, ASL_GIVES);
    assert_true(span_is(asl_payload_as_text(&l.branch->end.value, &l.x->arena), "{\"k\":2}"));
    assert_int_equal(asl_state_complete(l.x, l.branch), ASL_LEAVES);
    assert_true(span_is(l.branch->end.next->name, "Z"));
    leave(&l);
}

static void a_choice_leaves_for_its_next(void **state)
{
    struct lone l =
        enter("{\"Type\":\"Choice\",\"Choices\":[{\"Variable\":\"$.n\",\"NumericEquals\":1,\"Next\":\"Z\"}]}");

    (void)state;
    assert_int_equal(l.became, ASL_LEAVES);
    assert_true(span_is(l.branch->end.next->name, "Z"));
    leave(&l);
    l = enter("{\"Type\":\"Choice\",\"Choices\":[{\"Variable\":\"$.n\",\"NumericEquals\":2,\"Next\":\"Z\"}]}");
    assert_int_equal(l.became, ASL_FAILS);
    assert_true(span_is(l.branch->end.error, "States.Runtime"));
    leave(&l);
}

static void waits_and_tasks_wait(void **state)
{
    struct lone l = enter("{\"Type\":\"Wait\",\"Seconds\":5,\"Next\":\"Z\"}");

    (void)state;
    assert_int_equal(l.became, ASL_WAITS);
    assert_int_equal(l.branch->phase, PHASE_WAIT);
    assert_int_equal(l.branch->due_ms, NOW_MS + 5000);
    l.x->now_ms = l.branch->due_ms;
    assert_int_equal(asl_state_wait_over(l.x, l.branch), ASL_LEAVES);
    leave(&l);
    l = enter("{\"Type\":\"Wait\",\"Seconds\":0,\"Next\":\"Z\"}");
    assert_int_equal(l.became, ASL_LEAVES);
    leave(&l);
    l = enter("{\"Type\":\"Task\",\"Resource\":\"arn:aws:lambda:us-east-1:000000000000:function:f\",\"Next\":\"Z\"}");
    assert_int_equal(l.became, ASL_WAITS);
    assert_non_null(l.x->tasks);
    leave(&l);
}

static void a_failure_is_only_noted(void **state)
{
    struct lone l = enter("{\"Type\":\"Fail\",\"Error\":\"E\",\"Cause\":\"c\"}");

    (void)state;
    assert_int_equal(l.became, ASL_FAILS);
    assert_true(span_is(l.branch->end.error, "E") && span_is(l.branch->end.cause, "c"));
    leave(&l);
    l = enter("{\"Type\":\"Pass\",\"InputPath\":\"$.gone\",\"Next\":\"Z\"}");
    assert_int_equal(l.became, ASL_FAILS);
    leave(&l);
}

/* --- the loop ----------------------------------------------------------------------------------------------------- */

static void settle(struct lone *l)
{
    asl_step_settle(l->x, l->branch, l->became);
}

static void finish(struct lone *l)
{
    asl_execution_free(l->x);
    asl_definition_free(l->definition);
}

#define FAILING "\"Type\":\"Pass\",\"InputPath\":\"$.gone\""
#define TASK    "\"Type\":\"Task\",\"Resource\":\"arn:aws:lambda:us-east-1:000000000000:function:f\""

static void what_leaves_has_its_next_turn(void **state)
{
    struct lone l = enter("{\"Type\":\"Pass\",\"Result\":{\"k\":2},\"Next\":\"Z\"}");

    (void)state;
    settle(&l);
    assert_true(span_is(l.branch->state->name, "Z"));
    assert_int_equal(l.branch->phase, PHASE_READY);
    assert_ptr_equal(asl_branch_take_ready(l.x), l.branch);
    assert_null(asl_branch_take_ready(l.x));
    assert_true(span_is(asl_payload_as_text(&l.branch->input, &l.x->arena), "{\"k\":2}"));
    finish(&l);
}

static void the_last_state_ends_the_execution(void **state)
{
    struct lone l = enter("{\"Type\":\"Pass\",\"Result\":3,\"End\":true}");

    (void)state;
    settle(&l);
    assert_int_equal(l.x->status, ASL_SUCCEEDED);
    assert_true(span_is(l.x->output, "3"));
    finish(&l);
    l = enter("{\"Type\":\"Fail\",\"Error\":\"E\",\"Cause\":\"c\"}");
    settle(&l);
    assert_int_equal(l.x->status, ASL_FAILED);
    assert_true(span_is(l.x->error, "E"));
    finish(&l);
}

static void task_fails(struct lone *l)
{
    asl_execution_task_done(l->x, l->branch->task.id,
                            &(struct asl_outcome){ .failed = true, .error = SPAN("E"), .cause = SPAN("c") },
                            l->x->now_ms);
}

static void a_failure_is_tried_again_then_caught(void **state)
{
    struct lone l = enter("{" TASK ",\"Retry\":[{\"ErrorEquals\":[\"E\"],\"IntervalSeconds\":3,\"MaxAttempts\":1}],"
                          "\"Catch\":[{\"ErrorEquals\":[\"States.ALL\"],\"Next\":\"Z\"}],\"End\":true}");

    (void)state;
    settle(&l);
    assert_int_equal(l.branch->phase, PHASE_TASK);
    task_fails(&l);
    assert_int_equal(l.branch->phase, PHASE_RETRY);
    assert_int_equal(l.branch->due_ms, NOW_MS + 3000);
    asl_execution_wake(l.x, NOW_MS + 2999);
    assert_int_equal(l.branch->phase, PHASE_RETRY);
    asl_execution_wake(l.x, NOW_MS + 3000);
    assert_int_equal(l.branch->phase, PHASE_TASK);
    task_fails(&l);
    assert_int_equal(l.x->status, ASL_SUCCEEDED); /* by way of Z */
    assert_true(span_is(l.x->output, "{\"Error\":\"E\",\"Cause\":\"c\"}"));
    finish(&l);
}

static void what_no_catcher_may_take_fails_the_branch(void **state)
{
    struct lone l = enter("{" FAILING ",\"Next\":\"Z\"}"); /* States.Runtime: neither retriers nor catchers are asked */

    (void)state;
    settle(&l);
    assert_int_equal(l.x->status, ASL_FAILED);
    assert_true(span_is(l.x->error, "States.Runtime"));
    assert_int_equal(l.branch->phase, PHASE_ENDED);
    finish(&l);
}

/* --- the loop's stack --------------------------------------------------------------------------------------------- */

#define STACK_BYTES ((size_t)1024 * 1024)
#define PAINT       0x5A

struct run {
    struct asl_execution *x;
    enum asl_status status;
};

static void *run(void *arg)
{
    struct run *r = arg;

    asl_execution_start(r->x, NOW_MS);
    while (r->x->status == ASL_RUNNING && asl_execution_is_ready(r->x)) asl_execution_advance(r->x, NOW_MS);
    r->status = r->x->status;
    return NULL;
}

/* Runs it on a painted stack; returns how much of that was used. */
static size_t stack_used(const char *text, enum asl_status status)
{
    struct asl_definition *d = define(text);
    struct run r = { .x = execution_of(d) };
    unsigned char *stack = aligned_alloc(4096, STACK_BYTES);
    pthread_attr_t attributes;
    pthread_t thread;
    size_t untouched = 0;

    assert_non_null(stack);
    memset(stack, PAINT, STACK_BYTES);
    pthread_attr_init(&attributes);
    assert_int_equal(pthread_attr_setstack(&attributes, stack, STACK_BYTES), 0);
    assert_int_equal(pthread_create(&thread, &attributes, run, &r), 0);
    pthread_join(thread, NULL);
    pthread_attr_destroy(&attributes);
    while (untouched < STACK_BYTES && stack[untouched] == PAINT) untouched++;
    free(stack);
    assert_int_equal(r.status, status);
    asl_execution_free(r.x);
    asl_definition_free(d);
    return STACK_BYTES - untouched;
}

static const char *chain(struct arena *a, int count)
{
    struct buf b = { 0 };
    struct span text;

    buf_add_text(&b, "{\"StartAt\":\"S0\",\"States\":{");
    for (int i = 0; i < count; i++) buf_printf(&b, "\"S%d\":{\"Type\":\"Pass\",\"Next\":\"S%d\"},", i, i + 1);
    buf_printf(&b, "\"S%d\":{\"Type\":\"Succeed\"}}}", count);
    text = arena_span(a, buf_span(&b));
    buf_release(&b);
    return text.data;
}

static void a_long_chain_needs_no_more_stack(void **state)
{
    struct arena a = { 0 };
    size_t few = stack_used(chain(&a, 10), ASL_SUCCEEDED), many = stack_used(chain(&a, 10000), ASL_SUCCEEDED);

    (void)state;
    assert_true(many <= few + 1024);
    arena_release(&a);
}

/* Parallels in each other; the innermost ends all of them at once. */
static const char *nest(struct arena *a, int depth, const char *innermost)
{
    const char *text = arena_printf(a, "{\"StartAt\":\"I\",\"States\":{\"I\":%s}}", innermost);

    for (int i = 0; i < depth; i++)
        text = arena_printf(
            a, "{\"StartAt\":\"P%d\",\"States\":{\"P%d\":{\"Type\":\"Parallel\",\"Branches\":[%s],\"End\":true}}}", i,
            i, text);
    return text;
}

static void ends_climb_without_nesting(void **state)
{
    static const struct {
        const char *innermost;
        enum asl_status status;
    } rows[] = {
        { "{\"Type\":\"Fail\",\"Error\":\"E\"}", ASL_FAILED },
        { "{\"Type\":\"Fail\",\"ErrorPath\":\"$.gone\"}", ASL_FAILED },
        { "{\"Type\":\"Pass\",\"Result\":1,\"End\":true}", ASL_SUCCEEDED },
    };
    struct arena a = { 0 };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t few = stack_used(nest(&a, 2, rows[i].innermost), rows[i].status);
        size_t many = stack_used(nest(&a, 24, rows[i].innermost), rows[i].status);

        assert_true(many <= few + 2048);
    }
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pass_gives_its_result),
        cmocka_unit_test(a_choice_leaves_for_its_next),
        cmocka_unit_test(waits_and_tasks_wait),
        cmocka_unit_test(a_failure_is_only_noted),
        cmocka_unit_test(what_leaves_has_its_next_turn),
        cmocka_unit_test(the_last_state_ends_the_execution),
        cmocka_unit_test(a_failure_is_tried_again_then_caught),
        cmocka_unit_test(what_no_catcher_may_take_fails_the_branch),
        cmocka_unit_test(a_long_chain_needs_no_more_stack),
        cmocka_unit_test(ends_climb_without_nesting),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
