/* Each under the pool's lock. */
#include "emulator/services/lambda/lambda_hosts.h"

#include <stdio.h>

#include "emulator/base/clock.h"
#include "emulator/base/json.h"
#include "emulator/base/panic.h"
#include "emulator/services/lambda/lambda_poll.h"
#include "emulator/services/lambda/lambda_shutdown.h"

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

/* What has been by then, and who hears it. */
static void begin_tell(struct lambda_instance *i, const struct lambda_extension *e, bool is_logs,
                       const struct doc *asked)
{
    struct arena a = { 0 };
    struct doc *start = doc_map(&a), *subscribed = doc_map(&a);
    int64_t init_ms = (clock_monotonic_us() - i->since_us) / 1000; /* of a process that starts */

    doc_put_cstr(start, "initializationType", "on-demand");
    doc_put_cstr(start, "phase", "init");
    doc_put_str(start, "functionName", i->target->f.name);
    doc_put_str(start, "functionVersion", i->target->f.version);
    doc_put_cstr(start, "instanceId", i->log.stream);
    doc_put_int(start, "instanceMaxMemory", i->target->f.memory_mb * 1048576);
    lambda_telemetry_hear(i->telemetry, "platform.initStart", json_text(&a, start), true, clock_now_ms() - init_ms);
    doc_put_cstr(subscribed, "name", e->name);
    doc_put_cstr(subscribed, "state", "Subscribed");
    doc_put(subscribed, "types", doc_copy(&a, doc_get(asked, "types")));
    lambda_telemetry_hear(i->telemetry, is_logs ? "platform.logsSubscription" : "platform.telemetrySubscription",
                          json_text(&a, subscribed), true, clock_now_ms());
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
    i->log.heard = heard;
    i->log.heard_arg = i;
    begin_tell(i, e, is_logs, asked);
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
    for (int k = 0; i->extensions && k < i->extensions->count; k++) {
        const struct lambda_extension *e = &i->extensions->list[k];
        struct arena a = { 0 };
        struct doc *told = doc_map(&a), *events = doc_put_list(told, "events");

        doc_put_cstr(told, "name", e->name);
        doc_put_cstr(told, "state", "Ready");
        if (e->wants_invoke) doc_append_str(events, SPAN("INVOKE"));
        if (e->wants_shutdown) doc_append_str(events, SPAN("SHUTDOWN"));
        lambda_telemetry_hear(i->telemetry, "platform.extension", json_text(&a, told), true, clock_now_ms());
        arena_release(&a);
    }
}

void lambda_hosts_register(void (*then)(struct lambda_instance *i))
{
    ready = then;
    lambda_extension_ways_register(&ways);
}
