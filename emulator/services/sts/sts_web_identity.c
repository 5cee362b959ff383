/* A JSON Web Token (RFC 7519): three parts of base64url, of which the second has the claims. */
#include "emulator/services/sts/sts_web_identity.h"

#include "emulator/base/json.h"
#include "emulator/base/log.h"
#include "emulator/core/arn.h"
#include "emulator/core/ask.h"
#include "emulator/services/sts/sts_faults.h"
#include "emulator/services/sts/sts_iam.h"
#include "emulator/core/jws.h"
#include "emulator/services/sts/sts_limits.h"
#include "emulator/services/sts/sts_roles.h"
#include "emulator/store/store.h"

/* --- the token ---------------------------------------------------------------------------------------------------- */

/* The claims, or NULL when it is no token. */
static struct doc *claims_read(struct arena *a, struct span token)
{
    struct span rest = token, head, claims, bytes;
    struct doc *d;

    if (!span_split(&rest, '.', &head) || !rest.data || !span_split(&rest, '.', &claims) || !rest.data) return NULL;
    if (!jws_decode(a, claims, &bytes)) return NULL;
    d = json_parse(a, bytes, NULL);
    return doc_is(d, DOC_MAP) ? d : NULL;
}

/* AWS: providers are named without their scheme. */
static struct span issuer_of(const struct doc *claims)
{
    struct span issuer = doc_get_str(claims, "iss");

    return span_starts(issuer, "https://") ? span_sub(issuer, 8, SIZE_MAX) : issuer;
}

/* The first of several. */
static struct span audience_of(const struct doc *claims)
{
    const struct doc *aud = doc_get(claims, "aud");

    return doc_is(aud, DOC_LIST) ? doc_text(doc_at(aud, 0)) : doc_text(aud);
}

static struct span provider_of(struct call *c, const struct doc *claims)
{
    struct arn role;

    if (!arn_parse_of(doc_get_str(c->in, "RoleArn"), "iam", &role)) return (struct span){ NULL, 0 };
    return arn_make(&c->arena, "iam", SPAN(""), role.account, "oidc-provider/%.*s", SPAN_ARG(issuer_of(claims)));
}

void sts_web_identity_keys(struct call *c)
{
    struct span token = doc_get_str(c->in, "WebIdentityToken");
    struct doc *claims = token.data ? claims_read(&c->arena, token) : NULL;
    struct span issuer = issuer_of(claims);

    if (!issuer.size) return;
    ask_key(c, "aws:FederatedProvider", provider_of(c, claims));
    ask_key(c, arena_printf(&c->arena, "%.*s:aud", SPAN_ARG(issuer)), audience_of(claims));
    ask_key(c, arena_printf(&c->arena, "%.*s:sub", SPAN_ARG(issuer)), doc_get_str(claims, "sub"));
}

/* --- the operation ------------------------------------------------------------------------------------------------ */

static struct doc *provider_find(struct call *c, struct span arn)
{
    struct arn parts;

    arn_parse(arn, &parts);
    return sts_iam_get(c, parts.account, "GetOpenIDConnectProvider", "OpenIDConnectProviderArn", arn);
}

static bool has_text(const struct doc *list, struct span text)
{
    for (size_t i = 0; i < doc_count(list); i++)
        if (span_eq(doc_text(doc_at(list, i)), text)) return true;
    return false;
}

/* AWS: seen where the issuer has no such key. DIFFERS: the same words for a signature that is wrong, which AWS has
 * others
 * for; and where the issuer does not answer, as offline, its token is taken at its word, which the log tells. */
static int signature_check(struct call *c, const struct doc *claims)
{
    struct span issuer = arena_format(&c->arena, "https://%.*s", SPAN_ARG(issuer_of(claims)));

    if (store_is_writer()) return 0;
    switch (jws_verify(&c->arena, issuer, doc_get_str(c->in, "WebIdentityToken"))) {
    case JWS_IS_GOOD: return 0;
    case JWS_IS_WRONG:
        return fault(c, &sts_invalid_identity_token,
                     "Couldn't retrieve verification key from your identity provider,  please reference "
                     "AssumeRoleWithWebIdentity documentation for requirements");
    default:
        log_info("sts: the token's signature is not verified: %.*s does not give its keys", SPAN_ARG(issuer));
        return 0;
    }
}

static int token_check(struct call *c, const struct doc *claims)
{
    struct span issuer = issuer_of(claims);
    struct doc *provider;

    if (!claims || !issuer.size || !doc_get_str(claims, "sub").size)
        return fault(c, &sts_invalid_identity_token,
                     "The ID Token provided is not a valid JWT. (You may see this error if "
                     "you sent an Access Token)");
    provider = provider_find(c, provider_of(c, claims));
    if (!provider)
        return fault(c, &sts_invalid_identity_token, "No OpenIDConnect provider found in your account for https://%.*s",
                     SPAN_ARG(issuer));
    if (!has_text(doc_get(provider, "ClientIDList"), audience_of(claims)))
        return fault(c, &sts_invalid_identity_token, "Incorrect token audience");
    if (doc_get_int(claims, "exp", INT64_MAX / 1000) * 1000 < c->now_ms)
        return fault(c, &sts_expired_identity_token,
                     "Token expired: current date/time %lld must be before the expiration "
                     "date/time %lld",
                     (long long)(c->now_ms / 1000), (long long)doc_get_int(claims, "exp", 0));
    return signature_check(c, claims);
}

/* AWS: "principal_tags": { "team": ["red"] }, "transitive_tag_keys": ["team"]; a text may stand for a list of one.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html */
static void tags_put(struct call *c, const struct doc *claim)
{
    const struct doc *tags = doc_get(claim, "principal_tags"), *keys = doc_get(claim, "transitive_tag_keys");
    struct doc *list;

    if (doc_is(tags, DOC_MAP) && doc_count(tags)) {
        list = doc_put_list(c->in, "Tags");
        for (size_t i = 0; i < doc_count(tags); i++) {
            const struct doc *value = tags->map.members[i].value;
            struct doc *tag = doc_append_map(list);
            doc_put_str(tag, "Key", tags->map.members[i].name);
            doc_put_str(tag, "Value", doc_text(doc_is(value, DOC_LIST) ? doc_at(value, 0) : value));
        }
    }
    if (!doc_is(keys, DOC_LIST) || !doc_count(keys)) return;
    list = doc_put_list(c->in, "TransitiveTagKeys");
    for (size_t i = 0; i < doc_count(keys); i++) doc_append_str(list, doc_text(doc_at(keys, i)));
}

int sts_web_identity_resolve(struct call *c)
{
    struct doc *claims = claims_read(&c->arena, doc_get_str(c->in, "WebIdentityToken"));

    if (token_check(c, claims)) return -1;
    tags_put(c, doc_get(claims, "https://aws.amazon.com/tags"));
    doc_put_str(c->in, "SourceIdentity", doc_get_str(claims, "https://aws.amazon.com/source_identity"));
    return 0;
}

int sts_assume_role_with_web_identity(struct call *c)
{
    struct doc *claims = claims_read(&c->arena, doc_get_str(c->in, "WebIdentityToken"));
    struct sts_session s = { .source_identity = doc_get_str(c->in, "SourceIdentity"),
                             .provider = provider_of(c, claims) };

    if (sts_limits_tags(c, NULL, &s) || sts_assume(c, &s, 0)) return -1;
    doc_put_str(c->out, "SubjectFromWebIdentityToken", doc_get_str(claims, "sub"));
    doc_put_str(c->out, "Provider", s.provider);
    doc_put_str(c->out, "Audience", audience_of(claims));
    return 0;
}
