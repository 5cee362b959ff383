/* JSONata: our own cases (tests/cases/jsonata), and the language's own where they are at hand.
 *
 * A case: `expr`, or `expr-file` beside it; `data`, or a `dataset` by name; `bindings`; `timelimit` and `depth`; and
 * what it gives: `result`, `undefinedResult`, or an error's `code`, with the `token` it is about and its `message`.
 * `aws` asks for that dialect. */
#include "tests/support/emulator/cases.h"
#include "tests/support/emulator/small_stack.h"
#include "tests/support/emulator/unit.h"

#include <glob.h>
#include <string.h>

#include "emulator/asl/jsonata/jsonata.h"
#include "emulator/base/json.h"

#define OWN      "tests/cases/jsonata/*.json"
#define LANGUAGE "../shared/jsonata/groups/*/*.json"
#define DATASET  "../shared/jsonata/datasets/%.*s.json"
#define NOW_MS   1521801216617

/* Cases of the language's that do not come out as there, each with its reason. */
static const struct {
    const char *expr, *reason;
} exceptions[] = {
    /* Its text holds half a surrogate pair as JSON; our documents are UTF-8, which cannot, and have U+FFFD there. */
    { "$encodeUrl('\uFFFD')", "half a surrogate pair" },
    { "$encodeUrlComponent('\uFFFD')", "half a surrogate pair" },
    { NULL, NULL },
};

static struct doc *variable(void *arg, struct span name)
{
    return doc_get_span(arg, name);
}

static struct doc *play(struct arena *a, const struct doc *one, struct span expr, struct doc *input,
                        struct jsonata_error *error)
{
    struct jsonata_scope scope = {
        .arena = a,
        .input = input,
        .variable = variable,
        .arg = doc_get(one, "bindings"),
        .is_aws = doc_get_bool(one, "aws", false),
        .now_ms = NOW_MS,
        .depth_max = (int)doc_get_int(one, "depth", 0),
        .milliseconds_max = 10 * doc_get_int(one, "timelimit", 0),
    };
    struct jsonata *e = jsonata_compile(a, expr, error);

    return e ? jsonata_value(e, &scope, error) : NULL;
}

/* Lists with the same items in any order. */
static bool same_items(const struct doc *x, const struct doc *y)
{
    bool used[64] = { false };
    size_t found = 0;

    for (size_t i = 0; i < doc_count(x); i++) {
        for (size_t n = 0; n < doc_count(y) && n < 64; n++) {
            if (used[n] || !doc_equal(doc_at(x, i), doc_at(y, n))) continue;
            used[n] = true;
            found++;
            break;
        }
    }
    return found == doc_count(x) && found == doc_count(y);
}

static bool came_out(const struct doc *one, const struct doc *result, const struct jsonata_error *error)
{
    const struct doc *fault = doc_is(doc_get(one, "error"), DOC_MAP) ? doc_get(one, "error") : one;
    struct span code = doc_get_str(fault, "code"), token = doc_get_str(fault, "token");

    if (code.data) {
        if (!error->code || !span_is(code, error->code)) return false;
        if (token.data && !span_eq(token, error->token)) return false;
        return !doc_get(fault, "message") || span_eq(doc_get_str(fault, "message"), error->message);
    }
    if (error->code) return false;
    if (doc_get_bool(one, "undefinedResult", false)) return !result;
    if (doc_get_bool(one, "unordered", false)) return same_items(doc_get(one, "result"), result);
    return result && doc_get(one, "result") && doc_equal(doc_get(one, "result"), result);
}

static bool run_case(struct arena *a, const char *path, const struct doc *one)
{
    struct span dataset = doc_get_str(one, "dataset"), file = doc_get_str(one, "expr-file"),
                expr = doc_get_str(one, "expr");
    struct doc *input = doc_get(one, "data"), *result;
    struct jsonata_error error = { 0 };

    if (dataset.data) input = cases_read(a, arena_printf(a, DATASET, SPAN_ARG(dataset)));
    if (file.data)
        expr = file_read(a, arena_printf(a, "%.*s/%.*s", (int)(strrchr(path, '/') - path), path, SPAN_ARG(file)));
    result = play(a, one, expr, input, &error);
    if (came_out(one, result, &error)) return true;
    print_message("%s: %.*s\n  %s%s%.*s%.300s\n", path, SPAN_ARG(expr), error.code ? error.code : "",
                  error.code ? ": " : "", SPAN_ARG(error.message),
                  error.code ? ""
                  : result   ? json_text(a, result).data
                             : "undefined");
    return false;
}

static const char *reason_of_exception(const struct doc *one)
{
    for (int i = 0; exceptions[i].expr; i++)
        if (span_is(doc_get_str(one, "expr"), exceptions[i].expr)) return exceptions[i].reason;
    return NULL;
}

struct tally {
    int passed, failed, excepted;
};

static void run_file(const char *path, struct tally *tally)
{
    struct arena a = { 0 };
    struct doc *file = cases_read(&a, path);
    size_t count = doc_is(file, DOC_LIST) ? doc_count(file) : 1;

    for (size_t i = 0; i < count; i++) {
        struct doc *one = doc_is(file, DOC_LIST) ? doc_at(file, i) : file;
        const char *reason = reason_of_exception(one);
        if (reason) {
            print_message("%s is an exception: %s\n", path, reason);
            tally->excepted++;
        } else if (run_case(&a, path, one)) {
            tally->passed++;
        } else {
            tally->failed++;
        }
    }
    arena_release(&a);
}

static struct tally run_files(const char *pattern)
{
    struct tally tally = { 0 };
    glob_t found;

    if (!glob(pattern, 0, NULL, &found)) {
        for (size_t i = 0; i < found.gl_pathc; i++) run_file(found.gl_pathv[i], &tally);
        globfree(&found);
    }
    return tally;
}

static void own_cases(void **state)
{
    struct tally tally = run_files(OWN);

    (void)state;
    print_message("%d cases passed, %d failed\n", tally.passed, tally.failed);
    assert_true(tally.passed >= 780);
    assert_int_equal(tally.failed, 0);
}

static void cases_of_the_language(void **state)
{
    struct tally tally = run_files(LANGUAGE);

    (void)state;
    if (!tally.passed && !tally.failed) {
        print_message("skipped: the language's cases are not in this repository\n");
        skip();
    }
    print_message("%d cases of the language passed, %d failed, %d are exceptions\n", tally.passed, tally.failed,
                  tally.excepted);
    assert_int_equal(tally.failed, 0);
    assert_true(tally.passed >= 1150);
    assert_true(tally.passed * 100 >= (tally.passed + tally.failed + tally.excepted) * 98);
}

/* --- stacks and threads
 * -------------------------------------------------------------------------------------------- */

#define SMALL_STACK_BYTES ((size_t)100 * 1024) /* a connection's */

struct job {
    const struct jsonata *expression;
    const char *text;
    struct jsonata_error error;
    int64_t result;
    pthread_t thread;
};

static void *evaluate(void *arg)
{
    struct job *job = arg;
    struct arena a = { 0 };
    struct jsonata_scope scope = { .arena = &a };
    const struct jsonata *e = job->text ? jsonata_compile(&a, span_of(job->text), &job->error) : job->expression;
    struct doc *result = e ? jsonata_value(e, &scope, &job->error) : NULL;

    job->result = doc_is(result, DOC_INT) ? result->integer : -1;
    arena_release(&a);
    return NULL;
}

static void run_on_small_stack(const char *text, struct job *job)
{
    *job = (struct job){ .text = text };
    small_stack_run(SMALL_STACK_BYTES, evaluate, job);
}

static char *repeated(struct arena *a, const char *before, const char *middle, const char *after, int times)
{
    struct buf b = { 0 };
    char *text;

    for (int i = 0; i < times; i++) buf_add_text(&b, before);
    buf_add_text(&b, middle);
    for (int i = 0; i < times; i++) buf_add_text(&b, after);
    text = arena_string(a, buf_span(&b));
    buf_release(&b);
    return text;
}

static void deep_on_a_small_stack(void **state)
{
    struct arena a = { 0 };
    struct job job;

    (void)state;
    run_on_small_stack(repeated(&a, "(", "7", ")", 400), &job);
    assert_int_equal(job.result, 7);
    run_on_small_stack(repeated(&a, "(", "7", ")", 100000), &job);
    assert_string_equal(job.error.code, "U1001");
    run_on_small_stack(repeated(&a, "", "0", "+1", 4000), &job);
    assert_int_equal(job.result, 4000);
    run_on_small_stack(repeated(&a, "", "0", "+1", 100000), &job);
    assert_string_equal(job.error.code, "U1001");
    run_on_small_stack("($f := function($n) { $n = 0 ? 0 : 1 + $f($n - 1) }; $f(2000))", &job);
    assert_int_equal(job.result, 2000);
    run_on_small_stack("($f := function($n) { 1 + $f($n + 1) }; $f(0))", &job);
    assert_string_equal(job.error.code, "U1001");
    arena_release(&a);
}

static void one_expression_in_two_threads(void **state)
{
    struct arena a = { 0 };
    struct jsonata_error error;
    struct jsonata *e = jsonata_compile(
        &a, SPAN("$sum($map([1..2000], function($x) { $length($replace('abc', /b/, $string($x))) }))"), &error);
    struct job jobs[2];

    (void)state;
    assert_non_null(e);
    for (int i = 0; i < 2; i++) {
        jobs[i] = (struct job){ .expression = e };
        jobs[i].thread = small_stack_start(SMALL_STACK_BYTES, evaluate, &jobs[i]);
    }
    for (int i = 0; i < 2; i++) {
        pthread_join(jobs[i].thread, NULL);
        assert_int_equal(jobs[i].result, 2000 * 2 + 9 + 90 * 2 + 900 * 3 + 1001 * 4);
    }
    arena_release(&a);
}

static void errors_tell_where(void **state)
{
    struct arena a = { 0 };
    struct jsonata_scope scope = { .arena = &a };
    struct jsonata_error error;

    (void)state;
    assert_null(jsonata_compile(&a, SPAN("'\xF0\x9F\x98\x80' b"), &error));
    assert_string_equal(error.code, "S0201");
    assert_span_equal(error.token, "b");
    assert_int_equal(error.position, 6); /* the face counts two */
    assert_null(jsonata_value(jsonata_compile(&a, SPAN("1 + $length(2)"), &error), &scope, &error));
    assert_string_equal(error.code, "T0410");
    assert_span_equal(error.token, "length");
    assert_int_equal(error.position, 12);
    assert_null(jsonata_value(jsonata_compile(&a, SPAN("nothing"), &error), &scope, &error));
    assert_null(error.code);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(own_cases),
        cmocka_unit_test(cases_of_the_language),
        cmocka_unit_test(deep_on_a_small_stack),
        cmocka_unit_test(one_expression_in_two_threads),
        cmocka_unit_test(errors_tell_where),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
