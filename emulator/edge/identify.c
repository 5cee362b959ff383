/* From a signature to a principal. */
#include "emulator/edge/identify.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "emulator/base/clock.h"
#include "emulator/base/times.h"
#include "emulator/core/identity.h"
#include "emulator/core/service.h"
#include "emulator/edge/denial.h"

#define MINUTE_MS    (60 * INT64_C(1000))
#define SKEW_MINUTES 15
#define EXPIRES_MAX  (7 * 24 * 3600) /* seconds: a week */

/* AWS: the host is always signed, so that a request cannot be sent on to another. */
static int check_host(struct call *c, const struct signature *s)
{
    struct span rest = s->signed_headers, name;

    while (span_split(&rest, ';', &name))
        if (span_is(name, "host")) return 0;
    return fault(c, &fault_invalid_signature,
                 "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
}

/* AWS: fifteen minutes for some services, five for others. */
static int64_t skew_ms(const struct call *c)
{
    return (c->service && c->service->skew_minutes ? c->service->skew_minutes : SKEW_MINUTES) * MINUTE_MS;
}

/* How long after its time a signature is good: a presigned URL says so itself. AWS: STS does not ask it, and takes
 * all for fifteen minutes. */
static int lifetime_read(struct call *c, const struct signature *s, int64_t *ms)
{
    int64_t seconds;

    *ms = skew_ms(c);
    if (!s->expires.data || span_is(s->service, "sts")) return 0;
    if (!span_int(s->expires, &seconds) || seconds < 0)
        return fault(c, &fault_incomplete_signature, "X-Amz-Expires should be a non-negative number. Got '%.*s'.",
                     SPAN_ARG(s->expires));
    if (seconds > EXPIRES_MAX)
        return fault(c, &fault_incomplete_signature,
                     "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be "
                     "less than %d seconds",
                     EXPIRES_MAX);
    *ms = seconds * 1000;
    return 0;
}

/* A time and how it comes from now: "20261124T041500Z (20261124T043000Z - 15 min.)". */
static struct span bound_words(struct call *c, int64_t now, int64_t difference)
{
    int64_t size = difference < 0 ? -difference : difference;
    bool in_minutes = size % MINUTE_MS == 0;

    return arena_format(&c->arena, "%.*s (%.*s %c %" PRId64 " %s)", SPAN_ARG(time_basic(&c->arena, now + difference)),
                        SPAN_ARG(time_basic(&c->arena, now)), difference < 0 ? '-' : '+',
                        in_minutes ? size / MINUTE_MS : size / 1000, in_minutes ? "min." : "sec.");
}

/* The machine's real time counts. */
static int check_time(struct call *c, const struct signature *s)
{
    int64_t signed_at, lifetime_ms, now = clock_real_ms();

    if (!time_parse_basic(s->time, &signed_at))
        return fault(c, &fault_incomplete_signature,
                     "Date must be in ISO-8601 'basic format'. Got '%.*s'. See http://en.wikipedia.org/wiki/ISO_8601",
                     SPAN_ARG(s->time));
    if (!span_eq(s->date, span_sub(s->time, 0, 8)))
        return fault(c, &fault_invalid_signature,
                     "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: "
                     "'%.*s' != '%.*s', from '%.*s'.",
                     SPAN_ARG(s->date), SPAN_ARG(span_sub(s->time, 0, 8)), SPAN_ARG(s->time));
    if (lifetime_read(c, s, &lifetime_ms)) return -1;
    if (signed_at < now - lifetime_ms)
        return fault(c, &fault_invalid_signature, "Signature expired: %.*s is now earlier than %.*s", SPAN_ARG(s->time),
                     SPAN_ARG(bound_words(c, now, -lifetime_ms)));
    if (signed_at > now + skew_ms(c))
        return fault(c, &fault_invalid_signature, "Signature not yet current: %.*s is still later than %.*s",
                     SPAN_ARG(s->time), SPAN_ARG(bound_words(c, now, skew_ms(c))));
    return 0;
}

/* A signature for one service is none for another. A service's data planes have names of their own. */
static bool is_in_scope(const struct service *service, struct span name)
{
    if (!service || span_is(name, service_signing_name(service))) return true;
    for (const struct plane *p = service->planes; p && p->matches; p++)
        if (p->signing_name && span_is(name, p->signing_name)) return true;
    return false;
}

static int check_scope(struct call *c, const struct signature *s)
{
    if (is_in_scope(c->service, s->service)) return 0;
    return fault(c, &fault_invalid_signature, "Credential should be scoped to correct service: '%s'. ",
                 service_signing_name(c->service));
}

/* AWS: credentials of GetSessionToken and GetFederationToken call no operation of IAM, and few of STS.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html */
static int check_token(struct call *c, const struct identity_key *key)
{
    unsigned takes = NO_PERMISSION | (key->who.kind == IDENTITY_FEDERATED ? 0 : TAKES_TOKENS);

    if (!key->token[0] || key->who.kind == IDENTITY_ROLE || !c->operation || !c->service->refuses_tokens) return 0;
    if (c->operation->flags & takes || (key->has_mfa && c->service->takes_mfa_tokens)) return 0;
    return fault(c, &fault_unrecognized_client, "The security token included in the request is invalid");
}

/* --- in the common way -------------------------------------------------------------------------------------------- */

static int signature_check(struct call *c, const struct signature *s, enum signature_found found)
{
    if (found == SIGNATURE_MALFORMED) return fault(c, &fault_incomplete_signature, "%s", s->words);
    if (found == SIGNATURE_WRONG) return fault(c, &fault_invalid_signature, "%s", s->words);
    return 0;
}

static int trouble_raise(struct call *c, enum signing_trouble why)
{
    switch (why) {
    case SIGNING_TOKEN_OVER:
        return fault(c, &fault_expired_token, "The security token included in the request is expired");
    case SIGNING_WRONG:
        return fault(
            c, &fault_invalid_signature,
            "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access "
            "Key and signing method. Consult the service documentation for details.");
    default: return fault(c, &fault_unrecognized_client, "The security token included in the request is invalid.");
    }
}

/* --- whose it is -------------------------------------------------------------------------------------------------- */

static const struct service_signing *signing_of(const struct call *c)
{
    return c->service && c->service->faults ? c->service->faults->signing : NULL;
}

static int refuse(struct call *c, const struct http_request *request, const struct signature *s,
                  enum signing_trouble why)
{
    const struct service_signing *own = signing_of(c);

    return own ? own->refuse(c, request, s, why) : trouble_raise(c, why);
}

static int signature_hold(struct call *c, const struct http_request *request, const struct signature *s,
                          bool is_verified)
{
    const struct service_signing *own = signing_of(c);

    if (own) return own->hold(c, request, s, is_verified);
    return is_verified && (check_scope(c, s) || check_host(c, s) || check_time(c, s)) ? -1 : 0;
}

static int become_key(struct call *c, const struct http_request *request, const struct signature *s,
                      const struct identity_key *key)
{
    bool has_surplus = signing_of(c) && !key->token[0] && s->token.size;

    if (key->token[0] && !span_is(s->token, key->token)) return refuse(c, request, s, SIGNING_TOKEN_WRONG);
    if (key->expires_ms && key->expires_ms < clock_now_ms()) return refuse(c, request, s, SIGNING_TOKEN_OVER);
    if (signature_hold(c, request, s, true)) return -1;
    if (!signature_verify(request, s, span_of(key->secret))) return refuse(c, request, s, SIGNING_WRONG);
    if (has_surplus) return refuse(c, request, s, SIGNING_TOKEN_WRONG);
    if (check_token(c, key)) return -1;
    c->who = key->who;
    if (key->used) key->used(s->access_key_id, s->service, s->region);
    return 0;
}

/* A key of others: the root of its account. */
static int become_other(struct call *c, const struct http_request *request, const struct signature *s)
{
    if (signature_hold(c, request, s, false)) return -1;
    identity_of_root(s->access_key_id, &c->who);
    return 0;
}

/* Nothing is signed. */
static int become_nobody(struct call *c)
{
    bool is_taken = c->operation && (c->operation->flags & PUBLIC || c->service->takes_anonymous);

    if (!is_taken) return denial_raise_missing(c);
    c->who.kind = IDENTITY_ANONYMOUS;
    return 0;
}

/* A longer one is no region that there is: its beginning stands for it. */
static void become_of_region(struct call *c, struct span region)
{
    struct span cut = span_sub(region, 0, sizeof c->who.region - 1);

    if (!cut.size) return;
    memcpy(c->who.region, cut.data, cut.size);
    c->who.region[cut.size] = '\0';
}

int identify(struct call *c, const struct http_request *request, const struct signature *s, enum signature_found found)
{
    const struct service_signing *own = signing_of(c);
    struct identity_key *key;
    int rc = 0;

    if (own && own->check(c, request)) return -1;
    if (found == SIGNATURE_NONE) return become_nobody(c);
    if (signature_check(c, s, found)) return -1;
    key = arena_alloc(&c->arena, sizeof *key);
    switch (identity_key_find(s->access_key_id, key)) {
    case IDENTITY_NOT_OURS: rc = become_other(c, request, s); break;
    case IDENTITY_OURS: rc = become_key(c, request, s, key); break;
    case IDENTITY_ENDED: rc = refuse(c, request, s, SIGNING_KEY_ENDED); break;
    case IDENTITY_UNKNOWN: rc = fault(c, &fault_internal, "The access key could not be looked up."); break;
    }
    become_of_region(c, s->region);
    return rc;
}
