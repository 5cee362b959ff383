/* Methods of texts: java.lang.String's. Places in a text are counted in units of UTF-16. */
#include "emulator/vtl/vtl_apply.h"

static struct doc *length(struct vtl_apply *c)
{
    return vtl_give_int(c, (int64_t)vtl_units(c->text));
}

static struct doc *is_empty(struct vtl_apply *c)
{
    return vtl_give_bool(c, !c->text.size);
}

/* --- pieces ------------------------------------------------------------------------------------------------------- */

static struct doc *piece(struct vtl_apply *c, int64_t from, int64_t to)
{
    size_t start, end;

    if (from < 0 || to < from || to > (int64_t)vtl_units(c->text))
        return vtl_apply_fail(c, "an index is beyond the text");
    start = vtl_unit_byte(c->text, (size_t)from);
    end = vtl_unit_byte(c->text, (size_t)to);
    return vtl_give_text(c, span_sub(c->text, start, end - start));
}

static struct doc *substring(struct vtl_apply *c)
{
    return piece(c, vtl_arg_int(c, 0, 0), vtl_arg_int(c, 1, (int64_t)vtl_units(c->text)));
}

static struct doc *char_at(struct vtl_apply *c)
{
    int64_t at = vtl_arg_int(c, 0, 0);

    if (at < 0 || at >= (int64_t)vtl_units(c->text)) return vtl_apply_fail(c, "an index is beyond the text");
    return piece(c, at, at + 1);
}

static bool is_trimmed(char c)
{
    return (unsigned char)c <= ' ';
}

static struct doc *trim(struct vtl_apply *c)
{
    struct span s = c->text;

    while (s.size && is_trimmed(s.data[0])) s = span_sub(s, 1, SIZE_MAX);
    while (s.size && is_trimmed(s.data[s.size - 1])) s.size--;
    return vtl_give_text(c, s);
}

/* --- looking for -------------------------------------------------------------------------------------------------- */

static const char *find_first(struct span in, struct span what)
{
    return what.size ? memmem(in.data, in.size, what.data, what.size) : in.data;
}

static struct doc *contains(struct vtl_apply *c)
{
    return vtl_give_bool(c, find_first(c->text, vtl_arg_text(c, 0)) != NULL);
}

static struct doc *give_place(struct vtl_apply *c, const char *found)
{
    if (!found) return vtl_give_int(c, -1);
    return vtl_give_int(c, (int64_t)vtl_units(span_sub(c->text, 0, (size_t)(found - c->text.data))));
}

static struct doc *index_of_text(struct vtl_apply *c, struct span what)
{
    int64_t from = vtl_arg_int(c, 1, 0);
    size_t start = vtl_unit_byte(c->text, from < 0 ? 0 : (size_t)from);

    return give_place(c, find_first(span_sub(c->text, start, SIZE_MAX), what));
}

static struct doc *last_index_of_text(struct vtl_apply *c, struct span what)
{
    int64_t from = vtl_arg_int(c, 1, INT64_MAX);
    size_t last = from < 0 ? 0 : vtl_unit_byte(c->text, from == INT64_MAX ? SIZE_MAX : (size_t)from);

    if (from < 0 || what.size > c->text.size) return vtl_give_int(c, -1);
    if (last > c->text.size - what.size) last = c->text.size - what.size;
    for (size_t at = last + 1; at--;)
        if (span_eq(span_sub(c->text, at, what.size), what)) return give_place(c, c->text.data + at);
    return vtl_give_int(c, -1);
}

/* A character as its number. */
static struct span character(struct vtl_apply *c)
{
    int64_t code = vtl_arg_int(c, 0, 0);
    char text[4];

    if (code < 0 || code > 0x10FFFF) code = 0xFFFD;
    return arena_span(c->arena, (struct span){ text, span_put_code_point(text, (uint32_t)code) });
}

static struct doc *index_of(struct vtl_apply *c)
{
    return index_of_text(c, vtl_arg_text(c, 0));
}

static struct doc *index_of_character(struct vtl_apply *c)
{
    return index_of_text(c, character(c));
}

static struct doc *last_index_of(struct vtl_apply *c)
{
    return last_index_of_text(c, vtl_arg_text(c, 0));
}

static struct doc *last_index_of_character(struct vtl_apply *c)
{
    return last_index_of_text(c, character(c));
}

static struct doc *starts_with(struct vtl_apply *c)
{
    struct span what = vtl_arg_text(c, 0);
    int64_t from = vtl_arg_int(c, 1, 0);

    if (from < 0 || from > (int64_t)vtl_units(c->text)) return vtl_give_bool(c, false);
    return vtl_give_bool(c, span_eq(span_sub(c->text, vtl_unit_byte(c->text, (size_t)from), what.size), what));
}

static struct doc *ends_with(struct vtl_apply *c)
{
    struct span what = vtl_arg_text(c, 0);

    if (what.size > c->text.size) return vtl_give_bool(c, false);
    return vtl_give_bool(c, span_eq(span_sub(c->text, c->text.size - what.size, what.size), what));
}

/* --- comparing ---------------------------------------------------------------------------------------------------- */

/* The next unit of UTF-16, of which a far character has two; *low holds the second. */
static int64_t next_unit(struct span *s, uint32_t *low)
{
    uint32_t code;

    if (*low) {
        code = *low;
        *low = 0;
        return code;
    }
    if (!span_take_code_point(s, &code)) return -1;
    if (code < 0x10000) return code;
    *low = 0xDC00 + ((code - 0x10000) & 0x3FF);
    return 0xD800 + ((code - 0x10000) >> 10);
}

static int64_t fold(int64_t unit)
{
    return unit >= 'A' && unit <= 'Z' ? unit | 32 : unit;
}

/* As Java tells it: the difference of the first units that differ, or that of the lengths. */
static struct doc *compare(struct vtl_apply *c, bool folded)
{
    struct span a = c->text, b = vtl_arg_text(c, 0);
    uint32_t low_a = 0, low_b = 0;

    for (;;) {
        int64_t x = next_unit(&a, &low_a), y = next_unit(&b, &low_b);

        if (folded) x = fold(x), y = fold(y);
        if (x < 0 || y < 0)
            return vtl_give_int(c, (int64_t)vtl_units(c->text) - (int64_t)vtl_units(vtl_arg_text(c, 0)));
        if (x != y) return vtl_give_int(c, x - y);
    }
}

static struct doc *compare_to(struct vtl_apply *c)
{
    return compare(c, false);
}

static struct doc *compare_to_ignore_case(struct vtl_apply *c)
{
    return compare(c, true);
}

static struct doc *equals_ignore_case(struct vtl_apply *c)
{
    return vtl_give_bool(c, c->args[0] && span_eq_nocase(c->text, vtl_arg_text(c, 0)));
}

static struct doc *hash_code(struct vtl_apply *c)
{
    struct span s = c->text;
    uint32_t hash = 0, low = 0;
    int64_t unit;

    while ((unit = next_unit(&s, &low)) >= 0) hash = hash * 31 + (uint32_t)unit;
    return vtl_give_int(c, (int32_t)hash);
}

/* --- another text ------------------------------------------------------------------------------------------------- */

static struct doc *give_buf(struct vtl_apply *c, struct buf *b)
{
    struct doc *value;

    if (b->overflowed) value = vtl_apply_fail(c, "a text grew too large");
    else value = vtl_give_text(c, arena_span(c->arena, buf_span(b)));
    buf_release(b);
    return value;
}

static struct doc *concat(struct vtl_apply *c)
{
    struct buf b = { .max = VTL_OUTPUT_BYTES_MAX };

    buf_add_span(&b, c->text);
    buf_add_span(&b, vtl_arg_text(c, 0));
    return give_buf(c, &b);
}

static struct doc *replace(struct vtl_apply *c)
{
    struct span rest = c->text, what = vtl_arg_text(c, 0), with = vtl_arg_text(c, 1);
    struct buf b = { .max = VTL_OUTPUT_BYTES_MAX };
    const char *found;

    while (rest.size && !b.overflowed && what.size && (found = find_first(rest, what))) {
        buf_add(&b, rest.data, (size_t)(found - rest.data));
        buf_add_span(&b, with);
        rest = span_sub(rest, (size_t)(found - rest.data) + what.size, SIZE_MAX);
    }
    for (; rest.size && !b.overflowed && !what.size; rest = span_sub(rest, 1, SIZE_MAX)) { /* before each character */
        if (((unsigned char)rest.data[0] & 0xC0) != 0x80) buf_add_span(&b, with);
        buf_add_char(&b, rest.data[0]);
    }
    buf_add_span(&b, what.size ? rest : with);
    return give_buf(c, &b);
}

static struct doc *change_case(struct vtl_apply *c, char from, char to, char other)
{
    struct span copy = arena_span(c->arena, c->text);
    char *text = (char *)(uintptr_t)copy.data;

    for (size_t i = 0; i < copy.size; i++)
        if (text[i] >= from && text[i] <= to) text[i] = (char)(text[i] - from + other);
    return vtl_give_text(c, copy);
}

/* DIFFERS: only the letters of ASCII have two cases. */
static struct doc *to_lower_case(struct vtl_apply *c)
{
    return change_case(c, 'A', 'Z', 'a');
}

static struct doc *to_upper_case(struct vtl_apply *c)
{
    return change_case(c, 'a', 'z', 'A');
}

static struct doc *to_char_array(struct vtl_apply *c)
{
    struct doc *list = doc_list(c->arena);

    for (struct span s = c->text; s.size;) {
        size_t size = span_utf8_size(s);

        if (doc_count(list) >= VTL_ITEMS_MAX) return vtl_apply_fail(c, "a list grew too long");
        doc_append(list, vtl_give_text(c, span_sub(s, 0, size ? size : 1)));
        s = span_sub(s, size ? size : 1, SIZE_MAX);
    }
    return list;
}

static struct doc *value_of(struct vtl_apply *c)
{
    return vtl_give_text(c, vtl_text(c->arena, c->args[0], c->run->world.json));
}

const struct vtl_method vtl_text_methods[] = {
    { "length", "", length },
    { "isEmpty", "", is_empty },
    { "substring", "Ii", substring },
    { "subSequence", "II", substring },
    { "charAt", "I", char_at },
    { "trim", "", trim },
    { "contains", "S", contains },
    { "indexOf", "Si", index_of },
    { "indexOf", "Ii", index_of_character },
    { "lastIndexOf", "Si", last_index_of },
    { "lastIndexOf", "Ii", last_index_of_character },
    { "startsWith", "Si", starts_with },
    { "endsWith", "S", ends_with },
    { "equals", "O", vtl_method_equals },
    { "contentEquals", "S", vtl_method_equals },
    { "equalsIgnoreCase", "O", equals_ignore_case },
    { "compareTo", "S", compare_to },
    { "compareToIgnoreCase", "S", compare_to_ignore_case },
    { "hashCode", "", hash_code },
    { "concat", "S", concat },
    { "replace", "SS", replace },
    { "toLowerCase", "", to_lower_case },
    { "toUpperCase", "", to_upper_case },
    { "toCharArray", "", to_char_array },
    { "toString", "", vtl_method_to_string },
    { "intern", "", vtl_method_to_string },
    { "valueOf", "O", value_of },
    { 0 },
};
