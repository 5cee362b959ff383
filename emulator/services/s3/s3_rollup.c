/* Keys are compared by their bytes, which for UTF-8 is the order of code points. */
#include "emulator/services/s3/s3_rollup.h"

#include "emulator/base/buf.h"

static bool begins_with(struct span text, struct span prefix)
{
    return span_eq(span_sub(text, 0, prefix.size), prefix);
}

/* Where `delimiter` first begins from `from` on; the text's size when it does not. */
static size_t delimiter_find(struct span text, size_t from, struct span delimiter)
{
    const char *at = memmem(text.data + from, text.size - from, delimiter.data, delimiter.size);

    return at ? (size_t)(at - text.data) : text.size;
}

enum s3_entry s3_rollup_entry(const struct s3_rollup *r, struct span key, struct span *entry)
{
    size_t at;

    *entry = key;
    if (!begins_with(key, r->prefix)) return S3_ENTRY_END;
    if (!r->delimiter.size) return S3_ENTRY_KEY;
    at = delimiter_find(key, r->prefix.size, r->delimiter);
    if (at == key.size) return S3_ENTRY_KEY;
    *entry = span_sub(key, 0, at + r->delimiter.size);
    return r->marker.data && begins_with(r->marker, *entry) ? S3_ENTRY_SHOWN : S3_ENTRY_PREFIX;
}

struct span s3_rollup_start(const struct s3_rollup *r)
{
    bool is_behind = r->marker.data && span_compare(r->marker, r->prefix) > 0;

    return is_behind ? r->marker : r->prefix;
}

struct span s3_rollup_behind(struct arena *a, struct span prefix)
{
    char *text = arena_string(a, prefix);
    size_t size = prefix.size;

    while (size && (unsigned char)text[size - 1] == 0xff) size--;
    if (size) text[size - 1]++;
    return (struct span){ text, size };
}

static bool is_kept(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c && strchr("-_.*/", c));
}

struct span s3_list_encode(struct arena *a, struct span text)
{
    static const char hex[] = "0123456789ABCDEF";
    struct buf out = { 0 };
    struct span encoded;

    for (size_t i = 0; i < text.size; i++) {
        unsigned char byte = (unsigned char)text.data[i];
        if (is_kept(text.data[i])) {
            buf_add_char(&out, text.data[i]);
        } else if (byte == ' ') {
            buf_add_char(&out, '+');
        } else {
            buf_add_char(&out, '%');
            buf_add_char(&out, hex[byte >> 4]);
            buf_add_char(&out, hex[byte & 15]);
        }
    }
    encoded = arena_span(a, buf_span(&out));
    buf_release(&out);
    return encoded;
}
