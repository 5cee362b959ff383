/* Methods of texts that take a regular expression. */
#include "emulator/vtl/vtl_apply.h"

#include "emulator/base/regex.h"

#include <ctype.h>

#define PATTERN_BYTES_MAX 8192

static const struct regex *compile(struct vtl_apply *c, unsigned options)
{
    struct span pattern = vtl_arg_text(c, 0);
    const struct regex *regex = pattern.size <= PATTERN_BYTES_MAX ? regex_compile(c->arena, pattern, options) : NULL;

    if (!regex) vtl_apply_fail(c, "the regular expression is not one");
    return regex;
}

/* The next match; false when there is none, or with an error. */
static bool next(struct vtl_apply *c, const struct regex *regex, size_t from, struct regex_match *m)
{
    int found = regex_match(regex, c->text, from, m);

    if (found < 0) vtl_apply_fail(c, "the regular expression takes too long");
    return found > 0 && vtl_run_spend(c->run, c->at, 10);
}

static struct doc *matches(struct vtl_apply *c)
{
    const struct regex *regex = compile(c, REGEX_WHOLE);
    struct regex_match m;
    bool found = regex && next(c, regex, 0, &m);

    return c->run->reason ? NULL : vtl_give_bool(c, found);
}

/* --- replacing ---------------------------------------------------------------------------------------------------- */

/* $1, $12 (as many digits as there are groups for), ${name}. False when there is no such group. */
static bool add_group(struct buf *b, const struct regex *regex, const struct regex_match *m, struct span with,
                      size_t *at)
{
    struct span name;
    uint32_t group = 0;
    size_t end;

    if (span_sub(with, *at, 1).size && with.data[*at] == '{') {
        end = span_find(span_sub(with, *at, SIZE_MAX), '}');
        name = span_sub(with, *at + 1, end - 1);
        group = regex_group(regex, name);
        if (!group || *at + end >= with.size) return false;
        *at += end + 1;
    } else {
        if (*at >= with.size || !isdigit((unsigned char)with.data[*at])) return false;
        group = (uint32_t)(with.data[(*at)++] - '0');
        if (group > m->group_count) return false;
        for (; *at < with.size && isdigit((unsigned char)with.data[*at]); ++*at) {
            uint32_t longer = group * 10 + (uint32_t)(with.data[*at] - '0');
            if (longer > m->group_count) break;
            group = longer;
        }
    }
    if (group > m->group_count) return false;
    if (group) buf_add_span(b, m->groups[group - 1]);
    else buf_add(b, m->groups[0].data, 0);
    return true;
}

/* What a match is replaced by: a backslash makes the next character a plain one. */
static bool add_replacement(struct vtl_apply *c, struct buf *b, const struct regex *regex, const struct regex_match *m)
{
    struct span with = vtl_arg_text(c, 1);

    for (size_t at = 0; at < with.size;) {
        char first = with.data[at++];

        if (first == '$' && span_starts(span_sub(with, at, 1), "0")) {
            at++;
            buf_add_span(b, span_sub(c->text, m->start, m->end - m->start));
        } else if (first == '$') {
            if (!add_group(b, regex, m, with, &at)) return vtl_apply_fail(c, "there is no such group to replace by");
        } else {
            if (first == '\\' && at >= with.size) return vtl_apply_fail(c, "a backslash is the last character");
            buf_add_char(b, first == '\\' ? with.data[at++] : first);
        }
    }
    return true;
}

/* Behind a match of nothing stands a character as it is. */
static size_t step_over(struct vtl_apply *c, struct buf *b, size_t at)
{
    size_t size = span_utf8_size(span_sub(c->text, at, SIZE_MAX));

    buf_add_span(b, span_sub(c->text, at, size ? size : 1));
    return at + (size ? size : 1);
}

static struct doc *replace(struct vtl_apply *c, bool all)
{
    const struct regex *regex = compile(c, 0);
    struct buf b = { .max = VTL_OUTPUT_BYTES_MAX };
    struct doc *value = NULL;
    struct regex_match m;
    size_t at = 0, from = 0;

    while (regex && from <= c->text.size && !b.overflowed && next(c, regex, from, &m)) {
        buf_add_span(&b, span_sub(c->text, at, m.start - at));
        if (!add_replacement(c, &b, regex, &m)) break;
        at = from = m.end;
        if (m.end == m.start) at = from = step_over(c, &b, m.end);
        if (!all) break;
    }
    buf_add_span(&b, span_sub(c->text, at, SIZE_MAX));
    if (b.overflowed) vtl_apply_fail(c, "a text grew too large");
    if (!c->run->reason) value = vtl_give_text(c, arena_span(c->arena, buf_span(&b)));
    buf_release(&b);
    return value;
}

static struct doc *replace_all(struct vtl_apply *c)
{
    return replace(c, true);
}

static struct doc *replace_first(struct vtl_apply *c)
{
    return replace(c, false);
}

/* --- splitting ---------------------------------------------------------------------------------------------------- */

/* Without a limit, empty pieces at the end are dropped. */
static void drop_empty(struct doc *list)
{
    while (list->list.count > 1 && !doc_text(doc_at(list, list->list.count - 1)).size) list->list.count--;
    if (list->list.count == 1 && !doc_text(doc_at(list, 0)).size) list->list.count = 0;
}

static struct doc *split(struct vtl_apply *c)
{
    const struct regex *regex = compile(c, 0);
    int64_t limit = vtl_arg_int(c, 1, 0);
    struct doc *list = doc_list(c->arena);
    struct regex_match m;
    size_t at = 0, from = 0;

    while (regex && (limit <= 0 || (int64_t)doc_count(list) < limit - 1) && next(c, regex, from, &m)) {
        if (doc_count(list) >= VTL_ITEMS_MAX) return vtl_apply_fail(c, "a list grew too long");
        from = m.end > m.start ? m.end : m.end + 1;
        if (m.end == m.start && (m.start == 0 || m.start >= c->text.size)) {
            if (from > c->text.size) break;
            continue; /* nothing is no piece at the start */
        }
        doc_append(list, vtl_give_text(c, span_sub(c->text, at, m.start - at)));
        at = m.end;
    }
    if (c->run->reason) return NULL;
    doc_append(list, vtl_give_text(c, span_sub(c->text, at, SIZE_MAX)));
    if (!limit && doc_count(list) > 1) drop_empty(list);
    return list;
}

const struct vtl_method vtl_pattern_methods[] = {
    { "matches", "S", matches },
    { "replaceAll", "SS", replace_all },
    { "replaceFirst", "SS", replace_first },
    { "split", "Si", split },
    { 0 },
};
