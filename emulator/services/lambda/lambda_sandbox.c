/* What is permitted is found by having the stage try it, the most first: as root, mount and PID namespaces; as another
 * user, those within a user namespace. */
#include "emulator/services/lambda/lambda_sandbox.h"

#include <fcntl.h>
#include <inttypes.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "emulator/base/log.h"
#include "emulator/services/lambda/lambda_groups.h"

/* As lambda_stage.c has them. */
enum { MOUNTS = 1, PIDS = 2, USERS = 4 };

#define STAGE_ARGUMENTS_MAX 14
#define SHM_MB              64 /* as the stage makes it */
#define DATA_FACTOR         4  /* a process may ask for more memory than it touches: node and Java do */
#define DATA_MB_MORE        1024

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static _Atomic int level = -1; /* not tried yet */

/* --- what is permitted -------------------------------------------------------------------------------------------- */

/* Of this level, and of this control group, or none. */
static bool is_permitted(const char *folder, int what, int64_t group)
{
    struct arena a = { 0 };
    const char *stage = arena_printf(&a, "%s/stage", folder);
    const char *arguments[] = { "stage",
                                arena_printf(&a, "level=%d", what),
                                arena_printf(&a, "task=%s", folder),
                                "probe=1",
                                "tmp_mb=1",
                                group ? arena_printf(&a, "group=%s", lambda_group_entry(&a, group)) : NULL,
                                NULL };
    char *const environment[] = { NULL };
    posix_spawnattr_t attributes;
    int status = -1;
    sigset_t none;
    pid_t pid;

    sigemptyset(&none);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
    posix_spawnattr_setsigmask(&attributes, &none);
    if (posix_spawn(&pid, stage, NULL, &attributes, (char *const *)(uintptr_t)arguments, environment) == 0)
        waitpid(pid, &status, 0);
    posix_spawnattr_destroy(&attributes);
    arena_release(&a);
    return status == 0;
}

static int level_find(const char *folder)
{
    int users = geteuid() ? USERS : 0;

    if (is_permitted(folder, MOUNTS | PIDS | users, 0)) return MOUNTS | PIDS | users;
    if (is_permitted(folder, MOUNTS | users, 0)) {
        log_warn(
            "lambda: PID namespaces are not permitted here: what leaves its function's process group may outlive it");
        return MOUNTS | users;
    }
    log_warn(
        "lambda: mount namespaces are not permitted here: functions find their code and layers in folders of Nube's "
        "(LAMBDA_TASK_ROOT) rather than at /var/task and /opt, and share the machine's /tmp");
    return 0; /* PIDs alone would be other than those that /proc shows */
}

static int level_of(const char *folder)
{
    int known = level;

    if (known >= 0) return known;
    pthread_mutex_lock(&lock);
    if (level < 0) level = level_find(folder);
    known = level;
    pthread_mutex_unlock(&lock);
    return known;
}

/* What /tmp and /dev/shm hold is memory, too. */
int64_t lambda_sandbox_group(const char *folder, const struct lambda_function *f)
{
    static _Atomic bool is_tried;
    int64_t group = lambda_group_new(f->memory_mb + f->storage_mb + SHM_MB);

    if (!group || is_tried) return group;
    if (!is_permitted(folder, 0, group)) {
        lambda_groups_refuse();
        return 0;
    }
    is_tried = true;
    return group;
}

bool lambda_sandbox_has_places(const char *folder)
{
    return level_of(folder) & MOUNTS;
}

int lambda_sandbox_depth(void)
{
    return level > 0 && level & PIDS ? 2 : 0;
}

/* --- the stage's arguments ---------------------------------------------------------------------------------------- */

struct plan {
    struct arena *arena;
    const char **arguments;
    size_t count;
};

static void put(struct plan *p, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void put(struct plan *p, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    p->arguments[p->count++] = arena_vprintf(p->arena, format, args);
    va_end(args);
}

/* The folder directly below /opt that the interpreter is in. */
static void put_kept(struct plan *p, const char *interpreter)
{
    struct span rest = span_of(interpreter), first;

    if (!interpreter || !span_starts(rest, "/opt/")) return;
    rest = span_sub(rest, sizeof "/opt/" - 1, SIZE_MAX);
    span_split(&rest, '/', &first);
    if (rest.data) put(p, "keep=/opt/%.*s", SPAN_ARG(first));
}

static size_t count_of(const char *const *list)
{
    size_t count = 0;

    while (list[count]) count++;
    return count;
}

const char **lambda_sandbox_wrap(struct arena *a, const struct lambda_launch *l, const char *interpreter)
{
    bool is_in_tmp = interpreter && span_starts(span_of(interpreter), "/tmp/"); /* which it would not find any more */
    size_t count = count_of(l->arguments);
    struct plan p = { .arena = a, .arguments = ARENA_ARRAY(a, const char *, STAGE_ARGUMENTS_MAX + count + 1) };

    put(&p, "%s/stage", l->clients);
    put(&p, "level=%d", level);
    put(&p, "parent=%d", (int)getpid());
    put(&p, "task=%s", l->folder);
    put(&p, "runtime=%s", l->clients);
    if (l->layers) put(&p, "opt=%s", l->layers);
    put_kept(&p, interpreter);
    if (!is_in_tmp) put(&p, "tmp_mb=%" PRId64, l->function->storage_mb);
    if (l->has_gate) put(&p, "gate=%d", LAMBDA_GATE);
    if (l->group) put(&p, "group=%s", lambda_group_entry(a, l->group));
    else put(&p, "data_mb=%" PRId64, l->function->memory_mb * DATA_FACTOR + DATA_MB_MORE);
    put(&p, "--");
    memcpy(p.arguments + p.count, l->arguments, (count + 1) * sizeof *p.arguments);
    return p.arguments;
}
