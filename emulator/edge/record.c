/* Counters live in a table by the address of the operation's row, which is const and lasts. */
#include "emulator/edge/record.h"

#include <stdatomic.h>
#include <string.h>

#include "emulator/base/clock.h"
#include "emulator/base/log.h"
#include "emulator/core/service.h"

#define SLOTS 4096

static struct {
    _Atomic(const struct operation *) operation;
    _Atomic long calls, faults;
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

void record_call(const struct call *c)
{
    size_t slot = slot_of(c->operation);
    const struct fault_kind *kind = c->fault.kind;

    atomic_fetch_add_explicit(&slots[slot].calls, 1, memory_order_relaxed);
    if (kind) atomic_fetch_add_explicit(&slots[slot].faults, 1, memory_order_relaxed);
    if (kind && kind->blame == RECEIVER)
        log_warn("%s %s %s: %s", c->service->name, c->operation->name, kind->code, c->fault.message);
    else
        log_debug("%s %s %s %s %s", c->service->name, c->operation->name, c->request_id, kind ? kind->code : "OK",
                  kind ? c->fault.message : "");
}

void record_summary(struct doc *into)
{
    for (const struct service *const *s = services; *s; s++) {
        struct doc *by_operation = doc_put_map(into, (*s)->name);
        for (const struct operation *o = (*s)->operations; o->name; o++) {
            size_t slot = slot_of(o);
            struct doc *counts;
            if (!slots[slot].calls) continue;
            counts = doc_put_map(by_operation, o->name);
            doc_put_int(counts, "calls", slots[slot].calls);
            doc_put_int(counts, "faults", slots[slot].faults);
        }
    }
}

void record_clear(void)
{
    for (size_t i = 0; i < SLOTS; i++) slots[i].calls = slots[i].faults = 0;
}
