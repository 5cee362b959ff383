/* template FOLDER: makes the empty database that Nube carries along (store/template.h), as nube.db in that folder.
 * Part of the build. */
#include <stdio.h>

#include "emulator/services/services.h"
#include "emulator/store/store.h"

int main(int argc, char **argv)
{
    const char *error = "";

    if (argc != 2) return 2;
    services_register();
    if (store_open(argv[1], STORE_NORMAL, services_schemas(), &error)) {
        fprintf(stderr, "template: %s\n", error);
        return 1;
    }
    store_close();
    return 0;
}
