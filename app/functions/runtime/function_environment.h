/* What a function needs before its first event: its settings and a client of AWS. Whatever is missing is reported to
 * the Runtime API as an error of initialisation. */
#ifndef APP_FUNCTIONS_RUNTIME_FUNCTION_ENVIRONMENT_H
#define APP_FUNCTIONS_RUNTIME_FUNCTION_ENVIRONMENT_H

#include <stdbool.h>

struct aws_client;

struct function_variable {
    const char *name;
    const char **value;
};

/* Reads required variables, up to the row without a name; false, reported, where one is missing or empty. */
bool function_environment_read(const struct function_variable *variables);

/* An optional one. */
const char *function_environment_get(const char *name, const char *otherwise);

/* A client whose calls end within 8 s each, repetitions included: three of them fit into a function's time of 30 s.
 * NULL, reported, where none can be had.
 *
 * Where AWS is called over TLS, the HTTP library is loaded right away: Lambda lends a starting function more processor
 * than it has later. Otherwise that is left to the first call. */
struct aws_client *function_client_new(void);

#endif
