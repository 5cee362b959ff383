/* One sentence, with variants for what denies or does not allow. */
#include "emulator/edge/denial.h"

#include "emulator/core/service.h"

/* AWS: SQS's have it in lower case, SNS's with the service in capitals. */
static struct span action_words(struct call *c, struct span action)
{
    const struct service_faults *faults = c->service->faults;
    int form = faults ? (int)faults->denied_action : ACTION_AS_IT_IS;
    char *copy = arena_string(&c->arena, action);

    for (char *p = copy; *p && !(form == ACTION_SERVICE_UPPER && *p == ':'); p++) {
        if (form == ACTION_LOWER && *p >= 'A' && *p <= 'Z') *p += 'a' - 'A';
        if (form == ACTION_SERVICE_UPPER && *p >= 'a' && *p <= 'z') *p -= 'a' - 'A';
    }
    return (struct span){ copy, action.size };
}

static const char *reason(struct call *c, struct span action, const struct policy_decision *d)
{
    static const char *const denied[] = { [PART_NONE] = "",
                                          [PART_IDENTITY] = "an identity-based policy",
                                          [PART_RESOURCE] = "a resource-based policy",
                                          [PART_TRUST] = "a resource-based policy",
                                          [PART_BOUNDARY] = "a permissions boundary",
                                          [PART_SESSION] = "a session policy" };
    static const char *const lacking[] = { [PART_IDENTITY] = "identity-based policy",
                                           [PART_RESOURCE] = "resource-based policy",
                                           [PART_BOUNDARY] = "permissions boundary",
                                           [PART_SESSION] = "session policy" };

    if (d->is_explicit) return arena_printf(&c->arena, " with an explicit deny in %s", denied[d->part]);
    if (d->part == PART_TRUST || d->part == PART_NONE) return ""; /* AWS: a trust that does not allow is not named */
    return arena_printf(&c->arena, " because no %s allows the %.*s action", lacking[d->part], SPAN_ARG(action));
}

static struct span caller_name(const struct policy_caller *caller)
{
    return caller->who == WHO_ANONYMOUS ? SPAN("anonymous")
           : caller->who == WHO_SERVICE ? caller->service
                                        : caller->arn;
}

const char *denial_words(struct call *c, const struct policy_question *q, const struct policy_decision *d)
{
    struct span action = action_words(c, q->action);
    bool is_reticent = c->service->faults && c->service->faults->is_reticent;
    const char *quote = is_reticent ? "\"" : "";

    if (is_reticent && (q->caller->who == WHO_ANONYMOUS || q->is_cross_account)) return "Access Denied";
    if (q->is_trust && q->caller->who == WHO_ANONYMOUS) /* AWS: STS names nobody who comes with another's token */
        return arena_printf(&c->arena, "Not authorized to perform %.*s", SPAN_ARG(action));
    return arena_printf(&c->arena, "User: %.*s is not authorized to perform: %.*s on resource: %s%.*s%s%s",
                        SPAN_ARG(caller_name(q->caller)), SPAN_ARG(action), quote, SPAN_ARG(q->resource), quote,
                        reason(c, action, d));
}

int denial_raise(struct call *c, const struct policy_question *q, const struct policy_decision *d)
{
    const struct service_faults *faults = c->service->faults;

    return fault(c, faults && faults->denied ? faults->denied : &fault_access_denied, "%s", denial_words(c, q, d));
}

int denial_raise_missing(struct call *c)
{
    const struct service_signing *own = c->service && c->service->faults ? c->service->faults->signing : NULL;

    if (own) return own->refuse(c, NULL, NULL, SIGNING_NONE);
    return fault(c, &fault_missing_token, "%s",
                 c->service && service_speaks(c->service, PROTOCOL_REST_JSON)
                     ? "Missing Authentication Token"
                     : "Request is missing Authentication Token");
}
