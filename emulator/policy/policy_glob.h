/* Patterns of policies: `*` any text, `?` one character, `${key}` a value of the request.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html */
#ifndef NUBE_POLICY_GLOB_H
#define NUBE_POLICY_GLOB_H

#include "emulator/policy/policy_context.h"

/* In `text` the signs with a meaning stand as control characters, so that a literal `*` can be told from a wildcard. */
struct policy_glob {
    struct span text;
    size_t prefix;     /* how much of it is literal before the first sign */
    uint64_t tail;     /* the last eight bytes of that, where it has so many: what differs, differs there most often */
    bool is_any;       /* `*` alone */
    bool is_beginning; /* nothing but a `*` behind what is literal */
    bool has_variables, has_wildcards;
    bool is_never; /* it has control characters of its own: nothing matches */
};

enum { GLOB_WILDCARDS = 1, GLOB_VARIABLES = 2, GLOB_LOWER = 4, GLOB_ARN = 8 };

/* Compiles what lives in the arena. `flags`: whether wildcards and variables have their meaning here, and whether it
 * becomes lower case; GLOB_ARN is its caller's own. */
struct policy_glob policy_glob_compile(struct arena *a, struct span text, unsigned flags);

/* The pattern with its variables' values in their places: an absent span when one of them has none, or several values.
 * Lives in the context's arena, or is the glob's own text. */
struct span policy_glob_expand(const struct policy_glob *g, const struct policy_context *context);

/* Does the text match an expanded pattern? Bounded: the product of the two sizes at most. */
bool policy_glob_text_matches(struct span pattern, struct span text, bool ignores_case);

/* Both in one. */
bool policy_glob_matches_all(const struct policy_glob *g, struct span text, const struct policy_context *context);

static inline uint64_t policy_glob_word(const char *eight)
{
    uint64_t word;

    memcpy(&word, eight, sizeof word);
    return word;
}

/* The same; most that do not match are known by a few bytes. */
static inline bool policy_glob_matches(const struct policy_glob *g, struct span text,
                                       const struct policy_context *context)
{
    if (g->prefix > text.size || (g->prefix >= 8 && policy_glob_word(text.data + g->prefix - 8) != g->tail))
        return false;
    return policy_glob_matches_all(g, text, context);
}

/* Takes the next variable's key off a compiled pattern's text. False: it has no more. */
bool policy_glob_variable(struct span *rest, struct span *key);

#endif
