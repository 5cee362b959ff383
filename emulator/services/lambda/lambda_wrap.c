/* A shell takes no variable with a hyphen, which names of functions often have. */
#include "emulator/services/lambda/lambda_wrap.h"

#include <ctype.h>
#include <stdlib.h>

const char *lambda_wrap_of(struct arena *a, struct span function_name)
{
    char *name = arena_printf(a, LAMBDA_WRAP_PREFIX "%.*s", SPAN_ARG(function_name));
    const char *command = getenv(name);

    for (char *at = name; *at; at++)
        if (!isalnum((unsigned char)*at)) *at = '_';
    if (!command) command = getenv(name);
    return command && *command ? command : NULL;
}
