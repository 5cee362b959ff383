/* What cmocka wants included before it. */
#ifndef NUBE_UNIT_H
#define NUBE_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <unistd.h>
#include <cmocka.h>

#include "emulator/base/span.h"

/* A span's bytes against a C string, with both shown when they differ. */
#define assert_span_equal(s, text) unit_assert_span((s), (text), __FILE__, __LINE__)

/* Waits until it holds (bounded, 10 s); then the test fails by its words. */
#define assert_soon(condition)                                                          \
    do {                                                                                \
        bool soon_holds = false;                                                        \
        for (int ms = 0; ms < 10000 && !(soon_holds = (condition)); ms++) usleep(1000); \
        if (!soon_holds) fail_msg("not within ten seconds: %s", #condition);            \
    } while (0)

void unit_assert_span(struct span s, const char *text, const char *file, int line);

#endif
