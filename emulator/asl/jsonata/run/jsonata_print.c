/* Values as text: as $string and & print them. */
#include "emulator/asl/jsonata/run/jsonata_print.h"

#include <math.h>

#include "emulator/asl/jsonata/values/jsonata_number_text.h"
#include "emulator/base/json.h"

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

/* --- values as text
 * ------------------------------------------------------------------------------------------------ */

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
