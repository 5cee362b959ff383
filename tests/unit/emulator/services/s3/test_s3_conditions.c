/* Conditions on an object whose ETag is "a", changed at 1000 s, at 2500 s: tests/cases/s3/conditions.json. */
#include "emulator/services/s3/s3_conditions.h"

#include "emulator/core/service.h"
#include "emulator/services/services.h"
#include "tests/support/emulator/cases.h"
#include "tests/support/emulator/world.h"

static int check(struct call *c, struct span of, const struct s3_object *o)
{
    if (span_is(of, "read")) return s3_check_read(c, o);
    if (span_is(of, "write")) return s3_check_write(c, o);
    return s3_check_delete(c, doc_get_str(c->in, "IfMatch"), SPAN("k"), o);
}

static struct call *call_of(const struct doc *row)
{
    struct span of = doc_get_str(row, "of");
    const char *operation = span_is(of, "read") ? "GetObject" : span_is(of, "write") ? "PutObject" : "DeleteObject";
    struct call *c = call_prepare("s3", operation, "%s", "{\"Bucket\":\"b\",\"Key\":\"k\"}");

    c->now_ms = 2500000;
    for (size_t i = 0; i < doc_count(row); i++) {
        const struct doc_member *m = &row->map.members[i];
        if (!span_starts(m->name, "If")) continue;
        if (doc_is(m->value, DOC_STRING)) doc_put_span(c->in, m->name, m->value);
        else
            doc_put_int(c->in, arena_string(&c->arena, m->name),
                        doc_get_int(row, arena_string(&c->arena, m->name), 0) * 1000);
    }
    return c;
}

static void the_case_holds(const struct doc *row)
{
    struct s3_object o = { .key = SPAN("k"), .etag = SPAN("a"), .changed_ms = 1000000 };
    struct span is = doc_get_str(row, "is"), condition = doc_get_str(row, "Condition");
    struct call *c = call_of(row);
    int rc;

    o.is_marker = doc_get_bool(row, "marker", false);
    rc = check(c, doc_get_str(row, "of"), doc_get_bool(row, "there", true) ? &o : NULL);
    if (rc == 0 ? is.size : !c->fault.kind || !span_is(is, c->fault.kind->code))
        fail_msg("%.*s: %s", SPAN_ARG(json_text(&c->arena, row)), c->fault.kind ? c->fault.kind->code : "holds");
    if (condition.data) assert_true(span_eq(doc_get_str(c->fault.extra, "Condition"), condition));
    call_free(c);
}

static void conditions(void **state)
{
    struct arena a = { 0 };
    const struct doc *rows = cases_read(&a, "tests/cases/s3/conditions.json");

    (void)state;
    for (size_t i = 0; i < doc_count(rows); i++) the_case_holds(doc_at(rows, i));
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(conditions) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
