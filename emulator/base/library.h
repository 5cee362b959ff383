/* Shared libraries that are loaded when they are first needed.
 *
 * Some libraries bring thirty others along; linking them would cost every start milliseconds and megabytes for what
 * most runs never use. */
#ifndef NUBE_LIBRARY_H
#define NUBE_LIBRARY_H

#include <stdbool.h>

struct library_symbol {
    const char *name;
    void *address; /* of the function pointer to fill */
};

/* Loads the first of `names` (which ends with NULL) that there is, and fills the pointers; `symbols` ends with a
 * NULL name. Once loaded it stays. False when the library or a symbol is missing, which is logged. Call it through
 * pthread_once. */
bool library_load(const char *const *names, const struct library_symbol *symbols);

#endif
