/* Each operation's series are looked up once, and then found by the address of its row, which is const and lasts. */
#include "emulator/edge/record.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

#include "emulator/base/clock.h"
#include "emulator/base/log.h"
#include "emulator/core/service.h"
#include "emulator/core/telemetry.h"

#define SLOTS 4096

static const struct telemetry_metric latency = { "Nube", "Latency", "Microseconds" };
static const struct telemetry_metric faults = { "Nube", "Faults", "Count" };

static struct {
    _Atomic(const struct operation *) operation;
    struct telemetry_series *_Atomic latency, *_Atomic faults;
} slots[SLOTS];

static size_t slot_of(const struct operation *o)
{
    size_t slot = ((uintptr_t)o / sizeof *o) % SLOTS;

    for (size_t tried = 0; tried < SLOTS; tried++, slot = (slot + 1) % SLOTS) {
        const struct operation *found = NULL;
        if (atomic_compare_exchange_strong(&slots[slot].operation, &found, o) || found == o) return slot;
    }
    return 0;
}

static struct telemetry_series *series_of(const struct telemetry_metric *metric, const struct service *s,
                                          const struct operation *o)
{
    struct telemetry_dimension dimensions[] = { { "Service", span_of(s->name) }, { "Operation", span_of(o->name) } };

    return telemetry_series(metric, SPAN(""), SPAN(""), dimensions, 2);
}

static size_t slot_fill(const struct service *s, const struct operation *o)
{
    size_t slot = slot_of(o);

    if (slots[slot].faults) return slot;
    slots[slot].latency = series_of(&latency, s, o);
    slots[slot].faults = series_of(&faults, s, o);
    return slot;
}

void record_call(const struct call *c)
{
    size_t slot = slot_fill(c->service, c->operation);
    const struct fault_kind *kind = c->fault.kind;
    int64_t took_us = clock_monotonic_us() - c->began_us;

    telemetry_add(slots[slot].latency, (double)took_us);
    if (kind) telemetry_add(slots[slot].faults, 1);
    if (kind && kind->blame == RECEIVER)
        log_warn("%s %s %s %s: %s", c->service->name, c->operation->name, c->request_id, kind->code, c->fault.message);
    else
        log_debug("%s %s %s %lld us %s %s", c->service->name, c->operation->name, c->request_id, (long long)took_us,
                  kind ? kind->code : "OK", kind ? c->fault.message : "");
}

/* --- what Nube lacks ---------------------------------------------------------------------------------------------- */

#define LACKING_MAX 256 /* names come from clients: more are counted together */

static struct {
    pthread_mutex_t lock;
    struct {
        char name[128];
        int64_t count;
    } rows[LACKING_MAX];
    int used;
} lacking = { .lock = PTHREAD_MUTEX_INITIALIZER };

/* The row of that name, made when there is none; the last one stands for all that find no room. Under the lock. */
static int lacking_row(const char *name)
{
    int row = 0;

    while (row < lacking.used && strcmp(lacking.rows[row].name, name) != 0) row++;
    if (row < lacking.used) return row;
    if (row == LACKING_MAX) return LACKING_MAX - 1;
    snprintf(lacking.rows[row].name, sizeof lacking.rows[row].name, "%s", row == LACKING_MAX - 1 ? "others" : name);
    return lacking.used++;
}

void record_lacking(struct span service, struct span operation)
{
    char name[128];
    bool is_first;
    int row;

    snprintf(name, sizeof name, "%.*s %.*s", SPAN_ARG(service), SPAN_ARG(operation));
    for (char *p = name; *p; p++)
        if ((unsigned char)*p < ' ') *p = '?';
    pthread_mutex_lock(&lacking.lock);
    row = lacking_row(name);
    is_first = lacking.rows[row].count++ == 0;
    pthread_mutex_unlock(&lacking.lock);
    if (is_first) log_warn("not emulated: %s", name);
}

void record_reset(void)
{
    pthread_mutex_lock(&lacking.lock);
    for (int row = 0; row < lacking.used; row++) lacking.rows[row].count = 0;
    lacking.used = 0;
    pthread_mutex_unlock(&lacking.lock);
    telemetry_reset();
}

static void lacking_put(struct doc *into)
{
    struct doc *by_name = doc_put_map(into, "notEmulated");

    pthread_mutex_lock(&lacking.lock);
    for (int row = 0; row < lacking.used; row++)
        doc_put_int(by_name, arena_string(doc_arena(into), span_of(lacking.rows[row].name)), lacking.rows[row].count);
    pthread_mutex_unlock(&lacking.lock);
}

/* --- the summary -------------------------------------------------------------------------------------------------- */

static void summary_put(struct doc *by_operation, const struct service *s, const struct operation *o)
{
    struct telemetry_sum took = telemetry_total(series_of(&latency, s, o));
    struct doc *counts;

    if (!took.count) return;
    counts = doc_put_map(by_operation, o->name);
    doc_put_int(counts, "calls", took.count);
    doc_put_int(counts, "faults", telemetry_total(series_of(&faults, s, o)).count);
    doc_put_int(counts, "averageMicroseconds", (int64_t)(took.sum / (double)took.count));
    doc_put_int(counts, "maximumMicroseconds", (int64_t)took.max);
}

void record_summary(struct doc *into)
{
    lacking_put(into);
    for (const struct service *const *s = services; *s; s++) {
        struct doc *by_operation = doc_put_map(into, (*s)->name);
        for (const struct operation *o = (*s)->operations; o->name; o++) summary_put(by_operation, *s, o);
        for (const struct plane *p = (*s)->planes; p && p->matches; p++) summary_put(by_operation, *s, &p->operation);
    }
}
