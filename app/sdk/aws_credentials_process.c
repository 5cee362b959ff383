/* Credentials that a command prints: {"Version": 1, "AccessKeyId": …, "SecretAccessKey": …}.
 *
 * AWS: "Process credential provider" in the SDKs and Tools reference guide. What the command says on its standard error
 * goes to ours. */
#include "app/sdk/aws_credentials.h"

#include <cjson/cJSON.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "app/sdk/aws_json.h"

enum { PROCESS_SECONDS_MAX = 60, PROCESS_OUTPUT_MAX = 64 * 1024 };

extern char **environ;

static enum aws_source process_fail(struct aws_search *search, const char *reason)
{
    aws_error_set(search->error, AWS_ERROR_CREDENTIALS, "credential_process %s", reason);
    return AWS_SOURCE_FAILED;
}

/* Starts `sh -c command` with its output in a pipe; the process id, or -1. */
static pid_t process_start(const char *command, int *output)
{
    char *const arguments[] = { "sh", "-c", (char *)command, NULL };
    posix_spawn_file_actions_t actions;
    int ends[2];
    pid_t pid = -1;

    if (pipe2(ends, O_CLOEXEC)) return -1;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    if (posix_spawn(&pid, "/bin/sh", &actions, NULL, arguments, environ)) pid = -1;
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    *output = ends[0];
    if (pid < 0) close(ends[0]);
    return pid;
}

static int64_t process_now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Reads to the end; false when it takes too long or is too much. */
static bool process_read(int output, struct text *out)
{
    int64_t deadline = process_now_ms() + PROCESS_SECONDS_MAX * 1000;
    char buffer[4096];

    for (;;) {
        struct pollfd waited = { .fd = output, .events = POLLIN };
        int64_t left = deadline - process_now_ms();
        int ready = left > 0 ? poll(&waited, 1, (int)left) : 0;
        ssize_t count;

        if (ready < 0 && errno == EINTR) continue;
        if (ready <= 0) return false;
        count = read(output, buffer, sizeof buffer);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) break;
        text_append(out, buffer, (size_t)count);
        if (out->overflow) break;
    }
    explicit_bzero(buffer, sizeof buffer);
    return !out->overflow;
}

/* AWS: only this version of the document is known. */
static bool process_parse(const char *json, struct aws_credentials *credentials)
{
    cJSON *tree = cJSON_Parse(json);
    const cJSON *version = aws_json_member(tree, "Version");
    bool is_known = cJSON_IsNumber(version) && version->valueint == 1;

    cJSON_Delete(tree);
    return is_known && aws_credentials_parse(json, credentials);
}

enum aws_source aws_credentials_from_process(struct aws_search *search, const char *command,
                                             struct aws_credentials *credentials)
{
    enum aws_source source = AWS_SOURCE_FOUND;
    struct text out;
    int output, status = -1;
    pid_t pid = process_start(command, &output);
    bool is_read;

    if (pid < 0) return process_fail(search, "cannot be started");
    text_init(&out, PROCESS_OUTPUT_MAX);
    is_read = process_read(output, &out);
    close(output);
    if (!is_read) kill(pid, SIGKILL);
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR) continue;
    if (!is_read) source = process_fail(search, "takes more than a minute, or prints too much");
    else if (!WIFEXITED(status) || WEXITSTATUS(status)) source = process_fail(search, "failed");
    else if (!process_parse(text_string(&out), credentials))
        source = process_fail(search, "printed no credentials of version 1");
    if (out.bytes) explicit_bzero(out.bytes, out.length);
    text_release(&out);
    return source;
}
