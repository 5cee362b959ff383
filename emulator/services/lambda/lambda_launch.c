/* A program of one's own is `bootstrap`, in the package or in a layer; the others are an interpreter with a client. A
 * function may put a program of its own in front of these (AWS_LAMBDA_EXEC_WRAPPER), as layers of tracers do. What
 * cannot be executed is found before it is tried: the stage could not tell any more. */
#include "emulator/services/lambda/lambda_launch.h"

#include <elf.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "emulator/services/lambda/lambda_clients.h"
#include "emulator/services/lambda/lambda_environment.h"
#include "emulator/services/lambda/lambda_interpreter.h"
#include "emulator/services/lambda/lambda_sandbox.h"
#include "emulator/services/lambda/lambda_wrap.h"

#define WRAP_WORDS_MAX 32
#define ARGUMENTS_MAX  (WRAP_WORDS_MAX + 8)

#if defined(__aarch64__)
#define MACHINE EM_AARCH64
#else
#define MACHINE EM_X86_64
#endif

static void argument_add(struct lambda_launch *l, const char *text)
{
    const char **at = l->arguments;

    while (*at) at++;
    *at = text;
}

/* --- can it be executed? ------------------------------------------------------------------------------------------ */

/* The machine's file behind a path that the process sees. In /opt layers hide all but the interpreter's folder. */
static const char *file_behind(const struct lambda_launch *l, struct arena *a, const char *path)
{
    struct span s = span_of(path);
    const char *in_layer;

    if (span_starts(s, "/var/task/")) return arena_printf(a, "%s%s", l->folder, path + sizeof "/var/task" - 1);
    if (l->layers && span_starts(s, "/opt/")) {
        in_layer = arena_printf(a, "%s%s", l->layers, path + sizeof "/opt" - 1);
        return access(in_layer, F_OK) ? path : in_layer;
    }
    return *path == '/' ? path : arena_printf(a, "%s/%s", l->folder, path);
}

/* Of a script: is the program there that its first line names? */
static bool has_interpreter(const struct lambda_launch *l, struct arena *a, struct span line)
{
    struct span name;

    line = span_trim(span_sub(line, 2, span_find(line, '\n') - 2));
    span_split(&line, ' ', &name);
    return access(file_behind(l, a, arena_string(a, name)), X_OK) == 0;
}

static const char *content_wrong(const struct lambda_launch *l, struct arena *a, struct span head)
{
    const Elf64_Ehdr *elf = (const void *)head.data;

    if (span_starts(head, "#!")) return has_interpreter(l, a, head) ? NULL : "no such file or directory";
    if (head.size >= sizeof *elf && memcmp(elf->e_ident, ELFMAG, SELFMAG) == 0 && elf->e_machine == MACHINE)
        return NULL;
    return "exec format error";
}

/* NULL, or why the kernel will not execute it. */
static const char *program_wrong(const struct lambda_launch *l, struct arena *a, const char *path)
{
    const char *file = file_behind(l, a, path);
    _Alignas(Elf64_Ehdr) char head[256];
    ssize_t size;
    int fd;

    if (access(file, F_OK)) return "no such file or directory";
    if (access(file, X_OK)) return "permission denied";
    fd = open(file, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return NULL; /* which may be executed, but not read */
    size = read(fd, head, sizeof head);
    close(fd);
    return content_wrong(l, a, (struct span){ head, size < 0 ? 0 : (size_t)size });
}

/* --- programs ----------------------------------------------------------------------------------------------------- */

/* AWS: /var/task/bootstrap, else /opt/bootstrap. */
static int bootstrap_find(struct lambda_launch *l, struct arena *a, const char **error)
{
    if (access(arena_printf(a, "%s/bootstrap", l->folder), F_OK) == 0) {
        argument_add(l, arena_printf(a, "%s/bootstrap", l->places.task));
        return 0;
    }
    if (l->layers && access(arena_printf(a, "%s/bootstrap", l->layers), F_OK) == 0) {
        argument_add(l, arena_printf(a, "%s/bootstrap", l->places.opt));
        return 0;
    }
    *error = "Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]";
    return -1;
}

/* --- debugging ---------------------------------------------------------------------------------------------------- */

/* An interpreter's own ways of debugging are options of it, so such a command takes its place. */
static bool is_interpreter(const char *word)
{
    const char *slash = strrchr(word, '/');
    struct span name = span_of(slash ? slash + 1 : word);

    return span_starts(name, "node") || span_starts(name, "python") || span_starts(name, "ruby");
}

/* The command's words. *is_instead: they stand in the interpreter's place, too. */
static int wrap_add(struct lambda_launch *l, struct arena *a, bool *is_instead, const char **error)
{
    struct span rest = span_of(l->wrap), word;
    int count = 0;

    *is_instead = false;
    while (span_split(&rest, ' ', &word)) {
        const char *text = arena_string(a, word);
        if (!word.size) continue;
        if (count == WRAP_WORDS_MAX) break;
        if (!count++) {
            *is_instead = is_interpreter(text);
            text = lambda_program_find(a, text);
        }
        if (!text) {
            *error = arena_printf(a, "%s, which " LAMBDA_WRAP_PREFIX "%.*s names, is not in Nube's PATH", l->wrap,
                                  SPAN_ARG(l->function->name));
            return -1;
        }
        argument_add(l, text);
    }
    return 0;
}

/* AWS: node may use nine tenths of the function's memory for its heap. */
static void node_options_add(struct lambda_launch *l, struct arena *a)
{
    argument_add(l, arena_printf(a, "--max-old-space-size=%d", (int)(l->function->memory_mb * 9 / 10)));
}

static int client_find(struct lambda_launch *l, struct arena *a, const struct lambda_runtime_kind *kind,
                       const char *interpreter, bool is_wrapped, const char **error)
{
    struct span wrapper = doc_get_str(l->function->environment, "AWS_LAMBDA_EXEC_WRAPPER");

    if (!interpreter) {
        *error = arena_printf(a, "the runtime %.*s needs %s, which is not in Nube's PATH",
                              SPAN_ARG(l->function->runtime), lambda_interpreter_name(kind->language));
        return -1;
    }
    if (wrapper.size) argument_add(l, arena_string(a, wrapper));
    if (!is_wrapped) argument_add(l, interpreter);
    if (!is_wrapped && kind->language == LAMBDA_NODE) node_options_add(l, a);
    if (!is_wrapped && kind->language == LAMBDA_PYTHON) argument_add(l, "-u");
    argument_add(l, arena_printf(a, "%s/%s", l->places.runtime, lambda_client_name(kind->language)));
    return 0;
}

/* --- the whole ---------------------------------------------------------------------------------------------------- */

static void places_find(struct lambda_launch *l)
{
    if (lambda_sandbox_has_places(l->clients))
        l->places = (struct lambda_places){ "/var/task", "/var/runtime", "/opt" };
    else l->places = (struct lambda_places){ l->folder, l->clients, l->layers ? l->layers : "/opt" };
}

static int program_find(struct lambda_launch *l, struct arena *a, const struct lambda_runtime_kind *kind,
                        const char *interpreter, const char **error)
{
    bool is_own = kind->language == LAMBDA_PROVIDED, is_instead = false;
    const char *wrong;

    if (l->wrap && wrap_add(l, a, &is_instead, error)) return -1;
    if (is_own ? bootstrap_find(l, a, error) : client_find(l, a, kind, interpreter, is_instead, error)) return -1;
    wrong = program_wrong(l, a, l->arguments[0]);
    if (!wrong) return 0;
    *error = arena_printf(a, "fork/exec %s: %s", is_own && !l->wrap ? "/var/task/bootstrap" : l->arguments[0], wrong);
    return -1;
}

int lambda_launch_prepare(struct lambda_launch *l, struct arena *a, const char **error_type, const char **error)
{
    struct lambda_runtime_kind kind = { LAMBDA_PROVIDED, 0 };
    const char *interpreter = NULL;

    *error_type = "Runtime.InvalidEntrypoint";
    lambda_runtime_kind_of(l->function->runtime, &kind);
    l->clients = lambda_clients_folder(error);
    if (!l->clients) return -1;
    places_find(l);
    l->arguments = ARENA_ARRAY(a, const char *, ARGUMENTS_MAX);
    if (kind.language != LAMBDA_PROVIDED) interpreter = lambda_interpreter_find(l->function->runtime, &kind);
    if (program_find(l, a, &kind, interpreter, error)) return -1;
    l->variables = lambda_environment_make(a, l, &kind, interpreter);
    l->group = lambda_sandbox_group(l->clients, l->function);
    l->arguments = lambda_sandbox_wrap(a, l, interpreter);
    return 0;
}
