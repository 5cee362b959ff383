/* Regular expressions, by PCRE2 with JavaScript's rules. */
#ifndef NUBE_JSONATA_REGEX_H
#define NUBE_JSONATA_REGEX_H

#include "emulator/asl/jsonata/syntax/jsonata_nodes.h"

/* Compiles a pattern, in the arena. NULL with *fault (S0303, which is ours) when it is none. */
const void *jregex_compile(struct arena *a, struct span pattern, struct span flags, uint32_t position,
                           struct jfault *fault);

#define JREGEX_GROUPS_MAX 100

/* One match: bytes of the subject. Groups that took no part are absent spans. */
struct jregex_match {
    size_t start, end;
    struct span groups[JREGEX_GROUPS_MAX];
    uint32_t group_count;
};

/* The next match from byte `from` on. 1, 0 when there is none, -1 when the pattern takes too long. */
int jregex_match(const void *regex, struct span subject, size_t from, struct jregex_match *match);

#endif
