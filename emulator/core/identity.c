/* Principals and the keys that stand for them. */
#include "emulator/core/identity.h"

#include <assert.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

#include "emulator/core/arn.h"

const struct identity identity_default = {
    .kind = IDENTITY_ROOT,
    .account = ACCOUNT_DEFAULT,
    .region = REGION_DEFAULT,
    .arn = "arn:aws:iam::" ACCOUNT_DEFAULT ":root",
    .user_id = ACCOUNT_DEFAULT,
};

/* One a service; a service that starts again, as tests do, registers the same. */
static identity_lookup_fn *_Atomic lookups[4];

void identity_register_keys(identity_lookup_fn *lookup)
{
    size_t i = 0;

    while (lookups[i] && lookups[i] != lookup) i++;
    assert(i < sizeof lookups / sizeof *lookups - 1);
    lookups[i] = lookup;
}

enum identity_found identity_key_find(struct span access_key_id, struct identity_key *key)
{
    enum identity_found found = IDENTITY_NOT_OURS;

    for (size_t i = 0; lookups[i] && found == IDENTITY_NOT_OURS; i++) found = lookups[i](access_key_id, key);
    return found;
}

static bool is_account(struct span id)
{
    for (size_t i = 0; i < id.size; i++)
        if (id.data[i] < '0' || id.data[i] > '9') return false;
    return id.size == 12;
}

void identity_of_root(struct span access_key_id, struct identity *who)
{
    *who = identity_default;
    if (!is_account(access_key_id)) return;
    snprintf(who->account, sizeof who->account, "%.*s", SPAN_ARG(access_key_id));
    snprintf(who->arn, sizeof who->arn, "arn:aws:iam::%s:root", who->account);
    snprintf(who->user_id, sizeof who->user_id, "%s", who->account);
}

bool identity_of_role(struct span role_arn, const char *session, const char *region, struct identity *who)
{
    struct span name;
    struct arn arn;

    if (!arn_parse_of(role_arn, "iam", &arn) || arn.account.size != 12 || !span_starts(arn.resource, "role/"))
        return false;
    name = arn_last(arn.resource);
    memset(who, 0, sizeof *who);
    who->kind = IDENTITY_ROLE;
    snprintf(who->account, sizeof who->account, "%.*s", SPAN_ARG(arn.account));
    snprintf(who->region, sizeof who->region, "%s", region);
    snprintf(who->arn, sizeof who->arn, "arn:aws:sts::%s:assumed-role/%.*s/%s", who->account, SPAN_ARG(name), session);
    snprintf(who->user_id, sizeof who->user_id, "AROA%.*s:%.60s", SPAN_ARG(span_sub(name, 0, 40)), session);
    return true;
}

void identity_of_service(const char *name, struct span account, struct span region, struct span source_arn,
                         struct identity *who)
{
    *who = (struct identity){ .kind = IDENTITY_SERVICE, .source_arn = source_arn };
    snprintf(who->account, sizeof who->account, "%.*s", SPAN_ARG(account));
    snprintf(who->region, sizeof who->region, "%.*s", SPAN_ARG(region));
    snprintf(who->arn, sizeof who->arn, "%s.amazonaws.com", name);
    snprintf(who->user_id, sizeof who->user_id, "%s.amazonaws.com", name);
}

bool identity_of_service_at(const char *name, struct span arn, struct span source_arn, struct identity *who)
{
    struct arn parts;

    if (!arn_parse(arn, &parts)) return false;
    identity_of_service(name, parts.account, parts.region, source_arn, who);
    return true;
}

void identity_of_origin(struct span id, struct span canonical, struct identity *who)
{
    *who = (struct identity){ .kind = IDENTITY_ORIGIN, .account = "cloudfront", .region = REGION_DEFAULT };
    snprintf(who->arn, sizeof who->arn, "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity %.*s",
             SPAN_ARG(id));
    snprintf(who->user_id, sizeof who->user_id, "%.*s", SPAN_ARG(canonical));
}
