/* See lambda_groups.h. A folder whose processes are not gone yet is removed with a later one, or at the end. Those that
 * a Nube which was killed has left are removed by the next one. */
#include "emulator/services/lambda/lambda_groups.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <linux/magic.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "emulator/base/clock.h"
#include "emulator/base/panic.h"
#include "emulator/base/span.h"

#define PREFIX        "nube-"
#define PROCESSES_MAX 1027 /* AWS's 1,024 and the stage's */
#define REMOVE_TRIES  3
#define REMOVE_US     1000
#define CLOSE_US_MAX  1000000

/* Of a version of control groups. */
struct version {
    const char *root; /* where the kernel shows them */
    const char *line; /* how /proc/self/cgroup begins to tell Nube's own */
    bool is_beside;   /* a group that has processes can have none below it with limits */
    const char *limit, *events;
};

static const struct version versions[] = {
    { "/sys/fs/cgroup", "0::/", true, "memory.max", "memory.events" },
    { "/sys/fs/cgroup/memory", ":memory:/", false, "memory.limit_in_bytes", "memory.oom_control" },
};

/* One whose processes take their time to be gone, although they were killed. */
struct leaving {
    int64_t group;
    struct leaving *next;
};

static struct {
    pthread_mutex_t lock;
    bool is_looked_for;
    const struct version *version;
    char base[512]; /* empty: they may not be made */
    int64_t last;
    struct leaving *leaving;
} groups = { .lock = PTHREAD_MUTEX_INITIALIZER };

/* --- files -------------------------------------------------------------------------------------------------------- */

static bool file_put(const char *folder, const char *name, const char *text)
{
    char path[768];
    ssize_t put;
    int fd;

    snprintf(path, sizeof path, "%s/%s", folder, name);
    fd = open(path, O_WRONLY | O_CLOEXEC);
    if (fd < 0) return false;
    put = write(fd, text, strlen(text));
    close(fd);
    return put >= 0;
}

static const char *file_get(const char *path, char *text, size_t size)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t got = fd < 0 ? 0 : read(fd, text, size - 1);

    if (fd >= 0) close(fd);
    text[got > 0 ? got : 0] = '\0';
    return text;
}

/* What is in it ends a moment after it was killed. False: it is still there. */
static bool folder_remove(const char *folder)
{
    file_put(folder, "cgroup.kill", "1");
    for (int i = 0; i < REMOVE_TRIES; i++) {
        if (rmdir(folder) == 0 || errno != EBUSY) return true;
        usleep(REMOVE_US);
    }
    return false;
}

static bool base_remove(const char *base)
{
    DIR *d = opendir(base);
    struct dirent *entry;
    char path[1024];

    while (d && (entry = readdir(d))) {
        if (entry->d_type != DT_DIR || entry->d_name[0] == '.') continue;
        snprintf(path, sizeof path, "%s/%s", base, entry->d_name);
        folder_remove(path);
    }
    if (d) closedir(d);
    return folder_remove(base);
}

/* --- where they are ----------------------------------------------------------------------------------------------- */

static const struct version *version_find(void)
{
    struct statfs s;

    for (size_t i = 0; i < sizeof versions / sizeof *versions; i++)
        if (statfs(versions[i].root, &s) == 0 && s.f_type == (i ? CGROUP_SUPER_MAGIC : CGROUP2_SUPER_MAGIC))
            return &versions[i];
    return NULL;
}

/* The group that Nube's own is in, or that itself. False: there is none. */
static bool parent_find(const struct version *v, char *parent, size_t size)
{
    char text[1024], *path;

    path = strstr(file_get("/proc/self/cgroup", text, sizeof text), v->line);
    if (!path) return false;
    path += strlen(v->line) - 1;
    path[strcspn(path, "\n")] = '\0';
    if (!path[1] && v->is_beside) return false;
    if (v->is_beside || !path[1]) *strrchr(path, '/') = '\0';
    snprintf(parent, size, "%s%s", v->root, path);
    return true;
}

static void old_remove(const char *parent)
{
    DIR *d = opendir(parent);
    struct dirent *entry;
    char path[1024];

    while (d && (entry = readdir(d))) {
        struct span name = span_of(entry->d_name);
        int64_t pid;
        if (!span_starts(name, PREFIX) || !span_int(span_sub(name, strlen(PREFIX), SIZE_MAX), &pid) || pid <= 0 ||
            kill((pid_t)pid, 0) == 0 || errno != ESRCH)
            continue;
        snprintf(path, sizeof path, "%s/%s", parent, entry->d_name);
        base_remove(path);
    }
    if (d) closedir(d);
}

static bool limits_set(const char *folder, int64_t memory_mb)
{
    char text[32];

    snprintf(text, sizeof text, "%" PRId64, memory_mb * 1024 * 1024);
    if (!file_put(folder, groups.version->limit, text)) return false;
    file_put(folder, "memory.swap.max", "0");
    file_put(folder, "memory.oom.group", "1");
    snprintf(text, sizeof text, "%d", PROCESSES_MAX);
    file_put(folder, "pids.max", text);
    return true;
}

/* Under the lock. */
static void base_make(void)
{
    char parent[400];

    groups.is_looked_for = true;
    groups.version = version_find();
    if (!groups.version || !parent_find(groups.version, parent, sizeof parent)) return;
    old_remove(parent);
    snprintf(groups.base, sizeof groups.base, "%s/" PREFIX "%d", parent, (int)getpid());
    if (mkdir(groups.base, 0755) == 0 &&
        (!groups.version->is_beside || file_put(groups.base, "cgroup.subtree_control", "+memory +pids")))
        return;
    rmdir(groups.base);
    *groups.base = '\0';
}

/* --- groups ------------------------------------------------------------------------------------------------------- */

/* A file of the group's, or its folder. Under the lock. */
static const char *group_path(struct arena *a, int64_t group, const char *file)
{
    return arena_printf(a, "%s/%" PRId64 "%s", groups.base, group, file);
}

const char *lambda_group_entry(struct arena *a, int64_t group)
{
    const char *path;

    pthread_mutex_lock(&groups.lock);
    path = group_path(a, group, "/cgroup.procs");
    pthread_mutex_unlock(&groups.lock);
    return path;
}

/* Tries once more to remove those that are leaving. Under the lock. */
static void leaving_remove(void)
{
    for (struct leaving **at = &groups.leaving; *at;) {
        struct leaving *l = *at;
        struct arena a = { 0 };
        bool is_there = *groups.base && rmdir(group_path(&a, l->group, "")) && errno == EBUSY;
        arena_release(&a);
        if (is_there) {
            at = &l->next;
            continue;
        }
        *at = l->next;
        free(l);
    }
}

static void leaving_add(int64_t group)
{
    struct leaving *l = memory_new(1, sizeof *l);

    l->group = group;
    pthread_mutex_lock(&groups.lock);
    l->next = groups.leaving;
    groups.leaving = l;
    pthread_mutex_unlock(&groups.lock);
}

int64_t lambda_group_new(int64_t memory_mb)
{
    struct arena a = { 0 };
    int64_t group = 0;
    const char *folder;

    pthread_mutex_lock(&groups.lock);
    if (!groups.is_looked_for) base_make();
    leaving_remove();
    if (*groups.base) {
        group = ++groups.last;
        folder = group_path(&a, group, "");
        if (mkdir(folder, 0755) || !limits_set(folder, memory_mb)) {
            rmdir(folder);
            group = 0;
        }
    }
    pthread_mutex_unlock(&groups.lock);
    arena_release(&a);
    return group;
}

/* Of lines of a word and a number. */
static int64_t oom_kills(struct span lines)
{
    struct span line, word;
    int64_t count = 0;

    while (span_split(&lines, '\n', &line))
        if (span_split(&line, ' ', &word) && span_is(word, "oom_kill") && span_int(line, &count)) return count;
    return 0;
}

bool lambda_group_end(int64_t group)
{
    struct arena a = { 0 };
    char text[512] = "";
    const char *folder = NULL, *events = NULL;

    pthread_mutex_lock(&groups.lock);
    leaving_remove();
    if (group && *groups.base) {
        folder = group_path(&a, group, "");
        events = arena_printf(&a, "%s/%s", folder, groups.version->events);
    }
    pthread_mutex_unlock(&groups.lock);
    if (folder) {
        file_get(events, text, sizeof text);
        if (!folder_remove(folder)) leaving_add(group);
    }
    arena_release(&a);
    return oom_kills(span_of(text)) > 0;
}

static void base_leave(bool is_looked_for)
{
    int64_t until_us = clock_monotonic_us() + CLOSE_US_MAX;

    pthread_mutex_lock(&groups.lock);
    while (*groups.base && !base_remove(groups.base) && clock_monotonic_us() < until_us) continue;
    *groups.base = '\0';
    leaving_remove();
    groups.is_looked_for = is_looked_for;
    pthread_mutex_unlock(&groups.lock);
}

void lambda_groups_refuse(void)
{
    base_leave(true);
}

void lambda_groups_close(void)
{
    base_leave(false);
}
