/* The language's errors in words. */
#ifndef NUBE_JSONATA_ERRORS_H
#define NUBE_JSONATA_ERRORS_H

#include "emulator/asl/jsonata/run/jsonata_run.h"

/* The words of a failure. */
struct span jfault_message(struct arena *a, const struct jfault *fault);

#endif
