/* Saved forms of executions that are not what was saved. */
#include "tests/support/emulator/unit.h"

#include "emulator/asl/run/asl_saved.h"

static struct arena arena;
static struct asl_definition *definition;
static struct asl_facts facts;

static int setup(void **state)
{
    struct asl_report report = { .arena = &arena };

    (void)state;
    definition = asl_definition_new(SPAN("{\"StartAt\":\"W\",\"States\":{\"W\":{\"Type\":\"Wait\",\"Seconds\":3,"
                                         "\"Assign\":{\"v\":1},\"End\":true}}}"),
                                    false, &report);
    assert_non_null(definition);
    facts = (struct asl_facts){ .input = SPAN("{}"), .started_ms = 1, .execution_arn = SPAN("arn:a") };
    return 0;
}

static int drop(void **state)
{
    (void)state;
    asl_definition_free(definition);
    arena_release(&arena);
    return 0;
}

/* Of an execution that waits. */
static struct span saved_form(void)
{
    struct asl_execution *x = asl_execution_new(definition, &facts);
    struct span saved;

    asl_execution_start(x, 1);
    assert_int_equal(x->status, ASL_RUNNING);
    saved = arena_span(&arena, asl_execution_save(x));
    asl_execution_free(x);
    return saved;
}

static bool is_restored(struct span form)
{
    struct asl_execution *x = asl_execution_restore(definition, &facts, form, 1);
    bool is_it = x != NULL;

    asl_execution_free(x);
    return is_it;
}

static void what_was_cut_off_is_not_restored(void **state)
{
    struct span saved = saved_form();

    (void)state;
    assert_true(is_restored(saved));
    for (size_t size = 0; size < saved.size; size++)
        if (is_restored(span_sub(saved, 0, size))) fail_msg("%.*s", SPAN_ARG(span_sub(saved, 0, size)));
}

/* Its last two texts are the variables and a Map's item. */
static void variables_are_an_object(void **state)
{
    struct span saved = saved_form(), before = span_sub(saved, 0, saved.size - 6);

    (void)state;
    assert_true(span_ends(saved, "-1:-1:"));
    assert_true(is_restored(arena_format(&arena, "%.*s7:{\"v\":2}-1:", SPAN_ARG(before))));
    assert_false(is_restored(arena_format(&arena, "%.*s1:5-1:", SPAN_ARG(before))));
    assert_false(is_restored(arena_format(&arena, "%.*s1:{-1:", SPAN_ARG(before))));
    assert_false(is_restored(arena_format(&arena, "%.*s0:-1:", SPAN_ARG(before))));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_was_cut_off_is_not_restored, setup, drop),
        cmocka_unit_test_setup_teardown(variables_are_an_object, setup, drop),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
