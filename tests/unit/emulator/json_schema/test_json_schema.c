/* Schemas: our own cases (tests/cases/json_schema), with what is said of a value that does not fit, and JSON Schema's
 * own test suite for draft 4, where its npm package is installed. */
#include "emulator/base/json.h"
#include "emulator/json_schema/json_schema.h"
#include "tests/support/emulator/cases.h"
#include "tests/support/emulator/unit.h"

#include <dirent.h>
#include <stdio.h>

#define SUITE "tests/node_modules/json-schema-test-suite/"

/* --- our own ------------------------------------------------------------------------------------------------------ */

/* Models by their addresses, of a case. */
static struct doc *find_model(void *self, struct span address)
{
    return doc_get_span(self, address);
}

static bool case_holds(struct arena *a, const struct doc *c)
{
    struct json_schema_library library = { find_model, doc_get(c, "models") };
    struct doc *messages = doc_list(a), *wanted = doc_get(c, "says");
    const char *error;
    const struct json_schema *s = json_schema_compile(a, doc_get(c, "schema"), &library, &error);
    bool good;

    if (!s) return span_is(doc_get_str(c, "error"), error);
    if (doc_get(c, "error")) return false;
    good = json_schema_check(s, doc_get(c, "value"), messages);
    if (good != json_schema_check(s, doc_get(c, "value"), NULL)) return false;
    if (good != !doc_count(messages) || !doc_equal(messages, wanted ? wanted : doc_list(a))) {
        print_message("said %s\n", json_text(a, messages).data);
        return false;
    }
    return true;
}

static void own_cases(void **state)
{
    struct arena a = { 0 };
    struct doc *cases = cases_read(&a, "tests/cases/json_schema/messages.json");
    size_t passed = 0;

    (void)state;
    for (size_t i = 0; i < doc_count(cases); i++) {
        bool holds = case_holds(&a, doc_at(cases, i));

        passed += holds;
        if (!holds) print_message("%s\n", json_text(&a, doc_at(cases, i)).data);
    }
    print_message("schemas: %zu passed, %zu failed\n", passed, doc_count(cases) - passed);
    assert_int_equal(passed, doc_count(cases));
    assert_true(passed >= 60);
    arena_release(&a);
}

/* A schema and a value of depth or breadth: an end comes, and soon. */
static void bounds(void **state)
{
    static const char *const schemas[] = {
        "{\"$ref\":\"#/a\",\"a\":{\"$ref\":\"#/b\"},\"b\":{\"$ref\":\"#/a\"}}",
        "{\"anyOf\":[{\"allOf\":[{\"$ref\":\"#\"},{\"$ref\":\"#\"}]},{\"not\":{\"$ref\":\"#\"}}]}",
        "{\"oneOf\":[{\"$ref\":\"#\"},{\"$ref\":\"#\"},{\"$ref\":\"#\"}]}",
        "{\"pattern\":\"^(a|aa)+$\"}",
    };
    struct arena a = { 0 };
    struct doc *text = doc_string(&a, SPAN("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab"));
    const char *error;

    (void)state;
    for (size_t i = 0; i < sizeof schemas / sizeof *schemas; i++) {
        struct doc *schema = json_parse(&a, span_of(schemas[i]), NULL);
        const struct json_schema *s = json_schema_compile(&a, schema, NULL, &error);

        if (s) assert_false(json_schema_check(s, text, NULL));
    }
    arena_release(&a);
}

/* --- the suite ---------------------------------------------------------------------------------------------------- */

static int passed, failed;

/* What the suite has at http://localhost:1234/, and the schema of schemas. */
static struct doc *find_remote(void *self, struct span address)
{
    char path[512];
    struct span text;

    if (!span_starts(address, "http://localhost:1234/")) return NULL;
    snprintf(path, sizeof path, SUITE "remotes/%.*s", (int)address.size - 22, address.data + 22);
    text = file_read(self, path);
    return text.data ? json_parse(self, text, NULL) : NULL;
}

/* The schema of schemas cannot be had: what refers to it is not tried. */
static bool needs_meta_schema(struct arena *a, const struct doc *group)
{
    struct span text = json_text(a, doc_get(group, "schema"));

    return memmem(text.data, text.size, "json-schema.org", 15) && memmem(text.data, text.size, "$ref", 4);
}

static void suite_group(struct arena *a, const char *file, const struct doc *group)
{
    struct json_schema_library library = { find_remote, a };
    const char *error;
    const struct json_schema *s = json_schema_compile(a, doc_get(group, "schema"), &library, &error);

    for (size_t i = 0; i < doc_count(doc_get(group, "tests")); i++) {
        const struct doc *test = doc_at(doc_get(group, "tests"), i);
        bool good;

        /* AWS: json-schema-validator's format of URIs takes references, too. */
        if (span_is(doc_get_str(test, "description"), "an invalid URI though valid URI reference")) continue;
        good = s && json_schema_check(s, doc_get(test, "data"), NULL) == doc_get_bool(test, "valid", false);

        if (good) passed++;
        else failed++;
        if (!good)
            print_message("%s: %s: %s %s\n", file, doc_get_cstr(group, "description"),
                          doc_get_cstr(test, "description"), s ? "" : error);
    }
}

static void suite_folder(const char *folder)
{
    DIR *d = opendir(folder);
    struct dirent *entry;
    char path[512];

    assert_non_null(d);
    while ((entry = readdir(d))) {
        struct arena a = { 0 };
        struct doc *groups;

        if (!span_ends(span_of(entry->d_name), ".json")) continue;
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        groups = cases_read(&a, path);
        for (size_t i = 0; i < doc_count(groups); i++)
            if (!needs_meta_schema(&a, doc_at(groups, i))) suite_group(&a, path, doc_at(groups, i));
        arena_release(&a);
    }
    closedir(d);
}

static void suite(void **state)
{
    DIR *there = opendir(SUITE);

    (void)state;
    if (!there) {
        print_message("json-schema-test-suite is not installed: skipped\n");
        skip();
    }
    closedir(there);
    suite_folder(SUITE "tests/draft4");
    suite_folder(SUITE "tests/draft4/optional");
    print_message("draft 4's suite: %d passed, %d failed\n", passed, failed);
    assert_int_equal(failed, 0);
    assert_true(passed >= 290);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(own_cases),
        cmocka_unit_test(bounds),
        cmocka_unit_test(suite),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
