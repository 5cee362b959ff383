/* The machine's own interpreters: which of them runs a function's runtime. */
#ifndef NUBE_LAMBDA_INTERPRETER_H
#define NUBE_LAMBDA_INTERPRETER_H

#include "emulator/base/arena.h"
#include "emulator/services/lambda/lambda_runtimes.h"

/* "python3", "node" or "ruby". */
const char *lambda_interpreter_name(enum lambda_language language);

/* Are the settings' mappings (RUNTIME=FILE) of runtimes that there are, to programs? NULL, or what is wrong. */
const char *lambda_interpreter_settings_wrong(struct arena *a);

/* Is there one for the runtime, mapped or in PATH? Looks for files alone, so that it takes no time. */
bool lambda_interpreter_exists(struct span runtime, const struct lambda_runtime_kind *kind);

/* The program that runs it: the one mapped to it, or the one in PATH whose version is the nearest, which is told once
 * in the log where it is another. Asks programs for their versions when a runtime is looked for for the first time.
 * NULL: there is none. The text lasts. */
const char *lambda_interpreter_find(struct span runtime, const struct lambda_runtime_kind *kind);

/* A program by its name in PATH, or by its path; NULL: there is none. */
const char *lambda_program_find(struct arena *a, const char *name);

#endif
