/* AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html */
#include "emulator/services/apigatewayv2/httpapi_authorize_jwt.h"

#include <string.h>

#include "emulator/base/json.h"
#include "emulator/core/jws.h"
#include "emulator/services/apigatewayv2/httpapi_named.h"

/* The claims of a token of three parts; NULL: it is none. */
static struct doc *claims_of(struct arena *a, struct span token)
{
    struct span rest = token, head, body, bytes;
    struct doc *claims;

    if (!span_split(&rest, '.', &head) || !span_split(&rest, '.', &body) || !rest.size) return NULL;
    if (!jws_decode(a, body, &bytes)) return NULL;
    claims = json_parse(a, bytes, NULL);
    return doc_is(claims, DOC_MAP) ? claims : NULL;
}

static struct span without_bearer(struct span token)
{
    static const char bearer[] = "Bearer ";

    return span_is_nocase(span_sub(token, 0, sizeof bearer - 1), bearer)
               ? span_trim(span_sub(token, sizeof bearer - 1, SIZE_MAX))
               : token;
}

static bool has(const struct doc *list, struct span text)
{
    for (size_t i = 0; i < doc_count(list); i++)
        if (span_eq(doc_text(doc_at(list, i)), text)) return true;
    return false;
}

/* Of `aud`, a text or a list of them; without one of `client_id`. */
static bool is_for(const struct doc *claims, const struct doc *audience)
{
    const struct doc *aud = doc_get(claims, "aud");

    if (!aud) return has(audience, doc_get_str(claims, "client_id"));
    for (size_t i = 0; i < doc_count(aud); i++)
        if (has(audience, doc_text(doc_at(aud, i)))) return true;
    return doc_is(aud, DOC_STRING) && has(audience, doc_chars(aud));
}

/* Seconds of a claim against the clock. */
static bool is_before(const struct doc *claims, const char *name, int64_t now_ms, bool otherwise)
{
    const struct doc *d = doc_get(claims, name);

    return d ? doc_as_double(d) * 1000 <= (double)now_ms : otherwise;
}

/* Why it is not good; NULL: it is. */
static const char *fault_of(struct httpapi_request *r, const struct doc *claims, const struct doc *jwt)
{
    if (!span_eq(doc_get_str(claims, "iss"), doc_get_str(jwt, "Issuer"))) return "invalid issuer";
    if (!is_for(claims, doc_get(jwt, "Audience"))) return "the token does not have a valid audience";
    if (is_before(claims, "exp", r->now_ms, true)) return "the token has expired";
    if (!is_before(claims, "nbf", r->now_ms, true)) return "the token is not valid yet";
    return is_before(claims, "iat", r->now_ms, true) ? NULL : "the token was issued in the future";
}

static int unauthorized(struct httpapi_request *r, const char *why)
{
    http_response_header(r->response, "WWW-Authenticate",
                         "Bearer scope=\"\" error=\"invalid_token\" error_description=\"%s\"", why);
    return httpapi_refuse(r, 401, "Unauthorized");
}

/* AWS: as texts; of a list "[a b]". */
static struct doc *claims_shown(struct arena *a, const struct doc *claims)
{
    struct doc *shown = doc_map(a);

    for (size_t i = 0; i < doc_count(claims); i++) {
        const struct doc_member *m = &claims->map.members[i];
        struct buf text = { 0 };
        if (doc_is(m->value, DOC_STRING)) buf_add_span(&text, doc_chars(m->value));
        else if (!doc_is(m->value, DOC_LIST)) json_write(&text, m->value);
        for (size_t k = 0; doc_is(m->value, DOC_LIST) && k < doc_count(m->value); k++) {
            const struct doc *item = doc_at(m->value, k);
            buf_add_char(&text, k ? ' ' : '[');
            if (doc_is(item, DOC_STRING)) buf_add_span(&text, doc_chars(item));
            else json_write(&text, item);
        }
        if (doc_is(m->value, DOC_LIST)) buf_add_text(&text, doc_count(m->value) ? "]" : "[]");
        doc_put_span(shown, m->name, doc_string(a, arena_span(a, buf_span(&text))));
        buf_release(&text);
    }
    return shown;
}

/* Of `scope`, words in a text, or of `scp`, that or a list. */
static struct doc *scopes_of(struct arena *a, const struct doc *claims)
{
    const struct doc *d = doc_get(claims, "scope") ? doc_get(claims, "scope") : doc_get(claims, "scp");
    struct doc *scopes = doc_list(a);
    struct span rest = doc_text(d), word;

    if (doc_is(d, DOC_LIST)) return doc_copy(a, d);
    while (span_split(&rest, ' ', &word))
        if (word.size) doc_append_str(scopes, word);
    return scopes;
}

static bool has_scope(const struct doc *scopes, const struct doc *wanted)
{
    for (size_t i = 0; i < doc_count(wanted); i++)
        if (has(scopes, doc_text(doc_at(wanted, i)))) return true;
    return !doc_count(wanted);
}

int httpapi_authorize_jwt(struct httpapi_request *r, const struct doc *authorizer)
{
    const struct doc *jwt = doc_get(authorizer, "JwtConfiguration"), *wanted = doc_get(r->route, "AuthorizationScopes");
    struct span token =
        without_bearer(httpapi_named_source(r, doc_text(doc_at(doc_get(authorizer, "IdentitySource"), 0))));
    struct doc *claims = claims_of(r->arena, token), *scopes;
    const char *fault;

    if (!token.size) {
        http_response_header(r->response, "WWW-Authenticate", "Bearer");
        return httpapi_refuse(r, 401, "Unauthorized");
    }
    if (!claims) return unauthorized(r, "the token is malformed");
    if ((fault = fault_of(r, claims, jwt))) return unauthorized(r, fault);
    switch (jws_verify(r->arena, doc_get_str(jwt, "Issuer"), token)) {
    case JWS_IS_GOOD: break;
    case JWS_IS_WRONG: return unauthorized(r, "signature is invalid");
    case JWS_IS_UNKNOWN: return unauthorized(r, "OIDC discovery endpoint communication error");
    }
    scopes = scopes_of(r->arena, claims);
    if (!has_scope(scopes, wanted)) return httpapi_refuse(r, 403, "Forbidden");
    r->authorizer = doc_map(r->arena);
    doc_put(doc_put_map(r->authorizer, "jwt"), "claims", claims_shown(r->arena, claims));
    doc_put(doc_get(r->authorizer, "jwt"), "scopes",
            doc_count(wanted) ? doc_copy(r->arena, wanted) : doc_null(r->arena));
    return 0;
}
