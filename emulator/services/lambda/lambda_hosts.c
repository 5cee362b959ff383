/* Each under the pool's lock. */
#include "emulator/services/lambda/lambda_hosts.h"

#include <stdio.h>

#include "emulator/base/clock.h"
#include "emulator/base/json.h"
#include "emulator/base/panic.h"
#include "emulator/services/lambda/lambda_poll.h"
#include "emulator/services/lambda/lambda_shutdown.h"
#include "emulator/services/lambda/lambda_start.h"

static void (*ready)(struct lambda_instance *i);

/* The process whose endpoint it is, with the lock held from here on; NULL: it has no time left. */
static struct lambda_instance *host_enter(const struct lambda_endpoint *e)
{
    struct lambda_instance *i;

    pthread_mutex_lock(&lambda_pool.lock);
    i = lambda_endpoint_owner(e);
    return i && (i->killed == NOT_KILLED || i->kill_at_us) ? i : NULL;
}

static void host_leave(void)
{
    pthread_mutex_unlock(&lambda_pool.lock);
}

static void gone(struct lambda_extension_reply *reply)
{
    *reply = (struct lambda_extension_reply){ .status = 403, .error_type = "Extension.UnknownExtensionIdentifier" };
}

static void registers(struct lambda_endpoint *e, struct span name, const struct doc *body, struct arena *a,
                      struct lambda_extension_host *host, char id[37], struct lambda_extension_reply *reply)
{
    struct lambda_instance *i = host_enter(e);

    if (i) {
        if (!i->extensions) i->extensions = memory_new(1, sizeof *i->extensions);
        if (i->state != STARTING || i->asks) i->extensions->is_closed = true;
        lambda_extension_register(i->extensions, name, body, reply);
        if (reply->extension) memcpy(id, reply->extension->id, sizeof reply->extension->id);
        if (reply->extension && !i->killed && lambda_extensions_are_registered(i->extensions))
            lambda_process_begin(&i->process);
        *host =
            (struct lambda_extension_host){ arena_span(a, i->target->f.name), arena_span(a, i->target->f.version),
                                            arena_span(a, i->target->f.handler), arena_span(a, i->target->f.account) };
    } else {
        gone(reply);
    }
    host_leave();
}

static int place(struct lambda_endpoint *e, struct span id, struct lambda_extension_reply *reply)
{
    struct lambda_instance *i = host_enter(e);
    struct lambda_extension *found = NULL;
    int at = 0;

    if (i) found = lambda_extension_find(i->extensions, id, reply);
    else gone(reply);
    if (found) at = (int)(found - i->extensions->list) + 1;
    host_leave();
    return at;
}

static bool next(struct lambda_endpoint *e, int at, struct lambda_extension_reply *reply)
{
    struct lambda_instance *i = host_enter(e);
    bool may = false;

    if (i) may = lambda_extension_next(&i->extensions->list[at - 1], reply);
    else gone(reply);
    if (may && i->kill_at_us) lambda_shutdown_next(i, at);
    else if (may && i->asks && lambda_extensions_rest(i->extensions)) ready(i);
    host_leave();
    return may;
}

/* AWS: the process does not go on without it. */
static void fails(struct lambda_endpoint *e, struct span id, bool is_init, struct span error_type,
                  struct lambda_extension_reply *reply)
{
    struct lambda_instance *i = host_enter(e);
    struct lambda_extension *found = NULL;

    if (i) found = lambda_extension_find(i->extensions, id, reply);
    else gone(reply);
    if (found) lambda_extension_fail(found, is_init, error_type, reply);
    if (reply->extension && !i->killed) {
        i->extension_error = is_init ? "Extension.InitError" : "Extension.ExitError";
        lambda_shutdown_begin(i, KILLED_EXTENSION);
        lambda_poll_wake();
    }
    host_leave();
}

/* What is heard of the process from now on. */
static void heard(void *arg, const char *type, struct span record, int64_t time_ms)
{
    struct lambda_instance *i = arg;
    bool is_line = strcmp(type, "function") == 0;

    lambda_telemetry_hear(i->telemetry, type, record, !is_line || (i->log.is_json && span_starts(record, "{")),
                          time_ms);
}

static void lost(void *arg, const struct lambda_telemetry_loss *loss)
{
    struct lambda_instance *i = arg;

    lambda_platform_dropped(&i->log, loss->records, loss->bytes, loss->reason);
}

/* What has been by then, and who hears it. */
static void begin_tell(struct lambda_instance *i, const struct lambda_extension *e, bool is_logs, bool is_again,
                       const struct doc *asked)
{
    int64_t init_ms = (clock_monotonic_us() - i->since_us) / 1000; /* of a process that starts */
    struct arena a = { 0 };

    lambda_telemetry_hear(i->telemetry, "platform.initStart",
                          lambda_platform_begun(&a, &i->log, lambda_start_phase(i->target)), true,
                          clock_now_ms() - init_ms);
    lambda_platform_subscription(&i->log, is_logs, e->name, is_again ? "Already subscribed" : "Subscribed",
                                 doc_get(asked, "types"));
    arena_release(&a);
}

static void subscribe(struct lambda_instance *i, const struct lambda_extension *e, bool is_logs,
                      const struct doc *asked, struct lambda_extension_reply *reply)
{
    struct lambda_telemetry_reply told = { 0 };

    if (i->state != STARTING) {
        told.status = 403;
        told.error_type = is_logs ? "Logs.SubscriptionClosed" : "Telemetry.SubscriptionClosed";
        snprintf(told.words, sizeof told.words, "%s API subscription is closed already",
                 is_logs ? "Logs" : "Telemetry");
    } else {
        lambda_telemetry_subscribe(&i->telemetry, e->name, asked, &told);
    }
    reply->status = told.status;
    reply->error_type = told.error_type;
    memcpy(reply->words, told.words, sizeof reply->words);
    if (told.error_type) return;
    lambda_telemetry_losses(i->telemetry, lost, i);
    i->log.heard = heard;
    i->log.heard_arg = i;
    begin_tell(i, e, is_logs, told.is_again, asked);
}

static void subscribes(struct lambda_endpoint *e, struct span id, bool is_logs, const struct doc *asked,
                       struct lambda_extension_reply *reply)
{
    struct lambda_instance *i = host_enter(e);
    struct lambda_extension *found = NULL;

    if (i) found = lambda_extension_find(i->extensions, id, reply);
    else gone(reply);
    if (found) subscribe(i, found, is_logs, asked, reply);
    host_leave();
}

static const struct lambda_extension_ways ways = {
    .registers = registers, .place = place, .next = next, .subscribes = subscribes, .fails = fails
};

void lambda_hosts_tell(struct lambda_instance *i)
{
    if (!i->extensions || !lambda_log_is_taken(&i->log)) return;
    for (int k = 0; k < i->extensions->count; k++) {
        const struct lambda_extension *e = &i->extensions->list[k];
        struct arena a = { 0 };
        struct doc *events = doc_list(&a);

        if (e->wants_invoke) doc_append_str(events, SPAN("INVOKE"));
        if (e->wants_shutdown) doc_append_str(events, SPAN("SHUTDOWN"));
        lambda_platform_extension(&i->log, e->name, lambda_extension_state_name(e), events,
                                  *e->error_type ? e->error_type : NULL);
        arena_release(&a);
    }
}

void lambda_hosts_register(void (*then)(struct lambda_instance *i))
{
    ready = then;
    lambda_extension_ways_register(&ways);
}
