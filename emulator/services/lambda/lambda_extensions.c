/* AWS: words and states as in https://github.com/aws/aws-lambda-runtime-interface-emulator. */
#include "emulator/services/lambda/lambda_extensions.h"

#include <dirent.h>
#include <stdio.h>
#include <unistd.h>

#include "emulator/base/ids.h"
#include "emulator/base/log.h"

const char *lambda_extension_state_name(const struct lambda_extension *e)
{
    static const char *const names[] = { "Started", "Registered", "Ready", "Running", "InitError", "ExitError" };

    return names[e->state];
}

static void refuse(struct lambda_extension_reply *reply, const char *type, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static void refuse(struct lambda_extension_reply *reply, const char *type, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    vsnprintf(reply->words, sizeof reply->words, format, args);
    va_end(args);
    reply->status = 403;
    reply->error_type = type;
}

static bool turn_refuse(const struct lambda_extension *e, const char *wanted, const char *named,
                        struct lambda_extension_reply *reply)
{
    refuse(reply, "Extension.InvalidExtensionState",
           "State transition from %s to %s failed for extension %s. Error: State transition is not allowed",
           lambda_extension_state_name(e), wanted, named);
    return false;
}

/* --- registering -------------------------------------------------------------------------------------------------- */

static struct lambda_extension *extension_add(struct lambda_extensions *all, struct span name)
{
    struct lambda_extension *e = &all->list[all->count++];

    *e = (struct lambda_extension){ .state = EXTENSION_STARTED };
    snprintf(e->name, sizeof e->name, "%.*s", SPAN_ARG(name));
    uuid_new(e->id);
    return e;
}

void lambda_extensions_expect(struct lambda_extensions *all, const char *folder)
{
    char path[4096 + 256];
    struct dirent *entry;
    DIR *dir;

    snprintf(path, sizeof path, "%s/extensions", folder);
    dir = opendir(path);
    while (dir && (entry = readdir(dir)) && all->count < LAMBDA_EXTENSIONS_MAX) {
        snprintf(path, sizeof path, "%s/extensions/%s", folder, entry->d_name);
        if (entry->d_name[0] == '.' || entry->d_type == DT_DIR || access(path, X_OK)) continue;
        if (strlen(entry->d_name) >= sizeof all->list->name) {
            log_warn("lambda: an extension whose name is too long is not started: %s", entry->d_name);
            continue;
        }
        extension_add(all, span_of(entry->d_name))->is_external = true;
    }
    if (dir) closedir(dir);
}

struct lambda_extension *lambda_extension_named(struct lambda_extensions *all, struct span name)
{
    for (int i = 0; i < all->count; i++)
        if (span_is(name, all->list[i].name)) return &all->list[i];
    return NULL;
}

/* AWS: one that is part of the runtime is not told of its end. */
static bool events_read(const struct doc *body, struct lambda_extension *e, struct lambda_extension_reply *reply)
{
    const struct doc *events = doc_get(body, "events");

    for (size_t i = 0; i < doc_count(events); i++) {
        struct span event = doc_text(doc_at(events, i));
        if (span_is(event, "INVOKE")) e->wants_invoke = true;
        else if (span_is(event, "SHUTDOWN") && e->is_external) e->wants_shutdown = true;
        else {
            refuse(reply, "Extension.InvalidEventType", "%.*s: %s", SPAN_ARG(span_sub(event, 0, 64)),
                   span_is(event, "SHUTDOWN") ? "ShutdownEventNotSupportedForInternalExtension"
                                              : "ErrorInvalidEventType");
            return false;
        }
    }
    return true;
}

static bool may_register(struct lambda_extensions *all, struct span name, const struct lambda_extension *known,
                         struct lambda_extension_reply *reply)
{
    if (known && known->is_external)
        return known->state == EXTENSION_STARTED || turn_refuse(known, "Registered", known->name, reply);
    if (all->is_closed) refuse(reply, "Extension.RegistrationClosed", "Extension registration closed already");
    else if (all->count == LAMBDA_EXTENSIONS_MAX)
        refuse(reply, "Extension.TooManyExtensions", "Extension limit (%d) reached", LAMBDA_EXTENSIONS_MAX);
    else if (known) refuse(reply, "Extension.InvalidExtensionState", "Extension with this name already registered");
    else if (name.size >= sizeof known->name)
        refuse(reply, "Extension.InvalidExtensionName", "Extension name is too long");
    return !reply->error_type;
}

void lambda_extension_register(struct lambda_extensions *all, struct span name, const struct doc *body,
                               struct lambda_extension_reply *reply)
{
    struct lambda_extension *known = lambda_extension_named(all, name), asked = { 0 };

    reply->status = 200;
    if (!name.size) refuse(reply, "Extension.InvalidExtensionName", "Empty extension name");
    else if (!body || body->kind != DOC_MAP) refuse(reply, "InvalidRequestFormat", "the body is not a JSON object");
    if (reply->error_type) return;
    asked.is_external = known && known->is_external;
    if (!events_read(body, &asked, reply) || !may_register(all, name, known, reply)) return;
    if (!known) known = extension_add(all, name);
    known->wants_invoke = asked.wants_invoke;
    known->wants_shutdown = asked.wants_shutdown;
    known->state = EXTENSION_REGISTERED;
    reply->extension = known;
}

/* --- events and errors -------------------------------------------------------------------------------------------- */

static bool is_uuid(struct span id)
{
    for (size_t i = 0; i < id.size; i++)
        if (!strchr(i == 8 || i == 13 || i == 18 || i == 23 ? "-" : "0123456789abcdefABCDEF", id.data[i])) return false;
    return id.size == 36;
}

struct lambda_extension *lambda_extension_find(struct lambda_extensions *all, struct span id,
                                               struct lambda_extension_reply *reply)
{
    if (!id.size) {
        refuse(reply, "Extension.MissingExtensionIdentifier", "Missing Lambda-Extension-Identifier header");
    } else if (!is_uuid(id)) {
        refuse(reply, "Extension.InvalidExtensionIdentifier", "Invalid Lambda-Extension-Identifier");
    } else {
        for (int i = 0; all && i < all->count; i++)
            if (span_is(id, all->list[i].id) && all->list[i].state != EXTENSION_STARTED) return &all->list[i];
        refuse(reply, "Extension.UnknownExtensionIdentifier", "Unknown extension %.*s", SPAN_ARG(id));
    }
    return NULL;
}

bool lambda_extension_next(struct lambda_extension *e, struct lambda_extension_reply *reply)
{
    if (e->state != EXTENSION_REGISTERED && e->state != EXTENSION_RUNNING && e->state != EXTENSION_READY)
        return turn_refuse(e, "Ready", e->id, reply);
    e->state = EXTENSION_READY;
    return true;
}

void lambda_extension_fail(struct lambda_extension *e, bool is_init, struct span error_type,
                           struct lambda_extension_reply *reply)
{
    enum lambda_extension_state wanted = is_init ? EXTENSION_INIT_ERROR : EXTENSION_EXIT_ERROR;
    bool may = is_init ? e->state == EXTENSION_REGISTERED : e->state <= EXTENSION_RUNNING;

    reply->status = 202;
    if (!error_type.size) refuse(reply, "Extension.MissingHeader", "Lambda-Extension-Function-Error-Type not found");
    else if (e->state != wanted && !may) turn_refuse(e, is_init ? "InitError" : "Exited", e->id, reply);
    if (reply->error_type || e->state == wanted) return;
    e->state = wanted;
    snprintf(e->error_type, sizeof e->error_type, "%.*s", SPAN_ARG(error_type));
    reply->extension = e;
}

bool lambda_extensions_are_any(const struct lambda_extensions *all, bool is_external)
{
    for (int i = 0; all && i < all->count; i++)
        if (all->list[i].state != EXTENSION_STARTED && (all->list[i].is_external || !is_external)) return true;
    return false;
}

bool lambda_extensions_are_registered(const struct lambda_extensions *all)
{
    for (int i = 0; i < all->count; i++)
        if (all->list[i].state == EXTENSION_STARTED) return false;
    return true;
}

bool lambda_extensions_rest(const struct lambda_extensions *all)
{
    for (int i = 0; all && i < all->count; i++)
        if (all->list[i].state != EXTENSION_READY) return false;
    return true;
}
