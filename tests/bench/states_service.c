/* Step Functions as a service in this process: StartExecution through the door, and every execution to its end, its history in the store. */
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "emulator/base/files.h"
#include "emulator/base/timers.h"
#include "emulator/base/workers.h"
#include "emulator/core/door.h"
#include "emulator/core/park.h"
#include "emulator/core/settings.h"
#include "emulator/edge/dispatch.h"
#include "emulator/http/http_waiting.h"
#include "emulator/core/service.h"
#include "emulator/core/startup.h"
#include "emulator/services/services.h"
#include "emulator/services/states/run/states_runs.h"
#include "emulator/store/store.h"
#include "tests/bench/states.h"

#define STARTS_AT_ONCE 256
#define RUNS_MAX       20000 /* started, and not yet ended */

static sem_t room;
static long failures;

static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Of all threads: what other programs on the machine take does not count. */
static double cpu(void)
{
    struct rusage u;

    getrusage(RUSAGE_SELF, &u);
    return (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) + (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e6;
}

static void started(struct call *c, void *unused)
{
    (void)unused;
    if (c->fault.kind) __atomic_add_fetch(&failures, 1, __ATOMIC_RELAXED);
    call_free(c);
    sem_post(&room);
}

static int machine_make(const char *name, const char *type, const char *definition)
{
    struct call *c = door_open("states", "CreateStateMachine", &identity_default, SPAN("http://localhost"));
    int rc;

    doc_put_cstr(c->in, "name", name);
    doc_put_cstr(c->in, "type", type);
    doc_put_cstr(c->in, "roleArn", "arn:aws:iam::000000000000:role/bench");
    doc_put_cstr(c->in, "definition", definition);
    rc = door_call(c);
    call_free(c);
    return rc;
}

static void start(const char *machine, const char *input)
{
    struct call *c = door_open("states", "StartExecution", &identity_default, SPAN("http://localhost"));

    doc_put_format(c->in, "stateMachineArn", "arn:aws:states:us-east-1:000000000000:stateMachine:%s", machine);
    doc_put_cstr(c->in, "input", input);
    c->done = started;
    door_submit(c);
}

static int measure(const char *title, const char *machine, const char *input, double seconds)
{
    double began = now(), until = began + seconds, cpu_began = cpu();
    long count = 0;

    for (; now() < until; count++) {
        while (states_runs_count() > RUNS_MAX) usleep(200);
        sem_wait(&room);
        start(machine, input);
    }
    for (int i = 0; i < STARTS_AT_ONCE; i++) sem_wait(&room);
    for (int i = 0; i < STARTS_AT_ONCE; i++) sem_post(&room);
    while (states_runs_count()) usleep(200);
    printf("  %-44s %9.0f /s   %6.1f us of CPU each\n", title, (double)count / (now() - began),
           (cpu() - cpu_began) * 1e6 / (double)count);
    return failures ? -1 : 0;
}

static int service_start(const char *folder)
{
    const char *error = "";

    services_register();
    dispatch_register();
    settings.data_dir = folder;
    if (store_open(folder, STORE_NORMAL, services_schemas(), &error)) return -1;
    http_waiting_init(8);
    timers_start();
    workers_start(2);
    return services_start() ? -1 : sem_init(&room, 0, STARTS_AT_ONCE);
}

static void service_stop(const char *folder)
{
    services_stop();
    park_close(true);
    timers_stop();
    workers_stop();
    store_close();
    directory_remove(folder);
}

int states_service_report(const char *const *workflows, const char *input, double seconds)
{
    char folder[] = "/tmp/nube-bench-XXXXXX";
    int rc;

    printf("\nStep Functions, the service in process, by StartExecution to the executions' ends\n");
    if (!mkdtemp(folder) || service_start(folder)) return -1;
    rc = machine_make("passes", "STANDARD", workflows[0]) || machine_make("map", "STANDARD", workflows[1]) ||
         machine_make("express", "EXPRESS", workflows[0]) ||
         measure("STANDARD, three Passes, durable with history", "passes", input, seconds) ||
         measure("STANDARD, Choice and Map of 3", "map", input, seconds) ||
         measure("EXPRESS, three Passes", "express", input, seconds);
    service_stop(folder);
    return rc ? -1 : 0;
}
