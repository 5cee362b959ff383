#include "emulator/asl/jsonata/library/jsonata_text.h"

#include <math.h>
#include <string.h>

#include "emulator/base/json.h"

size_t jtext_char_size(struct span s)
{
    unsigned char lead = s.size ? (unsigned char)s.data[0] : 0;
    size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;

    return size < s.size ? size : s.size;
}

unsigned jtext_code_point(struct span s)
{
    const unsigned char *c = (const unsigned char *)s.data;

    switch (jtext_char_size(s)) {
    case 0: return 0;
    case 2: return (c[0] & 0x1Fu) << 6 | (c[1] & 0x3F);
    case 3: return (c[0] & 0x0Fu) << 12 | (c[1] & 0x3Fu) << 6 | (c[2] & 0x3F);
    case 4: return (c[0] & 0x07u) << 18 | (c[1] & 0x3Fu) << 12 | (c[2] & 0x3Fu) << 6 | (c[3] & 0x3F);
    default: return c[0];
    }
}

void jtext_add_code_point(struct buf *b, unsigned c)
{
    if (c < 0x80) {
        buf_add_char(b, (char)c);
    } else if (c < 0x800) {
        buf_add_char(b, (char)(0xC0 | c >> 6));
        buf_add_char(b, (char)(0x80 | (c & 0x3F)));
    } else if (c < 0x10000) {
        buf_add_char(b, (char)(0xE0 | c >> 12));
        buf_add_char(b, (char)(0x80 | (c >> 6 & 0x3F)));
        buf_add_char(b, (char)(0x80 | (c & 0x3F)));
    } else {
        buf_add_char(b, (char)(0xF0 | c >> 18));
        buf_add_char(b, (char)(0x80 | (c >> 12 & 0x3F)));
        buf_add_char(b, (char)(0x80 | (c >> 6 & 0x3F)));
        buf_add_char(b, (char)(0x80 | (c & 0x3F)));
    }
}

size_t jtext_length(struct span s)
{
    size_t count = 0;

    for (size_t i = 0; i < s.size; i++) count += ((unsigned char)s.data[i] & 0xC0) != 0x80;
    return count;
}

size_t jtext_units(struct span s)
{
    size_t count = 0;

    for (size_t i = 0; i < s.size; i++) {
        unsigned char c = (unsigned char)s.data[i];
        count += (c & 0xC0) != 0x80;
        count += c >= 0xF0;
    }
    return count;
}

size_t jtext_offset(struct span s, size_t characters)
{
    size_t at = 0;

    while (characters-- > 0 && at < s.size) at += jtext_char_size(span_sub(s, at, s.size));
    return at;
}

size_t jtext_find(struct span s, struct span part, size_t from)
{
    const char *found;

    if (from > s.size) return s.size;
    found = memmem(s.data + from, s.size - from, part.data, part.size);
    return found ? (size_t)(found - s.data) : s.size;
}

struct jval jtext_take(struct jrun *r, struct buf *b)
{
    struct jval text;

    if (b->overflowed) {
        buf_release(b);
        return jfail_limit(r, LIMIT_MEMORY);
    }
    text = jstring(arena_span(r->arena, buf_span(b)));
    buf_release(b);
    return text;
}

/* --- values as text ------------------------------------------------------------------------------------------------ */

struct writer {
    struct jrun *r;
    struct buf buf;
    bool pretty;
};

static void write_value(struct writer *w, struct jval v, int depth);

static void new_line(struct writer *w, int depth)
{
    if (!w->pretty) return;
    buf_add_char(&w->buf, '\n');
    for (int i = 0; i < depth; i++) buf_add_text(&w->buf, "  ");
}

static void write_array(struct writer *w, struct jarray *array, int depth)
{
    struct jval *items = jarray_items(w->r->arena, array);

    buf_add_char(&w->buf, '[');
    for (uint32_t i = 0; i < array->count && !w->r->failed; i++) {
        if (i) buf_add_char(&w->buf, ',');
        new_line(w, depth + 1);
        write_value(w, items[i], depth + 1);
    }
    if (array->count) new_line(w, depth);
    buf_add_char(&w->buf, ']');
}

static void write_object(struct writer *w, struct jobject *object, int depth)
{
    struct jmember *members = jobject_members(w->r->arena, object);

    buf_add_char(&w->buf, '{');
    for (uint32_t i = 0; i < object->count && !w->r->failed; i++) {
        if (i) buf_add_char(&w->buf, ',');
        new_line(w, depth + 1);
        json_write_string(&w->buf, members[i].name);
        buf_add_text(&w->buf, w->pretty ? ": " : ":");
        write_value(w, members[i].value, depth + 1);
    }
    if (object->count) new_line(w, depth);
    buf_add_char(&w->buf, '}');
}

static void write_number(struct writer *w, double number)
{
    char text[32];

    if (!isfinite(number)) {
        jfail_value(w->r, "D1001", jnumber(number));
        return;
    }
    jnumber_text(jnumber_round15(number), text);
    buf_add_text(&w->buf, text);
}

static void write_value(struct writer *w, struct jval v, int depth)
{
    if (depth > JNEST_MAX) {
        jfail_limit(w->r, LIMIT_DEPTH);
        return;
    }
    switch (v.kind) {
    case J_UNDEFINED:
    case J_NULL: buf_add_text(&w->buf, "null"); break;
    case J_BOOL: buf_add_text(&w->buf, v.boolean ? "true" : "false"); break;
    case J_NUMBER: write_number(w, v.number); break;
    case J_STRING: json_write_string(&w->buf, jtext(v)); break;
    case J_ARRAY: write_array(w, v.array, depth); break;
    case J_OBJECT: write_object(w, v.object, depth); break;
    default: /* functions */ buf_add_text(&w->buf, "\"\""); break;
    }
}

struct span jtext_of(struct jrun *r, struct jval v, bool pretty)
{
    struct writer w = { .r = r, .pretty = pretty };

    if (v.kind == J_STRING) return jtext(v);
    if (v.kind == J_FUNCTION) return SPAN("");
    if (v.kind == J_UNDEFINED) return (struct span){ 0 };
    if (v.kind == J_NUMBER && isfinite(v.number)) return jnumber_span(r->arena, jnumber_round15(v.number));
    if (v.kind == J_NUMBER) {
        jfail_value(r, "D3001", v);
        return (struct span){ 0 };
    }
    write_value(&w, v, 0);
    v = jtext_take(r, &w.buf);
    return v.kind == J_STRING ? jtext(v) : (struct span){ 0 };
}
