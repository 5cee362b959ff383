/* Processes by posix_spawn, watched through pidfds. */
#include "emulator/services/lambda/lambda_process.h"

#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "emulator/base/ids.h"
#include "emulator/base/times.h"
#include "emulator/base/clock.h"
#include "emulator/core/settings.h"

#define VARIABLES_MAX  256
#define CHILDREN_DEPTH 8

/* --- the environment ---------------------------------------------------------------------------------------------- */

struct environment {
    struct arena *arena;
    char *variables[VARIABLES_MAX + 1];
    size_t count;
};

static void put(struct environment *e, const char *name, const char *format, ...) __attribute__((format(printf, 3, 4)));

static void put(struct environment *e, const char *name, const char *format, ...)
{
    va_list args;
    char *value;

    if (e->count == VARIABLES_MAX) return;
    va_start(args, format);
    value = arena_vprintf(e->arena, format, args);
    va_end(args);
    e->variables[e->count++] = arena_printf(e->arena, "%s=%s", name, value);
}

/* AWS: https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime */
static void put_reserved(struct environment *e, const struct lambda_launch *l)
{
    char instance[33];
    struct span day = time_iso8601(e->arena, clock_now_ms());

    random_text(instance, 32, "0123456789abcdef");
    put(e, "AWS_LAMBDA_RUNTIME_API", "127.0.0.1:%d", l->port);
    put(e, "AWS_LAMBDA_FUNCTION_NAME", "%.*s", SPAN_ARG(l->name));
    put(e, "AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
    put(e, "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "%" PRId64, l->memory_mb);
    put(e, "AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/%.*s", SPAN_ARG(l->name));
    put(e, "AWS_LAMBDA_LOG_STREAM_NAME", "%.4s/%.2s/%.2s/[$LATEST]%s", day.data, day.data + 5, day.data + 8, instance);
    put(e, "AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
    put(e, "AWS_REGION", "%.*s", SPAN_ARG(l->region));
    put(e, "AWS_DEFAULT_REGION", "%.*s", SPAN_ARG(l->region));
    put(e, "AWS_ACCESS_KEY_ID", "%s", l->credentials->access_key_id);
    put(e, "AWS_SECRET_ACCESS_KEY", "%s", l->credentials->secret);
    put(e, "AWS_SESSION_TOKEN", "%s", l->credentials->token);
    put(e, "LAMBDA_TASK_ROOT", "%s", l->folder);
    put(e, "LAMBDA_RUNTIME_DIR", "%s", l->folder);
    put(e, "_HANDLER", "%.*s", SPAN_ARG(l->handler));
    put(e, "PATH", "/usr/local/bin:/usr/bin:/bin");
    put(e, "LD_LIBRARY_PATH", "%s:%s/lib", l->folder, l->folder);
    put(e, "LANG", "en_US.UTF-8");
    put(e, "TZ", ":UTC");
}

/* So that an SDK inside the function finds Nube; not on AWS, where there is nothing to find. */
static void put_endpoint(struct environment *e, const struct lambda_launch *l)
{
    bool is_any = strcmp(settings.host, "0.0.0.0") == 0 || strcmp(settings.host, "::") == 0;

    if (!doc_get(l->environment, "AWS_ENDPOINT_URL"))
        put(e, "AWS_ENDPOINT_URL", strchr(settings.host, ':') ? "http://[%s]:%d" : "http://%s:%d",
            is_any ? "127.0.0.1" : settings.host, settings.port);
}

static char **environment_make(struct environment *e, const struct lambda_launch *l)
{
    put_reserved(e, l);
    put_endpoint(e, l);
    for (size_t i = 0; i < doc_count(l->environment); i++) {
        const struct doc_member *m = &l->environment->map.members[i];
        put(e, arena_string(e->arena, m->name), "%.*s", SPAN_ARG(doc_text(m->value)));
    }
    return e->variables;
}

/* --- starting ----------------------------------------------------------------------------------------------------- */

static int spawn(const char *program, const char *folder, int log_write, char **environment, pid_t *pid)
{
    char *arguments[] = { (char *)program, NULL };
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    sigset_t none, all;
    int rc;

    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&files, log_write, 1);
    posix_spawn_file_actions_adddup2(&files, log_write, 2);
    posix_spawn_file_actions_addclosefrom_np(&files, 3);
    posix_spawn_file_actions_addchdir_np(&files, folder);
    rc = posix_spawn(pid, program, &files, &attributes, arguments, environment);
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&attributes);
    return rc;
}

static int launch_spawn(const struct lambda_launch *l, struct arena *a, struct lambda_process *p)
{
    struct environment *e = ARENA_NEW(a, struct environment);
    int pipe_fds[2], rc;

    e->arena = a;
    if (pipe2(pipe_fds, O_CLOEXEC)) return -1;
    fcntl(pipe_fds[0], F_SETFL, O_NONBLOCK);
    rc = spawn(arena_printf(a, "%s/bootstrap", l->folder), l->folder, pipe_fds[1], environment_make(e, l), &p->pid);
    close(pipe_fds[1]);
    p->log_fd = pipe_fds[0];
    p->pidfd = rc ? -1 : (int)syscall(SYS_pidfd_open, p->pid, 0);
    if (rc == 0 && p->pidfd >= 0) {
        fcntl(p->pidfd, F_SETFD, FD_CLOEXEC);
        return 0;
    }
    if (rc == 0) {
        kill(-p->pid, SIGKILL);
        waitpid(p->pid, NULL, 0);
    }
    close(p->log_fd);
    return -1;
}

int lambda_process_start(const struct lambda_launch *l, struct lambda_process *p, const char **error_type,
                         const char **error)
{
    struct arena a = { 0 };
    const char *program = arena_printf(&a, "%s/bootstrap", l->folder);
    int rc = -1;

    *error_type = "Runtime.InvalidEntrypoint";
    if (access(program, F_OK)) {
        *error = "Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]";
    } else if (access(program, X_OK)) {
        *error = "fork/exec /var/task/bootstrap: permission denied";
    } else {
        rc = launch_spawn(l, &a, p);
        *error = "fork/exec /var/task/bootstrap: exec format error";
    }
    arena_release(&a);
    return rc;
}

/* --- watching and ending ------------------------------------------------------------------------------------------ */

void lambda_process_kill(const struct lambda_process *p)
{
    kill(-p->pid, SIGKILL);
}

static int64_t memory_of_one(pid_t pid)
{
    char path[64];
    long long pages = 0;
    FILE *f;

    snprintf(path, sizeof path, "/proc/%d/statm", (int)pid);
    f = fopen(path, "re");
    if (!f) return 0;
    if (fscanf(f, "%*s %lld", &pages) != 1) pages = 0;
    fclose(f);
    return pages * sysconf(_SC_PAGESIZE);
}

static int64_t memory_of(pid_t pid, int depth)
{
    int64_t total = memory_of_one(pid);
    char path[64];
    int child;
    FILE *f;

    snprintf(path, sizeof path, "/proc/%d/task/%d/children", (int)pid, (int)pid);
    f = depth < CHILDREN_DEPTH ? fopen(path, "re") : NULL;
    if (!f) return total;
    while (fscanf(f, "%d", &child) == 1) total += memory_of(child, depth + 1);
    fclose(f);
    return total;
}

int64_t lambda_process_memory(pid_t pid)
{
    return memory_of(pid, 0);
}

const char *lambda_process_reap(struct arena *a, struct lambda_process *p)
{
    int status = 0;

    kill(-p->pid, SIGKILL); /* what it may have left behind */
    waitpid(p->pid, &status, 0);
    close(p->pidfd);
    close(p->log_fd);
    if (WIFSIGNALED(status)) {
        const char *name = sigdescr_np(WTERMSIG(status));
        char *words = arena_printf(a, "signal: %s", name ? name : "unknown");
        words[8] = (char)(words[8] | 0x20);
        return words;
    }
    return arena_printf(a, "exit status %d", WEXITSTATUS(status));
}
