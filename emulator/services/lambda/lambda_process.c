/* Processes by posix_spawn, watched through pidfds. */
#include "emulator/services/lambda/lambda_process.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "emulator/services/lambda/lambda_groups.h"
#include "emulator/services/lambda/lambda_sandbox.h"
#define CHILDREN_DEPTH 8
#define PROCESSES_MAX  1100 /* AWS: 1,024 of a function */

/* --- starting ----------------------------------------------------------------------------------------------------- */

static int spawn(const struct lambda_launch *l, int log_write, int gate, pid_t *pid)
{
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    sigset_t none, all;
    int rc;

    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&files, log_write, 1);
    posix_spawn_file_actions_adddup2(&files, log_write, 2);
    if (gate) posix_spawn_file_actions_adddup2(&files, gate, LAMBDA_GATE);
    posix_spawn_file_actions_addclosefrom_np(&files, gate ? LAMBDA_GATE + 1 : 3);
    posix_spawn_file_actions_addchdir_np(&files, l->folder);
    rc = posix_spawn(pid, l->arguments[0], &files, &attributes, (char *const *)(uintptr_t)l->arguments, l->variables);
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&attributes);
    return rc;
}

static void gates_close(const int gates[2])
{
    for (int i = 0; i < 2; i++)
        if (gates[i]) close(gates[i]);
}

static int launch_spawn(const struct lambda_launch *l, struct lambda_process *p)
{
    int pipe_fds[2], gates[2] = { 0, 0 }, rc;

    if (l->has_gate && socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, gates)) return -1;
    if (pipe2(pipe_fds, O_CLOEXEC)) {
        gates_close(gates);
        return -1;
    }
    fcntl(pipe_fds[0], F_SETFL, O_NONBLOCK);
    rc = spawn(l, pipe_fds[1], gates[1], &p->pid);
    close(pipe_fds[1]);
    if (gates[1]) close(gates[1]);
    gates[1] = 0;
    p->gate_fd = gates[0];
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
    gates_close(gates);
    return -1;
}

int lambda_process_start(const struct lambda_launch *l, struct lambda_process *p, const char **error_type,
                         const char **error)
{
    *error_type = "Runtime.InvalidEntrypoint";
    *error = "fork/exec /var/task/bootstrap: exec format error";
    p->group = l->group;
    return launch_spawn(l, p);
}

/* --- watching and ending ------------------------------------------------------------------------------------------ */

void lambda_process_begin(const struct lambda_process *p)
{
    if (p->gate_fd) send(p->gate_fd, "", 1, MSG_NOSIGNAL);
}

void lambda_process_freeze(const struct lambda_process *p)
{
    kill(-p->pid, SIGSTOP);
}

void lambda_process_thaw(const struct lambda_process *p)
{
    kill(-p->pid, SIGCONT);
}

void lambda_process_terminate(const struct lambda_process *p)
{
    kill(p->pid, SIGTERM);
}

void lambda_process_kill_function(const struct lambda_process *p)
{
    kill(p->pid, SIGUSR2);
}

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

/* Those above the function's own process are not counted. */
static int64_t memory_of(pid_t pid, int depth, int *looked_at)
{
    int64_t total = depth < lambda_sandbox_depth() ? 0 : memory_of_one(pid);
    char path[64];
    int child;
    FILE *f;

    if (++*looked_at > PROCESSES_MAX) return total;
    snprintf(path, sizeof path, "/proc/%d/task/%d/children", (int)pid, (int)pid);
    f = depth < CHILDREN_DEPTH ? fopen(path, "re") : NULL;
    if (!f) return total;
    while (fscanf(f, "%d", &child) == 1) total += memory_of(child, depth + 1, looked_at);
    fclose(f);
    return total;
}

int64_t lambda_process_memory(pid_t pid)
{
    int looked_at = 0;

    return memory_of(pid, 0, &looked_at);
}

const char *lambda_process_words(struct arena *a, int status)
{
    if (WIFSIGNALED(status)) {
        const char *name = sigdescr_np(WTERMSIG(status));
        char *words = arena_printf(a, "signal: %s", name ? name : "unknown");
        words[8] = (char)(words[8] | 0x20);
        return words;
    }
    return arena_printf(a, "exit status %d", WEXITSTATUS(status));
}

bool lambda_process_hear(const struct lambda_process *p, struct lambda_process_end *end, bool *is_closed)
{
    ssize_t size = recv(p->gate_fd, end, sizeof *end, MSG_DONTWAIT);

    *is_closed = size == 0 || (size < 0 && errno != EAGAIN && errno != EINTR);
    return size == sizeof *end;
}

const char *lambda_process_reap(struct arena *a, struct lambda_process *p, bool *is_out_of_memory)
{
    int status = 0;

    kill(-p->pid, SIGKILL); /* what it may have left behind */
    waitpid(p->pid, &status, 0);
    *is_out_of_memory = lambda_group_end(p->group);
    close(p->pidfd);
    close(p->log_fd);
    if (p->gate_fd) close(p->gate_fd);
    return lambda_process_words(a, status);
}
