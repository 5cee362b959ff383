/* The door's near side: opening a call and waiting for its end. What lies behind it has registered itself. */
#include "emulator/core/door.h"

#include <assert.h>
#include <stdlib.h>

#include "emulator/base/clock.h"
#include "emulator/base/latch.h"
#include "emulator/base/panic.h"
#include "emulator/core/arn.h"
#include "emulator/core/service.h"
#include "emulator/store/store.h"

static const struct door *door;

void door_register(const struct door *d)
{
    door = d;
}

void door_submit(struct call *c)
{
    assert(door && c->done);
    door->submit(c);
}

int door_call_within(struct call *parent, struct call *child)
{
    assert(door);
    if (!child->trace_id.data) child->trace_id = parent->trace_id;
    return door->within(parent, child);
}

void door_finish(struct call *c)
{
    door->end(c);
}

/* The writer may be waiting for all readers to come back, and a call that is ASYNC may wait for the writer. */
static bool may_be_waited_for(const struct call *c)
{
    return !(c->operation->flags & (WRITES | ASYNC)) || (!store_readers_held() && !store_is_writer());
}

/* Who waits for a call for a while; on the heap, since whichever side ends last frees it. */
static void impatient_done(struct call *c, void *ended)
{
    if (latch_open(ended)) return;
    call_free(c);
    latch_release(ended);
    free(ended);
}

int door_call_within_time(struct call *c, int64_t milliseconds)
{
    struct latch *ended = memory_new(1, sizeof *ended);

    assert(may_be_waited_for(c));
    latch_init(ended);
    c->done = impatient_done;
    c->done_arg = ended;
    door_submit(c);
    if (!latch_wait_or_abandon(ended, milliseconds)) return 1;
    latch_release(ended);
    free(ended);
    return c->fault.kind ? -1 : 0;
}

static void patient_done(struct call *c, void *ended)
{
    (void)c;
    latch_open(ended);
}

int door_call(struct call *c)
{
    struct latch ended;

    assert(may_be_waited_for(c));
    latch_init(&ended);
    c->done = patient_done;
    c->done_arg = &ended;
    door_submit(c);
    latch_wait(&ended);
    latch_release(&ended);
    return c->fault.kind ? -1 : 0;
}

int door_call_watched(struct call *c, int64_t every_ms, void (*look)(struct call *c, void *arg), void *arg)
{
    struct latch ended;

    assert(may_be_waited_for(c));
    latch_init(&ended);
    c->done = patient_done;
    c->done_arg = &ended;
    door_submit(c);
    while (!latch_wait_until(&ended, clock_monotonic_us() + every_ms * 1000)) look(c, arg);
    latch_release(&ended);
    return c->fault.kind ? -1 : 0;
}

bool door_allows(struct call *parent, struct call *c)
{
    return door->allows(parent, c);
}

int door_may(struct call *c, const char *action, struct span resource)
{
    return door->may(c, action, resource);
}

bool door_may_assume(struct call *parent, const char *service, struct span role_arn, struct span source_arn)
{
    struct span region = parent ? span_of(parent->who.region) : SPAN(REGION_DEFAULT);
    struct identity who;
    struct call *c;
    struct arn role;
    bool allows;

    if (!arn_parse_of(role_arn, "iam", &role)) return true; /* what is no role is refused elsewhere */
    identity_of_service(service, role.account, region, source_arn, &who);
    c = door_open("sts", "AssumeRole", &who, parent ? parent->endpoint : SPAN(""));
    if (!c) return true;
    doc_put_str(c->in, "RoleArn", role_arn);
    allows = door_allows(parent, c);
    call_free(c);
    return allows;
}

struct call *door_open(const char *service, const char *operation, const struct identity *who, struct span endpoint)
{
    const struct service *s = service_find(service);
    const struct operation *o = s ? operation_find(s, span_of(operation)) : NULL;

    return o ? call_new(s, o, who, endpoint) : NULL;
}
