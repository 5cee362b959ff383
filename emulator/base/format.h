/* Formatted text that may hold NULs: printf stops a "%.*s" at the first one. */
#ifndef NUBE_FORMAT_H
#define NUBE_FORMAT_H

#include <stdarg.h>

#include "emulator/base/arena.h"

/* The text as printf would make it but for "%.*s", which takes as many bytes as it is told, whatever they are: so its
 * argument is a span's (SPAN_ARG). Takes the conversions c d f g i s u x X with flags, width, precision and the
 * lengths l, ll and z; another one is a mistake of ours. In the arena, with a NUL behind it. */
struct span format_span(struct arena *a, const char *format, va_list args);

#endif
