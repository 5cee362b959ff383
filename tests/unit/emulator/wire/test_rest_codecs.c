/* restJson, restXml and rpcv2Cbor by the cases of tests/cases/wire. */
#include "tests/support/emulator/unit.h"

#include <string.h>

#include "tests/support/emulator/wire_cases.h"

/* --- the cases' shapes -------------------------------------------------------------------------------------------- */

static const struct shape TimeText = { .type = T_TIMESTAMP, .time = TIME_ISO8601 },
                          TimeEpoch = { .type = T_TIMESTAMP, .time = TIME_EPOCH },
                          TimeHttp = { .type = T_TIMESTAMP, .time = TIME_HTTP };
static const struct shape IntegerList = LIST_OF(&Integer), BooleanList = LIST_OF(&Boolean),
                          TimeList = LIST_OF(&Timestamp), ListMap = MAP_OF(&StringList);

static const struct shape Inner;
static const struct member Inner_members[] = { { "Name", &String }, { "Inner", &Inner }, { 0 } };
static const struct shape Inner = STRUCTURE(Inner_members);

/* Places outside the body, with a body beside them. */
static const struct member Rest_members[] = {
    { "Id", &String, REQUIRED, .place = IN_URI },
    { "Tags", &StringList, 0, "tag", IN_QUERY },
    { "Limit", &Integer, 0, "limit", IN_QUERY },
    { "DryRun", &Boolean, 0, "dry", IN_QUERY },
    { "Since", &Timestamp, 0, "since", IN_QUERY },
    { "Ratio", &Double, 0, "ratio", IN_QUERY },
    { "Colour", &String, 0, "X-Colour", IN_HEADER },
    { "Numbers", &IntegerList, 0, "X-Numbers", IN_HEADER },
    { "Flags", &BooleanList, 0, "X-Flags", IN_HEADER },
    { "Changed", &Timestamp, 0, "Last-Modified", IN_HEADER },
    { "Moments", &TimeList, 0, "X-Moments", IN_HEADER },
    { "Day", &TimeText, 0, "X-Day", IN_HEADER },
    { "Epoch", &TimeEpoch, 0, "X-Epoch", IN_HEADER },
    { "Hash", &Blob, 0, "X-Hash", IN_HEADER },
    { "Type", &String, 0, "Content-Type", IN_HEADER },
    { "Metadata", &StringMap, 0, "x-amz-meta-", IN_PREFIX_HEADERS },
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
static const struct member Text_members[] = {
    { "Id", &String, REQUIRED, .place = IN_URI },
    { "Payload", &String, .place = IN_PAYLOAD },
    { 0 },
};
static const struct member Whole_members[] = {
    { "Id", &String, REQUIRED, .place = IN_URI },
    { "Inner", &Inner, 0, "InnerConfiguration", IN_PAYLOAD },
    { 0 },
};
static const struct member Params_members[] = {
    { "Id", &String, REQUIRED, .place = IN_URI },
    { "Limit", &Integer, 0, "limit", IN_QUERY },
    { "Others", &StringMap, .place = IN_QUERY_MAP },
    { 0 },
};
static const struct member Lists_members[] = {
    { "Id", &String, REQUIRED, .place = IN_URI },
    { "Limit", &Integer, 0, "limit", IN_QUERY },
    { "Others", &ListMap, .place = IN_QUERY_MAP },
    { 0 },
};
static const struct shape Rest = STRUCTURE(Rest_members), Raw = STRUCTURE(Raw_members), Text = STRUCTURE(Text_members),
                          Whole = STRUCTURE(Whole_members), Params = STRUCTURE(Params_members),
                          Lists = STRUCTURE(Lists_members);

/* What an XML body can be. */
static const struct shape NamedList = { .type = T_LIST, .element = &String, .element_name = "Item" };
static const struct shape NamedMap = { .type = T_MAP, .element = &Integer, .key_name = "K", .value_name = "V" };
static const struct member Grantee_members[] = { { "Type", &String, XML_ATTRIBUTE, "xsi:type" },
                                                 { "Id", &String, 0, "ID" },
                                                 { 0 } };
static const struct shape Grantee = { .type = T_STRUCTURE,
                                      .members = Grantee_members,
                                      .xml_namespace = "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"" };
static const struct shape InnerList = LIST_OF(&Inner);
static const struct member Xml_members[] = {
    { "Id", &String, REQUIRED, .place = IN_URI },
    { "String", &String },
    { "Boolean", &Boolean },
    { "Integer", &Integer },
    { "Long", &Long },
    { "Double", &Double },
    { "Time", &Timestamp },
    { "Epoch", &TimeEpoch },
    { "Http", &TimeHttp },
    { "Blob", &Blob },
    { "List", &StringList },
    { "Named", &NamedList },
    { "Flat", &InnerList, FLATTENED, "Piece" },
    { "Map", &StringMap },
    { "FlatMap", &NamedMap, FLATTENED, "Entry" },
    { "Inner", &Inner },
    { "Grantee", &Grantee },
    { 0 },
};
static const struct shape Xml = { .type = T_STRUCTURE, .members = Xml_members, .xml_name = "XmlResult" };

/* As S3's GetBucketLocation answers. */
static const struct member Location_members[] = { { "Region", &String, 0, "LocationConstraint" }, { 0 } };
static const struct shape Location = { .type = T_STRUCTURE, .members = Location_members, .flags = XML_UNWRAPPED };
static const struct member Named_members[] = { { "Xml", &Xml, .place = IN_PAYLOAD },
                                               { "Tag", &String, 0, "ETag", IN_HEADER },
                                               { 0 } };
static const struct shape Named = STRUCTURE(Named_members);

static const struct operation rest_operations[] = {
    { "Location", &Rest, &Location, .rest = { "GET", "/items/{Id}?location" } },
    { "Named", &Rest, &Named, .rest = { "GET", "/items/{Id}?named" } },
    { "Rest", &Rest, &Rest, .rest = { "POST", "/items/{Id}" } },
    { "Raw", &Raw, &Raw, .rest = { "POST", "/items/{Id+}" } },
    { "Text", &Text, &Text, .rest = { "POST", "/items/{Id}", 201 } },
    { "Whole", &Whole, &Whole, .rest = { "POST", "/items/{Id}" } },
    { "Params", &Params, &Params, .rest = { "POST", "/items/{Id}" } },
    { "Lists", &Lists, &Lists, .rest = { "POST", "/items/{Id}" } },
    { "Xml", &Xml, &Xml, .rest = { "POST", "/items/{Id}" } },
    { "Gone", &Rest, &Nothing, .rest = { "DELETE", "/items/{Id}", 204 } },
    { 0 },
};

static const struct member Cbor_members[] = {
    { "String", &String }, { "Boolean", &Boolean }, { "Integer", &Integer }, { "Long", &Long },
    { "Double", &Double }, { "Time", &Timestamp },  { "Blob", &Blob },       { "List", &StringList },
    { "Map", &StringMap }, { "Inner", &Inner },     { "Times", &TimeList },  { 0 },
};
static const struct shape Cbor = STRUCTURE(Cbor_members);
static const struct operation cbor_operations[] = { { "Cbor", &Cbor, &Cbor },
                                                    { "Nothing", &Nothing, &Nothing },
                                                    { 0 } };

static const struct service plain = { .name = "test", .error_namespace = "com.test", .xml_namespace = "urn:test" },
                            s3 = { .name = "s3", .xml_namespace = "urn:s3", .wire = WIRE_S3 };

/* --- the cases ---------------------------------------------------------------------------------------------------- */

static void rest_json_cases(void **state)
{
    const struct wire_suite suite = { &rest_json, &plain, rest_operations };

    (void)state;
    wire_cases_hold(&suite, "tests/cases/wire/rest_json.json", 50);
}

static void rest_xml_cases(void **state)
{
    const struct wire_suite suite = { &rest_xml, &plain, rest_operations };

    (void)state;
    wire_cases_hold(&suite, "tests/cases/wire/rest_xml.json", 50);
}

static void rpcv2_cbor_cases(void **state)
{
    const struct wire_suite suite = { &rpcv2_cbor, &plain, cbor_operations };

    (void)state;
    wire_cases_hold(&suite, "tests/cases/wire/rpcv2_cbor.json", 50);
}

/* --- what a request says of itself -------------------------------------------------------------------------------- */

static void a_request_of_cbor_names_service_and_operation(void **state)
{
    static const struct {
        const char *path, *protocol, *service, *operation;
    } rows[] = {
        { "/service/Granite/operation/PutMetricData", "rpc-v2-cbor", "Granite", "PutMetricData" },
        { "/any/prefix/service/Granite/operation/PutMetricData", "rpc-v2-cbor", "Granite", "PutMetricData" },
        { "/service/com.amazon.Granite/operation/Op", "rpc-v2-cbor", "Granite", "Op" },
        { "/service/Granite/operation/Op", "rpc-v2-json" },
        { "/service/Granite/operation/Op", "" },
        { "/service/Granite/operation/", "rpc-v2-cbor" },
        { "/service//operation/Op", "rpc-v2-cbor" },
        { "/services/Granite/operation/Op", "rpc-v2-cbor" },
        { "/service/Granite/operations/Op", "rpc-v2-cbor" },
        { "/operation/Op", "rpc-v2-cbor" },
        { "/", "rpc-v2-cbor" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct http_request request = { .path = span_of(rows[i].path), .header_count = 1 };
        struct codec_names names = { { NULL, 0 }, { NULL, 0 } };
        request.headers[0] = (struct http_header){ SPAN("Smithy-Protocol"), span_of(rows[i].protocol) };
        if (rpcv2_cbor.matches(&request, &names) != (rows[i].service != NULL)) fail_msg("%s", rows[i].path);
        if (!rows[i].service) continue;
        assert_span_equal(names.service, rows[i].service);
        assert_span_equal(names.operation, rows[i].operation);
    }
}

/* --- faults ------------------------------------------------------------------------------------------------------- */

static const struct fault_kind no_such_key = { "NoSuchKey", 404, SENDER };

static void fault_is(const struct codec *codec, const struct service *service, const struct fault_kind *kind,
                     int status, struct span expected)
{
    struct arena a = { 0 };
    struct call *c = call_new(service, NULL, &identity_default, SPAN("http://h"));
    struct http_response response = { .arena = &a };
    struct doc *extra = doc_map(&a);

    strcpy(c->request_id, "id");
    doc_put_cstr(extra, "Key", "a<b");
    fault_with(c, kind, extra, "no & none");
    codec->encode_fault(c, &response);
    assert_int_equal(response.status, status);
    assert_int_equal(response.body.size, expected.size);
    assert_memory_equal(response.body.data, expected.data, expected.size);
    buf_release(&response.body);
    call_free(c);
    arena_release(&a);
}

static void faults_have_each_protocols_form(void **state)
{
    (void)state;
    fault_is(
        &rest_xml, &plain, &no_such_key, 404,
        SPAN("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ErrorResponse xmlns=\"urn:test\"><Error><Type>Sender</Type>"
             "<Code>NoSuchKey</Code><Message>no &amp; none</Message><Key>a&lt;b</Key></Error>"
             "<RequestId>id</RequestId></ErrorResponse>"));
    fault_is(
        &rest_xml, &s3, &no_such_key, 404,
        SPAN("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>NoSuchKey</Code><Message>no &amp; none</Message>"
             "<Key>a&lt;b</Key><RequestId>id</RequestId><HostId>aWQ=</HostId></Error>"));
    fault_is(&rest_xml, NULL, &fault_access_denied, 403,
             SPAN("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ErrorResponse><Error><Type>Sender</Type>"
                  "<Code>AccessDeniedException</Code><Message>no &amp; none</Message><Key>a&lt;b</Key></Error>"
                  "<RequestId>id</RequestId></ErrorResponse>"));
    fault_is(&rest_json, &plain, &no_such_key, 404, SPAN("{\"message\":\"no & none\",\"Key\":\"a<b\"}"));
    fault_is(&rpcv2_cbor, &plain, &no_such_key, 404,
             SPAN("\xA3\x66__type\x72"
                  "com.test#NoSuchKey\x67message\x69no & none\x63Key\x63"
                  "a<b"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rest_json_cases),
        cmocka_unit_test(rest_xml_cases),
        cmocka_unit_test(rpcv2_cbor_cases),
        cmocka_unit_test(a_request_of_cbor_names_service_and_operation),
        cmocka_unit_test(faults_have_each_protocols_form),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
