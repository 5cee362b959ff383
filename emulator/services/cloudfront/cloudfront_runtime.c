/* A line goes in, a line comes out; one function runs at a time, which takes microseconds. A process that says nothing
 * in time, or ends (a function took all its memory), is done with: the run failed, and the next one starts another. It
 * has no environment, and where node can it may touch neither files nor processes. */
#include "emulator/services/cloudfront/cloudfront_runtime.h"

#include <errno.h>
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
#include "emulator/base/digest.h"
#include "emulator/base/json.h"
#include "emulator/services/cloudfront/cloudfront_runner.h"

__asm__(".section .rodata\n"
        "cloudfront_runner: .incbin \"emulator/services/cloudfront/cloudfront_runner.js\"\n"
        ".byte 0\n"
        ".previous\n");
extern const char cloudfront_runner[];

/* AWS: a function may take less than a millisecond of a processor's time. DIFFERS: machines are busy; what goes on for
 * longer than this by the clock never ends. */
#define TIME_MS     "500"
#define MEMORY_MB   "64" /* AWS: 2 MB, which node itself does not do with */
#define PATIENCE_MS 3000
#define ANSWER_MAX  ((size_t)1024 * 1024)

static struct {
    pthread_mutex_t lock;
    pid_t pid; /* 0: none */
    int in, out;
    struct buf rest; /* of what came */
} runner = { .lock = PTHREAD_MUTEX_INITIALIZER };

/* --- node --------------------------------------------------------------------------------------------------------- */

static pthread_once_t node_once = PTHREAD_ONCE_INIT;
static char node_path[4096];

/* What keeps it from files: the newest node's word, an older one's, and that of one that knows nothing of the kind.
 * Which of them it takes is found out by its first answer. */
static const char *const permissions[] = { "--permission", "--experimental-permission", "--no-warnings" };
static size_t permission; /* under the lock */
static bool has_answered; /* likewise */

static bool is_in(const char *folder, size_t size)
{
    snprintf(node_path, sizeof node_path, "%.*s/node", (int)size, folder);
    return access(node_path, X_OK) == 0;
}

static void path_look(void)
{
    const char *path = getenv("PATH");

    while (path && *path) {
        size_t size = strcspn(path, ":");
        if (size && is_in(path, size)) return;
        path += size + (path[size] == ':');
    }
    node_path[0] = '\0';
}

static bool is_there(void)
{
    pthread_once(&node_once, path_look);
    return node_path[0] != '\0';
}

/* --- the process -------------------------------------------------------------------------------------------------- */

static void runner_end(void)
{
    if (!runner.pid) return;
    kill(runner.pid, SIGKILL);
    waitpid(runner.pid, NULL, 0);
    close(runner.in);
    close(runner.out);
    buf_release(&runner.rest);
    runner.pid = 0;
}

static pid_t node_spawn(int in, int out)
{
    const char *arguments[] = {
        "node", "--no-warnings", "--max-old-space-size=" MEMORY_MB, permissions[permission], "-e", cloudfront_runner,
        NULL
    };
    char *environment[] = { "TIME_MS=" TIME_MS, NULL };
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    sigset_t none, all;
    pid_t pid;
    int rc;

    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, in, 0);
    posix_spawn_file_actions_adddup2(&files, out, 1);
    posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0);
    rc = posix_spawn(&pid, node_path, &files, &attributes, (char *const *)(uintptr_t)arguments, environment);
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&attributes);
    return rc == 0 ? pid : 0;
}

static bool runner_begin(void)
{
    int in[2], out[2];

    if (runner.pid) return true;
    if (pipe2(in, O_CLOEXEC)) return false;
    if (pipe2(out, O_CLOEXEC)) {
        close(in[0]);
        close(in[1]);
        return false;
    }
    runner.pid = node_spawn(in[0], out[1]);
    close(in[0]);
    close(out[1]);
    runner.in = in[1];
    runner.out = out[0];
    runner.rest = (struct buf){ .max = ANSWER_MAX };
    if (runner.pid) return true;
    close(in[1]);
    close(out[0]);
    return false;
}

/* --- lines -------------------------------------------------------------------------------------------------------- */

static bool line_write(struct span line)
{
    while (line.size) {
        ssize_t put = write(runner.in, line.data, line.size);
        if (put < 0 && errno == EINTR) continue;
        if (put <= 0) return false;
        line = span_sub(line, (size_t)put, SIZE_MAX);
    }
    return true;
}

/* Waits for more of the answer; false: there is none in time, the process is gone, or it is too long. */
static bool more_read(int64_t until_us)
{
    struct pollfd look = { runner.out, POLLIN, 0 };
    int64_t left_ms = (until_us - clock_monotonic_us()) / 1000;
    char piece[4096];
    ssize_t got;

    if (left_ms <= 0 || poll(&look, 1, (int)left_ms) <= 0) return false;
    got = read(runner.out, piece, sizeof piece);
    if (got > 0) buf_add(&runner.rest, piece, (size_t)got);
    return got > 0 && !runner.rest.overflowed;
}

static bool line_read(struct arena *a, struct span *line)
{
    int64_t until_us = clock_monotonic_us() + (int64_t)PATIENCE_MS * 1000;

    buf_clear(&runner.rest);
    while (!runner.rest.size || runner.rest.data[runner.rest.size - 1] != '\n')
        if (!more_read(until_us)) return false;
    *line = arena_span(a, span_sub(buf_span(&runner.rest), 0, runner.rest.size - 1));
    return true;
}

static void request_write(struct buf *b, struct span id, struct span runtime, const struct span *code,
                          struct span event)
{
    buf_add_text(b, "{\"id\":");
    json_write_string(b, id);
    buf_add_text(b, ",\"runtime\":");
    json_write_string(b, runtime);
    if (code) {
        buf_add_text(b, ",\"code\":");
        json_write_string(b, *code);
    }
    buf_add_text(b, ",\"event\":");
    buf_add_span(b, event);
    buf_add_text(b, "}\n");
}

/* NULL: the process is gone. */
static const struct doc *exchange_once(struct arena *a, struct span id, struct span runtime, const struct span *code,
                                       struct span event)
{
    struct buf b = { 0 };
    struct span line = { NULL, 0 };
    bool is_good;

    request_write(&b, id, runtime, code, event);
    is_good = runner_begin() && line_write(buf_span(&b)) && line_read(a, &line);
    buf_release(&b);
    if (!is_good) runner_end();
    has_answered = has_answered || is_good;
    return is_good ? json_parse(a, line, NULL) : NULL;
}

static const struct doc *exchange(struct arena *a, struct span id, struct span runtime, const struct span *code,
                                  struct span event)
{
    const struct doc *answer = exchange_once(a, id, runtime, code, event);

    while (!answer && !has_answered && ++permission < sizeof permissions / sizeof *permissions)
        answer = exchange_once(a, id, runtime, code, event);
    if (!answer && !has_answered) permission = 0;
    return answer;
}

/* --- the interface ------------------------------------------------------------------------------------------------ */

static void result_read(const struct doc *answer, struct cloudfront_run *run)
{
    run->output = doc_get_str(answer, "output");
    run->error = doc_get_str(answer, "error");
    run->logs = doc_get(answer, "logs");
    run->utilization = (int)doc_get_int(answer, "utilization", 0);
    if (!run->output.data && !run->error.data) run->error = SPAN("The function returned nothing");
}

/* The code is sent where the process does not know it yet. */
static int function_run(struct arena *a, struct cloudfront_run *run)
{
    struct span id = arena_format(a, "%s %.*s", sha256_hex(a, run->code), SPAN_ARG(run->runtime));
    const struct doc *event = json_parse(a, run->event, NULL), *answer;
    struct span line;

    if (!is_there() || !event) return -1;
    line = json_text(a, event);
    pthread_mutex_lock(&runner.lock);
    answer = exchange(a, id, run->runtime, NULL, line);
    if (doc_get_bool(answer, "unknown", false)) answer = exchange(a, id, run->runtime, &run->code, line);
    pthread_mutex_unlock(&runner.lock);
    if (answer) result_read(answer, run);
    else run->error = SPAN("The function took more memory or time than it may"), run->utilization = 100;
    return 0;
}

void cloudfront_runtime_start(void)
{
    static const struct cloudfront_runner by_node = { is_there, function_run };

    cloudfront_runner_register(&by_node);
}

void cloudfront_runtime_stop(void)
{
    pthread_mutex_lock(&runner.lock);
    runner_end();
    pthread_mutex_unlock(&runner.lock);
}
