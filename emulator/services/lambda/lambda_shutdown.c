/* See lambda_shutdown.h. */
#include "emulator/services/lambda/lambda_shutdown.h"

#include <stdio.h>

#include "emulator/base/clock.h"

#define EXTERNAL_US         2000000
#define EXTERNAL_RUNTIME_US 300000
#define INTERNAL_US         500000

static const char *reason(const struct lambda_instance *i)
{
    switch (i->killed) {
    case KILLED_TIMEOUT: return "timeout";
    case KILLED_UNWANTED: return "spindown";
    default: return "failure";
    }
}

static bool shutdown_send(struct lambda_instance *i, int place)
{
    int64_t left_ms = (i->kill_at_us - clock_monotonic_us()) / 1000;
    char event[160];

    snprintf(event, sizeof event, "{\"eventType\":\"SHUTDOWN\",\"deadlineMs\":%lld,\"shutdownReason\":\"%s\"}",
             (long long)(clock_real_ms() + left_ms), reason(i));
    return lambda_extension_send(i->endpoint, place, span_of(event));
}

/* Nobody is waited for any more: what is left goes. */
static void end_look(struct lambda_instance *i)
{
    for (int k = 0; k < i->extensions->count; k++)
        if (i->extensions->list[k].is_awaited) return;
    lambda_process_kill(&i->process);
}

/* One that has not asked for its next event is told when it does. */
static void extensions_tell(struct lambda_instance *i)
{
    i->runtime_kill_at_us = 0;
    for (int k = 0; k < i->extensions->count; k++) {
        struct lambda_extension *e = &i->extensions->list[k];
        e->is_awaited = e->wants_shutdown && e->state >= EXTENSION_REGISTERED && e->state <= EXTENSION_RUNNING;
        if (e->is_awaited) shutdown_send(i, k + 1);
    }
    end_look(i);
}

void lambda_shutdown_begin(struct lambda_instance *i, enum lambda_kill_reason why)
{
    int64_t now_us = clock_monotonic_us();
    bool is_external = lambda_extensions_are_any(i->extensions, true);

    if (i->killed) return;
    if (!lambda_extensions_are_any(i->extensions, false)) {
        lambda_instance_kill(i, why);
        return;
    }
    i->killed = why;
    i->kill_at_us = now_us + (is_external ? EXTERNAL_US : INTERNAL_US);
    if (i->is_frozen) lambda_process_thaw(&i->process);
    i->is_frozen = false;
    if (*i->extensions->runtime) {
        extensions_tell(i);
        return;
    }
    i->runtime_kill_at_us = now_us + (is_external ? EXTERNAL_RUNTIME_US : INTERNAL_US);
    lambda_process_terminate(&i->process);
}

static void words_write(char out[64], int status)
{
    struct arena a = { 0 };

    snprintf(out, 64, "%s", lambda_process_words(&a, status));
    arena_release(&a);
}

static void runtime_ended(struct lambda_instance *i, int status)
{
    words_write(i->extensions->runtime, status);
    if (!i->killed) lambda_shutdown_begin(i, KILLED_FAILURE);
    else if (i->kill_at_us) extensions_tell(i);
}

/* AWS: one that ends takes all with it, unless it was told to. */
static void extension_ended(struct lambda_instance *i, struct lambda_extension *e, int status)
{
    e->is_awaited = false;
    e->state = EXTENSION_EXIT_ERROR;
    if (i->kill_at_us) {
        if (!i->runtime_kill_at_us) end_look(i);
        return;
    }
    if (i->killed) return;
    if (status) words_write(i->extensions->crash, status);
    else snprintf(i->extensions->crash, sizeof i->extensions->crash, "exit code 0");
    i->extension_error = "Extension.Crash";
    lambda_shutdown_begin(i, KILLED_EXTENSION);
}

void lambda_shutdown_hear(struct lambda_instance *i, const struct lambda_process_end *end)
{
    struct lambda_extension *e = lambda_extension_named(i->extensions, span_of(end->name));

    if (!*end->name) runtime_ended(i, end->status);
    else if (e) extension_ended(i, e, end->status);
}

void lambda_shutdown_check(struct lambda_instance *i, int64_t now_us)
{
    if (now_us > i->kill_at_us) {
        lambda_process_kill(&i->process);
    } else if (i->runtime_kill_at_us && now_us > i->runtime_kill_at_us) {
        lambda_process_kill_function(&i->process);
    }
}

void lambda_shutdown_next(struct lambda_instance *i, int place)
{
    const struct lambda_extension *e = &i->extensions->list[place - 1];

    if (e->is_awaited) shutdown_send(i, place);
}
