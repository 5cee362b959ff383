/* Assertions of our own. */
#include "tests/support/emulator/unit.h"

void unit_assert_span(struct span s, const char *text, const char *file, int line)
{
    if (span_is(s, text)) return;
    print_error("\"%.*s\" is not \"%s\"\n", SPAN_ARG(s), text);
    _fail(file, line);
}
