/* PCRE2's memory is the arena's: a pattern's that of who compiles it, a match's one of its own that goes with it. */
#include "emulator/base/regex.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#define MATCH_STEPS_MAX 1000000
#define HEAP_KIB_MAX    8192
#define NESTING_MAX     50

static void *allocate(size_t size, void *arena)
{
    return arena_alloc(arena, size);
}

static void release(void *memory, void *arena) /* with its arena */
{
    (void)memory;
    (void)arena;
}

static const pcre2_code *code_of(const struct regex *regex)
{
    return (const pcre2_code *)regex;
}

const struct regex *regex_compile(struct arena *a, struct span pattern, unsigned options)
{
    pcre2_general_context *general = pcre2_general_context_create(allocate, release, a);
    pcre2_compile_context *context = pcre2_compile_context_create(general);
    uint32_t flags = PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C;
    size_t offset;
    int error;

    if (options & REGEX_JAVASCRIPT)
        flags |= PCRE2_ALT_BSUX | PCRE2_ALLOW_EMPTY_CLASS | PCRE2_MATCH_UNSET_BACKREF | PCRE2_DOLLAR_ENDONLY;
    if (options & REGEX_CASELESS) flags |= PCRE2_CASELESS;
    if (options & REGEX_MULTILINE) flags |= PCRE2_MULTILINE;
    if (options & REGEX_WHOLE) flags |= PCRE2_ANCHORED | PCRE2_ENDANCHORED;
    pcre2_set_newline(context, options & REGEX_JAVASCRIPT ? PCRE2_NEWLINE_ANYCRLF : PCRE2_NEWLINE_ANY);
    pcre2_set_parens_nest_limit(context, NESTING_MAX);
    return (const struct regex *)pcre2_compile((PCRE2_SPTR)(pattern.data ? pattern.data : ""), pattern.size, flags,
                                               &error, &offset, context);
}

/* The work of one match, in an arena of its own. */
static int match_in(struct arena *work, const pcre2_code *code, struct span subject, size_t from,
                    struct regex_match *match)
{
    pcre2_general_context *general = pcre2_general_context_create(allocate, release, work);
    pcre2_match_context *context = pcre2_match_context_create(general);
    pcre2_match_data *data = pcre2_match_data_create_from_pattern(code, general);
    size_t *offsets = pcre2_get_ovector_pointer(data);
    int count;

    pcre2_set_match_limit(context, MATCH_STEPS_MAX);
    pcre2_set_heap_limit(context, HEAP_KIB_MAX);
    count = pcre2_match(code, (PCRE2_SPTR)(subject.data ? subject.data : ""), subject.size, from, 0, data, context);
    if (count == PCRE2_ERROR_NOMATCH) return 0;
    if (count < 0) return -1;
    match->start = offsets[0];
    match->end = offsets[1] < offsets[0] ? offsets[0] : offsets[1];
    match->group_count = pcre2_get_ovector_count(data) - 1;
    if (match->group_count > REGEX_GROUPS_MAX) match->group_count = REGEX_GROUPS_MAX;
    for (uint32_t i = 0; i < match->group_count; i++) {
        size_t start = offsets[2 * i + 2], end = offsets[2 * i + 3];
        bool took_part = (int)i + 1 < count && start != PCRE2_UNSET && end >= start;
        match->groups[i] = took_part ? (struct span){ subject.data + start, end - start } : (struct span){ 0 };
    }
    return 1;
}

int regex_match(const struct regex *regex, struct span subject, size_t from, struct regex_match *match)
{
    struct arena work = { 0 };
    int found = from > subject.size ? 0 : match_in(&work, code_of(regex), subject, from, match);

    arena_release(&work);
    return found;
}

uint32_t regex_group(const struct regex *regex, struct span name)
{
    char text[64];
    int number;

    if (!name.size || name.size >= sizeof text) return 0;
    memcpy(text, name.data, name.size);
    text[name.size] = '\0';
    number = pcre2_substring_number_from_name(code_of(regex), (PCRE2_SPTR)text);
    return number > 0 ? (uint32_t)number : 0;
}
