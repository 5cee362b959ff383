/* The role's trust was asked at the door. */
#include "emulator/services/sts/sts_roles.h"

#include <stdio.h>

#include "emulator/core/arn.h"
#include "emulator/core/ask.h"
#include "emulator/services/sts/sts_faults.h"
#include "emulator/services/sts/sts_iam.h"
#include "emulator/services/sts/sts_limits.h"
#include "emulator/services/sts/sts_mfa.h"

#define DURATION_DEFAULT 3600
#define CHAINED_MAX      3600 /* seconds: of a session that another session made */

struct role {
    bool is_there;
    struct span id, arn;
    int64_t duration_max;
};

static struct role role_find(struct call *c, struct span arn)
{
    struct role role = { .id = SPAN(IDENTITY_NO_ROLE), .arn = arn, .duration_max = INT32_MAX };
    const struct doc *found;
    struct arn parts;

    arn_parse(arn, &parts);
    found = doc_get(sts_iam_get(c, parts.account, "GetRole", "RoleName", arn_last(arn)), "Role");
    if (!found) return role;
    role.id = doc_get_str(found, "RoleId");
    role.arn = doc_get_str(found, "Arn");
    role.duration_max = doc_get_int(found, "MaxSessionDuration", DURATION_DEFAULT);
    role.is_there = span_eq(role.arn, arn);
    return role;
}

static int refuse_role(struct call *c, struct span arn)
{
    bool is_signed = c->who.kind != IDENTITY_ANONYMOUS;

    if (!is_signed) return fault(c, &sts_access_denied, "Not authorized to perform %s", ask_action(c));
    return fault(c, &sts_access_denied, "User: %s is not authorized to perform: %s on resource: %.*s", c->who.arn,
                 ask_action(c), SPAN_ARG(arn));
}

static int duration_check(struct call *c, int64_t seconds, const struct role *role, int64_t max)
{
    if (c->who.kind == IDENTITY_SERVICE) return 0;
    if (max && seconds > max)
        return fault(
            c, &sts_validation,
            "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.");
    if (seconds > role->duration_max)
        return fault(c, &sts_validation,
                     "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
    return 0;
}

/* A service may act by a role that IAM does not have: what it calls then is not held against any policy. */
int sts_assume(struct call *c, struct sts_session *s, int64_t duration_max)
{
    struct span arn = doc_get_str(c->in, "RoleArn");
    const char *name = doc_get_cstr(c->in, "RoleSessionName");
    int64_t seconds = doc_get_int(c->in, "DurationSeconds", DURATION_DEFAULT);
    struct identity *who = ARENA_NEW(&c->arena, struct identity);
    struct doc *user;
    struct role role;

    if (!identity_of_role(arn, name, c->who.region, who))
        return fault(c, &sts_validation, "%.*s is invalid", SPAN_ARG(arn));
    role = role_find(c, arn);
    if (!role.is_there && c->who.kind != IDENTITY_SERVICE) return refuse_role(c, arn);
    if (duration_check(c, seconds, &role, duration_max) || sts_limits_policies(c, s)) return -1;
    if (sts_limits_packed(s) > 100)
        return fault(c, &sts_packed_policy_too_large, "Packed size of session tags consumes %d%% of allotted space.",
                     sts_limits_packed(s));
    snprintf(who->user_id, sizeof who->user_id, "%.*s:%s", SPAN_ARG(role.id), name);
    sts_session_issue(c, who, s, seconds, c->out);
    user = doc_put_map(c->out, "AssumedRoleUser");
    doc_put_cstr(user, "AssumedRoleId", who->user_id);
    doc_put_cstr(user, "Arn", who->arn);
    if (s->policies || s->tags) doc_put_int(c->out, "PackedPolicySize", sts_limits_packed(s));
    doc_put_str(c->out, "SourceIdentity", s->source_identity);
    return 0;
}

/* AWS: once it is set, nobody changes it along the chain. */
static int refuse_identity(struct call *c)
{
    return fault(c, &sts_access_denied,
                 "User: %s is not authorized to perform: sts:SetSourceIdentity on resource: %.*s", c->who.arn,
                 SPAN_ARG(doc_get_str(c->in, "RoleArn")));
}

int sts_assume_role(struct call *c)
{
    struct sts_session s = { 0 }, maker;
    bool is_chained = c->who.key_id[0] && sts_session_find(c->db, &c->arena, span_of(c->who.key_id), &maker);

    if (sts_limits_tags(c, is_chained ? &maker : NULL, &s) || sts_mfa_use(c, &s)) return -1;
    s.source_identity = doc_get_str(c->in, "SourceIdentity");
    if (is_chained && maker.source_identity.size) {
        if (s.source_identity.size && !span_eq(s.source_identity, maker.source_identity)) return refuse_identity(c);
        s.source_identity = maker.source_identity;
    }
    return sts_assume(c, &s, is_chained && c->who.kind == IDENTITY_ROLE ? CHAINED_MAX : 0);
}
