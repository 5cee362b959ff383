/* Programs in PATH by their names: python3.N and python3, ruby3.N and ruby, node and nodejs. What stands there may be
 * a script that chooses a program (pyenv's, asdf's), which would cost its time at every start: so each is asked once
 * where it really is, and of which version. */
#include "emulator/services/lambda/lambda_interpreter.h"

#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "emulator/base/clock.h"
#include "emulator/base/log.h"
#include "emulator/core/settings.h"

#define FARTHEST    8 /* versions */
#define PATIENCE_MS 5000
#define FOUND_MAX   32
#define PROGRAM_MAX 1024

extern char **environ;

static const char *const names[] = { [LAMBDA_PYTHON] = "python3", [LAMBDA_NODE] = "node", [LAMBDA_RUBY] = "ruby" };

const char *lambda_interpreter_name(enum lambda_language language)
{
    return names[language];
}

/* --- what is mapped ----------------------------------------------------------------------------------------------- */

static const char *mapped(struct span runtime)
{
    for (int i = settings.lambda_runtime_count - 1; i >= 0; i--) {
        struct span rest = span_of(settings.lambda_runtimes[i]), name;
        span_split(&rest, '=', &name);
        if (span_eq(name, runtime)) return rest.data;
    }
    return NULL;
}

const char *lambda_interpreter_settings_wrong(struct arena *a)
{
    for (int i = 0; i < settings.lambda_runtime_count; i++) {
        struct span rest = span_of(settings.lambda_runtimes[i]), name;
        struct lambda_runtime_kind kind;
        span_split(&rest, '=', &name);
        if (!lambda_runtime_kind_of(name, &kind) || kind.language == LAMBDA_PROVIDED)
            return arena_printf(a, "%.*s is no runtime that an interpreter runs", SPAN_ARG(name));
        if (!rest.data || access(rest.data, X_OK))
            return arena_printf(a, "%s is no program", rest.data ? rest.data : "(nothing)");
    }
    return NULL;
}

/* --- what is in PATH ---------------------------------------------------------------------------------------------- */

static bool path_look(const char *name, char file[PROGRAM_MAX])
{
    struct span rest = span_of(getenv("PATH")), folder;

    while (span_split(&rest, ':', &folder)) {
        if (!folder.size || snprintf(file, PROGRAM_MAX, "%.*s/%s", SPAN_ARG(folder), name) >= PROGRAM_MAX) continue;
        if (access(file, X_OK) == 0) return true;
    }
    return false;
}

const char *lambda_program_find(struct arena *a, const char *name)
{
    char file[PROGRAM_MAX];

    if (strchr(name, '/')) return access(name, X_OK) == 0 ? name : NULL;
    return path_look(name, file) ? arena_printf(a, "%s", file) : NULL;
}

/* The names of a language's programs, the likeliest first: python3.12, python3.13, python3.11, … python3; ruby3.3,
 * ruby3.4, ruby3.2, … ruby; node, nodejs. False: no more. */
static bool name_at(const struct lambda_runtime_kind *kind, int at, char name[24])
{
    static const char *const nodes[] = { "node", "nodejs" };
    int minor = kind->version % (kind->language == LAMBDA_RUBY ? 10 : 100) + (at % 2 ? at / 2 + 1 : -(at / 2));

    if (kind->language == LAMBDA_NODE) return at < 2 ? (snprintf(name, 24, "%s", nodes[at]), true) : false;
    if (at == 2 * FARTHEST) snprintf(name, 24, "%s", names[kind->language]);
    else snprintf(name, 24, "%s3.%d", kind->language == LAMBDA_RUBY ? "ruby" : "python", minor < 0 ? 0 : minor);
    return at <= 2 * FARTHEST;
}

bool lambda_interpreter_exists(struct span runtime, const struct lambda_runtime_kind *kind)
{
    char name[24], file[PROGRAM_MAX];

    if (mapped(runtime)) return true;
    for (int at = 0; name_at(kind, at, name); at++)
        if (path_look(name, file)) return true;
    return false;
}

/* --- asking ------------------------------------------------------------------------------------------------------- */

struct found {
    int version, lacks_sdk; /* of Python: there is no boto3 for it */
    char program[PROGRAM_MAX];
};

static pid_t question_spawn(const char *program, enum lambda_language language, int out)
{
    static const char *const questions[][2] = {
        [LAMBDA_PYTHON] = { "-c",
                            "import sys, importlib.util as u; "
                            "print(f'{sys.version_info[1]} {int(not u.find_spec(\"boto3\"))} {sys.executable}')" },
        [LAMBDA_NODE] = { "-p", "process.versions.node.split('.')[0] + ' 0 ' + process.execPath" },
        [LAMBDA_RUBY] = { "-e", "puts RUBY_VERSION.delete('.')[0, 2] + ' 0 ' + RbConfig.ruby" },
    };
    const char *arguments[] = { program, questions[language][0], questions[language][1], NULL };
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    sigset_t none;
    pid_t pid;
    int rc;

    sigemptyset(&none);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&files, out, 1);
    posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addclosefrom_np(&files, 3);
    rc = posix_spawn(&pid, program, &files, &attributes, (char *const *)(uintptr_t)arguments, environ);
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&attributes);
    return rc ? 0 : pid;
}

/* All that it writes, within its time. */
static size_t answer_read(int in, char *answer, size_t room)
{
    int64_t until_us = clock_monotonic_us() + (int64_t)PATIENCE_MS * 1000;
    size_t have = 0;

    for (;;) {
        struct pollfd look = { in, POLLIN, 0 };
        int64_t left_ms = (until_us - clock_monotonic_us()) / 1000;
        ssize_t got = left_ms > 0 && poll(&look, 1, (int)left_ms) > 0 ? read(in, answer + have, room - have - 1) : 0;
        if (got <= 0) break;
        have += (size_t)got;
    }
    answer[have] = '\0';
    return have;
}

/* Asks a program for its version and its place. */
static bool ask(const char *program, enum lambda_language language, struct found *found)
{
    char answer[PROGRAM_MAX + 64];
    int fds[2];
    pid_t pid;

    if (pipe2(fds, O_CLOEXEC)) return false;
    pid = question_spawn(program, language, fds[1]);
    close(fds[1]);
    if (pid) {
        answer_read(fds[0], answer, sizeof answer);
        kill(-pid, SIGKILL);
        waitpid(pid, NULL, 0);
    }
    close(fds[0]);
    return pid && sscanf(answer, "%d %d %1023[^\n]", &found->version, &found->lacks_sdk, found->program) == 3;
}

/* The first that answers: names are asked for in the order of their nearness. */
static bool nearest(const struct lambda_runtime_kind *kind, struct found *found)
{
    char name[24], file[PROGRAM_MAX];

    for (int at = 0; name_at(kind, at, name); at++)
        if (path_look(name, file) && ask(file, kind->language, found)) return true;
    return false;
}

/* --- what was found ----------------------------------------------------------------------------------------------- */

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

/* One of a runtime that was looked for. Runtimes are fewer than FOUND_MAX. */
static struct known {
    struct lambda_runtime_kind kind;
    const char *program; /* NULL: there was none, and it is looked for again */
} known[FOUND_MAX];
static int known_count;

static const char *version_text(struct arena *a, enum lambda_language language, int version)
{
    if (language == LAMBDA_NODE) return arena_printf(a, "Node.js %d", version);
    if (language == LAMBDA_RUBY) return arena_printf(a, "Ruby %d.%d", version / 10, version % 10);
    return arena_printf(a, "Python 3.%d", version);
}

static void tell(struct span runtime, const struct lambda_runtime_kind *kind, const struct found *found)
{
    struct arena a = { 0 };

    if (found->version != kind->version)
        log_warn(
            "lambda: %.*s is run by %s (%s), the nearest on this machine; --lambda-runtime %.*s=FILE names another",
            SPAN_ARG(runtime), version_text(&a, kind->language, found->version), found->program, SPAN_ARG(runtime));
    else log_info("lambda: %.*s is run by %s", SPAN_ARG(runtime), found->program);
    if (found->lacks_sdk)
        log_warn("lambda: %s has no boto3, which functions on AWS find: install it there, or put it into a layer",
                 found->program);
    arena_release(&a);
}

static struct known *known_of(const struct lambda_runtime_kind *kind)
{
    for (int i = 0; i < known_count; i++)
        if (known[i].kind.language == kind->language && known[i].kind.version == kind->version) return &known[i];
    known[known_count].kind = *kind;
    return &known[known_count++];
}

const char *lambda_interpreter_find(struct span runtime, const struct lambda_runtime_kind *kind)
{
    const char *program = mapped(runtime);
    struct found found;
    struct known *k;

    if (program) return program;
    pthread_mutex_lock(&lock);
    k = known_of(kind);
    if (!k->program && nearest(kind, &found)) {
        k->program = strdup(found.program);
        tell(runtime, kind, &found);
    }
    program = k->program;
    pthread_mutex_unlock(&lock);
    return program;
}
