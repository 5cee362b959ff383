/* Each operation's series are looked up once, and then found by the address of its row, which is const and lasts. */
#include "emulator/edge/record.h"

#include <stdatomic.h>

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
        log_warn("%s %s %s: %s", c->service->name, c->operation->name, kind->code, c->fault.message);
    else
        log_debug("%s %s %s %lld us %s %s", c->service->name, c->operation->name, c->request_id, (long long)took_us,
                  kind ? kind->code : "OK", kind ? c->fault.message : "");
}

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
    for (const struct service *const *s = services; *s; s++) {
        struct doc *by_operation = doc_put_map(into, (*s)->name);
        for (const struct operation *o = (*s)->operations; o->name; o++) summary_put(by_operation, *s, o);
        for (const struct plane *p = (*s)->planes; p && p->matches; p++) summary_put(by_operation, *s, &p->operation);
    }
}
