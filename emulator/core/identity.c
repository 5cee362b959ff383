/* Principals and the keys that stand for them. */
#include "emulator/core/identity.h"

#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

const struct identity identity_default = {
    .kind = IDENTITY_ROOT,
    .account = ACCOUNT_DEFAULT,
    .region = REGION_DEFAULT,
    .arn = "arn:aws:iam::" ACCOUNT_DEFAULT ":root",
    .user_id = ACCOUNT_DEFAULT,
};

static identity_lookup_fn *_Atomic lookup_keys;

void identity_register_keys(identity_lookup_fn *lookup)
{
    lookup_keys = lookup;
}

enum identity_found identity_key_find(struct span access_key_id, struct identity_key *key)
{
    identity_lookup_fn *lookup = lookup_keys;

    return lookup ? lookup(access_key_id, key) : IDENTITY_NOT_OURS;
}

bool identity_of_role(struct span role_arn, const char *session, const char *region, struct identity *who)
{
    struct span rest = role_arn, part[6], name;

    for (int i = 0; i < 6; i++)
        if (!span_split(&rest, ':', &part[i])) return false;
    if (!span_is(part[2], "iam") || part[4].size != 12 || !span_starts(part[5], "role/")) return false;
    name = part[5];
    while (span_find(name, '/') < name.size) name = span_sub(name, span_find(name, '/') + 1, SIZE_MAX);
    memset(who, 0, sizeof *who);
    who->kind = IDENTITY_ROLE;
    snprintf(who->account, sizeof who->account, "%.*s", SPAN_ARG(part[4]));
    snprintf(who->region, sizeof who->region, "%s", region);
    snprintf(who->arn, sizeof who->arn, "arn:aws:sts::%s:assumed-role/%.*s/%s", who->account, SPAN_ARG(name), session);
    snprintf(who->user_id, sizeof who->user_id, "AROA%.*s:%.60s", SPAN_ARG(span_sub(name, 0, 40)), session);
    return true;
}
