/* What cmocka wants included before it. */
#ifndef NUBE_UNIT_H
#define NUBE_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "emulator/base/span.h"

/* A span's bytes against a C string, with both shown when they differ. */
#define assert_span_equal(s, text) unit_assert_span((s), (text), __FILE__, __LINE__)

void unit_assert_span(struct span s, const char *text, const char *file, int line);

#endif
