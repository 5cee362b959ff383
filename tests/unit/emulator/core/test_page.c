/* Tokens of pages, there and back. */
#include "emulator/core/page.h"

#include "emulator/core/service.h"
#include "tests/support/emulator/unit.h"

extern const struct service sqs_service;

static struct call *c;

static int begin(void **state)
{
    (void)state;
    c = call_new(&sqs_service, sqs_service.operations, &identity_default, SPAN(""));
    return 0;
}

static int finish(void **state)
{
    (void)state;
    call_free(c);
    return 0;
}

static void the_first_page_has_no_token(void **state)
{
    struct span after = SPAN("before");
    int64_t number = 7;

    (void)state;
    assert_true(page_after(c, "NextToken", &after) && page_after_number(c, "NextToken", &number));
    assert_null(after.data);
    assert_int_equal(number, 0);
    doc_put_cstr(c->in, "NextToken", "");
    assert_true(page_after(c, "NextToken", &after) && page_after_number(c, "NextToken", &number));
    assert_null(after.data);
}

static void a_pages_token_leads_behind_its_last_item(void **state)
{
    struct span after;
    int64_t number;

    (void)state;
    page_continue(c, "NextMarker", SPAN("a key\n"));
    doc_put_str(c->in, "Marker", doc_get_str(c->out, "NextMarker"));
    assert_true(page_after(c, "Marker", &after));
    assert_span_equal(after, "a key\n");
    page_continue_number(c, "NextToken", INT64_MAX);
    doc_put_str(c->in, "NextToken", doc_get_str(c->out, "NextToken"));
    assert_true(page_after_number(c, "NextToken", &number));
    assert_true(number == INT64_MAX);
}

static void what_is_no_token_is_told(void **state)
{
    static const char *const none[] = { "!", "QQ", "MA==", "LTE=", "MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY=" };
    struct span after;
    int64_t number;

    (void)state;
    doc_put_cstr(c->in, "NextToken", "not base64!");
    assert_false(page_after(c, "NextToken", &after));
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        doc_put_cstr(c->in, "NextToken", none[i]);
        if (page_after_number(c, "NextToken", &number)) fail_msg("%s is taken", none[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_first_page_has_no_token, begin, finish),
        cmocka_unit_test_setup_teardown(a_pages_token_leads_behind_its_last_item, begin, finish),
        cmocka_unit_test_setup_teardown(what_is_no_token_is_told, begin, finish),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
