/* Each is part of this program, as is the stage before them (emulator/tools/lambda_stage.c), and is written to
 * DATA/lambda/.runtime, whose name a sweep of code passes over. */
#include "emulator/services/lambda/lambda_clients.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "emulator/base/files.h"
#include "emulator/core/settings.h"

#define FOLDER "emulator/services/lambda/runtimes/"

__asm__(".section .rodata\n"
        "lambda_client_python: .incbin \"" FOLDER "bootstrap.py\"\n"
        "lambda_client_python_end: .byte 0\n"
        "lambda_client_node: .incbin \"" FOLDER "index.mjs\"\n"
        "lambda_client_node_end: .byte 0\n"
        "lambda_client_ruby: .incbin \"" FOLDER "runtime.rb\"\n"
        "lambda_client_ruby_end: .byte 0\n"
        "lambda_stage: .incbin \"" LAMBDA_STAGE "\"\n" /* made by the Makefile */
        "lambda_stage_end: .byte 0\n"
        ".previous\n");
extern const char lambda_client_python[], lambda_client_python_end[];
extern const char lambda_client_node[], lambda_client_node_end[];
extern const char lambda_client_ruby[], lambda_client_ruby_end[];
extern const char lambda_stage[], lambda_stage_end[];

static const struct client {
    const char *name, *text, *end;
    mode_t mode;
} clients[] = {
    { "bootstrap.py", lambda_client_python, lambda_client_python_end, 0644 },
    { "index.mjs", lambda_client_node, lambda_client_node_end, 0644 },
    { "runtime.rb", lambda_client_ruby, lambda_client_ruby_end, 0644 },
    { "stage", lambda_stage, lambda_stage_end, 0755 },
};

#define CLIENT_COUNT (sizeof clients / sizeof *clients)

const char *lambda_client_name(enum lambda_language language)
{
    static const char *const names[] = {
        [LAMBDA_PYTHON] = "bootstrap.py", [LAMBDA_NODE] = "index.mjs", [LAMBDA_RUBY] = "runtime.rb"
    };

    return names[language];
}

/* Beside its place, then into it: a function that starts meanwhile finds the old one or the new one. */
static int file_write(const char *path, const char *text, size_t size, mode_t mode)
{
    char partial[PATH_MAX];
    int out, rc;

    if (snprintf(partial, sizeof partial, "%s.new", path) >= (int)sizeof partial) return -1;
    out = open(partial, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
    if (out < 0) return -1;
    rc = write(out, text, size) == (ssize_t)size ? 0 : -1;
    if (close(out)) rc = -1;
    return rc == 0 ? rename(partial, path) : -1;
}

static int clients_write(const char *folder)
{
    char path[PATH_MAX];

    if (directory_make(folder)) return -1;
    for (size_t i = 0; i < CLIENT_COUNT; i++) {
        const struct client *c = &clients[i];
        if (snprintf(path, sizeof path, "%s/%s", folder, c->name) >= (int)sizeof path) return -1;
        if (file_write(path, c->text, (size_t)(c->end - c->text), c->mode)) return -1;
    }
    return 0;
}

const char *lambda_clients_folder(const char **error)
{
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    static char folder[PATH_MAX], of_data[PATH_MAX];
    const char *made = folder;

    pthread_mutex_lock(&lock);
    if (strcmp(of_data, settings.data_dir) != 0) {
        snprintf(folder, sizeof folder, "%s/lambda/.runtime", settings.data_dir);
        if (clients_write(folder)) made = NULL;
        else snprintf(of_data, sizeof of_data, "%s", settings.data_dir);
    }
    if (!made) *error = "the runtime's client could not be written";
    pthread_mutex_unlock(&lock);
    return made;
}
