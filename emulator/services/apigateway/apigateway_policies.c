/* One statement that denies is enough; else one that allows. */
#include "emulator/services/apigateway/apigateway_policies.h"

#include "emulator/base/times.h"

/* --- condition keys ----------------------------------------------------------------------------------------------- */

static struct span key_value(const struct api_asked *q, struct arena *a, struct span key)
{
    if (span_is_nocase(key, "aws:SourceIp")) return q->http->remote;
    if (span_is_nocase(key, "aws:UserAgent")) return http_header(q->http, "User-Agent");
    if (span_is_nocase(key, "aws:Referer")) return http_header(q->http, "Referer");
    if (span_is_nocase(key, "aws:SecureTransport")) return q->http->is_tls ? SPAN("true") : SPAN("false");
    if (span_is_nocase(key, "aws:CurrentTime")) return time_iso8601(a, q->now_ms);
    if (span_is_nocase(key, "aws:EpochTime")) return arena_format(a, "%lld", (long long)(q->now_ms / 1000));
    if (q->who && span_is_nocase(key, "aws:PrincipalArn")) return span_of(q->who->arn);
    if (q->who && span_is_nocase(key, "aws:PrincipalAccount")) return span_of(q->who->account);
    if (q->who && span_is_nocase(key, "aws:userid")) return span_of(q->who->user_id);
    return (struct span){ NULL, 0 };
}

static bool find(const struct policy_context *context, struct span key, struct policy_values *values)
{
    struct span value = key_value(context->arg, context->arena, key), *item;

    if (!value.data) return false;
    item = ARENA_NEW(context->arena, struct span);
    *item = value;
    *values = (struct policy_values){ item, 1 };
    return true;
}

/* --- deciding ----------------------------------------------------------------------------------------------------- */

static struct policy_caller caller_of(const struct identity *who)
{
    static const enum policy_who whos[] = {
        [IDENTITY_ROOT] = WHO_ROOT,           [IDENTITY_USER] = WHO_USER,       [IDENTITY_ROLE] = WHO_ROLE,
        [IDENTITY_FEDERATED] = WHO_FEDERATED, [IDENTITY_SERVICE] = WHO_SERVICE, [IDENTITY_ORIGIN] = WHO_ORIGIN,
        [IDENTITY_ANONYMOUS] = WHO_ANONYMOUS
    };
    struct policy_caller caller = { .who = WHO_ANONYMOUS };

    if (!who) return caller;
    caller = (struct policy_caller){ .who = whos[who->kind],
                                     .account = span_of(who->account),
                                     .arn = span_of(who->arn),
                                     .user_id = span_of(who->user_id) };
    if (who->kind == IDENTITY_SERVICE) caller.service = caller.arn;
    return caller;
}

/* "arn:aws:sts::1:assumed-role/NAME/SESSION" → "arn:aws:iam::1:role/NAME" */
static struct span role_of(struct arena *a, struct span arn)
{
    static const char mark[] = ":assumed-role/";
    size_t at = 0, end;
    struct span name;

    while (at < arn.size && !span_starts(span_sub(arn, at, SIZE_MAX), mark)) at++;
    if (at == arn.size || at < 12) return (struct span){ NULL, 0 };
    name = span_sub(arn, at + sizeof mark - 1, SIZE_MAX);
    end = span_find(name, '/');
    return arena_format(a, "arn:aws:iam::%.*s:role/%.*s", SPAN_ARG(span_sub(arn, at - 12, 12)),
                        SPAN_ARG(span_sub(name, 0, end)));
}

static enum api_verdict decide(const struct policy *policy, bool is_resource, const struct api_asked *asked,
                               struct arena *a)
{
    struct policy_context context = { .find = find, .arena = a, .arg = (void *)(uintptr_t)asked };
    struct policy_caller caller = caller_of(asked->who);
    struct policy_question q = {
        .caller = &caller, .action = SPAN("execute-api:Invoke"), .resource = asked->method_arn, .context = &context
    };
    struct policy_decision d;

    if (!policy) return API_POLICY_SILENT;
    if (caller.who == WHO_ROLE) caller.role_arn = role_of(a, caller.arn);
    if (is_resource) q.attached = policy, q.needs_attached = true;
    else caller.who = WHO_USER, q.identity = (struct policy_set){ &policy, 1 };
    d = policy_decide(&q);
    return d.is_allowed ? API_POLICY_ALLOWS : d.is_explicit ? API_POLICY_DENIES : API_POLICY_SILENT;
}

enum api_verdict api_policy_of_resource(const struct policy *policy, const struct api_asked *asked, struct arena *a)
{
    return decide(policy, true, asked, a);
}

enum api_verdict api_policy_of_caller(const struct policy *policy, const struct api_asked *asked, struct arena *a)
{
    return decide(policy, false, asked, a);
}
