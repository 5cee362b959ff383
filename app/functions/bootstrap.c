/* What Lambda starts: hands over to the function with the libraries of its own package.
 *
 * The package brings its C library, so its dynamic loader must be the package's too, and a program can name its loader
 * only by a whole path, which differs from place to place. This program is linked statically, needs nothing, and
 * starts the loader from where it lies itself. A shell script could do it, but starting a shell takes longer than all
 * of this. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BOOTSTRAP_PATH_SIZE = 4096 };

#ifdef __aarch64__
#define LOADER "ld-linux-aarch64.so.1"
#else
#define LOADER "ld-linux-x86-64.so.2"
#endif

int main(void)
{
    char root[BOOTSTRAP_PATH_SIZE], loader[BOOTSTRAP_PATH_SIZE + 64], library[BOOTSTRAP_PATH_SIZE + 64],
        function[BOOTSTRAP_PATH_SIZE + 64];
    char *arguments[] = { loader, "--library-path", library, function, NULL };
    ssize_t length = readlink("/proc/self/exe", root, sizeof root - 1);
    char *slash;

    root[length > 0 ? length : 0] = '\0';
    slash = strrchr(root, '/');
    if (slash) *slash = '\0';
    snprintf(loader, sizeof loader, "%s/lib/" LOADER, root);
    snprintf(library, sizeof library, "%s/lib", root);
    snprintf(function, sizeof function, "%s/function", root);
    execv(loader, arguments);
    perror(loader);
    return EXIT_FAILURE;
}
