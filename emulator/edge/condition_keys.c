/* A table of the global keys, a function each; a key that takes a name ("aws:PrincipalTag/team") gets what stands
 * behind its slash. */
#include "emulator/edge/condition_keys.h"

#include <stdio.h>

#include "emulator/base/times.h"
#include "emulator/core/arn.h"
#include "emulator/core/service.h"
#include "emulator/http/http.h"

struct asking {
    struct condition_source *source;
    struct span behind; /* what stands behind the slash */
    struct policy_values *values;
};

static bool has(struct asking *k, struct span value)
{
    struct span *item;

    if (!value.data) return false;
    item = ARENA_NEW(&k->source->c->arena, struct span);
    *item = value;
    *k->values = (struct policy_values){ item, 1 };
    return true;
}

static bool has_text(struct asking *k, const char *value)
{
    return has(k, span_of(value));
}

/* --- the principal ------------------------------------------------------------------------------------------------ */

/* AWS: a session's is its role's. */
static bool principal_arn(struct asking *k)
{
    const struct policy_caller *caller = k->source->caller;

    return has(k, caller->role_arn.size ? caller->role_arn : caller->arn);
}

static bool principal_account(struct asking *k)
{
    return k->source->caller->who != WHO_ANONYMOUS && has(k, k->source->caller->account);
}

static bool principal_type(struct asking *k)
{
    static const char *const types[] = { [WHO_ROOT] = "Account",
                                         [WHO_USER] = "User",
                                         [WHO_ROLE] = "AssumedRole",
                                         [WHO_FEDERATED] = "FederatedUser",
                                         [WHO_ANONYMOUS] = "Anonymous" };

    return has_text(k, types[k->source->caller->who]);
}

static struct span tag_find(const struct doc *tags, struct span name)
{
    for (size_t i = 0; i < doc_count(tags); i++) {
        struct span at = tags->map.members[i].name;
        if (span_eq_nocase(at, name)) return doc_text(tags->map.members[i].value);
    }
    return (struct span){ NULL, 0 };
}

static bool principal_tag(struct asking *k)
{
    struct span value = tag_find(k->source->session_tags, k->behind);

    return has(k, value.data ? value : tag_find(k->source->caller_tags, k->behind));
}

static bool is_service(const struct asking *k)
{
    return k->source->caller->who == WHO_SERVICE;
}

static bool principal_is_service(struct asking *k)
{
    return has_text(k, is_service(k) ? "true" : "false");
}

static bool principal_service(struct asking *k)
{
    return has(k, k->source->caller->service);
}

static bool user_id(struct asking *k)
{
    return has(k, k->source->caller->user_id);
}

static bool user_name(struct asking *k)
{
    return k->source->caller->who == WHO_USER && has(k, arn_last(k->source->caller->arn));
}

static bool token_issue_time(struct asking *k)
{
    int64_t ms = k->source->issued_ms;

    return ms && has(k, time_iso8601(&k->source->c->arena, ms - ms % 1000));
}

static bool federated_provider(struct asking *k)
{
    struct span now = ask_key_find(k->source->c, "aws:FederatedProvider"); /* of who is just becoming a role */

    return has(k, now.data ? now : k->source->federated_provider);
}

static bool source_identity(struct asking *k)
{
    return has(k, k->source->source_identity);
}

/* AWS: only temporary credentials say it, and a call that makes some and has a code. */
static bool mfa(struct asking *k)
{
    struct span now = ask_key_find(k->source->c, "aws:MultiFactorAuthPresent");

    if (now.data) return has(k, now);
    return k->source->issued_ms && has_text(k, k->source->mfa_ms ? "true" : "false");
}

static bool mfa_age(struct asking *k)
{
    struct span now = ask_key_find(k->source->c, "aws:MultiFactorAuthAge");
    int64_t ms = k->source->mfa_ms;

    if (now.data) return has(k, now);
    return ms && has(k, arena_format(&k->source->c->arena, "%lld", (long long)(k->source->c->now_ms - ms) / 1000));
}

/* --- the request -------------------------------------------------------------------------------------------------- */

static const struct http_request *request_of(const struct asking *k)
{
    return k->source->c->caller;
}

static bool source_ip(struct asking *k)
{
    return request_of(k) && has(k, request_of(k)->remote);
}

static bool secure_transport(struct asking *k)
{
    return has_text(k, span_starts(k->source->c->endpoint, "https:") ? "true" : "false");
}

static bool header(struct asking *k, const char *name)
{
    return request_of(k) && has(k, http_header(request_of(k), name));
}

static bool user_agent(struct asking *k)
{
    return header(k, "User-Agent");
}

static bool referer(struct asking *k)
{
    return header(k, "Referer");
}

static bool current_time(struct asking *k)
{
    return has(k, time_iso8601(&k->source->c->arena, k->source->c->now_ms));
}

static bool epoch_time(struct asking *k)
{
    return has(k, arena_format(&k->source->c->arena, "%lld", (long long)(k->source->c->now_ms / 1000)));
}

/* AWS: global services are in us-east-1. */
static bool requested_region(struct asking *k)
{
    bool is_global = span_is(SPAN("iam"), k->source->c->service->name);

    return has_text(k, is_global ? "us-east-1" : k->source->c->who.region);
}

static bool source_arn(struct asking *k)
{
    return is_service(k) && has(k, k->source->c->who.source_arn);
}

static bool source_account(struct asking *k)
{
    struct arn arn;

    if (!is_service(k)) return false;
    return has(k, arn_parse(k->source->c->who.source_arn, &arn) && arn.account.size ? arn.account
                                                                                    : k->source->caller->account);
}

static bool via_service(struct asking *k)
{
    return has_text(k, is_service(k) || k->source->c->is_forwarded ? "true" : "false");
}

/* --- tags of the request ------------------------------------------------------------------------------------------ */

/* Services name them in many ways: a list of { Key, Value } or { key, value } or { TagKey, TagValue }, or a map. */
static struct span tag_part(const struct doc *tag, const char *const *names)
{
    struct span part = { NULL, 0 };

    for (; *names && !part.data; names++) part = doc_get_str(tag, *names);
    return part;
}

/* REST XML: a structure that has the list as its Items. */
static const struct doc *items_of(const struct doc *d)
{
    const struct doc *items = doc_is(d, DOC_MAP) ? doc_get(d, "Items") : NULL;

    return doc_is(items, DOC_LIST) ? items : d;
}

static const struct doc *request_tags(const struct asking *k)
{
    static const char *const names[] = { "Tags", "tags", "TagSet", NULL };
    const struct doc *in = k->source->c->in, *within = doc_get(in, "DistributionConfigWithTags"), *tags = NULL;

    for (size_t i = 0; names[i] && !tags; i++) tags = doc_get(within ? within : in, names[i]);
    return items_of(tags);
}

static void tag_at(const struct doc *tags, size_t i, struct span *key, struct span *value)
{
    static const char *const keys[] = { "Key", "key", "TagKey", NULL }, *const values[] = { "Value", "value",
                                                                                            "TagValue", NULL };

    if (doc_is(tags, DOC_MAP)) {
        *key = tags->map.members[i].name;
        *value = doc_text(tags->map.members[i].value);
    } else {
        *key = tag_part(doc_at(tags, i), keys);
        *value = tag_part(doc_at(tags, i), values);
    }
}

static bool request_tag(struct asking *k)
{
    const struct doc *tags = request_tags(k);
    struct span key, value;

    for (size_t i = 0; i < doc_count(tags); i++) {
        tag_at(tags, i, &key, &value);
        if (span_eq_nocase(key, k->behind)) return has(k, value);
    }
    return false;
}

static bool tag_keys(struct asking *k)
{
    const struct doc *tags = request_tags(k), *keys = items_of(doc_get(k->source->c->in, "TagKeys"));
    struct span *items, value;
    size_t count = 0;

    if (!keys) keys = doc_get(k->source->c->in, "tagKeys");
    items = ARENA_ARRAY(&k->source->c->arena, struct span, doc_count(tags) + doc_count(keys) + 1);
    for (size_t i = 0; i < doc_count(tags); i++) tag_at(tags, i, &items[count++], &value);
    for (size_t i = 0; doc_is(keys, DOC_LIST) && i < doc_count(keys); i++) items[count++] = doc_text(doc_at(keys, i));
    *k->values = (struct policy_values){ items, count };
    return count > 0;
}

/* --- the resource ------------------------------------------------------------------------------------------------- */

static bool resource_account(struct asking *k)
{
    const struct service *keeper = k->source->keeper;
    struct arn arn;

    if (!arn_parse(k->source->ask->resource, &arn)) return false;
    if (keeper && keeper->resource_account)
        return has(k, keeper->resource_account(k->source->c, k->source->ask->resource));
    return has(k, arn.account.size ? arn.account : span_of(k->source->c->who.account));
}

static struct doc *resource_tags(struct call *c, const struct service *s, struct span arn)
{
    struct db *lent;
    struct doc *tags = call_lend_store(c, &lent) ? s->resource_tags(c, arn) : NULL;

    call_return_store(c, lent);
    return tags;
}

static bool resource_tag(struct asking *k)
{
    const struct service *s = k->source->keeper;

    if (!s || !s->resource_tags) return false;
    return has(k, tag_find(resource_tags(k->source->c, s, k->source->ask->resource), k->behind));
}

static bool passed_to(struct asking *k)
{
    return has_text(k, k->source->ask->passed_to);
}

/* --- the table ---------------------------------------------------------------------------------------------------- */

static const struct key {
    const char *name; /* one that takes a name ends with a slash */
    bool (*find)(struct asking *k);
} keys[] = {
    { "aws:PrincipalArn", principal_arn },
    { "aws:PrincipalAccount", principal_account },
    { "aws:PrincipalType", principal_type },
    { "aws:PrincipalTag/", principal_tag },
    { "aws:PrincipalIsAWSService", principal_is_service },
    { "aws:PrincipalServiceName", principal_service },
    { "aws:userid", user_id },
    { "aws:username", user_name },
    { "aws:TokenIssueTime", token_issue_time },
    { "aws:FederatedProvider", federated_provider },
    { "aws:SourceIdentity", source_identity },
    { "aws:MultiFactorAuthPresent", mfa },
    { "aws:MultiFactorAuthAge", mfa_age },
    { "aws:SourceIp", source_ip },
    { "aws:SecureTransport", secure_transport },
    { "aws:UserAgent", user_agent },
    { "aws:Referer", referer },
    { "aws:CurrentTime", current_time },
    { "aws:EpochTime", epoch_time },
    { "aws:RequestedRegion", requested_region },
    { "aws:SourceArn", source_arn },
    { "aws:SourceAccount", source_account },
    { "aws:SourceOwner", source_account }, /* AWS: its older name, in topics' own policies */
    { "aws:ViaAWSService", via_service },
    { "aws:RequestTag/", request_tag },
    { "aws:TagKeys", tag_keys },
    { "aws:ResourceAccount", resource_account },
    { "aws:ResourceTag/", resource_tag },
    { "iam:PassedToService", passed_to },
};

static bool is_named(const char *name, struct span key, struct span *behind)
{
    size_t size = strlen(name);

    *behind = span_sub(key, size, SIZE_MAX);
    if (key.size < size || strncasecmp(name, key.data, size) != 0) return false;
    return name[size - 1] == '/' ? key.size > size : key.size == size;
}

/* "SERVICE:ResourceTag/NAME" is what services called aws:ResourceTag before; theirs is told alike. */
static bool is_older_tag(struct span key, struct span *behind)
{
    size_t colon = span_find(key, ':');

    return is_named(":ResourceTag/", span_sub(key, colon, SIZE_MAX), behind);
}

static bool service_key(struct asking *k, struct span key)
{
    struct call *c = k->source->c;
    struct span *items;
    size_t count = 0;

    for (const struct ask_key *at = ask_keys(c); at; at = at->next) count += span_is_nocase(key, at->key);
    items = ARENA_ARRAY(&c->arena, struct span, count + 1);
    *k->values = (struct policy_values){ items, count };
    for (const struct ask_key *at = ask_keys(c); at; at = at->next)
        if (span_is_nocase(key, at->key)) items[--count] = at->value;
    return k->values->count > 0;
}

static bool find(const struct policy_context *context, struct span key, struct policy_values *values)
{
    struct asking k = { .source = context->arg, .values = values };

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (is_named(keys[i].name, key, &k.behind)) return keys[i].find(&k);
    if (is_older_tag(key, &k.behind) && resource_tag(&k)) return true;
    return service_key(&k, key);
}

struct policy_context condition_context(struct condition_source *source)
{
    return (struct policy_context){ .find = find, .arena = &source->c->arena, .arg = source };
}

struct doc *condition_keys_known(struct condition_source *source)
{
    struct doc *d = doc_map(&source->c->arena);
    struct policy_values values;

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        struct asking k = { .source = source, .values = &values };
        if (!strchr(keys[i].name, '/') && keys[i].find != tag_keys && keys[i].find(&k))
            doc_put_str(d, keys[i].name, values.items[0]);
    }
    for (const struct ask_key *at = ask_keys(source->c); at; at = at->next) doc_put_str(d, at->key, at->value);
    return d;
}
