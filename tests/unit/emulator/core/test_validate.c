/* Validation in AWS's words, shapes, faults, identities. */
#include "tests/support/emulator/unit.h"

#include <string.h>

#include "emulator/base/json.h"
#include "emulator/core/pattern.h"
#include "emulator/core/validate.h"

/* --- an operation ------------------------------------------------------------------------------------------------- */

static const char *const colours[] = { "RED", "GREEN", NULL };
static const struct shape Name = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 3, .max = 5, .pattern = "[a-z]+"
};
static const struct shape Short = STRING_OF(1, 4);
static const struct shape Colour = ENUM_OF(colours);
static const struct shape Size = INTEGER_OF(1, 10);
static const struct shape Large = { .type = T_LONG, .flags = HAS_MIN, .min = 0 };
static const struct shape Bytes = { .type = T_BLOB, .flags = HAS_MAX, .max = 3 };
static const struct member Inner_members[] = { { "AttributeName", &Short, REQUIRED }, { "Colour", &Colour }, { 0 } };
static const struct shape Inner = STRUCTURE(Inner_members);
static const struct shape InnerList = {
    .type = T_LIST, .element = &Inner, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 2
};
static const struct shape InnerMap = { .type = T_MAP, .element = &Inner, .key = &Short };
static const struct member Input_members[] = {
    { "TableName", &Name, REQUIRED },
    { "Size", &Size },
    { "Large", &Large },
    { "Colour", &Colour },
    { "KeySchema", &InnerList },
    { "Items", &InnerMap },
    { "Bytes", &Bytes },
    { "Free", &String },
    { "Anything", &Document },
    { 0 },
};
static const struct shape Input = STRUCTURE(Input_members);
static int check_refuses(struct call *c)
{
    return doc_get(c->in, "Free") ? fault(c, &fault_access_denied, "check") : 0;
}

static int prepare_refuses(struct call *c)
{
    return doc_get(c->in, "Anything") ? fault(c, &fault_too_large, "prepare") : 0;
}

static int missing_in_words(struct call *c, const char *path)
{
    return fault(c, &fault_incomplete_signature, "no %s", path);
}

static const struct fault_kind own_validation = { "OwnValidation", 400, SENDER };
static const struct service_faults own_faults = { &own_validation };
static const struct service_faults missing_faults = { .missing = missing_in_words };
static const struct service plain = { .name = "plain" }, own = { .name = "own", .faults = &own_faults },
                            words = { .name = "words", .faults = &missing_faults };
static const struct operation plainly = { "DoIt", &Input, &Nothing },
                              checked = { "DoIt", &Input, &Nothing, .check = check_refuses,
                                          .prepare = prepare_refuses };

/* Validates the input; the call is the caller's. */
static struct call *validated(const struct service *s, const char *json)
{
    struct call *c = call_new(s, s == &own ? &checked : &plainly, &identity_default, SPAN("http://localhost:4566"));
    int rc;

    c->in = json_parse(&c->arena, span_of(json), NULL);
    assert_non_null(c->in);
    rc = validate_input(c);
    assert_int_equal(rc, c->fault.kind ? -1 : 0);
    return c;
}

static void gives(const char *json, const char *message)
{
    struct call *c = validated(&plain, json);

    if (message) {
        if (!c->fault.kind) fail_msg("%s was taken", json);
        assert_ptr_equal(c->fault.kind, &fault_validation);
        assert_string_equal(c->fault.message, message);
    } else if (c->fault.kind) {
        fail_msg("%s", c->fault.message);
    }
    call_free(c);
}

/* --- words -------------------------------------------------------------------------------------------------------- */

static void what_fits_is_taken(void **state)
{
    (void)state;
    gives("{\"TableName\":\"abc\"}", NULL);
    gives(
        "{\"TableName\":\"abcde\",\"Size\":1,\"Large\":0,\"Colour\":\"GREEN\",\"KeySchema\":[{\"AttributeName\":\"x\"}],"
        "\"Items\":{\"a\":{\"AttributeName\":\"\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\"}},\"Free\":\"\",\"Anything\":[null]}",
        NULL);
}

static void one_error(void **state)
{
    static const struct {
        const char *json, *message;
    } rows[] = {
        { "{}", "Value null at 'tableName' failed to satisfy constraint: Member must not be null" },
        { "{\"TableName\":\"ab\"}",
          "Value 'ab' at 'tableName' failed to satisfy constraint: Member must have length greater than or equal to 3" },
        { "{\"TableName\":\"abcdef\"}",
          "Value 'abcdef' at 'tableName' failed to satisfy constraint: Member must have length less than or equal to 5" },
        { "{\"TableName\":\"abC\"}",
          "Value 'abC' at 'tableName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-z]+" },
        { "{\"TableName\":\"abc\\n\"}",
          "Value 'abc\n' at 'tableName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-z]+" },
        { "{\"TableName\":\"abc\",\"Size\":0}",
          "Value '0' at 'size' failed to satisfy constraint: Member must have value greater than or equal to 1" },
        { "{\"TableName\":\"abc\",\"Size\":11}",
          "Value '11' at 'size' failed to satisfy constraint: Member must have value less than or equal to 10" },
        { "{\"TableName\":\"abc\",\"Large\":-1}",
          "Value '-1' at 'large' failed to satisfy constraint: Member must have value greater than or equal to 0" },
        { "{\"TableName\":\"abc\",\"Colour\":\"BLUE\"}",
          "Value 'BLUE' at 'colour' failed to satisfy constraint: Member must satisfy enum value set: [RED, GREEN]" },
        { "{\"TableName\":\"abc\",\"KeySchema\":[]}",
          "Value '[]' at 'keySchema' failed to satisfy constraint: Member must have length greater than or equal to 1" },
        { "{\"TableName\":\"abc\",\"KeySchema\":[{\"AttributeName\":\"a\"},{}]}",
          "Value null at 'keySchema.2.member.attributeName' failed to satisfy constraint: Member must not be null" },
        { "{\"TableName\":\"abc\",\"Items\":{\"Ab\":{\"AttributeName\":\"12345\"}}}",
          "Value '12345' at 'items.Ab.member.attributeName' failed to satisfy constraint: Member must have length less than or "
          "equal to 4" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char message[512] = "1 validation error detected: ";
        gives(rows[i].json, strcat(message, rows[i].message));
    }
}

static void several_errors_in_the_order_of_the_shape(void **state)
{
    (void)state;
    gives("{\"Colour\":\"BLUE\",\"Size\":0}",
          "3 validation errors detected: "
          "Value null at 'tableName' failed to satisfy constraint: Member must not be null; "
          "Value '0' at 'size' failed to satisfy constraint: Member must have value greater than or equal to 1; "
          "Value 'BLUE' at 'colour' failed to satisfy constraint: Member must satisfy enum value set: [RED, GREEN]");
    gives(
        "{\"TableName\":\"A\"}",
        "2 validation errors detected: "
        "Value 'A' at 'tableName' failed to satisfy constraint: Member must have length greater than or equal to 3; "
        "Value 'A' at 'tableName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-z]+");
}

static void values_are_shown_as_java_shows_them(void **state)
{
    struct call *c = call_new(&plain, &plainly, &identity_default, SPAN(""));

    (void)state;
    gives(
        "{\"TableName\":\"abc\",\"KeySchema\":[{\"AttributeName\":\"a\",\"Colour\":\"RED\"},{\"AttributeName\":\"b\"},"
        "{\"AttributeName\":\"c\"}]}",
        "1 validation error detected: Value '[{AttributeName=a, Colour=RED}, {AttributeName=b}, {AttributeName=c}]' at "
        "'keySchema' failed to satisfy constraint: Member must have length less than or equal to 2");
    doc_put_cstr(c->in, "TableName", "abc");
    doc_put_blob(c->in, "Bytes", SPAN("1234"));
    assert_int_equal(validate_input(c), -1);
    assert_string_equal(
        c->fault.message,
        "1 validation error detected: Value 'java.nio.HeapByteBuffer[pos=0 lim=4 cap=4]' at 'bytes' failed "
        "to satisfy constraint: Member must have length less than or equal to 3");
    call_free(c);
}

static void services_have_their_own_words(void **state)
{
    static const struct {
        const struct service *service;
        const char *json, *code, *message;
    } rows[] = {
        { &own, "{\"Free\":\"x\"}", "AccessDeniedException", "check" },
        { &own, "{\"TableName\":\"abc\",\"Size\":0,\"Anything\":1}", "OwnValidation", NULL },
        { &own, "{\"TableName\":\"abc\",\"Anything\":1}", "RequestEntityTooLargeException", "prepare" },
        { &words, "{\"Size\":0}", "IncompleteSignatureException", "no tableName" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct call *c = validated(rows[i].service, rows[i].json);
        assert_non_null(c->fault.kind);
        assert_string_equal(c->fault.kind->code, rows[i].code);
        if (rows[i].message) assert_string_equal(c->fault.message, rows[i].message);
        call_free(c);
    }
}

/* --- the rest of the vocabulary ----------------------------------------------------------------------------------- */

static void patterns_match_whole_texts(void **state)
{
    static const char evil[] = "(a+)+b", word[] = "[\\w-]+", deep[] = "(a|ab)*";
    char many[20000];

    (void)state;
    assert_true(pattern_matches(word, SPAN("a-b")));
    assert_false(pattern_matches(word, SPAN("a-b ")));
    assert_false(pattern_matches(word, SPAN(" a-b")));
    assert_false(pattern_matches(word, SPAN("")));
    assert_false(pattern_matches(word, (struct span){ NULL, 0 }));
    assert_false(pattern_matches(word, SPAN("a\n")));
    assert_false(pattern_matches(word, SPAN("a\0b")));
    assert_false(pattern_matches(word, SPAN("\xFF")));
    memset(many, 'a', sizeof many);
    assert_false(pattern_matches(evil, (struct span){ many, 2000 })); /* in bounded time */
    assert_true(
        pattern_matches(deep, (struct span){ many, sizeof many })); /* machine code's stack has no room for it */
    assert_true(pattern_matches(evil, SPAN("aaab")));
}

static void the_first_fault_stands(void **state)
{
    struct call *c = call_new(&plain, &plainly, &identity_default, SPAN(""));
    struct doc *extra = doc_map(&c->arena);

    (void)state;
    assert_int_equal(fault_with(c, &fault_throttled, extra, "%s %d", "first", 1), -1);
    assert_int_equal(fault(c, &fault_internal, "second"), -1);
    assert_ptr_equal(c->fault.kind, &fault_throttled);
    assert_string_equal(c->fault.message, "first 1");
    assert_ptr_equal(c->fault.extra, extra);
    call_free(c);
}

static void shapes_know_their_members(void **state)
{
    (void)state;
    assert_ptr_equal(shape_member(&Input, SPAN("Size"))->shape, &Size);
    assert_null(shape_member(&Input, SPAN("size")));
    assert_null(shape_member(&Input, SPAN("")));
    assert_null(shape_member(&Nothing, SPAN("x")));
}

static void a_role_is_an_identity(void **state)
{
    static const char *const wrong[] = { "",
                                         "x",
                                         "arn:aws:iam::000000000000:user/a",
                                         "arn:aws:sts::000000000000:role/a",
                                         "arn:aws:iam::123:role/a",
                                         "arn:aws:iam::000000000000" };
    struct identity who;

    (void)state;
    assert_true(
        identity_of_role(SPAN("arn:aws:iam::123456789012:role/path/to/worker"), "session-1", "eu-west-1", &who));
    assert_int_equal(who.kind, IDENTITY_ROLE);
    assert_string_equal(who.account, "123456789012");
    assert_string_equal(who.region, "eu-west-1");
    assert_string_equal(who.arn, "arn:aws:sts::123456789012:assumed-role/worker/session-1");
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        if (identity_of_role(span_of(wrong[i]), "s", "r", &who)) fail_msg("%s", wrong[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_fits_is_taken),
        cmocka_unit_test(one_error),
        cmocka_unit_test(several_errors_in_the_order_of_the_shape),
        cmocka_unit_test(values_are_shown_as_java_shows_them),
        cmocka_unit_test(services_have_their_own_words),
        cmocka_unit_test(patterns_match_whole_texts),
        cmocka_unit_test(the_first_fault_stands),
        cmocka_unit_test(shapes_know_their_members),
        cmocka_unit_test(a_role_is_an_identity),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
