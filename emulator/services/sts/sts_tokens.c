/* Those of the root last an hour at most, those of users a day and a half. */
#include "emulator/services/sts/sts_tokens.h"

#include <stdio.h>

#include "emulator/core/arn.h"
#include "emulator/services/sts/sts_faults.h"
#include "emulator/services/sts/sts_limits.h"
#include "emulator/services/sts/sts_mfa.h"

#define DURATION_DEFAULT 43200
#define ROOT_MAX         3600

static bool is_temporary(const struct call *c)
{
    return c->who.kind == IDENTITY_ROLE || c->who.kind == IDENTITY_FEDERATED ||
           span_starts(span_of(c->who.key_id), "ASIA");
}

static int64_t duration_of(struct call *c)
{
    int64_t seconds = doc_get_int(c->in, "DurationSeconds", DURATION_DEFAULT);

    return c->who.kind == IDENTITY_ROOT && seconds > ROOT_MAX ? ROOT_MAX : seconds;
}

int sts_get_session_token(struct call *c)
{
    struct sts_session s = { 0 };

    if (is_temporary(c)) return fault(c, &sts_access_denied, "Cannot call GetSessionToken with session credentials");
    if (sts_mfa_use(c, &s)) return -1;
    sts_session_issue(c, &c->who, &s, duration_of(c), c->out);
    return 0;
}

static struct span federated_arn(struct call *c)
{
    return arn_make(&c->arena, "sts", SPAN(""), span_of(c->who.account), "federated-user/%.*s",
                    SPAN_ARG(doc_get_str(c->in, "Name")));
}

int sts_get_federation_token(struct call *c)
{
    struct identity *who = ARENA_NEW(&c->arena, struct identity);
    struct sts_session s = { .maker = span_of(c->who.arn) };
    struct doc *user;

    if (is_temporary(c)) return fault(c, &sts_access_denied, "Cannot call GetFederationToken with session credentials");
    if (sts_limits_tags(c, NULL, &s) || sts_limits_policies(c, &s)) return -1;
    *who = c->who;
    who->kind = IDENTITY_FEDERATED;
    snprintf(who->arn, sizeof who->arn, "%.*s", SPAN_ARG(federated_arn(c)));
    snprintf(who->user_id, sizeof who->user_id, "%s:%.*s", who->account, SPAN_ARG(doc_get_str(c->in, "Name")));
    sts_session_issue(c, who, &s, duration_of(c), c->out);
    user = doc_put_map(c->out, "FederatedUser");
    doc_put_cstr(user, "FederatedUserId", who->user_id);
    doc_put_cstr(user, "Arn", who->arn);
    if (s.policies || s.tags) doc_put_int(c->out, "PackedPolicySize", sts_limits_packed(&s));
    return 0;
}

/* AWS: the account stands in the key itself, in base32 behind its first four letters, since 2019; seen by many,
 * documented nowhere. Nube's own keys are looked up. */
static bool account_decode(struct span id, char account[13])
{
    uint64_t bits = 0;

    for (size_t i = 4; i < 14 && i < id.size; i++) {
        char c = id.data[i];
        if (!(c >= 'A' && c <= 'Z') && !(c >= '2' && c <= '7')) return false;
        bits = bits << 5 | (uint64_t)(c >= 'A' ? c - 'A' : c - '2' + 26);
    }
    snprintf(account, 13, "%012llu", (unsigned long long)((bits >> 2 & 0x7fffffffff80) >> 7) % 1000000000000);
    return id.size >= 14;
}

int sts_get_access_key_info(struct call *c)
{
    struct span id = doc_get_str(c->in, "AccessKeyId");
    struct identity_key *key = ARENA_NEW(&c->arena, struct identity_key);
    char account[13];

    if (identity_key_find(id, key) == IDENTITY_OURS) doc_put_cstr(c->out, "Account", key->who.account);
    else if (account_decode(id, account)) doc_put_cstr(c->out, "Account", account);
    else return fault(c, &sts_validation, "Invalid value for the parameter AccessKeyId");
    return 0;
}

/* Nube's services, as most of AWS's, say in plain words why they refuse: there is nothing to decode. */
int sts_decode_authorization_message(struct call *c)
{
    return fault(c, &sts_invalid_authorization_message, "The encoded message is not valid.");
}

int sts_get_caller_identity(struct call *c)
{
    doc_put_cstr(c->out, "UserId", c->who.user_id);
    doc_put_cstr(c->out, "Account", c->who.account);
    doc_put_cstr(c->out, "Arn", c->who.arn);
    return 0;
}
