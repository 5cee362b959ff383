/* A program of one's own is `bootstrap`, in the package or in a layer; the others are an interpreter with a client. A
 * function may put a program of its own in front of these (AWS_LAMBDA_EXEC_WRAPPER), as layers of tracers do. */
#include "emulator/services/lambda/lambda_launch.h"

#include <unistd.h>

#include "emulator/services/lambda/lambda_clients.h"
#include "emulator/services/lambda/lambda_environment.h"
#include "emulator/services/lambda/lambda_interpreter.h"

#define ARGUMENTS_MAX 8

static void argument_add(struct lambda_launch *l, const char *text)
{
    const char **at = l->arguments;

    while (*at) at++;
    *at = text;
}

/* AWS: /var/task/bootstrap, else /opt/bootstrap. */
static int bootstrap_find(struct lambda_launch *l, struct arena *a, const char **error)
{
    const char *program = arena_printf(a, "%s/bootstrap", l->folder);
    const char *inside = arena_printf(a, "%s/bootstrap", l->places.task);

    if (access(program, F_OK)) {
        *error = "Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]";
        return -1;
    }
    if (access(program, X_OK)) {
        *error = "fork/exec /var/task/bootstrap: permission denied";
        return -1;
    }
    argument_add(l, inside);
    return 0;
}

/* AWS: node may use nine tenths of the function's memory for its heap. */
static void node_options_add(struct lambda_launch *l, struct arena *a)
{
    argument_add(l, arena_printf(a, "--max-old-space-size=%d", (int)(l->function->memory_mb * 9 / 10)));
}

static int client_find(struct lambda_launch *l, struct arena *a, const struct lambda_runtime_kind *kind,
                       const char *interpreter, const char **error)
{
    struct span wrapper = doc_get_str(l->function->environment, "AWS_LAMBDA_EXEC_WRAPPER");

    if (!interpreter) {
        *error = arena_printf(a, "the runtime %.*s needs %s, which is not in Nube's PATH",
                              SPAN_ARG(l->function->runtime), lambda_interpreter_name(kind->language));
        return -1;
    }
    if (wrapper.size) argument_add(l, arena_string(a, wrapper));
    argument_add(l, interpreter);
    if (kind->language == LAMBDA_NODE) node_options_add(l, a);
    else argument_add(l, "-u");
    argument_add(l, arena_printf(a, "%s/%s", l->places.runtime, lambda_client_name(kind->language)));
    return 0;
}

int lambda_launch_prepare(struct lambda_launch *l, struct arena *a, const char **error_type, const char **error)
{
    struct lambda_runtime_kind kind = { LAMBDA_PROVIDED, 0 };
    const char *interpreter = NULL;
    int rc;

    *error_type = "Runtime.InvalidEntrypoint";
    lambda_runtime_kind_of(l->function->runtime, &kind);
    l->places = (struct lambda_places){ .task = l->folder, .runtime = lambda_clients_folder(error), .opt = "/opt" };
    if (!l->places.runtime) return -1;
    l->arguments = ARENA_ARRAY(a, const char *, ARGUMENTS_MAX);
    if (kind.language != LAMBDA_PROVIDED) interpreter = lambda_interpreter_find(l->function->runtime, &kind);
    rc = kind.language == LAMBDA_PROVIDED ? bootstrap_find(l, a, error) : client_find(l, a, &kind, interpreter, error);
    if (rc == 0) l->variables = lambda_environment_make(a, l, &kind, interpreter);
    return rc;
}
