/* Regular expressions that others wrote, by PCRE2: bounded in nesting, steps and memory. */
#ifndef NUBE_REGEX_H
#define NUBE_REGEX_H

#include "emulator/base/arena.h"

enum regex_option {
    REGEX_JAVASCRIPT = 1, /* ECMA 262's rules; Java's without it */
    REGEX_CASELESS = 2,
    REGEX_MULTILINE = 4,
    REGEX_WHOLE = 8 /* the whole text must match */
};

#define REGEX_GROUPS_MAX 100

struct regex;

/* Compiles a pattern, in the arena; it is never changed afterwards. NULL when it is none. */
const struct regex *regex_compile(struct arena *a, struct span pattern, unsigned options);

/* One match: bytes of the subject. Groups that took no part are absent spans. */
struct regex_match {
    size_t start, end;
    struct span groups[REGEX_GROUPS_MAX];
    uint32_t group_count;
};

/* The next match from byte `from` on. 1, 0 when there is none, -1 when the pattern takes too long. */
int regex_match(const struct regex *regex, struct span subject, size_t from, struct regex_match *match);

/* The number of the group that has this name; 0 when there is none. */
uint32_t regex_group(const struct regex *regex, struct span name);

#endif
