/* Two workflows: three Passes, and a Choice before a Map of three items. In process each thread compiles nothing and shares the definition; an execution is made,
 * run to its end and freed, once with a saved form between two stretches. */
#include "tests/bench/states.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "emulator/asl/run/asl_execution.h"
#include "tests/bench/load.h"
#include "tests/bench/server.h"

#define THREADS      2
#define WAITS        10000
#define WAITS_BEFORE 20000

static const char *const workflows[] = {
    "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Pass\",\"Result\":{\"x\":1},\"ResultPath\":\"$.a\",\"Next\":\"B\"},"
    "\"B\":{\"Type\":\"Pass\",\"Parameters\":{\"y.$\":\"$.a.x\",\"id.$\":\"$.id\"},\"Next\":\"C\"},\"C\":{\"Type\":\"Pass\",\"End\":true}}}",
    "{\"StartAt\":\"C\",\"States\":{\"C\":{\"Type\":\"Choice\",\"Choices\":[{\"Variable\":\"$.id\",\"NumericGreaterThan\":0,\"Next\":\"M\"}],"
    "\"Default\":\"M\"},\"M\":{\"Type\":\"Map\",\"ItemsPath\":\"$.items\",\"ItemProcessor\":{\"StartAt\":\"P\",\"States\":{\"P\":{\"Type\":\"Pass\","
    "\"End\":true}}},\"End\":true}}}",
    "{\"QueryLanguage\":\"JSONata\",\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Pass\",\"Output\":{\"n\":\"{% $count($states.input.items) %}\"},\"Next\":\"B\"},"
    "\"B\":{\"Type\":\"Pass\",\"Assign\":{\"v\":\"{% $states.input.n * 2 %}\"},\"Next\":\"C\"},\"C\":{\"Type\":\"Pass\",\"Output\":\"{% $v %}\",\"End\":true}}}",
};
static const char *const names[] = { "three Passes", "Choice and Map of 3", "three Passes, JSONata" };
static const char wait_workflow[] =
    "{\"StartAt\":\"W\",\"States\":{\"W\":{\"Type\":\"Wait\",\"Seconds\":86400,\"End\":true}}}";

#define INPUT "{\"id\":7,\"items\":[1,2,3]}"

static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* --- in process --------------------------------------------------------------------------------------------------- */

struct worker {
    pthread_t thread;
    const struct asl_definition *definition;
    double seconds;
    long done, failed;
};

static void *work(void *arg)
{
    struct worker *w = arg;
    struct asl_facts facts = { .execution_arn = SPAN("arn:aws:states:us-east-1:000000000000:express:m:e:e"),
                               .execution_name = SPAN("e"),
                               .role_arn = SPAN("arn:aws:iam::000000000000:role/r"),
                               .machine_arn = SPAN("arn:aws:states:us-east-1:000000000000:stateMachine:m"),
                               .machine_name = SPAN("m"),
                               .region = SPAN("us-east-1"),
                               .input = SPAN(INPUT),
                               .started_ms = 1700000000000 };

    for (double end = now() + w->seconds; now() < end;) {
        for (int i = 0; i < 100; i++, w->done++) {
            struct asl_execution *x = asl_execution_new(w->definition, &facts);

            asl_execution_start(x, facts.started_ms);
            if (x->status != ASL_SUCCEEDED) w->failed++;
            asl_execution_free(x);
        }
    }
    return NULL;
}

static int in_process(int which, double seconds)
{
    struct worker workers[THREADS] = { 0 };
    struct arena a = { 0 };
    struct asl_report report = { .arena = &a };
    struct asl_definition *d = asl_definition_new(span_of(workflows[which]), true, &report);
    long done = 0, failed = 0;

    if (!d) return -1;
    for (int i = 0; i < THREADS; i++) {
        workers[i].definition = d;
        workers[i].seconds = seconds;
        pthread_create(&workers[i].thread, NULL, work, &workers[i]);
    }
    for (int i = 0; i < THREADS; i++) {
        pthread_join(workers[i].thread, NULL);
        done += workers[i].done;
        failed += workers[i].failed;
    }
    printf("  %-44s %9.0f /s\n", names[which], (double)done / seconds);
    asl_definition_free(d);
    arena_release(&a);
    return failed ? -1 : 0;
}

/* --- over HTTP ---------------------------------------------------------------------------------------------------- */

struct start {
    int port;
    const char *operation, *machine;
};

static size_t post(char *out, size_t room, int port, const char *operation, const char *body)
{
    return (size_t)snprintf(
        out, room,
        "POST / HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nX-Amz-Target: AWSStepFunctions.%s\r\nContent-Type: application/x-amz-json-1.0\r\n"
        "Authorization: AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/states/aws4_request, SignedHeaders=host, Signature=0\r\n"
        "Content-Length: %zu\r\n\r\n%s",
        port, operation, strlen(body), body);
}

static size_t start_request(char *out, size_t room, long n, void *arg)
{
    struct start *s = arg;
    char body[512];

    snprintf(body, sizeof body,
             "{\"stateMachineArn\":\"arn:aws:states:us-east-1:000000000000:stateMachine:%s\",\"name\":\"%s-%ld\","
             "\"input\":\"{\\\"id\\\":7,\\\"items\\\":[1,2,3]}\"}",
             s->machine, s->operation, n);
    return post(out, room, s->port, s->operation, body);
}

static int machine_make(int port, const char *name, const char *type, const char *definition)
{
    char body[4096], request[8192], answer[4096], escaped[2048];
    size_t size = 0;

    for (const char *c = definition; *c; c++) {
        if (*c == '"') escaped[size++] = '\\';
        escaped[size++] = *c;
    }
    snprintf(
        body, sizeof body,
        "{\"name\":\"%s\",\"type\":\"%s\",\"roleArn\":\"arn:aws:iam::000000000000:role/bench\",\"definition\":\"%.*s\"}",
        name, type, (int)size, escaped);
    size = post(request, sizeof request, port, "CreateStateMachine", body);
    return load_once(port, request, size, answer, sizeof answer) == 200 ? 0 : -1;
}

static void over_http(int port, const char *name, const char *operation, const char *machine, int connections,
                      double seconds, double floor)
{
    struct start s = { port, operation, machine };
    struct load load = {
        .port = port, .connections = connections, .seconds = seconds, .request = start_request, .arg = &s
    };
    struct load_result r = load_run(&load);

    printf("  %-44s %9.0f /s   p50 %6.2f ms   p99 %6.2f ms", name, r.per_second, r.p50_ms, r.p99_ms);
    if (floor > 0) printf("   %5.0f %% of its floor", 100 * r.per_second / floor);
    printf("%s\n", r.failures ? "   FAILURES" : "");
}

/* What one more costs once the store's page cache is full: up to there every row that is written adds to it, about a KB an execution. So as many as fill it go
 * before; and the whole is told beside the difference. */
static int waits(int port, int pid)
{
    struct start s = { port, "StartExecution", "bench-wait" };
    char request[4096], answer[4096];
    long before = 0, after;

    for (long n = 0; n < WAITS + WAITS_BEFORE; n++) {
        size_t size = start_request(request, sizeof request, n, &s);

        if (n == WAITS_BEFORE) {
            usleep(500000);
            before = server_resident_kb(pid);
        }
        if (load_once(port, request, size, answer, sizeof answer) != 200) return -1;
    }
    usleep(500000);
    after = server_resident_kb(pid);
    printf("  %-34s %10.0f bytes each   (%d wait then: %.1f MB in all, the store's full page cache among it)\n",
           "10,000 more executions that wait", (double)(after - before) * 1024 / WAITS, WAITS + WAITS_BEFORE,
           (double)after / 1024);
    return 0;
}

int states_waits_report(int port, int pid)
{
    return machine_make(port, "bench-wait", "STANDARD", wait_workflow) || waits(port, pid) ? -1 : 0;
}

int states_report(int port, int connections, double seconds, double http_floor, double sqlite_floor)
{
    printf("\nStep Functions, the interpreter in process, two threads (executions a second)\n");
    for (int i = 0; i < (int)(sizeof workflows / sizeof *workflows); i++) {
        if (in_process(i, seconds)) return -1;
    }
    if (states_service_report(workflows, INPUT, seconds)) return -1;
    printf("\nStep Functions over HTTP, %d connections\n", connections);
    if (machine_make(port, "bench-express", "EXPRESS", workflows[0]) ||
        machine_make(port, "bench-map", "EXPRESS", workflows[1]) ||
        machine_make(port, "bench-standard", "STANDARD", workflows[0]))
        return -1;
    over_http(port, "StartSyncExecution, three Passes", "StartSyncExecution", "bench-express", connections, seconds,
              http_floor);
    over_http(port, "StartSyncExecution, Choice and Map", "StartSyncExecution", "bench-map", connections, seconds,
              http_floor);
    over_http(port, "StartExecution, three Passes, durable", "StartExecution", "bench-standard", connections, seconds,
              sqlite_floor);
    return 0;
}
