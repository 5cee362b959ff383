/* Writing XML. */
#include "emulator/base/xml.h"

void xml_open(struct buf *b, const char *name)
{
    buf_add_char(b, '<');
    buf_add_text(b, name);
    buf_add_char(b, '>');
}

void xml_close(struct buf *b, const char *name)
{
    buf_add_text(b, "</");
    buf_add_text(b, name);
    buf_add_char(b, '>');
}

#define REPLACEMENT "\xEF\xBF\xBD"

/* U+FFFE and U+FFFF, which are EF BF BE and EF BF BF. */
static bool is_no_character(struct span text, size_t i)
{
    const unsigned char *p = (const unsigned char *)text.data + i;

    return p[0] == 0xEF && i + 2 < text.size && p[1] == 0xBF && p[2] >= 0xBE;
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
    default: return c < 0x20 ? REPLACEMENT : NULL;
    }
}

void xml_text(struct buf *b, struct span text)
{
    size_t done = 0;

    for (size_t i = 0; i < text.size; i++) {
        bool is_none = is_no_character(text, i);
        const char *escape = is_none ? REPLACEMENT : escape_of((unsigned char)text.data[i]);
        if (!escape) continue;
        buf_add(b, text.data + done, i - done);
        buf_add_text(b, escape);
        done = i + (is_none ? 3 : 1);
    }
    buf_add(b, text.data + done, text.size - done);
}

void xml_element(struct buf *b, const char *name, struct span text)
{
    xml_open(b, name);
    xml_text(b, text);
    xml_close(b, name);
}
