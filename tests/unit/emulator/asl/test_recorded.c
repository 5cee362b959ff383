/* Executions that the real service recorded, played again: where they are at hand, those whose features are covered must come out the same, event for event.
 * Values that differ from run to run are placeholders in the recordings and match anything. */
#include "tests/unit/emulator/asl/asl_harness.h"

#include <glob.h>

#define RECORDED "../shared/aws-recorded/stepfunctions/*/*.json"

static bool is_placeholder(struct span s)
{
    static const char *const words[] = { "timestamp",     "datetime",    "date",     "snf_role_arn", "sfn_role_arn",
                                         "sqs_queue_url", "bucket-name", "file_key", "file-key",     NULL };

    for (int i = 0; words[i]; i++) {
        if (span_is(s, words[i])) return true;
    }
    return span_find(s, '<') != s.size || s.size > 200000 || span_ends(s, "lambda_function_name") ||
           span_ends(s, "lambda_function_1_name");
}

static bool matches(struct arena *a, const struct doc *expected, const struct doc *actual, const char **where);

static bool text_matches(struct arena *a, const struct doc *expected, const struct doc *actual)
{
    struct doc *x, *y;
    const char *ignored;

    if (is_placeholder(doc_text(expected))) return true;
    if (doc_equal(expected, actual)) return true;
    x = json_parse(a, doc_text(expected), NULL);
    y = json_parse(a, doc_text(actual), NULL);
    return x && y && !doc_is(x, DOC_STRING) && matches(a, x, y, &ignored);
}

static bool maps_match(struct arena *a, const struct doc *expected, const struct doc *actual, const char **where)
{
    for (uint32_t i = 0; i < expected->map.count; i++) {
        struct doc_member *m = &expected->map.members[i];
        struct doc *other = doc_get_span(actual, m->name);

        if (is_placeholder(m->name)) return true;
        if (!other || !matches(a, m->value, other, where)) {
            if (!**where)
                *where =
                    arena_printf(a, "%.*s: %.200s", SPAN_ARG(m->name), other ? json_text(a, other).data : "missing");
            return false;
        }
    }
    /* The Context object has told RedriveCount since late in 2023 only. */
    if (expected->map.count + (doc_get(actual, "RedriveCount") && !doc_get(expected, "RedriveCount")) ==
        actual->map.count)
        return true;
    *where = "further members";
    return false;
}

static bool matches(struct arena *a, const struct doc *expected, const struct doc *actual, const char **where)
{
    if (doc_is(expected, DOC_STRING) && is_placeholder(doc_text(expected))) return true;
    if (doc_is(expected, DOC_STRING)) return doc_is(actual, DOC_STRING) ? text_matches(a, expected, actual) : false;
    if (doc_is(actual, DOC_STRING)) actual = json_parse(a, doc_text(actual), NULL);
    if (!actual) return false;
    if (doc_is(expected, DOC_MAP)) return doc_is(actual, DOC_MAP) && maps_match(a, expected, actual, where);
    if (doc_is(expected, DOC_LIST)) {
        if (doc_count(expected) != doc_count(actual)) return false;
        for (size_t i = 0; i < doc_count(expected); i++) {
            if (!matches(a, doc_at(expected, i), doc_at(actual, i), where)) return false;
        }
        return true;
    }
    return doc_equal(expected, actual);
}

static struct doc *history_find(struct doc *d)
{
    if (doc_is(doc_get(d, "events"), DOC_LIST) && doc_get(doc_at(doc_get(d, "events"), 0), "type"))
        return doc_get(d, "events");
    for (uint32_t i = 0; doc_is(d, DOC_MAP) && i < d->map.count; i++) {
        struct doc *found = history_find(d->map.members[i].value);

        if (found) return found;
    }
    return NULL;
}

/* What the tasks answered, from the recorded events. */
static struct doc *outcomes_of(struct arena *a, struct doc *events)
{
    static const char *const details[] = { "taskSucceededEventDetails", "lambdaFunctionSucceededEventDetails",
                                           "taskFailedEventDetails",    "lambdaFunctionFailedEventDetails",
                                           "taskTimedOutEventDetails",  NULL };
    struct doc *list = doc_list(a);

    for (size_t i = 0; i < doc_count(events); i++) {
        for (int k = 0; details[k]; k++) {
            struct doc *d = doc_get(doc_at(events, i), details[k]), *o;

            if (!d) continue;
            o = doc_append_map(list);
            if (k < 2) {
                doc_put(o, "output", doc_get(d, "output"));
                if (doc_is(doc_get(d, "output"), DOC_STRING)) doc_put_bool(o, "text", true);
            } else if (k < 4) {
                doc_put(o, "error", doc_get(d, "error"));
                if (doc_get(d, "cause")) doc_put(o, "cause", doc_get(d, "cause"));
                if (span_is(doc_get_str(d, "error"), "States.DataLimitExceeded")) {
                    char *large = arena_alloc(a, 300003);

                    memset(large, 'a', 300002);
                    large[0] = large[300001] = '"';
                    doc_put(o, "output", doc_string(a, span_of(large)));
                    doc_put_bool(o, "text", true);
                }
            } else {
                doc_put_bool(o, "timeout", true);
            }
        }
    }
    return list;
}

enum verdict { NOT_COVERED, CONFORMS, DIFFERS_FROM_IT };

static const char *replaced(struct arena *a, struct span text, const char *what, const char *with)
{
    struct buf out = { 0 };
    char *copy;

    for (size_t i = 0; i < text.size;) {
        if (span_starts(span_sub(text, i, SIZE_MAX), what)) {
            buf_add_text(&out, with);
            i += strlen(what);
        } else {
            buf_add_char(&out, text.data[i++]);
        }
    }
    copy = arena_string(a, buf_span(&out));
    buf_release(&out);
    return copy;
}

static enum verdict replay(struct arena *a, const char *path, const char **why)
{
    struct span text = harness_file(a, path);
    struct doc *file, *requests, *definition = NULL, *input = NULL, *expected, *events;
    struct asl_report report = { .arena = a };
    struct harness h = { .arena = a, .now_ms = 1700000000000 };
    struct asl_definition *d;
    int creates = 0, starts = 0;

    text = span_of(replaced(a, text, "<region>", "us-east-1"));
    text = span_of(replaced(a, text, "<partition>", "aws"));
    file = json_parse(a, text, NULL);
    requests = doc_get(file, "requests");
    for (size_t i = 0; i < doc_count(requests); i++) {
        struct doc *r = doc_at(requests, i), *in = doc_get(r, "request");

        if (span_is(doc_get_str(r, "operation"), "CreateStateMachine"))
            definition = doc_get(in, "definition"), creates++;
        if (span_is(doc_get_str(r, "operation"), "CreateStateMachine") && span_is(doc_get_str(in, "type"), "EXPRESS"))
            return NOT_COVERED;
        if (span_is(doc_get_str(r, "operation"), "StartExecution")) input = doc_get(in, "input"), starts++;
    }
    expected = history_find(doc_get(file, "aws"));
    if (!creates || starts != 1 || !expected ||
        span_is(doc_get_str(doc_at(expected, doc_count(expected) - 1), "type"), "ExecutionAborted"))
        return NOT_COVERED;
    d = asl_definition_new(harness_text(a, definition), false, &report);
    if (!d) {
        *why = asl_report_text(&report);
        return strstr(*why, "NOT_IMPLEMENTED") ? NOT_COVERED : DIFFERS_FROM_IT;
    }
    h.outcomes = outcomes_of(a, expected);
    /* A text input stands for itself, unless it is JSON in a string. */
    harness_play(&h, d,
                 !input                                                              ? SPAN("{}")
                 : doc_is(input, DOC_STRING) && json_parse(a, doc_text(input), NULL) ? doc_text(input)
                                                                                     : json_text(a, input),
                 1000);
    asl_definition_free(d);
    events = harness_events(&h);
    *why = "";
    for (size_t i = 0; i < doc_count(expected) && i < doc_count(events); i++) {
        const char *where = "";
        struct doc *e = doc_at(expected, i), *o = doc_at(events, i);

        if (doc_is(doc_get(e, "id"), DOC_LIST) || doc_is(doc_get(e, "id"), DOC_STRING)) return NOT_COVERED;
        if (matches(a, e, o, &where)) continue;
        *why = arena_printf(a, "event %zu (%.*s): %s\n        expected %.600s\n        actual   %.600s", i + 1,
                            SPAN_ARG(doc_get_str(e, "type")), where, json_text(a, e).data, json_text(a, o).data);
        return DIFFERS_FROM_IT;
    }
    if (doc_count(expected) == doc_count(events)) return CONFORMS;
    *why = arena_printf(a, "%zu events instead of %zu", doc_count(events), doc_count(expected));
    return DIFFERS_FROM_IT;
}

static void recorded_executions_come_out_the_same(void **state)
{
    glob_t found = { 0 };
    int covered = 0, conform = 0;

    (void)state;
    if (glob(RECORDED, 0, NULL, &found)) {
        print_message("skipped: no recordings at %s\n", RECORDED);
        return;
    }
    for (size_t i = 0; i < found.gl_pathc; i++) {
        struct arena a = { 0 };
        const char *why = "";
        enum verdict v = replay(&a, found.gl_pathv[i], &why);

        if (v != NOT_COVERED) covered++;
        if (v == CONFORMS) conform++;
        else if (v == DIFFERS_FROM_IT) print_message("differs: %s: %s\n", found.gl_pathv[i] + 37, why);
        else if (getenv("RECORDED_ALL")) print_message("not covered: %s: %s\n", found.gl_pathv[i] + 37, why);
        arena_release(&a);
    }
    print_message("%d of %d covered recordings conform (%zu in all)\n", conform, covered, found.gl_pathc);
    globfree(&found);
    assert_int_equal(conform, covered);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(recorded_executions_come_out_the_same) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
