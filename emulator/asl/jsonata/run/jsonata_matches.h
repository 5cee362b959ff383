/* Matches of regular expressions as the language's functions see them. */
#ifndef NUBE_JSONATA_MATCHES_H
#define NUBE_JSONATA_MATCHES_H

#include "emulator/asl/jsonata/run/jsonata_run.h"
#include "emulator/asl/jsonata/syntax/jsonata_regex.h"

/* What a regular expression gives when it is called with a text: an object with match, start, end, groups and next, a
 * function that gives the next one. Undefined when nothing matches. */
struct jval jmatch_value(struct jrun *r, const void *regex, struct jval subject, size_t from, bool is_first);

/* The next match from byte `from` on. 1, 0 or -1 as regex_match. A match of nothing fails where it follows another:
 * there would be no end of them. */
int jmatch_next(struct jrun *r, const void *regex, struct span subject, size_t from, bool is_first,
                struct regex_match *match);

/* Its groups, an array; undefined for those that took no part. */
struct jval jmatch_groups(struct jrun *r, const struct regex_match *match);

#endif
