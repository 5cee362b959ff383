/* Forms with a file, by the cases of tests/cases/wire/multipart_forms.json. */
#include "tests/support/emulator/unit.h"

#include "emulator/base/json.h"
#include "emulator/wire/multipart_form.h"
#include "tests/support/emulator/cases.h"
#include "tests/support/emulator/drip.h"

#define FIELDS_BYTES_MAX 20480

static const char *const outcomes[] = { "file", "no file", "too large", "malformed" };

/* All of the file, in rooms of that size. False: it broke off, and does so again. */
static bool file_read_all(struct source *s, size_t room, struct buf *out)
{
    static char piece[8192];
    ssize_t got;

    buf_clear(out);
    if (room > sizeof piece) room = sizeof piece;
    while ((got = source_read(s, piece, room)) > 0) buf_add(out, piece, (size_t)got);
    assert_int_equal(source_read(s, piece, room), got);
    return got == 0;
}

/* What becomes of the body. */
static const char *outcome_of(struct arena *a, const struct doc *d, struct span body, size_t piece,
                              struct multipart_form *form, struct buf *file)
{
    struct drip from = drip_of(body, piece);
    struct span boundary;
    enum multipart_outcome outcome;

    if (!multipart_is_form(a, doc_get_str(d, "type"), &boundary)) return "no form";
    if (!boundary.data) return "no boundary";
    outcome = multipart_read(a, &from.source, boundary, "file", FIELDS_BYTES_MAX, form);
    if (outcome == MULTIPART_FILE && !file_read_all(form->file, piece, file)) return "broken";
    return outcomes[outcome];
}

static void is_as_wanted(struct arena *a, const struct doc *d, const struct multipart_form *form,
                         const struct buf *file)
{
    const struct doc *fields = doc_get(d, "fields");

    if (!fields) return;
    if (form->count != doc_count(fields)) fail_msg("%.*s: %zu fields", SPAN_ARG(doc_get_str(d, "name")), form->count);
    for (size_t i = 0; i < form->count; i++) {
        const struct doc *wanted = doc_at(fields, i);
        if (!span_eq(form->fields[i].name, doc_text(doc_at(wanted, 0))) ||
            !span_eq(form->fields[i].value, doc_text(doc_at(wanted, 1))))
            fail_msg("%.*s: field %zu", SPAN_ARG(doc_get_str(d, "name")), i);
    }
    if (!span_eq(form->filename, doc_get_str(d, "filename")) ||
        (form->filename.data == NULL) != (doc_get(d, "filename") == NULL) ||
        !span_eq(form->content_type, doc_get_str(d, "content_type")))
        fail_msg("%.*s: the file's head", SPAN_ARG(doc_get_str(d, "name")));
    if (doc_get(d, "file") && !span_eq(buf_span(file), cases_bytes(a, doc_get(d, "file"))))
        fail_msg("%.*s: the file", SPAN_ARG(doc_get_str(d, "name")));
}

static void cases_hold(void **state)
{
    static const size_t pieces[] = { 1, 3, 100, 100000 };
    struct arena a = { 0 };
    struct doc *cases = cases_read(&a, "tests/cases/wire/multipart_forms.json");
    struct buf file = { 0 };

    (void)state;
    assert_true(doc_count(cases) > 45);
    for (size_t i = 0; i < doc_count(cases); i++)
        for (size_t n = 0; n < sizeof pieces / sizeof *pieces; n++) {
            const struct doc *d = doc_at(cases, i);
            struct arena own = { 0 };
            struct multipart_form form = { 0 };
            const char *outcome = outcome_of(&own, d, cases_bytes(&own, doc_get(d, "body")), pieces[n], &form, &file);
            if (!span_is(doc_get_str(d, "outcome"), outcome))
                fail_msg("%.*s, by %zu: %s", SPAN_ARG(doc_get_str(d, "name")), pieces[n], outcome);
            is_as_wanted(&own, d, &form, &file);
            arena_release(&own);
        }
    buf_release(&file);
    arena_release(&a);
}

/* Wherever it is cut off before the file's end, it is never taken for whole. */
static void no_part_is_the_whole(void **state)
{
    struct arena a = { 0 };
    struct doc *cases = cases_read(&a, "tests/cases/wire/multipart_forms.json");
    struct buf file = { 0 };
    int cuts = 0;

    (void)state;
    for (size_t i = 0; i < doc_count(cases); i++) {
        const struct doc *d = doc_at(cases, i);
        struct span body = cases_bytes(&a, doc_get(d, "body")), whole = cases_bytes(&a, doc_get(d, "file"));
        if (!span_is(doc_get_str(d, "outcome"), "file") || body.size > 2000) continue;
        for (size_t size = 0; size < body.size; size++) {
            struct arena own = { 0 };
            struct multipart_form form = { 0 };
            const char *outcome = outcome_of(&own, d, span_sub(body, 0, size), 4096, &form, &file);
            if (span_is(span_of(outcome), "file") && !span_eq(buf_span(&file), whole))
                fail_msg("%.*s: %zu bytes", SPAN_ARG(doc_get_str(d, "name")), size);
            arena_release(&own);
            cuts++;
        }
    }
    assert_true(cuts > 1000);
    buf_release(&file);
    arena_release(&a);
}

static void fields_are_found(void **state)
{
    struct multipart_field fields[] = { { SPAN("Key"), SPAN("a") }, { SPAN("key"), SPAN("b") } };
    struct multipart_form form = { .fields = fields, .count = 2 };

    (void)state;
    assert_span_equal(multipart_field(&form, "KEY"), "a");
    assert_null(multipart_field(&form, "acl").data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cases_hold),
        cmocka_unit_test(no_part_is_the_whole),
        cmocka_unit_test(fields_are_found),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
