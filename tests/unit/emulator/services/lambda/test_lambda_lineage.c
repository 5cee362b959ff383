/* Lineages of traces: read, counted, gone on with, and what is none. */
#include "tests/support/emulator/unit.h"

#include "emulator/base/buf.h"
#include "emulator/services/lambda/lambda_lineage.h"

static const struct lambda_function f = { .arn = SPAN("arn:aws:lambda:us-east-1:000000000000:function:f") },
                                    g = { .arn = SPAN("arn:aws:lambda:us-east-1:000000000000:function:g") };

static void a_function_is_counted(void **state)
{
    struct arena a = { 0 };
    struct span trace = SPAN("Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1");

    (void)state;
    assert_int_equal(lambda_lineage_count(trace, &f), 0);
    for (int i = 1; i <= LAMBDA_HOPS_MAX; i++) {
        assert_false(lambda_lineage_is_loop(trace, &f));
        trace = lambda_lineage_add(&a, trace, &f);
        trace = lambda_lineage_add(&a, trace, &g);
        assert_int_equal(lambda_lineage_count(trace, &f), i);
    }
    assert_true(lambda_lineage_is_loop(trace, &f));
    assert_true(span_starts(trace, "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1;Lineage="));
    arena_release(&a);
}

static void what_others_wrote_is_kept_and_bounded(void **state)
{
    struct arena a = { 0 };
    struct buf b = { 0 };
    struct span trace = lambda_lineage_add(&a, SPAN("Root=1;Lineage=a87bd80c:1|68fd508a:5|odd|:|x:y"), &f);

    (void)state;
    assert_true(span_ends(trace, ":1|a87bd80c:1|68fd508a:5"));
    buf_add_text(&b, "Root=1;Lineage=");
    for (int i = 0; i < 1000; i++) buf_printf(&b, "%08x:1|", i);
    trace = lambda_lineage_add(&a, buf_span(&b), &f);
    assert_in_range(trace.size, 100, 300);
    assert_int_equal(lambda_lineage_count(SPAN(""), &f), 0);
    buf_release(&b);
    arena_release(&a);
}

static void a_loop_may_be_wanted(void **state)
{
    struct arena a = { 0 };
    struct lambda_function wanted = f;
    struct span trace = SPAN("Root=1");

    (void)state;
    for (int i = 0; i < LAMBDA_HOPS_MAX; i++) trace = lambda_lineage_add(&a, trace, &f);
    wanted.common = doc_map(&a);
    doc_put_cstr(wanted.common, "RecursiveLoop", "Allow");
    assert_false(lambda_lineage_is_loop(trace, &wanted));
    assert_true(lambda_lineage_is_loop(trace, &f));
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_function_is_counted),
        cmocka_unit_test(what_others_wrote_is_kept_and_bounded),
        cmocka_unit_test(a_loop_may_be_wanted),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
