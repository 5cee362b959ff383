/* Walking over matches: what $match, $replace, $split and $contains have in common. */
#ifndef NUBE_JSONATA_MATCHER_H
#define NUBE_JSONATA_MATCHER_H

#include "emulator/asl/jsonata/run/jsonata_matches.h"

/* Walks over the matches of a pattern, which is a regular expression or a function of the same kind. */
struct jmatcher {
    struct jval pattern, next; /* next: the function that gives the next match, when the pattern is a function */
    struct span subject;
    size_t at;
    bool started;
};

/* A match: its text, where it starts in the subject (bytes), and its groups. */
struct jmatch {
    struct span text;
    size_t start, end;
    struct jval groups; /* an array */
};

/* The next match. 1, 0 when there is none, -1 when it failed (D1004: a match of nothing). */
int jmatcher_next(struct jrun *r, struct jmatcher *m, struct jmatch *match);

#endif
