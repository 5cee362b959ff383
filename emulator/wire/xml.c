/* Writing XML. */
#include "emulator/wire/xml.h"

void xml_open(struct buf *b, const char *name)
{
    buf_printf(b, "<%s>", name);
}

void xml_close(struct buf *b, const char *name)
{
    buf_printf(b, "</%s>", name);
}

static const char *escape_of(unsigned char c)
{
    switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\r': return "&#xD;";
    case '\t':
    case '\n': return NULL;
    default: return c < 0x20 ? "\xEF\xBF\xBD" : NULL;
    }
}

void xml_text(struct buf *b, struct span text)
{
    size_t done = 0;

    for (size_t i = 0; i < text.size; i++) {
        const char *escape = escape_of((unsigned char)text.data[i]);
        if (!escape) continue;
        buf_add(b, text.data + done, i - done);
        buf_add_text(b, escape);
        done = i + 1;
    }
    buf_add(b, text.data + done, text.size - done);
}

void xml_element(struct buf *b, const char *name, struct span text)
{
    xml_open(b, name);
    xml_text(b, text);
    xml_close(b, name);
}
