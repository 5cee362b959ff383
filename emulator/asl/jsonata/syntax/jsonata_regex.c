/* Regular expressions of JSONata. */
#include "emulator/asl/jsonata/syntax/jsonata_regex.h"

const void *jregex_compile(struct arena *a, struct span pattern, struct span flags, uint32_t position,
                           struct jfault *fault)
{
    unsigned options = REGEX_JAVASCRIPT;
    const struct regex *regex;

    for (size_t i = 0; i < flags.size; i++) options |= flags.data[i] == 'i' ? REGEX_CASELESS : REGEX_MULTILINE;
    regex = regex_compile(a, pattern, options);
    if (!regex)
        *fault = (struct jfault){
            .code = "S0303", .position = position, .has_position = true, .token = pattern, .has_token = true
        };
    return regex;
}
