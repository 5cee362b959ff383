/* The stage between fork and exec of a function's process, a program by itself: small and linked statically, so that it
 * costs less than a millisecond and next to no memory. It is part of nube, which writes it beside the runtime clients.
 *
 *   nube ── stage ─┬─ where namespaces are permitted: waits, and ends as the function did
 *                  └─ first of a PID namespace: makes the places, waits; its end ends all that is in there
 *                       ├─ its extensions
 *                       └─ the function
 *
 * Where they are not, the stage is the first itself. When nube dies, however, the stage is killed by the kernel, then
 * the namespace's first process, and with it all that the function started, wherever that hid. SIGTERM to the stage is
 * the function's alone, and SIGUSR2 kills the function alone. What is wrong here goes to standard error, which is the
 * function's log.
 *
 * stage NAME=VALUE… -- PROGRAM ARGUMENT…
 *   level=N        what to do of 1: a mount namespace, 2: a PID namespace, 4: a user namespace
 *   task=FOLDER runtime=FOLDER opt=FOLDER   what is seen, read-only, as /var/task, /var/runtime and /opt
 *   keep=FOLDER    one directly below /opt that is seen there, too: the interpreter's
 *   tmp_mb=N       the size of /tmp
 *   data_mb=N      how much memory a process may ask for
 *   group=FOLDER   a cgroup to enter
 *   gate=FD        a socket to nube, where there are extensions: the function begins when something comes by it, once
 *                  they have registered; how the function and each of them ended is sent to it (struct end)
 *   parent=N       whose child it is
 *   probe=1        only try: ends with 0 when all of it is permitted */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MOUNTS = 1, PIDS = 2, USERS = 4 };

#define PROCESSES_MAX  1024 /* AWS */
#define FILES_MAX      1024 /* AWS */
#define RESERVED_PIDS  300  /* the kernel's: numbers that it does not use again */
#define SHM_MB         64
#define PATH_SIZE      2048
#define EXTENSIONS_MAX 10  /* AWS */
#define CANNOT         125 /* the status where the stage fails */
#define NAME_SIZE      128 /* AWS: of an extension's name, one more */

/* As nube reads it (lambda_process.h): how one ended, as waitpid gives it. */
struct end {
    int status;
    char name[NAME_SIZE]; /* the extension's; empty: the function */
};

static struct {
    int level;
    const char *task, *runtime, *opt, *keep, *group;
    long tmp_mb, data_mb, parent, gate;
    bool probe;
    char **program;
} plan;

static void fail(const char *format, ...) __attribute__((noreturn, format(printf, 1, 2)));

static void fail(const char *format, ...)
{
    int why = errno;
    va_list args;

    va_start(args, format);
    if (!plan.probe) {
        vdprintf(2, format, args);
        dprintf(2, ": %s\n", strerror(why));
    }
    va_end(args);
    _exit(CANNOT);
}

/* --- the plan ----------------------------------------------------------------------------------------------------- */

static const char *value_of(const char *argument, const char *name)
{
    size_t size = strlen(name);

    return strncmp(argument, name, size) == 0 && argument[size] == '=' ? argument + size + 1 : NULL;
}

static long number(const char *digits)
{
    long n = 0;

    while (*digits >= '0' && *digits <= '9') n = n * 10 + (*digits++ - '0');
    return n;
}

static void plan_take(const char *argument)
{
    const char *v;

    if ((v = value_of(argument, "level"))) plan.level = (int)number(v);
    else if ((v = value_of(argument, "task"))) plan.task = v;
    else if ((v = value_of(argument, "runtime"))) plan.runtime = v;
    else if ((v = value_of(argument, "opt"))) plan.opt = v;
    else if ((v = value_of(argument, "keep"))) plan.keep = v;
    else if ((v = value_of(argument, "group"))) plan.group = v;
    else if ((v = value_of(argument, "tmp_mb"))) plan.tmp_mb = number(v);
    else if ((v = value_of(argument, "data_mb"))) plan.data_mb = number(v);
    else if ((v = value_of(argument, "parent"))) plan.parent = number(v);
    else if ((v = value_of(argument, "gate"))) plan.gate = number(v);
    else if ((v = value_of(argument, "probe"))) plan.probe = true;
}

static void plan_read(char **argv)
{
    for (argv++; *argv && strcmp(*argv, "--") != 0; argv++) plan_take(*argv);
    plan.program = *argv ? argv + 1 : argv;
    if (!*plan.program && !plan.probe) _exit(CANNOT);
}

/* --- small things ------------------------------------------------------------------------------------------------- */

static int file_put(const char *path, const char *text)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    ssize_t put = fd < 0 ? -1 : write(fd, text, strlen(text));

    if (fd >= 0) close(fd);
    return put < 0 ? -1 : 0;
}

static void limit(int what, rlim_t most)
{
    struct rlimit r;

    if (getrlimit(what, &r)) return;
    if (r.rlim_max < most) most = r.rlim_max;
    r.rlim_cur = r.rlim_max = most;
    setrlimit(what, &r);
}

static bool is_folder(const char *path)
{
    struct stat s;

    return stat(path, &s) == 0 && S_ISDIR(s.st_mode);
}

/* --- the user namespace, of whoever is not root ------------------------------------------------------------------- */

static void users_enter(uid_t uid, gid_t gid)
{
    char map[64];

    file_put("/proc/self/setgroups", "deny");
    snprintf(map, sizeof map, "%u %u 1", uid, uid);
    if (file_put("/proc/self/uid_map", map)) fail("uid_map");
    snprintf(map, sizeof map, "%u %u 1", gid, gid);
    if (file_put("/proc/self/gid_map", map)) fail("gid_map");
}

static void namespaces_enter(void)
{
    uid_t uid = geteuid();
    gid_t gid = getegid();
    int flags = (plan.level & MOUNTS ? CLONE_NEWNS : 0) | (plan.level & PIDS ? CLONE_NEWPID : 0) |
                (plan.level & USERS ? CLONE_NEWUSER : 0);

    if (flags && unshare(flags)) fail("namespaces");
    if (plan.level & USERS) users_enter(uid, gid);
}

/* --- places ------------------------------------------------------------------------------------------------------- */

static void bind_at(const char *from, const char *to)
{
    if (mount(from, to, NULL, MS_BIND | MS_REC, NULL)) fail("%s on %s", from, to);
}

/* What a mount already forbids may not be allowed again. */
static void bind_readonly(const char *from, const char *to)
{
    struct statvfs s;
    unsigned long kept = 0;

    bind_at(from, to);
    if (statvfs(to, &s) == 0) kept = s.f_flag & (ST_NOSUID | ST_NODEV | ST_NOEXEC);
    if (mount(NULL, to, NULL, MS_REMOUNT | MS_BIND | MS_RDONLY | MS_NOSUID | MS_NODEV | kept, NULL))
        fail("%s read-only", to);
}

static void entry_copy(int old, const char *folder, const char *name)
{
    char from[PATH_SIZE], to[PATH_SIZE], target[PATH_SIZE];
    struct stat s;
    ssize_t size;

    snprintf(from, sizeof from, "/proc/self/fd/%d/%s", old, name);
    snprintf(to, sizeof to, "%s/%s", folder, name);
    if (fstatat(old, name, &s, AT_SYMLINK_NOFOLLOW)) return;
    if (S_ISLNK(s.st_mode)) {
        size = readlinkat(old, name, target, sizeof target - 1);
        if (size > 0) target[size] = '\0';
        if (size > 0 && symlink(target, to)) fail("%s", to);
    } else if (S_ISDIR(s.st_mode)) {
        if (mkdir(to, 0755)) fail("%s", to);
        mount(from, to, NULL, MS_BIND | MS_REC, NULL); /* one that may not be seen stays empty */
    } else if (S_ISREG(s.st_mode)) {
        close(open(to, O_WRONLY | O_CREAT | O_CLOEXEC, 0644));
        mount(from, to, NULL, MS_BIND, NULL);
    }
}

/* A folder that is as it was, and can be added to: what is in it, on a file system of its own. */
static void folder_renew(const char *folder)
{
    int old = open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC);
    DIR *d = opendir(folder);
    struct dirent *entry;

    if (old < 0 || !d) fail("%s", folder);
    if (mount("nube", folder, "tmpfs", MS_NOSUID | MS_NODEV, "mode=755,size=1m")) fail("%s anew", folder);
    while ((entry = readdir(d)))
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) entry_copy(old, folder, entry->d_name);
    closedir(d);
    close(old);
}

static void places_make_in_var(void)
{
    if (!is_folder("/var/task") || !is_folder("/var/runtime")) {
        folder_renew("/var");
        mkdir("/var/task", 0755);
        mkdir("/var/runtime", 0755);
    }
    if (plan.runtime) bind_readonly(plan.runtime, "/var/runtime");
    if (plan.task) bind_readonly(plan.task, "/var/task");
}

/* Layers take the machine's /opt away, but for the interpreter's own folder. */
static void places_make_in_opt(void)
{
    int kept = plan.keep ? open(plan.keep, O_PATH | O_DIRECTORY | O_CLOEXEC) : -1;
    char from[64];

    if (!plan.opt) return;
    bind_readonly(plan.opt, "/opt");
    if (kept < 0) return;
    folder_renew("/opt");
    snprintf(from, sizeof from, "/proc/self/fd/%d", kept);
    mkdir(plan.keep, 0755);
    bind_at(from, plan.keep);
    close(kept);
    mount(NULL, "/opt", NULL, MS_REMOUNT | MS_BIND | MS_RDONLY | MS_NOSUID | MS_NODEV, NULL);
}

/* AWS: a process's own machine is sandbox.localdomain, too, where extensions listen. The file is in /tmp as long as it
 * takes to be seen in its place. */
static void hosts_make(void)
{
    static const char path[] = "/tmp/.hosts", more[] = "\n127.0.0.1 sandbox.localdomain sandbox\n";
    int in = open("/etc/hosts", O_RDONLY | O_CLOEXEC), out = -1;

    if (in >= 0) out = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    if (out >= 0) {
        while (sendfile(out, in, NULL, 65536) > 0) continue;
        if (write(out, more, sizeof more - 1) == sizeof more - 1) mount(path, "/etc/hosts", NULL, MS_BIND, NULL);
        close(out);
        unlink(path);
    }
    if (in >= 0) close(in);
}

static void tmp_make(void)
{
    char options[96];

    snprintf(options, sizeof options, "mode=1777,size=%ldm,nr_inodes=%ld", plan.tmp_mb, plan.tmp_mb * 64);
    if (mount("tmp", "/tmp", "tmpfs", MS_NOSUID | MS_NODEV, options)) fail("/tmp");
    hosts_make();
    snprintf(options, sizeof options, "mode=1777,size=%dm", SHM_MB);
    if (is_folder("/dev/shm")) mount("shm", "/dev/shm", "tmpfs", MS_NOSUID | MS_NODEV | MS_NOEXEC, options);
}

static void places_make(void)
{
    if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL)) fail("mounts of one's own");
    places_make_in_var();
    places_make_in_opt();
    if (plan.level & PIDS && mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL)) fail("/proc");
    if (plan.tmp_mb) tmp_make();
}

/* --- limits ------------------------------------------------------------------------------------------------------- */

/* Since Linux 6.14 a PID namespace has a number of its own; before, this would change the whole machine's. */
static void pids_limit(void)
{
    int major = 0, minor = 0;
    struct utsname u;
    char text[16];

    if (uname(&u) || sscanf(u.release, "%d.%d", &major, &minor) != 2) return;
    if (major < 6 || (major == 6 && minor < 14)) return;
    snprintf(text, sizeof text, "%d", PROCESSES_MAX + RESERVED_PIDS);
    file_put("/proc/sys/kernel/pid_max", text);
}

/* In a user namespace of its own the function's processes are counted by themselves; else they would be counted
 * together with all of the user's. */
static void limits_set(void)
{
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_NOFILE, FILES_MAX);
    if (plan.data_mb) limit(RLIMIT_DATA, (rlim_t)plan.data_mb * 1024 * 1024);
    if (plan.level & USERS) limit(RLIMIT_NPROC, PROCESSES_MAX);
    if (plan.level & PIDS && plan.level & MOUNTS) pids_limit();
    setpriority(PRIO_PROCESS, 0, 5);             /* nube goes first */
    file_put("/proc/self/oom_score_adj", "500"); /* and last, where memory ends */
}

/* --- processes ---------------------------------------------------------------------------------------------------- */

static void privileges_drop(void)
{
    sigset_t none;

    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)) fail("no_new_privs");
    if (plan.probe) _exit(0);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

static struct {
    pid_t pid;
    char name[NAME_SIZE];
} extensions[EXTENSIONS_MAX];
static int extension_count;

/* SIGTERM and SIGUSR2 go there: of the stage that waits outside, to the first; of that, to the function. */
static volatile pid_t below;
static bool is_first;

static void pass_on(int signal)
{
    if (below > 0) kill(below, is_first && signal == SIGUSR2 ? SIGKILL : signal);
}

static void signals_pass(void)
{
    struct sigaction action = { .sa_handler = pass_on, .sa_flags = SA_RESTART };

    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGUSR2, &action, NULL);
}

/* In a child: it is a program of its own, which ends with the stage. */
static void child_be(void)
{
    signal(SIGTERM, SIG_DFL);
    signal(SIGUSR2, SIG_DFL);
    signal(SIGCONT, SIG_DFL);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
}

static void extension_become(char *path)
{
    char *program[] = { path, NULL };

    child_be();
    privileges_drop();
    execv(path, program);
    fail("fork/exec %s", path);
}

static bool is_extension(const struct dirent *entry, const char *path)
{
    return entry->d_name[0] != '.' && entry->d_type != DT_DIR && strlen(entry->d_name) < NAME_SIZE &&
           access(path, X_OK) == 0;
}

/* AWS: each program in /opt/extensions is started, too. */
static void extensions_start(void)
{
    const char *folder = plan.level & MOUNTS ? "/opt" : plan.opt;
    struct dirent *entry;
    char path[4096];
    DIR *dir;

    snprintf(path, sizeof path, "%s/extensions", folder ? folder : "/nowhere");
    dir = plan.probe || !plan.opt ? NULL : opendir(path);
    while (dir && (entry = readdir(dir)) && extension_count < EXTENSIONS_MAX) {
        snprintf(path, sizeof path, "%s/extensions/%s", folder, entry->d_name);
        if (!is_extension(entry, path)) continue;
        extensions[extension_count].pid = fork();
        if (extensions[extension_count].pid == 0) extension_become(path);
        if (extensions[extension_count].pid < 0) fail("fork");
        memcpy(extensions[extension_count++].name, entry->d_name, strlen(entry->d_name) + 1);
    }
    if (dir) closedir(dir);
}

/* AWS: the function begins once its extensions have registered. */
static void gate_wait(void)
{
    char go;

    while (plan.gate && read((int)plan.gate, &go, 1) < 0 && errno == EINTR) continue;
}

static void function_become(void)
{
    child_be();
    gate_wait();
    privileges_drop();
    if (plan.level & MOUNTS && chdir("/var/task")) fail("/var/task");
    execv(plan.program[0], plan.program);
    fail("fork/exec %s", plan.program[0]);
}

/* How one ended is told to nube, which says what is to be done about it. */
static void end_tell(const char *name, int status)
{
    struct end end = { .status = status };

    snprintf(end.name, sizeof end.name, "%s", name);
    if (plan.gate && send((int)plan.gate, &end, sizeof end, MSG_NOSIGNAL) < 0) _exit(CANNOT);
}

static void child_ended(pid_t child, int status)
{
    for (int i = 0; i < extension_count; i++)
        if (extensions[i].pid == child) end_tell(extensions[i].name, status);
}

/* Until the function has ended and its extensions, too; how it did. Others that end meanwhile are children that theirs
 * left behind. */
static int function_wait(pid_t function)
{
    int end = SIGKILL, status = 0;
    pid_t one;

    while ((one = waitpid(-1, &status, 0)) > 0 || errno == EINTR) {
        if (one != function) {
            if (one > 0) child_ended(one, status);
            continue;
        }
        below = 0;
        end = status;
        end_tell("", status);
        if (!extension_count) break;
    }
    return end;
}

/* Makes the places and what lives in them; how the function ended. */
static int first_be(void)
{
    pid_t function;

    is_first = true;
    signals_pass();
    if (plan.level & MOUNTS) places_make();
    limits_set();
    extensions_start();
    function = fork();
    if (function < 0) fail("fork");
    if (function == 0) function_become();
    below = function;
    return function_wait(function);
}

/* The first of the namespace. What the function's end was goes up by a pipe, since it cannot end by a signal itself. */
static void first_be_inside(int up)
{
    struct pollfd above = { up, 0, 0 };
    int status;

    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (poll(&above, 1, 0) > 0) _exit(CANNOT); /* who waits outside went before that */
    status = first_be();
    if (write(up, &status, sizeof status) < 0) _exit(CANNOT);
    _exit(0);
}

static int child_wait(pid_t child)
{
    int status = 0;

    while (waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
    return status;
}

/* Ends as the function did. */
static void end_as(int status)
{
    if (WIFEXITED(status)) _exit(WEXITSTATUS(status));
    signal(WTERMSIG(status), SIG_DFL);
    raise(WTERMSIG(status));
    _exit(CANNOT);
}

static void wait_outside(void)
{
    int fds[2], status;
    pid_t first;

    if (pipe2(fds, O_CLOEXEC)) fail("pipe");
    first = fork();
    if (first < 0) fail("fork");
    if (first == 0) {
        close(fds[0]);
        first_be_inside(fds[1]);
    }
    below = first;
    signals_pass();
    close(fds[1]);
    limit(RLIMIT_CORE, 0);
    status = child_wait(first);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0 && read(fds[0], &status, sizeof status) != sizeof status)
        status = SIGKILL;
    end_as(status);
}

static void nube_may_be_gone(int signal)
{
    (void)signal;
    if (getppid() != plan.parent) kill(0, SIGKILL);
}

/* Where PIDs are not apart, what is stopped when nube is killed would stay for ever: who waits for the function is told
 * of that, stopped or not, and takes the whole group along. */
static void wait_beside(void)
{
    struct sigaction action = { .sa_handler = nube_may_be_gone, .sa_flags = SA_RESTART };

    if (plan.parent) {
        sigaction(SIGCONT, &action, NULL);
        prctl(PR_SET_PDEATHSIG, SIGCONT);
        nube_may_be_gone(SIGCONT);
    }
    end_as(first_be());
}

int main(int argc, char **argv)
{
    (void)argc;
    plan_read(argv);
    if (plan.gate) fcntl((int)plan.gate, F_SETFD, FD_CLOEXEC);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (plan.parent && getppid() != plan.parent) return CANNOT; /* it went before that */
    if (plan.group && file_put(plan.group, "0")) fail("%s", plan.group);
    namespaces_enter();
    if (plan.level & PIDS) wait_outside();
    wait_beside();
}
