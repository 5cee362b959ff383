/* Matches of regular expressions as the language's functions see them. */
#ifndef NUBE_JSONATA_MATCHES_H
#define NUBE_JSONATA_MATCHES_H

#include "emulator/asl/jsonata/run/jsonata_run.h"

/* What a regular expression gives when it is called with a text: an object with match, start, end, groups and next, a
 * function that gives the next one. Undefined when nothing matches. */
struct jval jmatch_value(struct jrun *r, const void *regex, struct jval subject, size_t from, bool is_first);

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
