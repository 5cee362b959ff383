/* Each under the pool's lock. */
#include "emulator/services/lambda/lambda_hosts.h"

#include "emulator/base/panic.h"

static void (*ready)(struct lambda_instance *i);

/* The process whose endpoint it is, with the lock held from here on; NULL: it is to end. */
static struct lambda_instance *host_enter(const struct lambda_endpoint *e)
{
    struct lambda_instance *i;

    pthread_mutex_lock(&lambda_pool.lock);
    i = lambda_endpoint_owner(e);
    return i && i->killed == NOT_KILLED ? i : NULL;
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
    if (may && i->asks && lambda_extensions_rest(i->extensions)) ready(i);
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
    if (reply->extension) {
        i->extension_error = is_init ? "Extension.InitError" : "Extension.ExitError";
        lambda_instance_kill(i, KILLED_EXTENSION);
    }
    host_leave();
}

static const struct lambda_extension_ways ways = {
    .registers = registers, .place = place, .next = next, .fails = fails
};

void lambda_hosts_register(void (*then)(struct lambda_instance *i))
{
    ready = then;
    lambda_extension_ways_register(&ways);
}
