/* Starts of a Nube, or of two, in turns with a bare civetweb. */
#include "tests/bench/starts.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "emulator/base/files.h"
#include "emulator/core/settings.h"
#include "tests/bench/server.h"

#define TIMES 15

enum way { NEW, KEPT, EPHEMERAL, WAYS };
static const char *const names[WAYS] = { "new data directory", "kept data directory", "ephemeral" };

struct starts {
    const char *build;
    char folder[4096];
    double ms[WAYS][TIMES];
};

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

/* Starts and ends it. */
static double once(const char *folder, int port, char *const argv[])
{
    struct server s = { .port = port };
    double ms = server_start_command(&s, folder, argv);

    server_stop(&s);
    return ms;
}

/* A bare civetweb, which answers anything: this program run as itself. */
static double floor_start(const char *folder)
{
    char self[4096], number[16];
    char *argv[] = { self, "--http-floor", number, NULL };
    ssize_t size = readlink("/proc/self/exe", self, sizeof self - 1);
    int port = server_free_port();

    if (size < 0) return -1;
    self[size] = '\0';
    snprintf(number, sizeof number, "%d", port);
    return once(folder, port, argv);
}

static double start(const struct starts *s, enum way way)
{
    char program[4200], data[4200], number[16];
    char *kept[] = { program, "--port", number, "--data-dir", data, NULL };
    char *ephemeral[] = { program, "--port", number, "--ephemeral", NULL };
    int port = server_free_port();

    snprintf(program, sizeof program, "%s/nube", s->build);
    snprintf(data, sizeof data, "%s/data", s->folder);
    snprintf(number, sizeof number, "%d", port);
    if (way == NEW) directory_remove(data);
    return once(s->folder, port, way == EPHEMERAL ? ephemeral : kept);
}

static int starts_begin(struct starts *s, const char *build, const char *folder, const char *name)
{
    s->build = build;
    snprintf(s->folder, sizeof s->folder, "%s/%s", folder, name);
    return mkdir(s->folder, 0700);
}

static bool round_make(struct starts *starts, int count, int round, double *floor)
{
    bool is_good = (*floor = floor_start(starts->folder)) >= 0;

    for (int i = 0; i < count; i++)
        for (int way = 0; way < WAYS; way++)
            is_good = is_good && (starts[i].ms[way][round] = start(&starts[i], way)) >= 0;
    return is_good;
}

static void print(struct starts *s, const char *whose, double floor)
{
    char name[64];

    for (int way = 0; way < WAYS; way++) {
        double ms = median(s->ms[way]);
        snprintf(name, sizeof name, "start%s: %s", whose, names[way]);
        printf("  %-34s %10.1f ms   %.1f x its floor\n", name, ms, ms / floor);
    }
}

int starts_report(const char *build, const char *folder)
{
    static struct starts starts[2];
    double floors[TIMES], floor;
    const char *other = getenv("BENCH_OTHER");

    if (starts_begin(&starts[0], build, folder, "starts")) return -1;
    if (other && starts_begin(&starts[1], other, folder, "other")) return -1;
    for (int i = 0; i < TIMES; i++)
        if (!round_make(starts, other ? 2 : 1, i, &floors[i])) return -1;
    floor = median(floors);
    printf("  start: bare civetweb, %3d threads %11.1f ms\n", settings.workers, floor);
    print(&starts[0], "", floor);
    if (other) print(&starts[1], ", other", floor);
    return 0;
}
