/* Functions whose code is run in place; a change of their configuration ends their processes. */
#include "tests/bench/lambda_cold.h"

#include <spawn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "tests/bench/load.h"

#define TIMES 9

/* What app-server takes, and the others do not look at. */
static const char event[] =
    "{\"resource\":\"/health\",\"path\":\"/health\",\"httpMethod\":\"GET\",\"headers\":{},\"requestContext\":{}}";

extern char **environ;

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return x < y ? -1 : x > y;
}

static double median(double *times)
{
    qsort(times, TIMES, sizeof *times, compare);
    return times[TIMES / 2];
}

static int ask(int port, const char *method, const char *path, const char *body)
{
    char request[2048], answer[65536];
    int size = snprintf(request, sizeof request,
                        "%s /2015-03-31/functions%s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n"
                        "Authorization: AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/lambda/aws4_request, "
                        "SignedHeaders=host, Signature=0\r\nContent-Length: %zu\r\n\r\n%s",
                        method, path, port, strlen(body), body);

    return load_once(port, request, (size_t)size, answer, sizeof answer) / 100 == 2 &&
                   !strstr(answer, "X-Amz-Function-Error")
               ? 0
               : -1;
}

/* It is Active, and its update over, once somebody looks. */
static int settle(int port, const char *function)
{
    char path[128];

    snprintf(path, sizeof path, "/%s/configuration", function);
    return ask(port, "GET", path, "");
}

/* Milliseconds, or -1. */
static double start_once(int port, const char *function)
{
    char path[128], body[64];
    static int count;
    double began;

    snprintf(path, sizeof path, "/%s/configuration", function);
    snprintf(body, sizeof body, "{\"Description\":\"%d\"}", ++count);
    if (settle(port, function) || ask(port, "PUT", path, body) || settle(port, function)) return -1;
    snprintf(path, sizeof path, "/%s/invocations", function);
    began = now_ms();
    return ask(port, "POST", path, event) ? -1 : now_ms() - began;
}

static double interpreter_once(const char *program, const char *option, const char *code)
{
    const char *arguments[] = { program, option, code, NULL };
    double began = now_ms();
    int status;
    pid_t pid;

    if (posix_spawn(&pid, program, NULL, NULL, (char *const *)(uintptr_t)arguments, environ)) return -1;
    waitpid(pid, &status, 0);
    return now_ms() - began;
}

/* Where a command says that its program is. */
static bool program_find(const char *command, char *program, size_t room)
{
    FILE *f = popen(command, "r");
    bool is_found = f && fgets(program, (int)room, f);

    if (f) is_found = pclose(f) == 0 && is_found;
    program[strcspn(program, "\n")] = '\0';
    return is_found && *program;
}

static const struct language {
    const char *name, *runtime, *find, *option, *nothing, *file, *text, *handler;
} languages[] = {
    { "Python", "python3.11", "python3 -c 'import sys; print(sys.executable)' 2>/dev/null", "-c", "pass", "app.py",
      "def handler(event, context): return 1\n", "app.handler" },
    { "Node.js", "nodejs20.x", "node -p process.execPath 2>/dev/null", "-e", "0", "index.js",
      "exports.handler = async () => 1\n", "index.handler" },
};

static int function_make(int port, const char *folder, const struct language *l)
{
    char path[4096], body[4096 + 512];
    FILE *f;

    snprintf(path, sizeof path, "%s/cold-%s", folder, l->runtime);
    mkdir(path, 0755);
    snprintf(body, sizeof body,
             "{\"FunctionName\":\"cold-%c\",\"Runtime\":\"%s\",\"Handler\":\"%s\",\"Role\":\"arn:aws:iam::000000000000:"
             "role/f\",\"Code\":{\"S3Bucket\":\"hot-reload\",\"S3Key\":\"%s\"}}",
             l->runtime[0], l->runtime, l->handler, path);
    snprintf(path + strlen(path), sizeof path - strlen(path), "/%s", l->file);
    f = fopen(path, "we");
    if (!f) return -1;
    fputs(l->text, f);
    return fclose(f) || ask(port, "POST", "", body) ? -1 : 0;
}

static int language_report(int port, const char *folder, const struct language *l)
{
    double cold[TIMES], own[TIMES];
    char program[4096], function[16], name[64];

    if (!program_find(l->find, program, sizeof program)) return 0;
    snprintf(function, sizeof function, "cold-%c", l->runtime[0]);
    if (function_make(port, folder, l) || start_once(port, function) < 0) return -1;
    for (int i = 0; i < TIMES; i++) {
        own[i] = interpreter_once(program, l->option, l->nothing);
        cold[i] = start_once(port, function);
        if (cold[i] < 0 || own[i] < 0) return -1;
    }
    snprintf(name, sizeof name, "cold start, empty, in %s", l->name);
    printf("  %-34s %10.1f ms   (the interpreter's own %.1f ms: %.2f times that)\n", name, median(cold), median(own),
           median(cold) / median(own));
    return 0;
}

int lambda_cold_report(int port, const char *folder)
{
    double cold[TIMES];

    for (int i = 0; i < TIMES; i++)
        if ((cold[i] = start_once(port, "app-server")) < 0) return -1;
    printf("  %-34s %10.1f ms\n", "cold start of a C function", median(cold));
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++)
        if (language_report(port, folder, &languages[i])) return -1;
    return 0;
}
