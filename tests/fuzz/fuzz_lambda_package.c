/* Packages of functions: what is taken can be unpacked or is refused, whole, and nothing lands outside its folder. */
#include "tests/fuzz/fuzz.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "emulator/base/files.h"
#include "emulator/core/settings.h"
#include "emulator/services/lambda/lambda_package.h"

/* How many things are in a folder. */
static int count_in(const char *folder)
{
    DIR *d = opendir(folder);
    int count = 0;

    while (d && readdir(d)) count++;
    if (d) closedir(d);
    return d ? count - 2 : 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char folder[] = "/tmp/nube-fuzz-XXXXXX";
    struct arena a = { 0 };
    struct span input = fuzz_input(data, size);
    const char *error = NULL, *unpacked;
    int64_t bytes = 0;

    if (strcmp(settings.data_dir, folder) != 0) must_hold(mkdtemp(folder) != NULL);
    settings.data_dir = folder;
    if (!lambda_package_check(input, &bytes) && bytes < 1 << 20) {
        unpacked = lambda_package_unpack(&a, input, "code", &error);
        must_hold(unpacked || error);
        must_hold(count_in(folder) == 1 && count_in(arena_printf(&a, "%s/lambda", folder)) == (unpacked ? 1 : 0));
        directory_remove(arena_printf(&a, "%s/lambda", folder));
    }
    arena_release(&a);
    fuzz_input_free(input);
    return 0;
}
