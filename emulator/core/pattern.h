/* Regular expressions of shapes, compiled once a process. */
#ifndef NUBE_PATTERN_H
#define NUBE_PATTERN_H

#include "emulator/base/span.h"

/* Does the whole text match? `pattern` is a constant; one that does not compile is an assert. Matching is bounded: a
 * text that takes too many steps does not match. */
bool pattern_matches(const char *pattern, struct span text);

#endif
