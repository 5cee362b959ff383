/* The function library's table. */
#ifndef NUBE_JSONATA_LIBRARY_H
#define NUBE_JSONATA_LIBRARY_H

#include "emulator/asl/jsonata/run/jsonata_run.h"
#include "emulator/asl/jsonata/syntax/jsonata_signature.h"

/* The function of that name, without the `$`; NULL when there is none. */
const struct jbuiltin *jbuiltin_find(struct span name);

#endif
