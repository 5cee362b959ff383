/* Functions of strings. Characters are code points. */
#include <locale.h>
#include <math.h>
#include <pthread.h>
#include <string.h>
#include <wctype.h>

#include "emulator/asl/jsonata/library/jsonata_functions.h"
#include "emulator/asl/jsonata/run/jsonata_print.h"
#include "emulator/asl/jsonata/values/jsonata_compare.h"
#include "emulator/asl/jsonata/values/jsonata_text.h"

struct jval jfn_string(struct jrun *r, struct jval *arguments, int count)
{
    (void)count;
    if (!jis_defined(arguments[0]) || arguments[0].kind == J_STRING) return arguments[0];
    return jstring(jtext_of(r, arguments[0], jtruth(r->arena, arguments[1])));
}

struct jval jfn_length(struct jrun *r, struct jval *arguments, int count)
{
    (void)r;
    (void)count;
    if (!jis_defined(arguments[0])) return jundefined();
    return jnumber((double)jtext_length(jtext(arguments[0])));
}

static size_t clamp(double value, size_t most)
{
    return value > 0 ? value < (double)most ? (size_t)value : most : 0;
}

struct jval jfn_substring(struct jrun *r, struct jval *arguments, int count)
{
    struct span s = jtext(arguments[0]);
    double length, start, end;
    size_t from, to;

    (void)r;
    (void)count;
    if (!jis_defined(arguments[0])) return jundefined();
    length = (double)jtext_length(s);
    start = jis_defined(arguments[1]) ? trunc(arguments[1].number) : 0;
    if (start < 0) start = length + start < 0 ? 0 : length + start;
    end = length;
    if (jis_defined(arguments[2])) {
        if (arguments[2].number <= 0) return jstring(SPAN(""));
        end = trunc(start + arguments[2].number);
    }
    from = jtext_offset(s, clamp(start, s.size));
    to = jtext_offset(s, clamp(end, s.size));
    return jstring(to > from ? span_sub(s, from, to - from) : SPAN(""));
}

struct jval jfn_substring_before(struct jrun *r, struct jval *arguments, int count)
{
    (void)r;
    (void)count;
    if (!jis_defined(arguments[0])) return jundefined();
    if (!jis_defined(arguments[1])) return arguments[0];
    return jstring(span_sub(jtext(arguments[0]), 0, jtext_find(jtext(arguments[0]), jtext(arguments[1]), 0)));
}

struct jval jfn_substring_after(struct jrun *r, struct jval *arguments, int count)
{
    struct span s = jtext(arguments[0]);
    size_t at;

    (void)r;
    (void)count;
    if (!jis_defined(arguments[0])) return jundefined();
    if (!jis_defined(arguments[1])) return arguments[0];
    at = jtext_find(s, jtext(arguments[1]), 0);
    if (at == s.size && arguments[1].size) return arguments[0];
    return jstring(span_sub(s, at + arguments[1].size, s.size));
}

/* --- case
 * ---------------------------------------------------------------------------------------------------------- */

static locale_t unicode;

static void unicode_open(void)
{
    unicode = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
}

static unsigned case_of(unsigned c, bool upper)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;

    if (c < 0x80) {
        if (upper) return c >= 'a' && c <= 'z' ? c - 32 : c;
        return c >= 'A' && c <= 'Z' ? c + 32 : c;
    }
    pthread_once(&once, unicode_open);
    if (!unicode) return c;
    return (unsigned)(upper ? towupper_l((wint_t)c, unicode) : towlower_l((wint_t)c, unicode));
}

static struct jval change_case(struct jrun *r, struct jval v, bool upper)
{
    struct span rest = jtext(v);
    struct buf b = { 0 };

    if (!jis_defined(v)) return v;
    while (rest.size) {
        size_t size = jtext_char_size(rest);
        unsigned c = jtext_code_point(rest);
        if (c == 0xDF && upper) { /* sharp s has no capital of its own */
            buf_add_text(&b, "SS");
        } else {
            jtext_add_code_point(&b, case_of(c, upper));
        }
        rest = span_sub(rest, size, rest.size);
    }
    return jtext_take(r, &b);
}

struct jval jfn_lowercase(struct jrun *r, struct jval *arguments, int count)
{
    (void)count;
    return change_case(r, arguments[0], false);
}

struct jval jfn_uppercase(struct jrun *r, struct jval *arguments, int count)
{
    (void)count;
    return change_case(r, arguments[0], true);
}

/* --- blanks
 * -------------------------------------------------------------------------------------------------------- */

/* Without blanks at the ends; several in a row become one space. */
struct jval jfn_trim(struct jrun *r, struct jval *arguments, int count)
{
    struct span s = span_trim(jtext(arguments[0]));
    struct buf b = { 0 };

    (void)count;
    if (!jis_defined(arguments[0])) return jundefined();
    for (size_t i = 0; i < s.size; i++) {
        bool blank = strchr(" \t\n\r", s.data[i]) && s.data[i];
        if (!blank) buf_add_char(&b, s.data[i]);
        if (blank && b.size && b.data[b.size - 1] != ' ') buf_add_char(&b, ' ');
    }
    return jtext_take(r, &b);
}

struct jval jfn_pad(struct jrun *r, struct jval *arguments, int count)
{
    struct span s = jtext(arguments[0]), with = SPAN(" "), rest;
    double width = arguments[1].kind == J_NUMBER ? trunc(arguments[1].number) : 0;
    struct buf b = { 0 };

    (void)count;
    if (!jis_defined(arguments[0])) return jundefined();
    if (jis_defined(arguments[2]) && arguments[2].size) with = jtext(arguments[2]);
    if (width > 0) buf_add_span(&b, s);
    rest = with;
    for (double missing = fabs(width) - (double)jtext_length(s); missing >= 1 && !b.overflowed; missing--) {
        size_t size = jtext_char_size(rest);
        buf_add(&b, rest.data, size);
        rest = size < rest.size ? span_sub(rest, size, rest.size) : with;
    }
    if (width <= 0) buf_add_span(&b, s);
    return jtext_take(r, &b);
}

struct jval jfn_join(struct jrun *r, struct jval *arguments, int count)
{
    struct buf b = { 0 };
    struct jval *items;

    (void)count;
    if (!jis_defined(arguments[0])) return jundefined();
    items = jarray_items(r->arena, arguments[0].array);
    for (uint32_t i = 0; i < arguments[0].array->count; i++) {
        if (i && jis_defined(arguments[1])) buf_add_span(&b, jtext(arguments[1]));
        buf_add_span(&b, jtext(items[i]));
    }
    return jtext_take(r, &b);
}
