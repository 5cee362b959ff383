/* PATCH: tests/cases/apigateway/patches.json, each a document, operations, and what it becomes or the words in which they
 * are refused. And the file of ImportApiKeys. */
#include "emulator/services/apigateway/apigateway_patch.h"

#include "emulator/base/json.h"
#include "emulator/services/apigateway/apigateway_key_file.h"
#include "emulator/services/apigateway/apigateway_model_schema.h"
#include "tests/support/emulator/cases.h"
#include "tests/support/emulator/unit.h"

static const struct api_patch_row rows[] = {
    { "/name", PATCH_REPLACE, PATCH_TEXT, NULL },
    { "/flag", PATCH_REPLACE, PATCH_BOOLEAN, NULL },
    { "/deep/count", PATCH_REPLACE, PATCH_INTEGER, NULL },
    { "/deep/rate", PATCH_ADD, PATCH_NUMBER, NULL },
    { "/map/{name}", PATCH_ANY, PATCH_TEXT, NULL },
    { "/list/{item}", PATCH_ANY, PATCH_LIST, NULL },
    { "/set", PATCH_ANY, PATCH_LIST, NULL },
    { NULL, 0, PATCH_TEXT, NULL },
};

static void patches(void **state)
{
    static const struct api_patch_rules rules = { rows, NULL };
    extern const struct service apigateway_service;
    struct arena a = { 0 };
    struct doc *cases = cases_read(&a, "tests/cases/apigateway/patches.json");

    (void)state;
    for (size_t i = 0; i < doc_count(cases); i++) {
        const struct doc *one = doc_at(cases, i);
        struct call *c = call_new(&apigateway_service, NULL, &identity_default, SPAN(""));
        struct doc *document = doc_copy(&c->arena, doc_get(one, "document"));
        bool is_taken;
        doc_put(c->in, "patchOperations", doc_copy(&c->arena, doc_get(one, "operations")));
        is_taken = api_patch(c, &rules, document) == 0;
        if (is_taken != (doc_get(one, "becomes") != NULL)) fail_msg("%s", json_text(&a, one).data);
        if (is_taken) assert_span_equal(json_text(&a, document), json_text(&a, doc_get(one, "becomes")).data);
        else assert_string_equal(c->fault.message, doc_get_cstr(one, "fails"));
        call_free(c);
    }
    assert_true(doc_count(cases) >= 30);
    arena_release(&a);
}

static void a_file_of_keys(void **state)
{
    static const char text[] = "description , KEY,Name,enabled,other\r\n"
                               "\"a, \"\"b\"\"\nc\",k1,n1,true\r\n"
                               "\n"
                               ",k2,\n"
                               "d,k3,n3,false,x,y,z";
    struct arena a = { 0 };
    struct api_key_file file;
    struct api_key_line line;

    (void)state;
    assert_true(api_key_file_open(&file, &a, span_of(text)));
    assert_true(api_key_file_next(&file, &line));
    assert_span_equal(line.description, "a, \"b\"\nc");
    assert_span_equal(line.key, "k1");
    assert_span_equal(line.enabled, "true");
    assert_null(line.usage_plan_ids.data);
    assert_true(api_key_file_next(&file, &line));
    assert_span_equal(line.key, "k2");
    assert_span_equal(line.name, "");
    assert_int_equal(line.number, 4);
    assert_true(api_key_file_next(&file, &line));
    assert_span_equal(line.name, "n3");
    assert_false(api_key_file_next(&file, &line));
    assert_false(api_key_file_open(&file, &a, SPAN("name,value\nn,v")));
    assert_false(api_key_file_open(&file, &a, SPAN("")));
    arena_release(&a);
}

/* Models that refer to each other in a circle. */
static struct doc *find(struct span name, void *arg)
{
#define MODEL(name) "{\"$ref\":\"https://apigateway.amazonaws.com/restapis/x/models/" name "\"}"
    static const char a[] = "{\"type\":\"object\",\"properties\":{\"b\":" MODEL("B") "}}";
    static const char b[] = "{\"type\":\"array\",\"items\":" MODEL("A") "}";

    if (span_is(name, "A")) return json_parse(arg, span_of(a), NULL);
    return span_is(name, "B") ? json_parse(arg, span_of(b), NULL) : NULL;
}

static void models_that_go_in_circles_end(void **state)
{
    struct arena a = { 0 };
    struct doc *flat, *schema = find(SPAN("A"), &a);

    (void)state;
    flat = api_schema_flatten(&a, schema, find, &a);
    assert_int_equal(doc_count(doc_get(flat, "definitions")), 2);
    assert_true(api_schema_template(&a, schema, find, &a).size > 100);
    assert_span_equal(api_schema_model_of(SPAN("https://apigateway.amazonaws.com/restapis/x/models/A")), "A");
    assert_null(api_schema_model_of(SPAN("#/definitions/A")).data);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(patches),
        cmocka_unit_test(a_file_of_keys),
        cmocka_unit_test(models_that_go_in_circles_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
