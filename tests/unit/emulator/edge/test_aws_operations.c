/* The operations of Nube's services against those of AWS's models: each is one of them, and has its method and path. */
#include "tests/support/emulator/unit.h"

#include <string.h>

#include "emulator/core/codec.h"
#include "emulator/edge/aws_operations.h"
#include "emulator/services/services.h"

static int failed, compared;

static bool is_rest(const struct service *s)
{
    return service_speaks(s, PROTOCOL_REST_JSON) || service_speaks(s, PROTOCOL_REST_XML);
}

/* What follows the name in the service's line of that name; absent when there is none. */
static struct span binding_of(const struct service *s, const char *wanted)
{
    struct span rest = { NULL, 0 }, line, name;

    for (const struct aws_operations *o = aws_operations; o->service; o++)
        if (strcmp(o->service, s->name) == 0) rest = span_of(o->lines);
    while (span_split(&rest, '\n', &line))
        if (span_split(&line, ' ', &name) && span_is(name, wanted)) return line;
    return (struct span){ NULL, 0 };
}

static struct span without_slash(struct span path)
{
    return path.size > 1 && span_ends(path, "/") ? span_sub(path, 0, path.size - 1) : path;
}

/* Labels may be called otherwise, but must stand in the same places. */
static bool same_path(struct span a, struct span b)
{
    struct span x, y;

    a = without_slash(span_sub(a, 0, span_find(a, '?')));
    b = without_slash(span_sub(b, 0, span_find(b, '?')));
    while (span_split(&a, '/', &x)) {
        if (!span_split(&b, '/', &y)) return false;
        if (span_starts(x, "{") ? !span_starts(y, "{") || span_ends(x, "+}") != span_ends(y, "+}") : !span_eq(x, y))
            return false;
    }
    return !b.data;
}

static void compare(const struct service *s, const struct operation *o)
{
    struct span binding = binding_of(s, o->name), method;
    bool holds;

    compared++;
    if (is_rest(s)) {
        holds = span_split(&binding, ' ', &method) && span_is(method, o->rest.method) &&
                same_path(binding, span_of(o->rest.uri));
    } else {
        holds = aws_operations_has(s, span_of(o->name)) && !o->rest.method;
    }
    if (holds) return;
    failed++;
    print_error("%s %s: %s %s is not as AWS has it: %.*s\n", s->name, o->name, o->rest.method, o->rest.uri,
                SPAN_ARG(binding));
}

static void ours_are_among_awss(void **state)
{
    (void)state;
    services_register();
    for (const struct service *const *s = services; *s; s++)
        for (const struct operation *o = (*s)->operations; o->name; o++) compare(*s, o);
    assert_int_equal(failed, 0);
    assert_true(compared > 180);
}

static void names_are_found_whole(void **state)
{
    const struct service sqs = { .name = "sqs" }, none = { .name = "none" };

    (void)state;
    assert_true(aws_operations_has(&sqs, SPAN("SendMessage")));
    assert_true(aws_operations_has(&sqs, SPAN("SendMessageBatch")));
    assert_false(aws_operations_has(&sqs, SPAN("SendMessag")));
    assert_false(aws_operations_has(&sqs, SPAN("")));
    assert_false(aws_operations_has(&none, SPAN("SendMessage")));
}

static void idempotency_tokens_are_members(void **state)
{
    int count = 0;

    (void)state;
    services_register();
    for (const struct service *const *s = services; *s; s++)
        for (const struct operation *o = (*s)->operations; o->name; o++) {
            const struct member *m;
            if (!o->idempotency_token) continue;
            m = shape_member(o->input, span_of(o->idempotency_token));
            if (!m || m->shape->type != T_STRING) fail_msg("%s has no %s", o->name, o->idempotency_token);
            count++;
        }
    assert_true(count >= 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ours_are_among_awss),
        cmocka_unit_test(names_are_found_whole),
        cmocka_unit_test(idempotency_tokens_are_members),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
