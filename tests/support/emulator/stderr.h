/* Standard error, caught for a while in a file without a name. */
#ifndef NUBE_STDERR_H
#define NUBE_STDERR_H

#include "emulator/base/arena.h"

/* From here on what is written goes into the file. */
void stderr_catch(void);

/* The real one is back; gives what was caught, in `a`, each line without its time and level. */
char *stderr_caught(struct arena *a);

#endif
