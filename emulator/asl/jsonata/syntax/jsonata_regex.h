/* Regular expressions, with JavaScript's rules. */
#ifndef NUBE_JSONATA_REGEX_H
#define NUBE_JSONATA_REGEX_H

#include "emulator/asl/jsonata/syntax/jsonata_nodes.h"
#include "emulator/base/regex.h"

/* Compiles a pattern, in the arena. NULL with *fault (S0303, which is ours) when it is none. */
const void *jregex_compile(struct arena *a, struct span pattern, struct span flags, uint32_t position,
                           struct jfault *fault);

#endif
