/* gzip on the wire, throttling by the moved clock, and statements as deep as they may be on a stack as small as the
 * listener's. */
#include <stdio.h>
#include <string.h>

#include "emulator/base/digest.h"
#include "emulator/base/gzip.h"
#include "emulator/base/json.h"
#include "emulator/services/dynamodb/expressions/dynamodb_conditions.h"
#include "emulator/services/dynamodb/partiql/dynamodb_partiql_parser.h"
#include "tests/support/emulator/cases.h"
#include "tests/support/emulator/loopback.h"
#include "tests/support/emulator/small_stack.h"
#include "tests/support/emulator/world.h"

static void table_make(int units)
{
    must("dynamodb", "CreateTable",
         "{\"TableName\":\"Wire\",\"ProvisionedThroughput\":{\"ReadCapacityUnits\":%d,\"WriteCapacityUnits\":%d},"
         "\"AttributeDefinitions\":[{\"AttributeName\":\"pk\",\"AttributeType\":\"S\"}],"
         "\"KeySchema\":[{\"AttributeName\":\"pk\",\"KeyType\":\"HASH\"}]}",
         units, units);
}

/* --- gzip --------------------------------------------------------------------------------------------------------- */

static void send_packed(struct loopback *l, const char *encoding, const char *target, struct span body,
                        const char *more)
{
    struct buf request = { 0 };

    buf_printf(&request,
               "POST / HTTP/1.1\r\nHost: localhost:4566\r\nContent-Type: application/x-amz-json-1.0\r\n"
               "Content-Encoding: %s\r\nX-Amz-Target: DynamoDB_20120810.%s\r\n%s"
               "Authorization: AWS4-HMAC-SHA256 Credential=test/20261124/us-east-1/dynamodb/aws4_request, "
               "SignedHeaders=host, Signature=00\r\n\r\n",
               encoding, target, more);
    buf_add_span(&request, body);
    loopback_send_span(l, buf_span(&request));
    buf_release(&request);
}

static void send_gzip(struct loopback *l, const char *target, struct span body, const char *more)
{
    send_packed(l, "gzip", target, body, more);
}

static void bodies_may_be_gzip(void **state)
{
    struct loopback l = { 0 };
    struct buf body = { 0 }, plain = { 0 };
    char text[8000], crc[16];

    (void)state;
    table_make(5);
    memset(text, 'x', sizeof text);
    memcpy(text, "{\"TableName\":\"Wire\",\"Item\":{\"pk\":{\"S\":\"a\"},\"v\":{\"S\":\"", 53);
    memcpy(text + sizeof text - 4, "\"}}}", 4);
    assert_true(gzip_deflate(&body, (struct span){ text, sizeof text }));
    assert_true(body.size < 200);
    send_gzip(&l, "PutItem", buf_span(&body), "");
    assert_int_equal(l.response.status, 200);
    assert_null(loopback_header(&l, "Content-Encoding").data);

    buf_clear(&body);
    assert_true(gzip_deflate(&body, SPAN("{\"TableName\":\"Wire\",\"Key\":{\"pk\":{\"S\":\"a\"}}}")));
    send_gzip(&l, "GetItem", buf_span(&body), "Accept-Encoding: br, gzip;q=0.5\r\n");
    assert_span_equal(loopback_header(&l, "Content-Encoding"), "gzip");
    snprintf(crc, sizeof crc, "%u", crc32_of(buf_span(&l.response.body)));
    assert_span_equal(loopback_header(&l, "x-amz-crc32"), crc);
    assert_true(gzip_inflate(&plain, buf_span(&l.response.body), 100000));
    assert_true(span_starts(buf_span(&plain), "{\"Item\":{"));

    buf_clear(&plain);
    assert_false(gzip_inflate(&plain, buf_span(&body), 10));
    buf_release(&plain);
    buf_release(&body);
    loopback_release(&l);
}

#define GET "{\"TableName\":\"Wire\",\"Key\":{\"pk\":{\"S\":\"a\"}}}"

static bool is_unpacked(const char *encoding, struct span body)
{
    struct loopback l = { 0 };
    bool good;

    send_packed(&l, encoding, "GetItem", body, "");
    good = l.response.status == 200;
    if (!good) assert_int_equal(l.response.status, 500);
    if (!good) assert_span_equal(loopback_header(&l, "x-amzn-ErrorType"), "InternalServerError");
    loopback_release(&l);
    return good;
}

/* AWS: several members are one body, and what follows them is not looked at; the rest is an error of the server's. */
static void what_cannot_be_unpacked_is_the_servers_error(void **state)
{
    struct buf body = { 0 }, bomb = { 0 }, large = { .max = 32 * 1024 * 1024 };
    char blanks[4096];

    (void)state;
    table_make(5);
    assert_true(gzip_deflate(&body, SPAN(GET)));
    assert_true(is_unpacked("gzip", buf_span(&body)));
    assert_true(is_unpacked("GZIP", buf_span(&body)));
    assert_false(is_unpacked("gzip", span_sub(buf_span(&body), 0, body.size - 1)));
    assert_false(is_unpacked("deflate", buf_span(&body)));
    assert_false(is_unpacked("garbage", buf_span(&body)));
    assert_false(is_unpacked("garbage", SPAN(GET)));
    assert_true(is_unpacked("identity", SPAN(GET)));
    assert_false(is_unpacked("gzip", SPAN(GET)));
    assert_false(is_unpacked("gzip", SPAN("")));
    buf_add_text(&body, "junk");
    assert_true(is_unpacked("gzip", buf_span(&body)));
    buf_clear(&body);
    assert_true(gzip_deflate(&body, SPAN("{\"TableName\":\"Wire\",")) &&
                gzip_deflate(&body, SPAN("\"Key\":{\"pk\":{\"S\":\"a\"}}}")));
    assert_true(is_unpacked("gzip", buf_span(&body)));
    buf_clear(&body);
    assert_true(gzip_deflate_zlib(&body, SPAN(GET)));
    assert_true(is_unpacked("deflate", buf_span(&body)));
    assert_false(is_unpacked("gzip", buf_span(&body)));

    memset(blanks, ' ', sizeof blanks);
    while (large.size <= 16 * 1024 * 1024) buf_add(&large, blanks, sizeof blanks);
    buf_add_text(&large, GET);
    assert_true(gzip_deflate(&bomb, buf_span(&large)));
    assert_false(is_unpacked("gzip", buf_span(&bomb)));
    buf_release(&large);
    buf_release(&bomb);
    buf_release(&body);
}

/* As DynamoDB was seen to choose. */
static void the_answers_encoding_is_what_is_accepted_most(void **state)
{
    static const char *const rows[][2] = {
        { "gzip", "gzip" },
        { "deflate", "deflate" },
        { "identity", "" },
        { "br", "" },
        { "x-gzip", "" },
        { "gzip, deflate", "gzip" },
        { "br, identity, deflate, gzip", "deflate" },
        { "GZIP, identity", "gzip" },
        { "dog, gzip ,, cat", "gzip" },
        { "gzip;q=0.8, deflate;q=0.5", "gzip" },
        { "br, gzip;q=0, deflate; q = 0.5 , identity;q=0", "deflate" },
        { "*", "gzip" },
        { "*, deflate;q=0.5", "gzip" },
        { "*, deflate", "deflate" },
        { "*, identity", "gzip" },
        { "*, gzip;q=0.5", "deflate" },
        { "gzip ;q=0", "" },
        { "identity;q=0", "" },
        { "*;q=0", "" },
        { "*;q=0.5,identity", "gzip" },
        { "gzip;q=0.5,identity;q=0.8", "gzip" },
        { "br;q=0.8,identity;q=0.5,*;q=0", "" },
        { "\"gzip\"", "" },
        { "gzip br", "" },
        { "gzip:q=1", "" },
        { "deflate;q=0.5, gzip;q=31", "gzip" },
        { "gzip;q=31,deflate;q=51", "gzip" },
        { "deflate;q=0.5, gzip;q=0.2", "deflate" },
        { "deflate;q=0.5, gzip;q=1;q=0.2", "gzip" },
        { "deflate;q=0.5,gzip;q=0.", "deflate" },
        { "deflate;q=0.5,gzip;q=0.x", "gzip" },
        { "deflate;q=0.5,gzip;q=0.   x", "gzip" },
        { "deflate;q=-0.5,gzip;q=0.2", "gzip" },
        { "gzip;nq=1;q=0 ", "" },
        { "gzip;q=0, gzip;q=1, gzip;q=0", "gzip" },
        { "br,identity;q=0.5,gzip;q=0.0001", "gzip" },
    };
    struct loopback l = { 0 };
    struct buf plain = { 0 };
    char text[4100];

    (void)state;
    table_make(5);
    memset(text, 'x', sizeof text);
    text[sizeof text - 1] = '\0';
    must("dynamodb", "PutItem", "{\"TableName\":\"Wire\",\"Item\":{\"pk\":{\"S\":\"a\"},\"v\":{\"S\":\"%s\"}}}", text);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char accept[100];
        struct span given;

        snprintf(accept, sizeof accept, "Accept-Encoding: %s\r\n", rows[i][0]);
        send_packed(&l, "identity", "GetItem", SPAN(GET), accept);
        given = loopback_header(&l, "Content-Encoding");
        if (!span_is(given, rows[i][1])) fail_msg("%s: %.*s", rows[i][0], SPAN_ARG(given));
    }
    send_packed(&l, "identity", "GetItem", SPAN(GET), "Accept-Encoding: deflate\r\n");
    assert_true(gzip_inflate_zlib(&plain, buf_span(&l.response.body), 100000));
    assert_true(plain.size > 4096 && span_starts(buf_span(&plain), "{\"Item\":{"));
    must("dynamodb", "PutItem", "{\"TableName\":\"Wire\",\"Item\":{\"pk\":{\"S\":\"a\"},\"v\":{\"S\":\"%s\"}}}",
         text + plain.size - 4095);
    send_packed(&l, "identity", "GetItem", SPAN(GET), "Accept-Encoding: gzip\r\n");
    assert_int_equal(l.response.body.size, 4095);
    assert_null(loopback_header(&l, "Content-Encoding").data);
    buf_release(&plain);
    loopback_release(&l);
}

/* --- what is no request ------------------------------------------------------------------------------------------- */

static bool is_told(struct loopback *l, const struct doc *row)
{
    struct doc *answer, *told;

    loopback_json(l, "dynamodb", arena_printf(&l->arena, "DynamoDB_20120810.%s", doc_get_cstr(row, "op")), "%s",
                  doc_get_cstr(row, "body"));
    answer = json_parse(&l->arena, buf_span(&l->response.body), NULL);
    told = doc_get(answer, "Message");
    if (l->response.status == 400 &&
        span_is(doc_get_str(answer, "__type"), "com.amazon.coral.service#SerializationException") &&
        !told == !doc_get_str(row, "message").data && span_eq(doc_text(told), doc_get_str(row, "message")))
        return true;
    print_error("%s %s\n  gave: %.*s\n", doc_get_cstr(row, "op"), doc_get_cstr(row, "body"),
                SPAN_ARG(buf_span(&l->response.body)));
    return false;
}

static void what_does_not_fit_is_told_in_its_own_words(void **state)
{
    struct arena arena = { 0 };
    struct doc *cases = doc_get(cases_read(&arena, "tests/cases/dynamodb/serialization.json"), "cases");
    struct loopback l = { 0 };
    int failed = 0;

    (void)state;
    assert_true(doc_count(cases) >= 25);
    for (size_t i = 0; i < doc_count(cases); i++) failed += !is_told(&l, doc_at(cases, i));
    assert_int_equal(failed, 0);
    table_make(5);
    loopback_json(&l, "dynamodb", "DynamoDB_20120810.Scan", "{\"TableName\":\"Wire\",\"ConsistentRead\":\"TRUE\"}");
    assert_int_equal(l.response.status, 200);
    loopback_release(&l);
    arena_release(&arena);
}

/* --- throttling --------------------------------------------------------------------------------------------------- */

static void throttle(const char *enabled)
{
    struct loopback l = { 0 };

    loopback_send(
        &l,
        "POST /_nube/dynamodb/throttling HTTP/1.1\r\nHost: localhost:4566\r\n\r\n{\"TableName\":\"Wire\",\"enabled\":%s}",
        enabled);
    assert_int_equal(l.response.status, strcmp(enabled, "7") ? 200 : 400);
    loopback_release(&l);
}

/* How many puts pass, `at_most` tried. */
static int puts_pass(int at_most)
{
    for (int i = 0; i < at_most; i++) {
        struct call *c = ask("dynamodb", "PutItem", "{\"TableName\":\"Wire\",\"Item\":{\"pk\":{\"S\":\"%d\"}}}", i);
        bool refused = c->fault.kind != NULL;
        if (refused) {
            assert_string_equal(c->fault.kind->code, "ProvisionedThroughputExceededException");
            assert_string_equal(c->fault.message,
                                "The level of configured provisioned throughput for the table was exceeded. Consider "
                                "increasing your provisioning level with the UpdateTable API.");
        }
        call_free(c);
        if (refused) return i;
    }
    return at_most;
}

static void buckets_hold_five_minutes(void **state)
{
    struct call *c;

    (void)state;
    table_make(1);
    assert_int_equal(puts_pass(400), 400);
    throttle("7");
    throttle("true");
    assert_int_equal(puts_pass(400), 300);
    world_advance(10000);
    assert_int_equal(puts_pass(400), 10);
    must_fail("ProvisionedThroughputExceededException", "", "dynamodb", "BatchWriteItem",
              "{\"RequestItems\":{\"Wire\":[{\"PutRequest\":{\"Item\":{\"pk\":{\"S\":\"b\"}}}}]}}");
    must("dynamodb", "GetItem", "{\"TableName\":\"Wire\",\"Key\":{\"pk\":{\"S\":\"1\"}}}");
    world_advance(1000);
    c = ask(
        "dynamodb", "BatchWriteItem",
        "{\"RequestItems\":{\"Wire\":[{\"PutRequest\":{\"Item\":{\"pk\":{\"S\":\"new-1\"}}}},{\"PutRequest\":{\"Item\":{\"pk\":{\"S\":"
        "\"new-2\"}}}}]}}");
    assert_null(c->fault.kind);
    assert_int_equal(doc_count(doc_get(doc_get(c->out, "UnprocessedItems"), "Wire")), 1);
    call_free(c);
    c = ask("dynamodb", "GetItem", "{\"TableName\":\"Wire\",\"Key\":{\"pk\":{\"S\":\"new-2\"}}}");
    assert_null(doc_get(c->out, "Item"));
    call_free(c);
    throttle("false");
    assert_int_equal(puts_pass(10), 10);
}

/* --- depth -------------------------------------------------------------------------------------------------------- */

static void nest(struct buf *b, const char *open, const char *inner, const char *close, int depth)
{
    buf_add_text(b, "SELECT * FROM t WHERE a = 1 AND ");
    for (int i = 0; i < depth; i++) buf_add_text(b, open);
    buf_add_text(b, inner);
    for (int i = 0; i < depth; i++) buf_add_text(b, close);
}

static void *parse_deep(void *arg)
{
    static const char *const forms[][3] = {
        { "(", "b = 1", ")" },   { "NOT (", "b = 1", ")" },      { "b = [", "1", "]" },
        { "NOT ", "b = 1", "" }, { "(c = 1 OR ", "b = 1", ")" }, { "size(", "b", ") = 1" },
    };

    (void)arg;
    for (int deep = 0; deep < 2; deep++)
        for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
            struct arena a = { 0 };
            struct buf b = { 0 };
            const char *error;
            struct ddb_statement *s;
            nest(&b, forms[i][0], forms[i][1], forms[i][2], deep ? 900 : DDB_PQL_DEPTH_MAX / 2);
            s = ddb_statement_parse(&a, buf_span(&b), NULL, &error);
            if (s) ddb_condition_true(s->where, &a, doc_map(&a));
            buf_release(&b);
            arena_release(&a);
        }
    return NULL;
}

static void depth_is_bounded(void **state)
{
    (void)state;
    small_stack_run((size_t)100 * 1024, parse_deep, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(depth_is_bounded),
        cmocka_unit_test_setup_teardown(what_does_not_fit_is_told_in_its_own_words, world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(bodies_may_be_gzip, world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(what_cannot_be_unpacked_is_the_servers_error, world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(the_answers_encoding_is_what_is_accepted_most, world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(buckets_hold_five_minutes, world_setup_frozen, world_teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
