/* The codecs by the cases of tests/cases/wire, URI templates, forms. */
#include "tests/support/emulator/unit.h"

#include <string.h>

#include "emulator/base/digest.h"
#include "emulator/base/json.h"
#include "emulator/wire/codecs.h"
#include "emulator/wire/form.h"
#include "emulator/wire/uri_template.h"
#include "tests/support/emulator/cases.h"
#include "tests/support/emulator/loopback.h"

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
    { "String", &String },
    { "Boolean", &Boolean },
    { "Integer", &Integer },
    { "Long", &Long },
    { "Double", &Double },
    { "Time", &Timestamp },
    { "TimeText", &TimeText },
    { "Blob", &Blob },
    { "List", &StringList },
    { "Map", &StringMap },
    { "Inner", &Inner },
    { "Document", &Document },
    { 0 },
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
static const struct member Rest_members[] = {
    { "Id", &String, REQUIRED, .place = IN_URI },
    { "Tags", &StringList, 0, "tag", IN_QUERY },
    { "Limit", &Integer, 0, "limit", IN_QUERY },
    { "DryRun", &Boolean, 0, "dry", IN_QUERY },
    { "Colour", &String, 0, "X-Colour", IN_HEADER },
    { "Code", &Integer, .place = IN_STATUS },
    { "Name", &String, .json_name = "name" },
    { "Size", &Integer },
    { 0 },
};
static const struct member Raw_members[] = {
    { "Id", &String, REQUIRED, .place = IN_URI },
    { "Payload", &Blob, .place = IN_PAYLOAD },
    { 0 },
};
static const struct shape Kinds = STRUCTURE(Kinds_members), Query = STRUCTURE(Query_members),
                          Rest = STRUCTURE(Rest_members), Raw = STRUCTURE(Raw_members);

static const struct operation operations[] = {
    { "DoIt", &Kinds, &Kinds },
    { "DoIt", &Query, &Query },
    { "DoIt", &Rest, &Rest, .rest = { "POST", "/items/{Id}" } },
    { "DoIt", &Raw, &Raw, .rest = { "POST", "/items/{Id}" } },
};
static const struct service service = {
    .name = "test", .xml_namespace = "urn:test", .error_namespace = "com.test", .wire = WIRE_TYPE
};

static const struct operation *operation_of(const struct doc *row)
{
    static const char *const names[] = { "Kinds", "Query", "Rest", "Raw" };

    for (size_t i = 0; i < 4; i++)
        if (span_is(doc_get_str(row, "shape"), names[i])) return &operations[i];
    fail_msg("no such shape");
    return NULL;
}

/* {"$blob": base64} becomes bytes, wherever it is. */
static struct doc *with_blobs(struct doc *d)
{
    struct span text = doc_get_str(d, "$blob"), bytes;

    if (text.data) {
        assert_true(base64_decode(&arena, text, &bytes));
        return doc_blob(&arena, bytes);
    }
    for (size_t i = 0; i < doc_count(d); i++) {
        struct doc **child = doc_is(d, DOC_MAP) ? &d->map.members[i].value : &d->list.items[i];
        *child = with_blobs(*child);
    }
    return d;
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

static bool read_holds(const struct codec *codec, const struct doc *row, const char *bytes)
{
    struct call *c = call_new(&service, operation_of(row), &identity_default, SPAN("http://h"));
    struct http_request request;
    struct doc *wanted = doc_get(row, "tree");
    bool holds;

    loopback_parse(&request, &arena, span_of(bytes));
    if (codec->decode(c, &request))
        holds =
            !wanted && c->fault.kind == &fault_serialization && span_is(doc_get_str(row, "error"), c->fault.message);
    else holds = wanted && doc_equal(c->in, with_blobs(wanted));
    if (!holds)
        print_error("%s\n  gave: %s\n", json_text(&arena, row).data,
                    c->fault.kind ? c->fault.message : json_text(&arena, c->in).data);
    call_free(c);
    return holds;
}

static bool write_holds(const struct codec *codec, const struct doc *row, struct http_response *response)
{
    struct call *c = call_new(&service, operation_of(row), &identity_default, SPAN("http://h"));

    *response = (struct http_response){ .arena = &arena };
    c->out = with_blobs(doc_copy(&c->arena, doc_get(row, "tree")));
    codec->encode(c, response);
    call_free(c);
    return true;
}

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
        count(read_holds(&aws_json_1_0, row,
                         arena_printf(&arena, "POST / HTTP/1.1\r\n\r\n%s", doc_get_cstr(row, "bytes"))));
    }
    for (size_t i = 0; i < doc_count(writes); i++) {
        struct http_response response;
        write_holds(&aws_json_1_1, doc_at(writes, i), &response);
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
        count(read_holds(&aws_query, row, arena_printf(&arena, "POST / HTTP/1.1\r\n\r\n%s", bytes)));
        count(read_holds(&aws_query, row, arena_printf(&arena, "GET /?%s HTTP/1.1\r\n\r\n", bytes)));
    }
    for (size_t i = 0; i < doc_count(writes); i++) {
        static const char head[] = "<?xml version=\"1.0\"?>\n<DoItResponse xmlns=\"urn:test\"><DoItResult>",
                          end[] = "</DoItResult>";
        struct http_response response;
        struct span text;
        size_t size;
        write_holds(&aws_query, doc_at(writes, i), &response);
        text = buf_span(&response.body);
        assert_true(span_starts(text, head));
        text = span_sub(text, sizeof head - 1, SIZE_MAX);
        for (size = 0; !span_starts(span_sub(text, size, SIZE_MAX), end); size++) assert_true(size < text.size);
        count(bytes_are(doc_at(writes, i), span_sub(text, 0, size), doc_get_str(doc_at(writes, i), "bytes")));
        buf_release(&response.body);
    }
    all_hold(80);
}

static bool rest_write_holds(const struct doc *row)
{
    struct http_response response;
    struct doc *headers = doc_get(row, "headers");
    struct span body = doc_get_str(row, "body");
    bool holds = true;

    if (!body.data) assert_true(base64_decode(&arena, doc_get_str(row, "base64"), &body));
    write_holds(&rest_json, row, &response);
    if (response.status != doc_get_int(row, "status", 0)) holds = false;
    for (size_t i = 0; i < doc_count(headers); i++) {
        struct loopback l = { .response = response };
        struct span got = loopback_header(&l, arena_string(&arena, headers->map.members[i].name));
        if (!span_eq(got, doc_text(headers->map.members[i].value))) holds = false;
    }
    holds &= bytes_are(row, buf_span(&response.body), body);
    if (!holds) print_error("%s\n", json_text(&arena, row).data);
    buf_release(&response.body);
    return holds;
}

static void rest_json_cases(void **state)
{
    struct doc *cases = cases_read(&arena, "tests/cases/wire/rest_json.json"), *reads = doc_get(cases, "read"),
               *writes = doc_get(cases, "write");

    (void)state;
    for (size_t i = 0; i < doc_count(reads); i++) {
        struct doc *row = doc_at(reads, i);
        const char *headers = doc_get_cstr(row, "headers");
        count(read_holds(&rest_json, row,
                         arena_printf(&arena, "POST %s HTTP/1.1\r\n%s\r\n%s", doc_get_cstr(row, "target"),
                                      headers ? headers : "", doc_get_cstr(row, "body"))));
    }
    for (size_t i = 0; i < doc_count(writes); i++) count(rest_write_holds(doc_at(writes, i)));
    all_hold(15);
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
    fault_is(
        &aws_query, &teapot, NULL,
        "<?xml version=\"1.0\"?>\n<ErrorResponse xmlns=\"urn:test\"><Error><Type>Sender</Type><Code>Teapot</Code>"
        "<Message>short &amp; &lt;stout&gt;</Message><Detail/></Error><RequestId>id</RequestId></ErrorResponse>\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(aws_json_cases, drop),
        cmocka_unit_test_teardown(aws_query_cases, drop),
        cmocka_unit_test_teardown(rest_json_cases, drop),
        cmocka_unit_test_teardown(uri_template_cases, drop),
        cmocka_unit_test_teardown(forms_are_trees, drop),
        cmocka_unit_test_teardown(faults_have_each_protocols_form, drop),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
