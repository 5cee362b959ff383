/* Saved forms of executions. The first byte chooses a definition, the second how far it runs before it is saved; the
 * rest is written over what was saved, from where the next two bytes say, or is the whole form where they say more than
 * there is. What is restored goes on as any execution, and is saved as it was. */
#include "tests/fuzz/fuzz.h"

#include "emulator/asl/run/asl_saved.h"

static const char *const texts[] = {
    "{\"StartAt\":\"T\",\"States\":{\"T\":{\"Type\":\"Task\",\"Resource\":\"arn:aws:states:us-east-1:000000000000:activity:a\",\"TimeoutSeconds\":5,"
    "\"HeartbeatSeconds\":2,\"Retry\":[{\"ErrorEquals\":[\"A\"],\"MaxAttempts\":2},{\"ErrorEquals\":[\"States.ALL\"]}],"
    "\"Catch\":[{\"ErrorEquals\":[\"States.ALL\"],\"Next\":\"W\"}],\"Assign\":{\"v.$\":\"$\"},\"Next\":\"W\"},"
    "\"W\":{\"Type\":\"Wait\",\"Seconds\":3,\"Next\":\"C\"},\"C\":{\"Type\":\"Choice\",\"Choices\":[{\"Variable\":\"$.n\","
    "\"NumericEquals\":1,\"Next\":\"T\"}],\"Default\":\"S\"},\"S\":{\"Type\":\"Succeed\"}}}",
    "{\"StartAt\":\"P\",\"States\":{\"P\":{\"Type\":\"Parallel\",\"End\":true,\"Branches\":["
    "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Wait\",\"Seconds\":2,\"End\":true}}},"
    "{\"StartAt\":\"B\",\"States\":{\"B\":{\"Type\":\"Pass\",\"Result\":1,\"Next\":\"D\"},\"D\":{\"Type\":\"Task\","
    "\"Resource\":\"arn:aws:states:us-east-1:000000000000:activity:a\",\"End\":true}}}]}}}",
    "{\"StartAt\":\"M\",\"States\":{\"M\":{\"Type\":\"Map\",\"ItemsPath\":\"$.a\",\"MaxConcurrency\":2,\"End\":true,"
    "\"ItemProcessor\":{\"StartAt\":\"I\",\"States\":{\"I\":{\"Type\":\"Wait\",\"Seconds\":1,\"Next\":\"N\"},"
    "\"N\":{\"Type\":\"Map\",\"ItemsPath\":\"$.b\",\"End\":true,\"ItemProcessor\":{\"StartAt\":\"J\",\"States\":{\"J\":"
    "{\"Type\":\"Pass\",\"End\":true}}}}}}}}}",
    "{\"StartAt\":\"M\",\"States\":{\"M\":{\"Type\":\"Map\",\"ItemsPath\":\"$.a\",\"End\":true,\"Label\":\"L\","
    "\"ItemProcessor\":{\"ProcessorConfig\":{\"Mode\":\"DISTRIBUTED\",\"ExecutionType\":\"STANDARD\"},\"StartAt\":\"I\","
    "\"States\":{\"I\":{\"Type\":\"Pass\",\"End\":true}}}}}}",
};

#define TEXTS (sizeof texts / sizeof *texts)

static struct asl_facts facts;

static void facts_fill(void)
{
    facts.execution_arn = SPAN("arn:aws:states:us-east-1:000000000000:execution:m:e");
    facts.execution_name = SPAN("e");
    facts.machine_arn = SPAN("arn:aws:states:us-east-1:000000000000:stateMachine:m");
    facts.machine_name = SPAN("m");
    facts.region = SPAN("us-east-1");
    facts.input = SPAN("{\"n\":1,\"a\":[{\"b\":[1,2]},{\"b\":[]},{\"b\":[3]}]}");
    facts.started_ms = 1;
}

static struct asl_definition *definition_of(size_t n)
{
    static struct asl_definition *made[TEXTS];
    static struct arena arena;
    struct asl_report report = { .arena = &arena };

    if (!made[n]) made[n] = asl_definition_new(span_of(texts[n]), false, &report);
    must_hold(made[n]);
    return made[n];
}

/* A task ends, or the clock goes on. */
static void step(struct asl_execution *x)
{
    struct asl_outcome good = { .output = SPAN("{\"n\":2,\"b\":[1]}") };
    int64_t due = asl_execution_due(x);

    if (x->tasks) asl_execution_task_done(x, x->tasks->id, &good, x->now_ms + 1);
    else asl_execution_wake(x, due > x->now_ms ? due : x->now_ms + 1);
}

static void goes_on(const struct asl_definition *d, struct asl_execution *x)
{
    struct span saved = asl_execution_save(x);
    struct asl_execution *again = asl_execution_restore(d, &facts, saved, x->last_event);

    must_hold(again);
    must_hold(span_eq(asl_execution_save(again), saved));
    asl_execution_free(again);
    asl_execution_resume_tasks(x);
    for (int n = 0; n < 4 && x->status == ASL_RUNNING; n++) step(x);
}

/* What was saved, with the patch written over it; or the patch alone. */
static struct span patched(struct arena *a, struct span saved, size_t at, struct span patch)
{
    struct buf text = { 0 };
    struct span all;

    if (at <= saved.size) buf_add_span(&text, span_sub(saved, 0, at));
    buf_add_span(&text, patch);
    if (at + patch.size < saved.size) buf_add_span(&text, span_sub(saved, at + patch.size, SIZE_MAX));
    all = arena_span(a, buf_span(&text));
    buf_release(&text);
    return all;
}

static struct span saved_after(struct arena *a, const struct asl_definition *d, int steps)
{
    struct asl_execution *x = asl_execution_new(d, &facts);
    struct span saved = SPAN("");

    asl_execution_start(x, 1);
    while (steps-- > 0 && x->status == ASL_RUNNING) step(x);
    if (x->status == ASL_RUNNING) saved = arena_span(a, asl_execution_save(x));
    asl_execution_free(x);
    return saved;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct asl_definition *d;
    struct asl_execution *x;
    struct arena a = { 0 };
    struct span saved;

    if (size < 4) return 0;
    facts_fill();
    d = definition_of(data[0] % TEXTS);
    saved = saved_after(&a, d, data[1] % 8);
    saved = patched(&a, saved, (size_t)data[2] << 8 | data[3], (struct span){ (const char *)data + 4, size - 4 });
    x = asl_execution_restore(d, &facts, saved, 100);
    if (x) goes_on(d, x);
    asl_execution_free(x);
    arena_release(&a);
    return 0;
}
