/* Recordings of the real service, compared and played. */
#include "tests/support/emulator/recorded.h"

#include <glob.h>
#include <stdlib.h>
#include <string.h>

#include "emulator/base/buf.h"
#include "emulator/base/json.h"
#include "tests/support/emulator/unit.h"

bool recorded_is_placeholder(struct span s)
{
    static const char *const words[] = { "timestamp",    "datetime",      "date",         "snf_role_arn",
                                         "sfn_role_arn", "sqs_queue_url", "bucket-name",  "file_key",
                                         "file-key",     "activity_arn",  "map_run_arn",  "RandomNumberGenerated",
                                         "bucket_name",  "start-time",    "entered-time", NULL };

    for (int i = 0; words[i]; i++) {
        if (span_is(s, words[i])) return true;
    }
    return span_find(s, '<') != s.size || s.size > 200000 || span_ends(s, "lambda_function_name") ||
           span_ends(s, "lambda_function_1_name");
}

static bool text_matches(struct arena *a, const struct doc *expected, const struct doc *actual)
{
    struct doc *x, *y;
    const char *ignored;

    if (recorded_is_placeholder(doc_text(expected))) return true;
    if (doc_equal(expected, actual)) return true;
    x = json_parse(a, doc_text(expected), NULL);
    y = json_parse(a, doc_text(actual), NULL);
    return x && y && !doc_is(x, DOC_STRING) && recorded_matches(a, x, y, &ignored);
}

static bool maps_match(struct arena *a, const struct doc *expected, const struct doc *actual, const char **where)
{
    for (uint32_t i = 0; i < expected->map.count; i++) {
        struct doc_member *m = &expected->map.members[i];
        struct doc *other = doc_get_span(actual, m->name);

        if (recorded_is_placeholder(m->name)) return true;
        if (!other || !recorded_matches(a, m->value, other, where)) {
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

bool recorded_matches(struct arena *a, const struct doc *expected, const struct doc *actual, const char **where)
{
    if (doc_is(expected, DOC_STRING) && recorded_is_placeholder(doc_text(expected))) return true;
    if (doc_is(expected, DOC_STRING)) return doc_is(actual, DOC_STRING) ? text_matches(a, expected, actual) : false;
    if (doc_is(actual, DOC_STRING)) actual = json_parse(a, doc_text(actual), NULL);
    if (!actual) return false;
    if (doc_is(expected, DOC_MAP)) return doc_is(actual, DOC_MAP) && maps_match(a, expected, actual, where);
    if (doc_is(expected, DOC_LIST)) {
        if (doc_count(expected) != doc_count(actual)) return false;
        for (size_t i = 0; i < doc_count(expected); i++) {
            if (!recorded_matches(a, doc_at(expected, i), doc_at(actual, i), where)) return false;
        }
        return true;
    }
    return doc_equal(expected, actual);
}

const char *recorded_replace(struct arena *a, struct span text, const char *what, const char *with)
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

void recordings_conform(const char *pattern,
                        enum verdict (*replay)(struct arena *a, const char *path, const char **why), int at_least)
{
    glob_t found = { 0 };
    int covered = 0, conform = 0;

    if (glob(pattern, 0, NULL, &found)) {
        print_message("skipped: these recordings are not in this repository\n");
        skip();
    }
    for (size_t i = 0; i < found.gl_pathc; i++) {
        struct arena a = { 0 };
        const char *why = "";
        enum verdict v = replay(&a, found.gl_pathv[i], &why);

        covered += v != NOT_COVERED;
        conform += v == CONFORMS;
        if (v == DIFFERS_FROM_IT) print_message("differs: %s: %s\n", found.gl_pathv[i], why);
        if (v == NOT_COVERED && getenv("RECORDED_ALL")) print_message("not covered: %s: %s\n", found.gl_pathv[i], why);
        arena_release(&a);
    }
    print_message("%d of %d covered recordings conform (%zu in all)\n", conform, covered, found.gl_pathc);
    globfree(&found);
    assert_true(covered >= at_least);
    assert_int_equal(conform, covered);
}
