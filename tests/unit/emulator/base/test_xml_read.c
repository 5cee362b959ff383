/* XML's elements and bounds; more cases are in tests/cases/wire/rest_xml.json. */
#include "tests/support/emulator/unit.h"

#include "emulator/base/buf.h"
#include "emulator/base/xml_read.h"

static struct arena arena;

static int drop(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

static void elements_have_names_texts_and_attributes(void **state)
{
    const char *reason;
    const struct xml_element *root =
        xml_parse(&arena, SPAN("<p:a x='1' p:y='2&lt;'>one<b>two</b> three<c/><b k=''>four</b></p:a>"), &reason);
    const struct xml_element *b;

    (void)state;
    assert_non_null(root);
    assert_span_equal(root->name, "a");
    assert_span_equal(root->text, "one three");
    assert_span_equal(xml_attribute(root, "x"), "1");
    assert_span_equal(xml_attribute(root, "p:y"), "2<");
    assert_null(xml_attribute(root, "y").data);
    b = xml_child(root, "b");
    assert_span_equal(b->text, "two");
    b = xml_named(b->next, "b");
    assert_span_equal(b->text, "four");
    assert_non_null(xml_attribute(b, "k").data);
    assert_null(xml_named(b->next, "b"));
    assert_null(xml_child(root, "d"));
    assert_null(root->next);
}

static void is_refused(struct span text, const char *why)
{
    const char *reason = NULL;

    assert_null(xml_parse(&arena, text, &reason));
    assert_string_equal(reason, why);
}

static struct span repeated(struct buf *b, const char *before, const char *piece, int times, const char *after)
{
    buf_clear(b);
    buf_add_text(b, before);
    for (int i = 0; i < times; i++) buf_add_text(b, piece);
    buf_add_text(b, after);
    return buf_span(b);
}

static void it_has_bounds(void **state)
{
    struct buf b = { 0 };

    (void)state;
    is_refused(SPAN(""), "not well-formed");
    is_refused(SPAN("<a>"), "not well-formed");
    is_refused(SPAN("<!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;</a>"), "document types are not allowed");
    is_refused(repeated(&b, "", "<a>", XML_DEPTH_MAX + 1, ""), "too deep");
    assert_non_null(xml_parse(&arena, repeated(&b, "<a>", "<b/>", XML_ELEMENTS_MAX - 1, "</a>"), NULL));
    is_refused(repeated(&b, "<a>", "<b/>", XML_ELEMENTS_MAX, "</a>"), "too many elements");
    is_refused(repeated(&b, "<a>", "<b c='' d='' e=''/>", XML_ELEMENTS_MAX / 4 + 1, "</a>"), "too many elements");
    buf_release(&b);
}

/* Longer than what expat is given at once, with a character and a tag on the seam. */
static void long_texts_come_whole(void **state)
{
    struct buf b = { 0 };

    (void)state;
    for (int shift = 0; shift < 4; shift++) {
        const struct xml_element *root;
        buf_clear(&b);
        buf_add_text(&b, "<a>");
        while (b.size < (1 << 20) - 4 - (size_t)shift) buf_add_char(&b, 'x');
        buf_add_text(&b, "\xE2\x82\xAC<b>y</b></a>");
        root = xml_parse(&arena, buf_span(&b), NULL);
        assert_non_null(root);
        assert_int_equal(root->text.size, (1 << 20) - 4 - (size_t)shift);
        assert_span_equal(xml_child(root, "b")->text, "y");
    }
    buf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(elements_have_names_texts_and_attributes, drop),
        cmocka_unit_test_teardown(it_has_bounds, drop),
        cmocka_unit_test_teardown(long_texts_come_whole, drop),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
