/* OpenAPI: what is read of a document, written and read again, is the same, in both versions, as JSON and as YAML. */
#include "emulator/services/apigateway/apigateway_openapi.h"

#include "emulator/base/json.h"
#include "emulator/base/yaml.h"
#include "tests/support/emulator/cases.h"
#include "tests/support/emulator/unit.h"

#define CASES "tests/cases/apigateway/openapi/"

static struct doc *read_document(struct arena *a, const struct doc *document, const char *basepath,
                                 struct doc *warnings)
{
    struct api_openapi_options options = { .api_id = SPAN("abc123"), .basepath = span_of(basepath) };

    return api_openapi_read(a, document, &options, warnings);
}

/* --- a snapshot of what was read: ids are names ------------------------------------------------------------------- */

static struct doc *by_status(struct arena *a, const struct doc *list)
{
    struct doc *map = doc_map(a);

    for (size_t i = 0; i < doc_count(list); i++)
        doc_put_span(map, doc_get_str(doc_at(list, i), "statusCode"), doc_at(list, i));
    return map;
}

static struct doc *snapshot_method(struct arena *a, const struct doc *method)
{
    struct doc *m = doc_shallow(a, method), *integration = doc_get(method, "integration");

    doc_put_str(m, "authorizerId", doc_get_str(method, "authorizerName"));
    doc_put_str(m, "requestValidatorId", doc_get_str(method, "validatorName"));
    doc_put(m, "methodResponses", by_status(a, doc_get(method, "responses")));
    if (!integration) return m;
    integration = doc_shallow(a, integration);
    doc_put_str(integration, "httpMethod", doc_get_str(integration, "integrationHttpMethod"));
    doc_put(integration, "integrationResponses", by_status(a, doc_get(method, "integrationResponses")));
    doc_put(m, "methodIntegration", integration);
    return m;
}

static struct doc *with_ids(struct arena *a, const struct doc *list)
{
    struct doc *all = doc_list(a);

    for (size_t i = 0; i < doc_count(list); i++) {
        struct doc *one = doc_shallow(a, doc_at(list, i));

        doc_put_str(one, "id", doc_get_str(one, "name"));
        doc_append(all, one);
    }
    return all;
}

static struct doc *snapshot_of(struct arena *a, const struct doc *definition)
{
    struct doc *s = doc_shallow(a, definition), *resources = doc_list(a), *told = doc_get(definition, "resources");

    for (size_t i = 0; i < doc_count(told); i++) {
        struct doc *methods = doc_get(doc_at(told, i), "methods"), *r = doc_append_map(resources);
        struct doc *map = doc_put_map(r, "resourceMethods");

        doc_put_str(r, "path", doc_get_str(doc_at(told, i), "path"));
        for (size_t k = 0; k < doc_count(methods); k++)
            doc_put_span(map, doc_get_str(doc_at(methods, k), "httpMethod"), snapshot_method(a, doc_at(methods, k)));
    }
    doc_put(s, "resources", resources);
    doc_put(s, "authorizers", with_ids(a, doc_get(definition, "authorizers")));
    doc_put(s, "requestValidators", with_ids(a, doc_get(definition, "requestValidators")));
    return s;
}

/* --- there and back ----------------------------------------------------------------------------------------------- */

/* Lists of parts in any order. */
static bool is_same(const struct doc *one, const struct doc *other)
{
    size_t found = 0;

    if (!doc_is(one, DOC_LIST) || doc_count(one) != doc_count(other)) return doc_equal(one, other);
    for (size_t i = 0; i < doc_count(one); i++)
        for (size_t k = 0; k < doc_count(other); k++) found += doc_equal(doc_at(one, i), doc_at(other, k));
    return found == doc_count(one);
}

static void compare(struct arena *a, const struct doc *one, const struct doc *other, const char *what)
{
    for (uint32_t i = 0; i < one->map.count; i++) {
        struct doc *there = doc_get_span(other, one->map.members[i].name);
        if (there && is_same(one->map.members[i].value, there)) continue;
        print_message("%s: %.*s\n%s\n%s\n", what, SPAN_ARG(one->map.members[i].name),
                      json_text(a, one->map.members[i].value).data, there ? json_text(a, there).data : "-");
        fail();
    }
}

static struct doc *document_of(struct arena *a, const char *path)
{
    struct doc *d = api_openapi_parse(a, file_read(a, path));

    assert_non_null(d);
    return d;
}

static void there_and_back(const char *path)
{
    struct arena a = { 0 };
    struct doc *warnings = doc_list(&a), *definition = read_document(&a, document_of(&a, path), "ignore", warnings);
    struct api_openapi_export e = { .has_all = true, .host = SPAN("abc123.execute-api.x"), .stage = SPAN("prod") };

    assert_non_null(definition);
    for (int v = 2; v <= 3; v++) {
        struct doc *written, *again;
        struct buf text = { 0 };

        e.is_v3 = v == 3;
        written = api_openapi_write(&a, snapshot_of(&a, definition), &e);
        yaml_write(&text, written);
        assert_true(doc_equal(written, yaml_parse(&a, arena_span(&a, buf_span(&text)), NULL)));
        buf_release(&text);
        again = read_document(&a, json_parse(&a, json_text(&a, written), NULL), "ignore", warnings);
        compare(&a, definition, again, e.is_v3 ? "OpenAPI 3" : "Swagger");
    }
    assert_int_equal(doc_count(warnings), 0);
    arena_release(&a);
}

static void nothing_is_lost(void **state)
{
    (void)state;
    there_and_back(CASES "pets.json");
    there_and_back(CASES "orders.yaml");
}

/* Characters that YAML has no room for are escaped. */
static void yaml_texts(void **state)
{
    static const char text[] =
        "a\x01\x7f\xc2\x85\xc2\x9f\xc2\xa0\xe2\x80\xa8\xef\xbb\xbf\xef\xbf\xbf\xf0\x9f\x98\x80: #\n\t\"\\";
    struct arena a = { 0 };
    struct buf out = { 0 };
    struct doc *d = doc_map(&a);

    (void)state;
    doc_put_str(d, text, span_of(text));
    yaml_write(&out, d);
    assert_true(doc_equal(d, yaml_parse(&a, buf_span(&out), NULL)));
    buf_release(&out);
    arena_release(&a);
}

static void first_path_is(const char *file, const char *basepath, const char *path)
{
    struct arena a = { 0 };
    struct doc *d = read_document(&a, document_of(&a, file), basepath, doc_list(&a));

    assert_span_equal(doc_get_str(doc_at(doc_get(d, "resources"), 1), "path"), path);
    arena_release(&a);
}

static void base_paths(void **state)
{
    (void)state;
    first_path_is(CASES "pets.json", "ignore", "/pets");
    first_path_is(CASES "pets.json", "prepend", "/v1/shop/pets");
    first_path_is(CASES "pets.json", "split", "/shop/pets");
    first_path_is(CASES "orders.yaml", "prepend", "/prod/orders/{proxy+}");
    first_path_is(CASES "orders.yaml", "split", "/orders/{proxy+}");
}

static const struct doc *method_of(const struct doc *definition, size_t resource, size_t method)
{
    return doc_at(doc_get(doc_at(doc_get(definition, "resources"), resource), "methods"), method);
}

/* What AWS was seen to make of a document. */
static void details(void **state)
{
    struct arena a = { 0 };
    struct doc *warnings = doc_list(&a), *pets = read_document(&a, document_of(&a, CASES "pets.json"), "", warnings);
    struct doc *orders = read_document(&a, document_of(&a, CASES "orders.yaml"), "", warnings);
    struct doc *parts = api_openapi_read_documentation(&a, document_of(&a, CASES "orders.yaml"));
    const struct doc *proxy = method_of(orders, 1, 0);

    (void)state;
    assert_true(doc_equal(parts, doc_get(orders, "documentationParts")));
    assert_int_equal(doc_count(parts), 2);
    assert_span_equal(doc_get_str(proxy, "httpMethod"), "ANY");
    assert_span_equal(doc_get_str(proxy, "authorizationType"), "CUSTOM");
    assert_true(doc_get_bool(proxy, "apiKeyRequired", false));
    assert_span_equal(json_text(&a, doc_get(proxy, "requestParameters")), "{\"method.request.path.proxy\":true}");
    assert_span_equal(json_text(&a, doc_get(method_of(orders, 0, 0), "authorizationScopes")), "[\"orders/write\"]");
    assert_span_equal(doc_get_str(doc_get(orders, "rest"), "version"), "1.0");
    assert_span_equal(doc_get_str(doc_at(doc_get(orders, "authorizers"), 1), "identitySource"),
                      "method.request.header.X-Token");
    assert_span_equal(json_text(&a, doc_get(method_of(pets, 1, 1), "requestModels")),
                      "{\"application/json\":\"NewPet\"}");
    assert_non_null(strstr(doc_get_cstr(doc_at(doc_get(pets, "models"), 1), "schema"),
                           "https://apigateway.amazonaws.com/restapis/abc123/models/Pet"));
    arena_release(&a);
}

static struct doc *read_text(struct arena *a, const char *text, struct doc *warnings)
{
    struct doc *d = api_openapi_parse(a, span_of(text));

    return d ? read_document(a, d, "", warnings) : NULL;
}

static void refusals(void **state)
{
    static const char *const bad[] = { "",
                                       "{'key:value}",
                                       "- a",
                                       "a: [",
                                       "{}",
                                       "{\"swagger\":\"1.2\",\"info\":{}}",
                                       "openapi: 3.0.0",
                                       "test:\n  v:\n   - \"a \"b\": $c\"\n",
                                       "a: &a [x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\n"
                                       "c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\n"
                                       "d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\n"
                                       "e: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: [*e,*e,*e,*e,*e]\n" };
    struct arena a = { 0 };
    struct doc *warnings = doc_list(&a);

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (read_text(&a, bad[i], warnings)) fail_msg("%s", bad[i]);
    assert_int_equal(doc_count(warnings), 0);
    assert_non_null(read_text(&a,
                              "{\"openapi\":\"3.0.1\",\"info\":{\"title\":\"a\"},\"paths\":{\"/t\":{\"get\":{"
                              "\"x-amazon-apigateway-integration\":{\"type\":\"mock\",\"requestParameters\":{"
                              "\"integration.request.header.nothing\":true}}}}}}",
                              warnings));
    assert_span_equal(doc_text(doc_at(warnings, 0)),
                      "Invalid format for 'requestParameters'. Expected type string for property "
                      "'integration.request.header.nothing' of resource '/t' and method 'GET' but got 'true'");
    arena_release(&a);
}

/* --- parts of the wrong kind -------------------------------------------------------------------------------------- */

static void read_all(const struct doc *root)
{
    struct arena a = { 0 };

    read_document(&a, root, "split", doc_list(&a));
    api_openapi_read_documentation(&a, root);
    arena_release(&a);
}

static void replace_each(const struct doc *root, struct doc *part, struct doc *const *others)
{
    size_t count = doc_count(part);

    for (size_t i = 0; i < count; i++) {
        struct doc **place = doc_is(part, DOC_LIST) ? &doc_items(part)[i] : &part->map.members[i].value, *was = *place;

        replace_each(root, was, others);
        for (struct doc *const *other = others; *other; other++) {
            *place = *other;
            read_all(root);
        }
        *place = was;
    }
}

/* A document may have anything anywhere: each part of ours in turn is of every other kind. */
static void wrong_kinds(void **state)
{
    static const char *const files[] = { CASES "pets.json", CASES "orders.yaml" };
    struct arena a = { 0 };
    struct doc *others[] = { doc_list(&a), doc_map(&a), doc_string(&a, SPAN("a")), doc_int(&a, 1), doc_null(&a), NULL };

    (void)state;
    doc_append_str(others[0], SPAN("a"));
    doc_put_int(others[1], "a", 1);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct doc *root = document_of(&a, files[i]);
        replace_each(root, root, others);
    }
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_lost), cmocka_unit_test(yaml_texts), cmocka_unit_test(base_paths),
        cmocka_unit_test(details),         cmocka_unit_test(refusals),   cmocka_unit_test(wrong_kinds),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
