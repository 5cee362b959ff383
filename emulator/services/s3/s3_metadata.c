/* RFC 2047, section 4.2: the "Q" encoding. */
#include "emulator/services/s3/s3_metadata.h"

#include "emulator/base/buf.h"

static bool is_ascii(struct span text)
{
    for (size_t i = 0; i < text.size; i++)
        if ((unsigned char)text.data[i] > 126) return false;
    return true;
}

static bool is_plain(unsigned char c)
{
    return c > 32 && c < 127 && c != '=' && c != '?' && c != '_';
}

struct span s3_metadata_word(struct arena *a, struct span value)
{
    struct buf word = { 0 };
    struct span text;

    if (is_ascii(value)) return value;
    buf_printf(&word, "=?UTF-8?Q?");
    for (size_t i = 0; i < value.size; i++) {
        unsigned char c = (unsigned char)value.data[i];
        if (c == ' ') buf_add_char(&word, '_');
        else if (is_plain(c)) buf_add_char(&word, (char)c);
        else buf_printf(&word, "=%02X", c);
    }
    buf_printf(&word, "?=");
    text = arena_span(a, buf_span(&word));
    buf_release(&word);
    return text;
}
