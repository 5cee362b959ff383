/* The codecs by the cases of tests/cases/wire, URI templates, forms. */
#include "tests/support/emulator/unit.h"

#include <string.h>

#include "emulator/base/json.h"
#include "emulator/wire/codecs.h"
#include "emulator/wire/form.h"
#include "emulator/wire/uri_template.h"
#include "tests/support/emulator/cases.h"
#include "tests/support/emulator/wire_cases.h"

static struct arena arena;

static int drop(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

/* --- the cases' shapes -------------------------------------------------------------------------------------------- */

static const struct shape TimeText = { .type = T_TIMESTAMP, .time = TIME_ISO8601 };
static const struct shape Inner;
static const struct member Inner_members[] = { { "Name", &String }, { "Inner", &Inner }, { 0 } };
static const struct shape Inner = STRUCTURE(Inner_members);
static const struct shape InnerList = LIST_OF(&Inner);
static const struct shape NamedMap = { .type = T_MAP, .element = &String, .key_name = "Name", .value_name = "Value" };

static const struct member Kinds_members[] = {
    { "String", &String },     { "Boolean", &Boolean },
    { "Integer", &Integer },   { "Long", &Long },
    { "Double", &Double },     { "Time", &Timestamp },
    { "TimeText", &TimeText }, { "Blob", &Blob },
    { "List", &StringList },   { "Map", &StringMap },
    { "Inner", &Inner },       { "Items", &InnerList },
    { "Document", &Document }, { 0 },
};
static const struct member Query_members[] = {
    { "String", &String },
    { "Boolean", &Boolean },
    { "Integer", &Integer },
    { "Long", &Long },
    { "Double", &Double },
    { "Time", &Timestamp },
    { "Blob", &Blob },
    { "List", &StringList },
    { "Map", &StringMap },
    { "Inner", &Inner },
    { "Items", &InnerList },
    { "FlatList", &StringList, FLATTENED, "Flat" },
    { "FlatMap", &NamedMap, FLATTENED, "Attribute" },
    { 0 },
};
static const struct shape Kinds = STRUCTURE(Kinds_members), Query = STRUCTURE(Query_members);

static const struct operation operations[] = { { "Kinds", &Kinds, &Kinds }, { "Query", &Query, &Query }, { 0 } };
static const struct service service = {
    .name = "test", .xml_namespace = "urn:test", .error_namespace = "com.test", .wire = WIRE_TYPE
};

static const struct wire_suite json_1_0 = { &aws_json_1_0, &service, operations },
                               json_1_1 = { &aws_json_1_1, &service, operations },
                               query = { &aws_query, &service, operations };

/* --- reading ------------------------------------------------------------------------------------------------------ */

static bool bytes_are(const struct doc *row, struct span got, struct span wanted)
{
    if (span_eq(got, wanted)) return true;
    print_error("%s\n  gave: %.*s\n", json_text(&arena, row).data, SPAN_ARG(got));
    return false;
}

static int played, failed;

static void count(bool holds)
{
    played++;
    failed += !holds;
}

static void all_hold(int at_least)
{
    int these_failed = failed, these_played = played;

    played = failed = 0;
    assert_int_equal(these_failed, 0);
    assert_true(these_played >= at_least);
}

static void aws_json_cases(void **state)
{
    struct doc *cases = cases_read(&arena, "tests/cases/wire/aws_json.json"), *reads = doc_get(cases, "read"),
               *writes = doc_get(cases, "write");

    (void)state;
    for (size_t i = 0; i < doc_count(reads); i++) {
        struct doc *row = doc_at(reads, i);
        count(wire_read_holds(&json_1_0, &arena, row,
                              arena_format(&arena, "POST / HTTP/1.1\r\n\r\n%s", doc_get_cstr(row, "bytes"))));
    }
    for (size_t i = 0; i < doc_count(writes); i++) {
        struct http_response response;
        wire_write(&json_1_1, &arena, doc_at(writes, i), &response);
        count(response.status == 200 &&
              bytes_are(doc_at(writes, i), buf_span(&response.body), doc_get_str(doc_at(writes, i), "bytes")));
        buf_release(&response.body);
    }
    all_hold(50);
}

static void aws_query_cases(void **state)
{
    struct doc *cases = cases_read(&arena, "tests/cases/wire/aws_query.json"), *reads = doc_get(cases, "read"),
               *writes = doc_get(cases, "write");

    (void)state;
    for (size_t i = 0; i < doc_count(reads); i++) {
        struct doc *row = doc_at(reads, i);
        const char *bytes = doc_get_cstr(row, "bytes");
        count(wire_read_holds(&query, &arena, row, arena_format(&arena, "POST / HTTP/1.1\r\n\r\n%s", bytes)));
        count(wire_read_holds(&query, &arena, row, arena_format(&arena, "GET /?%s HTTP/1.1\r\n\r\n", bytes)));
    }
    for (size_t i = 0; i < doc_count(writes); i++) {
        static const char head[] = "<?xml version=\"1.0\"?>\n<QueryResponse xmlns=\"urn:test\">",
                          tail[] = "<ResponseMetadata>";
        struct span text, wanted = doc_get_str(doc_at(writes, i), "bytes");
        struct http_response response;
        size_t size;
        wire_write(&query, &arena, doc_at(writes, i), &response);
        text = buf_span(&response.body);
        assert_true(span_starts(text, head));
        text = span_sub(text, sizeof head - 1, SIZE_MAX);
        for (size = 0; !span_starts(span_sub(text, size, SIZE_MAX), tail); size++) assert_true(size < text.size);
        wanted = wanted.size ? arena_format(&arena, "<QueryResult>%.*s</QueryResult>", SPAN_ARG(wanted))
                             : SPAN("<QueryResult/>");
        count(bytes_are(doc_at(writes, i), span_sub(text, 0, size), wanted));
        buf_release(&response.body);
    }
    all_hold(80);
}

static void uri_template_cases(void **state)
{
    struct doc *rows = cases_read(&arena, "tests/cases/wire/uri_templates.json");

    (void)state;
    for (size_t i = 0; i < doc_count(rows); i++) {
        struct doc *row = doc_at(rows, i), *labels = doc_map(&arena), *wanted = doc_get(row, "labels");
        bool matches = uri_template_match(doc_get_cstr(row, "template"), doc_get_str(row, "path"), labels);
        assert_int_equal(matches, uri_template_match(doc_get_cstr(row, "template"), doc_get_str(row, "path"), NULL));
        bool holds = matches == (wanted != NULL) && (!wanted || doc_equal(labels, wanted));
        count(holds);
        if (!holds) print_error("%s: %s\n", json_text(&arena, row).data, json_text(&arena, labels).data);
    }
    all_hold(25);
}

/* --- forms -------------------------------------------------------------------------------------------------------- */

static void form_is(const char *form, const char *expected)
{
    struct doc *root = doc_map(&arena);

    assert_true(form_parse(root, span_of(form)));
    assert_span_equal(json_text(&arena, root), expected);
}

static void forms_are_trees(void **state)
{
    struct buf b = { 0 };

    (void)state;
    form_is("", "{}");
    form_is("&&", "{}");
    form_is("a=1&b=2", "{\"a\":\"1\",\"b\":\"2\"}");
    form_is("a.b.c=1&a.b.d=2", "{\"a\":{\"b\":{\"c\":\"1\",\"d\":\"2\"}}}");
    form_is("a=1&a.b=2", "{\"a\":{\"\":\"1\",\"b\":\"2\"}}");
    form_is("a.b=2&a=1", "{\"a\":{\"b\":\"2\",\"\":\"1\"}}");
    form_is("a.=1&.b=2&.=3", "{\"a\":{\"\":\"1\"},\"\":{\"b\":\"2\",\"\":\"3\"}}");
    form_is("=1", "{\"\":\"1\"}");
    form_is("a%2Eb=x%2By", "{\"a\":{\"b\":\"x+y\"}}");
    for (int i = 0; i < 40; i++) buf_add_text(&b, "a.");
    form_parse(doc_map(&arena), buf_span(&b)); /* deeper than the levels there are */
    buf_clear(&b);
    for (int i = 0; i < 100001; i++) buf_printf(&b, "p%d=&", i);
    assert_false(form_parse(doc_map(&arena), buf_span(&b)));
    buf_release(&b);
}

/* --- faults ------------------------------------------------------------------------------------------------------- */

static const struct fault_kind teapot = { "IAmATeapot", 418, SENDER, .query = { "Teapot" } };

static void fault_is(const struct codec *codec, const struct fault_kind *kind, struct doc *extra, const char *expected)
{
    struct call *c = call_new(&service, &operations[0], &identity_default, SPAN("http://h"));
    struct http_response response = { .arena = &arena };

    strcpy(c->request_id, "id");
    fault_with(c, kind, extra, "short & <stout>");
    codec->encode_fault(c, &response);
    assert_span_equal(buf_span(&response.body), expected);
    buf_release(&response.body);
    call_free(c);
}

static void faults_have_each_protocols_form(void **state)
{
    struct doc *extra = doc_map(&arena);

    (void)state;
    doc_put_int(extra, "Spouts", 1);
    fault_is(&aws_json_1_0, &teapot, NULL, "{\"__type\":\"com.test#IAmATeapot\",\"message\":\"short & <stout>\"}");
    fault_is(&aws_json_1_0, &teapot, extra,
             "{\"__type\":\"com.test#IAmATeapot\",\"message\":\"short & <stout>\",\"Spouts\":1}");
    fault_is(&aws_json_1_1, &fault_serialization, NULL,
             "{\"__type\":\"com.amazon.coral.service#SerializationException\",\"Message\":\"short & <stout>\"}");
    fault_is(&aws_json_1_1, &fault_validation, NULL,
             "{\"__type\":\"com.amazon.coral.validate#ValidationException\",\"message\":\"short & <stout>\"}");
    fault_is(&rest_json, &teapot, NULL, "{\"Type\":\"User\",\"message\":\"short & <stout>\"}");
    fault_is(&rest_json, &fault_internal, NULL, "{\"Type\":\"Server\",\"message\":\"short & <stout>\"}");
    fault_is(&aws_query, &teapot, NULL,
             "<?xml version=\"1.0\"?>\n<ErrorResponse xmlns=\"urn:test\"><Error><Type>Sender</Type><Code>Teapot</Code>"
             "<Message>short &amp; &lt;stout&gt;</Message></Error><RequestId>id</RequestId></ErrorResponse>\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(aws_json_cases, drop),
        cmocka_unit_test_teardown(aws_query_cases, drop),
        cmocka_unit_test_teardown(uri_template_cases, drop),
        cmocka_unit_test_teardown(forms_are_trees, drop),
        cmocka_unit_test_teardown(faults_have_each_protocols_form, drop),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
