/* A compiled pattern is its text with four control characters in place of the signs; `${*}`, `${?}` and `${$}` are the
 * characters themselves. */
#include "emulator/policy/policy_glob.h"

#include "emulator/base/buf.h"

enum { MANY = 1, ONE = 2, OPEN = 3, CLOSE = 4, DEFAULT = 5 };

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

/* --- compiling ---------------------------------------------------------------------------------------------------- */

/* `key` or `key, 'default'`, as OPEN key [DEFAULT text] CLOSE. */
static char *put_variable(char *out, struct span inside)
{
    size_t comma = span_find(inside, ',');
    struct span key = span_trim(span_sub(inside, 0, comma)),
                otherwise = span_trim(span_sub(inside, comma + 1, SIZE_MAX));

    *out++ = OPEN;
    memcpy(out, key.data, key.size);
    out += key.size;
    if (otherwise.size >= 2 && otherwise.data[0] == '\'' && otherwise.data[otherwise.size - 1] == '\'') {
        *out++ = DEFAULT;
        memcpy(out, otherwise.data + 1, otherwise.size - 2);
        out += otherwise.size - 2;
    }
    *out++ = CLOSE;
    return out;
}

/* Takes "${…}" off the front of `rest`; false when it does not begin so, or does not end. */
static bool take_variable(struct span *rest, struct span *inside)
{
    size_t end;

    if (!span_starts(*rest, "${")) return false;
    end = span_find(*rest, '}');
    if (end == rest->size) return false;
    *inside = span_sub(*rest, 2, end - 2);
    *rest = span_sub(*rest, end + 1, SIZE_MAX);
    return true;
}

static bool has_signs(struct span value)
{
    for (size_t i = 0; i < value.size; i++)
        if (value.data[i] > 0 && value.data[i] <= DEFAULT) return true;
    return false;
}

static bool is_one_sign(struct span inside)
{
    return inside.size == 1 && (*inside.data == '*' || *inside.data == '?' || *inside.data == '$');
}

struct policy_glob policy_glob_compile(struct arena *a, struct span text, unsigned flags)
{
    struct policy_glob g = { .is_any = flags & GLOB_WILDCARDS && span_is(text, "*") };
    char *out = arena_alloc(a, text.size + 1), *start = out;
    struct span rest = text, inside;

    while (rest.size) {
        char c = *rest.data;
        if (flags & GLOB_VARIABLES && take_variable(&rest, &inside)) {
            if (is_one_sign(inside)) {
                *out++ = *inside.data;
                continue;
            }
            if (!g.has_variables && !g.has_wildcards) g.prefix = (size_t)(out - start);
            g.has_variables = true;
            g.is_never |= has_signs(inside);
            out = put_variable(out, inside);
            continue;
        }
        rest = span_sub(rest, 1, SIZE_MAX);
        if (c > 0 && c <= DEFAULT) g.is_never = true;
        if (flags & GLOB_WILDCARDS && (c == '*' || c == '?')) {
            if (!g.has_variables && !g.has_wildcards) g.prefix = (size_t)(out - start);
            g.has_wildcards = true;
            c = c == '*' ? MANY : ONE;
        }
        *out++ = flags & GLOB_LOWER ? lower(c) : c;
    }
    g.text = (struct span){ start, (size_t)(out - start) };
    if (!g.has_variables && !g.has_wildcards) g.prefix = g.text.size;
    if (g.prefix >= 8) g.tail = policy_glob_word(g.text.data + g.prefix - 8);
    g.is_beginning = !g.is_never && g.prefix + 1 == g.text.size && g.text.data[g.prefix] == MANY;
    return g;
}

/* --- variables ---------------------------------------------------------------------------------------------------- */

/* AWS: a variable stands for the one value of its key; a key that the request has not, or has several times, makes the
 * pattern match nothing, unless a default is given for the first. */
static bool variable_value(struct span inside, const struct policy_context *context, struct span *value)
{
    size_t mark = span_find(inside, DEFAULT);
    struct policy_values values = { NULL, 0 };

    if (!context || !context->find(context, span_sub(inside, 0, mark), &values) || values.count == 0) {
        *value = span_sub(inside, mark + 1, SIZE_MAX);
        return mark < inside.size;
    }
    *value = values.items[0];
    return values.count == 1;
}

struct span policy_glob_expand(const struct policy_glob *g, const struct policy_context *context)
{
    struct span rest = g->text, value;
    struct buf out = { .max = 1 << 16 };
    struct span whole;

    if (g->is_never) return (struct span){ NULL, 0 };
    if (!g->has_variables) return g->text;
    while (rest.data) {
        size_t open = span_find(rest, OPEN), close = span_find(rest, CLOSE);
        buf_add_span(&out, span_sub(rest, 0, open));
        if (open == rest.size) break;
        if (!variable_value(span_sub(rest, open + 1, close - open - 1), context, &value) || has_signs(value)) {
            buf_release(&out);
            return (struct span){ NULL, 0 };
        }
        buf_add_span(&out, value);
        rest = span_sub(rest, close + 1, SIZE_MAX);
    }
    whole =
        out.overflowed ? (struct span){ NULL, 0 } : arena_span(context->arena, out.data ? buf_span(&out) : SPAN(""));
    buf_release(&out);
    return whole;
}

bool policy_glob_variable(struct span *rest, struct span *key)
{
    size_t open = span_find(*rest, OPEN), close = span_find(*rest, CLOSE);

    if (open >= close || close == rest->size) return false;
    *key = span_sub(*rest, open + 1, close - open - 1);
    *key = span_sub(*key, 0, span_find(*key, DEFAULT));
    *rest = span_sub(*rest, close + 1, SIZE_MAX);
    return true;
}

/* --- matching ----------------------------------------------------------------------------------------------------- */

static bool is_same(char pattern, char c, bool ignores_case)
{
    return pattern == c || (ignores_case && lower(pattern) == lower(c));
}

/* AWS counts characters, not bytes: a `?` takes a whole one. */
static size_t character_size(struct span text, size_t at)
{
    size_t size = (unsigned char)text.data[at] < 0x80 ? 1 : span_utf8_size(span_sub(text, at, 4));

    return size ? size : 1;
}

/* What stands behind a `*`, up to the next sign. */
static struct span literal_run(struct span pattern, size_t from)
{
    size_t end = from;

    while (end < pattern.size && pattern.data[end] != MANY && pattern.data[end] != ONE) end++;
    return span_sub(pattern, from, end - from);
}

/* Where a `*` that took all up to `from` may end: before the next place that has what is literal behind it, so that
 * long runs cost what they and the text have, not their product. False: there is none. */
static bool star_ends(struct span pattern, size_t star, struct span text, size_t *from)
{
    struct span run = literal_run(pattern, star), rest = span_sub(text, *from, SIZE_MAX);
    const char *found;

    if (!run.size) return true;
    if (run.size > rest.size) return false;
    if (star + run.size == pattern.size) { /* the pattern's end is the text's */
        *from = text.size - run.size;
        return memcmp(text.data + *from, run.data, run.size) == 0;
    }
    found = memmem(rest.data, rest.size, run.data, run.size);
    if (found) *from = (size_t)(found - text.data);
    return found;
}

/* Only the last `*` is ever taken up again: what earlier ones took is settled by then. */
bool policy_glob_text_matches(struct span pattern, struct span text, bool ignores_case)
{
    size_t p = 0, t = 0, star = SIZE_MAX, from = 0;

    while (t < text.size) {
        if (p < pattern.size && pattern.data[p] == MANY) {
            star = ++p;
            from = t;
        } else if (p < pattern.size && pattern.data[p] == ONE) {
            p++;
            t += character_size(text, t);
            continue;
        } else if (p < pattern.size && is_same(pattern.data[p], text.data[t], ignores_case)) {
            p++;
            t++;
            continue;
        } else if (star != SIZE_MAX) {
            p = star;
            from += character_size(text, from);
        } else {
            return false;
        }
        if (!ignores_case && !star_ends(pattern, star, text, &from)) return false;
        t = from;
    }
    while (p < pattern.size && pattern.data[p] == MANY) p++;
    return t == text.size && p == pattern.size;
}

/* Most patterns have no variables, and most of the others differ in what they begin with. */
bool policy_glob_matches_all(const struct policy_glob *g, struct span text, const struct policy_context *context)
{
    struct span pattern = g->text;

    if (g->is_any) return true;
    if (g->prefix > text.size || g->is_never || memcmp(pattern.data, text.data, g->prefix) != 0) return false;
    if (g->is_beginning) return true;
    if (!g->has_variables && !g->has_wildcards) return text.size == pattern.size;
    if (g->has_variables) pattern = policy_glob_expand(g, context);
    if (!pattern.data) return false;
    return policy_glob_text_matches(span_sub(pattern, g->prefix, SIZE_MAX), span_sub(text, g->prefix, SIZE_MAX), false);
}
