/* XML: a tree's texts can be written and read back; no input makes it deeper or larger than it may be. */
#include "tests/fuzz/fuzz.h"

#include "emulator/base/xml.h"
#include "emulator/base/xml_read.h"

static int elements;

static void write(struct buf *b, const struct xml_element *e, int depth)
{
    must_hold(depth < XML_DEPTH_MAX && ++elements <= XML_ELEMENTS_MAX);
    xml_open(b, "e");
    xml_text(b, e->text);
    for (const struct xml_element *child = e->children; child; child = child->next) write(b, child, depth + 1);
    xml_close(b, "e");
}

static void same(const struct xml_element *a, const struct xml_element *b)
{
    for (; a && b; a = a->next, b = b->next) {
        must_hold(span_eq(a->text, b->text));
        same(a->children, b->children);
    }
    must_hold(!a && !b);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a = { 0 };
    struct span input = fuzz_input(data, size);
    struct buf b = { 0 };
    const char *reason = NULL;
    struct xml_element *root = xml_parse(&a, input, &reason), *back;

    elements = 0;
    must_hold(root || reason);
    if (root) {
        write(&b, root, 0);
        back = xml_parse(&a, buf_span(&b), NULL);
        must_hold(back);
        same(root, back);
    }
    buf_release(&b);
    arena_release(&a);
    fuzz_input_free(input);
    return 0;
}
