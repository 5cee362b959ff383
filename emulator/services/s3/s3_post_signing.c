/* In the order of AWS's own checks: fields that are not there, their form, the key, its token, the signature over the
 * policy as it was sent. */
#include "emulator/services/s3/s3_post_signing.h"

#include <stdio.h>

#include "emulator/base/clock.h"
#include "emulator/base/digest.h"
#include "emulator/base/times.h"
#include "emulator/services/s3/s3_faults.h"
#include "emulator/services/s3/s3_post_faults.h"
#include "emulator/services/s3/s3_signing.h"
#include "emulator/wire/signing_keys.h"

/* Those that a signed form has, by the names that AWS gives them in its words. */
enum { ALGORITHM, CREDENTIAL, DATE, SIGNATURE, POLICY, FIELDS };

static const char *const names[FIELDS] = { "X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-Signature",
                                           "Policy" };

static bool has(const struct multipart_form *form, const char *name)
{
    return multipart_field(form, name).data != NULL;
}

static int fields_check(struct call *c, const struct span *fields)
{
    for (int i = 0; i < FIELDS; i++)
        if (!fields[i].size) return s3_raise_field_missing(c, names[i]);
    return 0;
}

static int form_check(struct call *c, const struct span *fields)
{
    const char *words = s3_credential_trouble(&c->arena, fields[CREDENTIAL]);
    int64_t when;

    if (!span_is(fields[ALGORITHM], "AWS4-HMAC-SHA256")) return s3_mechanism_refuse(c);
    if (words) return s3_raise_invalid_argument(c, names[CREDENTIAL], fields[CREDENTIAL], words);
    if (time_parse_basic(fields[DATE], &when)) return 0;
    return s3_raise_invalid_argument(c, names[DATE], fields[DATE],
                                     "X-Amz-Date must be formated via ISO8601 Long format");
}

static struct signature signature_of(const struct multipart_form *form, const struct span *fields)
{
    struct signature s = { .signature = fields[SIGNATURE],
                           .time = fields[DATE],
                           .token = multipart_field(form, "x-amz-security-token") };
    struct span rest = fields[CREDENTIAL];

    span_split(&rest, '/', &s.access_key_id);
    span_split(&rest, '/', &s.date);
    span_split(&rest, '/', &s.region);
    span_split(&rest, '/', &s.service);
    return s;
}

static bool holds(const struct signature *s, struct span secret, struct span policy)
{
    unsigned char key[32], mac[32];
    char hex[65];

    signing_key(secret, s->date, s->region, s->service, key);
    hmac_sha256((struct span){ (const char *)key, 32 }, policy, mac);
    hex_encode(mac, 32, hex);
    return digest_equal(span_of(hex), s->signature);
}

static int become_key(struct call *c, const struct signature *s, const struct identity_key *key, struct span policy)
{
    struct span none = { NULL, 0 };

    if (key->token[0] && !span_is(s->token, key->token))
        return s3_signature_refuse(c, s, SIGNING_TOKEN_WRONG, none, none);
    if (key->expires_ms && key->expires_ms < clock_now_ms())
        return s3_signature_refuse(c, s, SIGNING_TOKEN_OVER, none, none);
    if (!holds(s, span_of(key->secret), policy)) return s3_signature_refuse(c, s, SIGNING_WRONG, policy, none);
    if (!key->token[0] && s->token.size) return s3_signature_refuse(c, s, SIGNING_TOKEN_WRONG, none, none);
    c->who = key->who;
    if (key->used) key->used(s->access_key_id, s->service, s->region);
    return 0;
}

static int become_signer(struct call *c, const struct signature *s, struct span policy)
{
    struct identity_key *key = arena_alloc(&c->arena, sizeof *key);
    struct span none = { NULL, 0 };
    int rc = 0;

    switch (identity_key_find(s->access_key_id, key)) {
    case IDENTITY_NOT_OURS: identity_of_root(s->access_key_id, &c->who); break;
    case IDENTITY_OURS: rc = become_key(c, s, key, policy); break;
    case IDENTITY_ENDED: rc = s3_signature_refuse(c, s, SIGNING_KEY_ENDED, none, none); break;
    case IDENTITY_UNKNOWN: rc = fault(c, &fault_internal, "The access key could not be looked up."); break;
    }
    snprintf(c->who.region, sizeof c->who.region, "%.*s", SPAN_ARG(span_sub(s->region, 0, 31)));
    return rc;
}

int s3_post_identify(struct call *c, const struct multipart_form *form, bool *is_signed)
{
    struct span fields[FIELDS];
    struct signature s;

    *is_signed = false;
    for (int i = 0; i < FIELDS; i++) {
        fields[i] = multipart_field(form, names[i]);
        if (i < POLICY && fields[i].data) *is_signed = true;
    }
    if (!*is_signed && (has(form, "signature") || has(form, "AWSAccessKeyId"))) return s3_mechanism_refuse(c);
    if (!*is_signed) {
        c->who.kind = IDENTITY_ANONYMOUS;
        return 0;
    }
    if (fields_check(c, fields) || form_check(c, fields)) return -1;
    s = signature_of(form, fields);
    return become_signer(c, &s, fields[POLICY]);
}
