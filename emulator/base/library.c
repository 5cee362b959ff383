/* Shared libraries on demand. */
#include "emulator/base/library.h"

#include <dlfcn.h>
#include <stddef.h>
#include <string.h>

#include "emulator/base/log.h"

bool library_load(const char *const *names, const struct library_symbol *symbols)
{
    void *library = NULL;

    for (size_t i = 0; names[i] && !library; i++) library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
    if (!library) {
        log_error("cannot load %s", names[0]);
        return false;
    }
    for (; symbols->name; symbols++) {
        void *found = dlsym(library, symbols->name);
        if (!found) {
            log_error("%s has no %s", names[0], symbols->name);
            return false;
        }
        memcpy(symbols->address, &found, sizeof found);
    }
    return true;
}
