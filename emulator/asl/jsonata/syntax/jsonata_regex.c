/* Regular expressions of JSONata, over PCRE2. */
#include "emulator/asl/jsonata/syntax/jsonata_regex.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#define MATCH_STEPS_MAX 1000000
#define HEAP_KIB_MAX    8192

static void *allocate(size_t size, void *arena)
{
    return arena_alloc(arena, size);
}

static void release(void *memory, void *arena) /* with its arena */
{
    (void)memory;
    (void)arena;
}

const void *jregex_compile(struct arena *a, struct span pattern, struct span flags, uint32_t position,
                           struct jfault *fault)
{
    pcre2_general_context *general = pcre2_general_context_create(allocate, release, a);
    pcre2_compile_context *context = pcre2_compile_context_create(general);
    uint32_t options = PCRE2_UTF | PCRE2_ALT_BSUX | PCRE2_ALLOW_EMPTY_CLASS | PCRE2_MATCH_UNSET_BACKREF |
                       PCRE2_DOLLAR_ENDONLY | PCRE2_NEVER_BACKSLASH_C;
    pcre2_code *code;
    int error;
    size_t offset;

    for (size_t i = 0; i < flags.size; i++) options |= flags.data[i] == 'i' ? PCRE2_CASELESS : PCRE2_MULTILINE;
    pcre2_set_newline(context, PCRE2_NEWLINE_ANYCRLF);
    pcre2_set_parens_nest_limit(context, 50);
    code = pcre2_compile((PCRE2_SPTR)pattern.data, pattern.size, options, &error, &offset, context);
    if (!code)
        *fault = (struct jfault){
            .code = "S0303", .position = position, .has_position = true, .token = pattern, .has_token = true
        };
    return code;
}

/* The work of one match, in an arena of its own that goes with it. */
static int match_in(struct arena *work, const void *regex, struct span subject, size_t from, struct jregex_match *match)
{
    pcre2_general_context *general = pcre2_general_context_create(allocate, release, work);
    pcre2_match_context *context = pcre2_match_context_create(general);
    pcre2_match_data *data = pcre2_match_data_create_from_pattern(regex, general);
    size_t *offsets = pcre2_get_ovector_pointer(data);
    int count;

    pcre2_set_match_limit(context, MATCH_STEPS_MAX);
    pcre2_set_heap_limit(context, HEAP_KIB_MAX);
    count = pcre2_match(regex, (PCRE2_SPTR)subject.data, subject.size, from, 0, data, context);
    if (count == PCRE2_ERROR_NOMATCH) return 0;
    if (count < 0) return -1;
    match->start = offsets[0];
    match->end = offsets[1] < offsets[0] ? offsets[0] : offsets[1];
    match->group_count = pcre2_get_ovector_count(data) - 1;
    if (match->group_count > JREGEX_GROUPS_MAX) match->group_count = JREGEX_GROUPS_MAX;
    for (uint32_t i = 0; i < match->group_count; i++) {
        size_t start = offsets[2 * i + 2], end = offsets[2 * i + 3];
        bool took_part = (int)i + 1 < count && start != PCRE2_UNSET && end >= start;
        match->groups[i] = took_part ? (struct span){ subject.data + start, end - start } : (struct span){ 0 };
    }
    return 1;
}

int jregex_match(const void *regex, struct span subject, size_t from, struct jregex_match *match)
{
    struct arena work = { 0 };
    int found = from > subject.size ? 0 : match_in(&work, regex, subject, from, match);

    arena_release(&work);
    return found;
}
