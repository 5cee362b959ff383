/* Failing in a scope. */
#include "emulator/asl/expression/asl_scope.h"

#include <stdarg.h>

#include "emulator/base/format.h"

struct doc *asl_scope_fail(struct asl_scope *s, const char *name, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    s->error.name = span_of(name);
    s->error.cause = format_span(s->arena, format, args);
    va_end(args);
    return NULL;
}
