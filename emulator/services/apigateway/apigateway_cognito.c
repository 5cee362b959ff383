/* Claims first, since they cost nothing; the issuer's keys last. */
#include "emulator/services/apigateway/apigateway_cognito.h"

#include "emulator/base/json.h"
#include "emulator/base/regex.h"
#include "emulator/core/jws.h"
#include "emulator/services/apigateway/apigateway_parameters.h"
#include "emulator/services/apigateway/apigateway_refusal.h"

/* The claims, or NULL when it is no token (RFC 7519). */
static struct doc *claims_read(struct arena *a, struct span token)
{
    struct span rest = token, head, claims, bytes;
    struct doc *d;

    if (!span_split(&rest, '.', &head) || !span_split(&rest, '.', &claims) || !rest.data) return NULL;
    if (!jws_decode(a, claims, &bytes)) return NULL;
    d = json_parse(a, bytes, NULL);
    return doc_is(d, DOC_MAP) ? d : NULL;
}

static bool token_find(struct api_request *r, struct span *token)
{
    struct span source = doc_get_str(r->method->authorizer, "identitySource");

    if (!api_parameter_value(r, source.size ? source : SPAN("method.request.header.Authorization"), token))
        return false;
    if (span_starts(*token, "Bearer ")) *token = span_sub(*token, sizeof "Bearer " - 1, SIZE_MAX);
    return token->size > 0;
}

/* --- the issuer --------------------------------------------------------------------------------------------------- */

/* "http://localhost:9229/POOL": an emulator of user pools on this machine. */
static bool is_local(struct span issuer, struct span pool)
{
    size_t at = issuer.size > pool.size ? issuer.size - pool.size - 1 : 0;
    struct span host = span_sub(issuer, 0, at);

    if (!at || issuer.data[at] != '/' || !span_eq(span_sub(issuer, at + 1, SIZE_MAX), pool)) return false;
    host = span_sub(host, span_starts(host, "https://") ? 8 : span_starts(host, "http://") ? 7 : host.size, SIZE_MAX);
    host = span_sub(host, 0, span_find(host, ':'));
    return span_is(host, "localhost") || span_is(host, "127.0.0.1");
}

/* "arn:aws:cognito-idp:REGION:ACCOUNT:userpool/POOL". DIFFERS: a pool on this machine is one, too, since Nube has none
 * of its own. */
static bool is_issuer(struct arena *a, struct span arn, struct span issuer)
{
    struct span rest = arn, piece, region = { NULL, 0 }, pool;

    for (int i = 0; i < 4; i++)
        if (!span_split(&rest, ':', &region)) return false;
    if (!span_split(&rest, ':', &piece) || !span_starts(rest, "userpool/")) return false;
    pool = span_sub(rest, sizeof "userpool/" - 1, SIZE_MAX);
    if (!pool.size) return false;
    return span_eq(issuer,
                   arena_format(a, "https://cognito-idp.%.*s.amazonaws.com/%.*s", SPAN_ARG(region), SPAN_ARG(pool))) ||
           is_local(issuer, pool);
}

static bool is_of_pools(struct api_request *r, struct span issuer)
{
    const struct doc *pools = doc_get(r->method->authorizer, "providerARNs");

    for (size_t i = 0; i < doc_count(pools); i++)
        if (is_issuer(r->arena, doc_text(doc_at(pools, i)), issuer)) return true;
    return false;
}

/* --- the claims --------------------------------------------------------------------------------------------------- */

static bool has_word(struct span words, struct span word)
{
    struct span one;

    while (span_split(&words, ' ', &one))
        if (one.size && span_eq(one, word)) return true;
    return false;
}

/* AWS: a method with scopes wants an access token with one of them, another an identity token. */
static bool is_of_use(const struct api_request *r, const struct doc *claims)
{
    const struct doc *scopes = doc_get(r->method->doc, "authorizationScopes");

    if (!doc_count(scopes)) return span_is(doc_get_str(claims, "token_use"), "id");
    for (size_t i = 0; i < doc_count(scopes); i++)
        if (has_word(doc_get_str(claims, "scope"), doc_text(doc_at(scopes, i)))) return true;
    return false;
}

/* AWS: the expression is of the token's audience. */
static bool is_valid(struct api_request *r, const struct doc *claims)
{
    struct span expression = doc_get_str(r->method->authorizer, "identityValidationExpression");
    const struct regex *regex = expression.size ? regex_compile(r->arena, expression, REGEX_WHOLE) : NULL;
    struct regex_match match;

    return !expression.size || (regex && regex_match(regex, doc_get_str(claims, "aud"), 0, &match) == 1);
}

static void claims_put(struct api_request *r, const struct doc *claims)
{
    struct doc *told;

    r->authorizer = doc_map(r->arena);
    told = doc_put_map(r->authorizer, "claims");
    for (size_t i = 0; i < doc_count(claims); i++) {
        const struct doc_member *m = &claims->map.members[i];
        doc_put_span(
            told, m->name,
            doc_string(r->arena, m->value->kind == DOC_STRING ? doc_chars(m->value) : json_text(r->arena, m->value)));
    }
    r->context = NULL; /* which knows more now */
}

/* --- all of it ---------------------------------------------------------------------------------------------------- */

static int signature_check(struct api_request *r, struct span issuer, struct span token)
{
    switch (jws_verify(r->arena, issuer, token)) {
    case JWS_IS_GOOD: return 0;
    case JWS_IS_WRONG: return api_refuse(r, API_UNAUTHORIZED);
    default: return api_refuse(r, API_AUTHORIZER_CONFIGURATION_ERROR);
    }
}

int api_cognito(struct api_request *r)
{
    struct span token, issuer;
    struct doc *claims;

    if (!r->method->authorizer) return api_refuse(r, API_AUTHORIZER_CONFIGURATION_ERROR);
    if (!token_find(r, &token) || !(claims = claims_read(r->arena, token))) return api_refuse(r, API_UNAUTHORIZED);
    issuer = doc_get_str(claims, "iss");
    if (!is_of_pools(r, issuer) || !is_of_use(r, claims) || !is_valid(r, claims))
        return api_refuse(r, API_UNAUTHORIZED);
    if (signature_check(r, issuer, token)) return -1;
    if (doc_get_int(claims, "exp", 0) * 1000 <= r->now_ms)
        return api_refuse_words(r, API_UNAUTHORIZED, "The incoming token has expired");
    claims_put(r, claims);
    return 0;
}
