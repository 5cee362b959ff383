/* A canned policy is never sent: it is put together from the URL and the time, just as who signed did. A custom one
 * comes along, in base64 whose +, = and / are -, _ and ~. */
#include "emulator/services/cloudfront/cloudfront_signed.h"

#include "emulator/base/digest.h"
#include "emulator/base/json.h"
#include "emulator/base/public_key.h"
#include "emulator/policy/policy_compare.h"
#include "emulator/services/cloudfront/cloudfront_paths.h"

#define POLICY_BYTES_MAX 8192
#define EXPIRES_MAX      INT32_MAX /* AWS: milliseconds, say, make a malformed policy */

/* What a request carries, in its query or else in its cookies. */
struct ticket {
    struct span expires, policy, signature, key_id;
};

static const char *const parameters[] = { "Expires", "Policy", "Signature", "Key-Pair-Id", "Hash-Algorithm" };

/* --- finding it --------------------------------------------------------------------------------------------------- */

static struct span cookie_find(const struct http_request *viewer, const char *name)
{
    for (size_t i = 0; i < viewer->header_count; i++) {
        struct span rest = viewer->headers[i].value, cookie;
        if (!span_is_nocase(viewer->headers[i].name, "Cookie")) continue;
        while (span_split(&rest, ';', &cookie)) {
            size_t equals;
            cookie = span_trim(cookie);
            equals = span_find(cookie, '=');
            if (span_is(span_sub(cookie, 0, equals), name)) return span_sub(cookie, equals + 1, SIZE_MAX);
        }
    }
    return (struct span){ NULL, 0 };
}

static struct span query_find(struct arena *a, const struct http_request *viewer, const char *name)
{
    struct span value = { NULL, 0 };

    if (http_query(viewer, name, &value) && span_find(value, '%') < value.size) value = http_decode(a, value, false);
    return value;
}

static bool ticket_find(struct arena *a, const struct http_request *viewer, struct ticket *t)
{
    *t = (struct ticket){ query_find(a, viewer, "Expires"), query_find(a, viewer, "Policy"),
                          query_find(a, viewer, "Signature"), query_find(a, viewer, "Key-Pair-Id") };
    if (t->key_id.size) return true;
    *t = (struct ticket){ cookie_find(viewer, "CloudFront-Expires"), cookie_find(viewer, "CloudFront-Policy"),
                          cookie_find(viewer, "CloudFront-Signature"), cookie_find(viewer, "CloudFront-Key-Pair-Id") };
    return t->key_id.size > 0;
}

static bool is_parameter(struct span pair)
{
    struct span name = span_sub(pair, 0, span_find(pair, '='));

    for (size_t i = 0; i < sizeof parameters / sizeof *parameters; i++)
        if (span_is(name, parameters[i])) return true;
    return false;
}

struct span cloudfront_signed_query(struct arena *a, struct span query)
{
    struct span pair, rest = query;
    char *out = arena_alloc(a, query.size + 1);
    size_t size = 0;

    while (span_split(&rest, '&', &pair)) {
        if (is_parameter(pair)) continue;
        if (size) out[size++] = '&';
        memcpy(out + size, pair.data, pair.size);
        size += pair.size;
    }
    return size ? (struct span){ out, size } : (struct span){ NULL, 0 };
}

/* --- reading it --------------------------------------------------------------------------------------------------- */

static bool unwrap(struct arena *a, struct span text, struct span *bytes)
{
    char *plain = arena_string(a, text);

    for (char *p = plain; *p; p++) *p = *p == '-' ? '+' : *p == '_' ? '=' : *p == '~' ? '/' : *p;
    return base64_decode(a, (struct span){ plain, text.size }, bytes);
}

static struct span resource_of(struct arena *a, const struct cloudfront_signed_question *q)
{
    struct span query = cloudfront_signed_query(a, q->viewer->query);

    return arena_format(a, "%.*s%.*s%s%.*s", SPAN_ARG(q->base), SPAN_ARG(q->viewer->path), query.size ? "?" : "",
                        SPAN_ARG(query));
}

static struct span canned_policy(struct arena *a, struct span resource, struct span expires)
{
    return arena_format(
        a, "{\"Statement\":[{\"Resource\":\"%.*s\",\"Condition\":{\"DateLessThan\":{\"AWS:EpochTime\":%.*s}}}]}",
        SPAN_ARG(resource), SPAN_ARG(expires));
}

static const struct cloudfront_key *key_find(const struct cloudfront_signed_question *q, struct span id)
{
    for (size_t i = 0; i < q->key_count; i++)
        if (span_eq(q->keys[i].id, id)) return &q->keys[i];
    return NULL;
}

static bool is_signed_by(struct arena *a, const struct cloudfront_signed_question *q, const struct cloudfront_key *key,
                         struct span policy, struct span signature)
{
    struct span digest =
        span_is(query_find(a, q->viewer, "Hash-Algorithm"), "SHA256") ? SPAN("SHA-256") : SPAN("SHA-1");

    return public_key_verify(a, key->pem, digest, policy, signature);
}

/* --- a custom policy ---------------------------------------------------------------------------------------------- */

static bool seconds_find(const struct doc *conditions, const char *name, int64_t *seconds)
{
    const struct doc *value = doc_get(doc_get(conditions, name), "AWS:EpochTime");

    if (doc_is(value, DOC_INT)) *seconds = value->integer;
    return doc_is(value, DOC_INT) || (doc_is(value, DOC_STRING) && span_int(doc_chars(value), seconds));
}

/* AWS: of conditions there are three, each with one key, and of statements one; the end of the time must be told. */
static bool is_condition(const struct doc_member *m)
{
    static const char *const known[][2] = { { "DateLessThan", "AWS:EpochTime" },
                                            { "DateGreaterThan", "AWS:EpochTime" },
                                            { "IpAddress", "AWS:SourceIp" } };

    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (span_is(m->name, known[i][0])) return doc_count(m->value) == 1 && doc_get(m->value, known[i][1]);
    return false;
}

static bool is_policy(const struct doc *policy)
{
    const struct doc *statements = doc_get(policy, "Statement"),
                     *conditions = doc_get(doc_at(statements, 0), "Condition");
    int64_t seconds;

    if (!doc_is(statements, DOC_LIST) || doc_count(statements) != 1 || !doc_is(conditions, DOC_MAP)) return false;
    for (size_t i = 0; i < doc_count(conditions); i++)
        if (!is_condition(&conditions->map.members[i])) return false;
    return seconds_find(conditions, "DateLessThan", &seconds) &&
           (!doc_get(conditions, "DateGreaterThan") || seconds_find(conditions, "DateGreaterThan", &seconds));
}

static bool is_address_in(const struct doc *conditions, struct span remote)
{
    struct span range = doc_get_str(doc_get(conditions, "IpAddress"), "AWS:SourceIp");

    return !range.data || policy_address_is_within(range, remote);
}

/* AWS: a resource without a scheme's or a query's wildcard is compared as it is; http and https are two. */
static bool is_for(const struct doc *statement, struct span resource)
{
    struct span pattern = doc_get_str(statement, "Resource");

    return !pattern.data || cloudfront_glob_matches(pattern, resource);
}

static enum cloudfront_signed policy_hold(const struct cloudfront_signed_question *q, const struct doc *policy,
                                          struct span resource)
{
    const struct doc *statement = doc_at(doc_get(policy, "Statement"), 0),
                     *conditions = doc_get(statement, "Condition");
    int64_t until = 0, from, now = q->now_ms / 1000;

    if (!is_policy(policy)) return CLOUDFRONT_SIGNED_BAD_POLICY;
    seconds_find(conditions, "DateLessThan", &until);
    if (now >= until || (seconds_find(conditions, "DateGreaterThan", &from) && now <= from))
        return CLOUDFRONT_SIGNED_DENIED;
    return is_for(statement, resource) && is_address_in(conditions, q->viewer->remote) ? CLOUDFRONT_SIGNED_GOOD
                                                                                       : CLOUDFRONT_SIGNED_DENIED;
}

static enum cloudfront_signed custom_check(struct arena *a, const struct cloudfront_signed_question *q,
                                           const struct ticket *t, const struct cloudfront_key *key,
                                           struct span signature)
{
    struct span text;
    const struct doc *policy;

    if (t->policy.size > POLICY_BYTES_MAX || !unwrap(a, t->policy, &text) || !(policy = json_parse(a, text, NULL)))
        return CLOUDFRONT_SIGNED_BAD_POLICY;
    if (!is_signed_by(a, q, key, text, signature)) return CLOUDFRONT_SIGNED_DENIED;
    return policy_hold(q, policy, resource_of(a, q));
}

static enum cloudfront_signed canned_check(struct arena *a, const struct cloudfront_signed_question *q,
                                           const struct ticket *t, const struct cloudfront_key *key,
                                           struct span signature)
{
    int64_t until;
    struct span policy = canned_policy(a, resource_of(a, q), t->expires);

    if (!span_int(t->expires, &until) || until > EXPIRES_MAX) return CLOUDFRONT_SIGNED_BAD_POLICY;
    return is_signed_by(a, q, key, policy, signature) && q->now_ms / 1000 < until ? CLOUDFRONT_SIGNED_GOOD
                                                                                  : CLOUDFRONT_SIGNED_DENIED;
}

enum cloudfront_signed cloudfront_signed_check(struct arena *a, const struct cloudfront_signed_question *q)
{
    const struct cloudfront_key *key;
    struct span signature;
    struct ticket t;

    if (!ticket_find(a, q->viewer, &t)) return CLOUDFRONT_SIGNED_NO_KEY;
    key = key_find(q, t.key_id);
    if (!key) return CLOUDFRONT_SIGNED_UNKNOWN_KEY;
    if (!t.signature.size || !unwrap(a, t.signature, &signature)) return CLOUDFRONT_SIGNED_NO_SIGNATURE;
    return t.policy.size ? custom_check(a, q, &t, key, signature) : canned_check(a, q, &t, key, signature);
}

void cloudfront_signed_words(enum cloudfront_signed how, const char **code, const char **message)
{
    static const char *const words[][2] = {
        [CLOUDFRONT_SIGNED_GOOD] = { "", "" },
        [CLOUDFRONT_SIGNED_NO_KEY] = { "MissingKey", "Missing Key-Pair-Id query parameter or cookie value" },
        [CLOUDFRONT_SIGNED_UNKNOWN_KEY] = { "InvalidKey", "Unknown Key" },
        [CLOUDFRONT_SIGNED_NO_SIGNATURE] = { "MalformedSignature", "Could not unencode Signature" },
        [CLOUDFRONT_SIGNED_BAD_POLICY] = { "MalformedPolicy", "Malformed Policy" },
        [CLOUDFRONT_SIGNED_DENIED] = { "AccessDenied", "Access denied" },
    };

    *code = words[how][0];
    *message = words[how][1];
}
