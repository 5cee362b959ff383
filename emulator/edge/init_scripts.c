/* What they print goes to Nube's log as it is. Each has a process group of its own, so that what it started ends with
 * it; one that is not executable is the shell's. */
#include "emulator/edge/init_scripts.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "emulator/base/arena.h"
#include "emulator/base/log.h"

#define STOP_SECONDS 2

enum script_state { WAITS, RUNS, GOOD, BAD };

static struct {
    struct arena arena;
    const char *directory;
    struct dirent **names;
    int count;
    enum script_state state[INIT_SCRIPTS_MAX];
    char **environment;
    pthread_t thread;
    bool has_thread;
    pid_t running; /* 0: none */
    bool stops;
} scripts;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

/* --- which -------------------------------------------------------------------------------------------------------- */

static int is_script(const struct dirent *entry)
{
    size_t size = strlen(entry->d_name);

    return entry->d_name[0] != '.' && size > 3 && strcmp(entry->d_name + size - 3, ".sh") == 0;
}

/* By bytes: the order is the same whatever the locale. */
static int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

int init_scripts_read(const char *directory, const char **error)
{
    int count = scandir(directory, &scripts.names, is_script, by_name);

    *error = count < 0 ? strerror(errno) : "it holds too many scripts";
    if (count < 0 || count > INIT_SCRIPTS_MAX) return -1;
    scripts.directory = directory;
    scripts.count = count;
    return 0;
}

/* --- how ---------------------------------------------------------------------------------------------------------- */

extern char **environ;

/* Credentials are Nube's: a script that does not heed the endpoint shall not reach an account at AWS. */
static bool is_replaced(const char *variable)
{
    static const char *const names[] = { "AWS_ENDPOINT_URL=",  "AWS_ACCESS_KEY_ID=", "AWS_SECRET_ACCESS_KEY=",
                                         "AWS_SESSION_TOKEN=", "AWS_PROFILE=",       "AWS_REGION=",
                                         "AWS_DEFAULT_REGION=" };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strncmp(variable, names[i], strlen(names[i])) == 0) return true;
    return false;
}

static char **environment_make(struct arena *a, const char *endpoint)
{
    const char *region = getenv("AWS_REGION") ? getenv("AWS_REGION") : getenv("AWS_DEFAULT_REGION");
    size_t count = 0, n = 0;
    char **made;

    while (environ[count]) count++;
    made = ARENA_ARRAY(a, char *, count + 6);
    for (size_t i = 0; i < count; i++)
        if (!is_replaced(environ[i])) made[n++] = environ[i];
    made[n++] = arena_printf(a, "AWS_ENDPOINT_URL=%s", endpoint);
    made[n++] = arena_printf(a, "AWS_ACCESS_KEY_ID=test");
    made[n++] = arena_printf(a, "AWS_SECRET_ACCESS_KEY=test");
    made[n++] = arena_printf(a, "AWS_REGION=%s", region ? region : "us-east-1");
    made[n] = arena_printf(a, "AWS_DEFAULT_REGION=%s", region ? region : "us-east-1");
    return made;
}

/* The process's id, or 0 with errno. Nube's own signals are blocked in its threads; not in the script. */
static pid_t script_spawn(const char *path)
{
    char *direct[] = { (char *)(uintptr_t)path, NULL }, *by_shell[] = { "/bin/sh", direct[0], NULL };
    char **command = access(path, X_OK) == 0 ? direct : by_shell;
    posix_spawn_file_actions_t files;
    posix_spawnattr_t how;
    sigset_t none, usual;
    pid_t pid = 0;
    int why;

    sigemptyset(&none);
    sigemptyset(&usual);
    sigaddset(&usual, SIGPIPE);
    posix_spawnattr_init(&how);
    posix_spawnattr_setflags(&how, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    posix_spawnattr_setpgroup(&how, 0);
    posix_spawnattr_setsigmask(&how, &none);
    posix_spawnattr_setsigdefault(&how, &usual);
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&files, STDERR_FILENO, STDOUT_FILENO);
    why = posix_spawn(&pid, command[0], &files, &how, command, scripts.environment);
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&how);
    errno = why;
    return why ? 0 : pid;
}

static void outcome_log(const char *name, int status)
{
    if (scripts.stops) log_info("init: %s ends with Nube", name);
    else if (WIFSIGNALED(status)) log_error("init: %s was ended by signal %d", name, WTERMSIG(status));
    else if (WEXITSTATUS(status)) log_error("init: %s failed with status %d", name, WEXITSTATUS(status));
    else log_info("init: %s is done", name);
}

/* Under the lock until it runs, so that whoever stops sees it, or it sees that. False: no further one is wanted. */
static bool script_begin(int i, const char *path)
{
    bool stops;

    pthread_mutex_lock(&lock);
    stops = scripts.stops;
    if (!stops) {
        scripts.running = script_spawn(path);
        scripts.state[i] = scripts.running ? RUNS : BAD;
        if (!scripts.running) log_error("init: %s could not be started: %s", scripts.names[i]->d_name, strerror(errno));
    }
    pthread_mutex_unlock(&lock);
    return !stops;
}

/* Its process is looked at without being reaped, so that its id is nobody else's while it may still be killed. */
static void script_end(int i)
{
    siginfo_t unused;
    int status = 0;

    if (!scripts.running) return;
    while (waitid(P_PID, (id_t)scripts.running, &unused, WEXITED | WNOWAIT) < 0 && errno == EINTR) continue;
    pthread_mutex_lock(&lock);
    waitpid(scripts.running, &status, 0);
    scripts.running = 0;
    scripts.state[i] = status ? BAD : GOOD;
    pthread_mutex_unlock(&lock);
    outcome_log(scripts.names[i]->d_name, status);
}

static void *scripts_main(void *unused)
{
    (void)unused;
    for (int i = 0; i < scripts.count; i++) {
        const char *path = arena_printf(&scripts.arena, "%s/%s", scripts.directory, scripts.names[i]->d_name);
        if (!script_begin(i, path)) break;
        script_end(i);
    }
    return NULL;
}

void init_scripts_start(const char *endpoint)
{
    if (!scripts.count) return;
    scripts.environment = environment_make(&scripts.arena, endpoint);
    scripts.has_thread = pthread_create(&scripts.thread, NULL, scripts_main, NULL) == 0;
    if (!scripts.has_thread) log_error("init: there is no thread left for the scripts");
}

static void running_signal(int number)
{
    pthread_mutex_lock(&lock);
    scripts.stops = true;
    if (scripts.running) kill(-scripts.running, number);
    pthread_mutex_unlock(&lock);
}

void init_scripts_stop(void)
{
    struct timespec until;

    if (!scripts.has_thread) return;
    running_signal(SIGTERM);
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += STOP_SECONDS;
    if (pthread_timedjoin_np(scripts.thread, NULL, &until)) {
        running_signal(SIGKILL);
        pthread_join(scripts.thread, NULL);
    }
    scripts.has_thread = false;
}

/* --- telling ------------------------------------------------------------------------------------------------------ */

enum init_scripts_state init_scripts_state(void)
{
    enum init_scripts_state whole = INIT_SCRIPTS_DONE;

    pthread_mutex_lock(&lock);
    for (int i = 0; i < scripts.count; i++) {
        if (scripts.state[i] == WAITS || scripts.state[i] == RUNS) {
            whole = INIT_SCRIPTS_RUN;
            break;
        }
        if (scripts.state[i] == BAD) whole = INIT_SCRIPTS_FAILED;
    }
    pthread_mutex_unlock(&lock);
    return whole;
}

void init_scripts_tell(struct doc *list)
{
    static const char *const words[] = { "UNKNOWN", "RUNNING", "SUCCESSFUL", "ERROR" };

    pthread_mutex_lock(&lock);
    for (int i = 0; i < scripts.count; i++) {
        struct doc *one = doc_append_map(list);
        doc_put_cstr(one, "stage", "READY");
        doc_put_cstr(one, "name", scripts.names[i]->d_name);
        doc_put_cstr(one, "state", words[scripts.state[i]]);
    }
    pthread_mutex_unlock(&lock);
}
