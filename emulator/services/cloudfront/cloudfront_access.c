/* AWS: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
 * and private-content-trusted-signers.html */
#include "emulator/services/cloudfront/cloudfront_access.h"

#include "emulator/base/buf.h"
#include "emulator/base/digest.h"
#include "emulator/base/ids.h"
#include "emulator/base/public_key.h"
#include "emulator/services/cloudfront/cloudfront_faults.h"
#include "emulator/services/cloudfront/cloudfront_words.h"

#define CANONICAL_BYTES 48
#define GROUP_KEYS_MAX  5

/* --- origin access controls --------------------------------------------------------------------------------------- */

int cloudfront_access_control_check(struct call *c, struct doc *config, const struct cloudfront_resource *old)
{
    struct span name = doc_get_str(config, "Name");

    (void)old;
    if (!name.size || name.size > 64) return cloudfront_raise_argument(c, "The parameter Name is invalid.");
    if (span_code_points(doc_get_str(config, "Description")) > 256)
        return cloudfront_raise_argument(c, "The parameter Description is too long.");
    if (!doc_get(config, "Description")) doc_put_str(config, "Description", SPAN(""));
    return 0;
}

/* --- origin access identities ------------------------------------------------------------------------------------- */

int cloudfront_identity_check(struct call *c, struct doc *config, const struct cloudfront_resource *old)
{
    if (span_code_points(doc_get_str(config, "Comment")) > 128)
        return cloudfront_raise_argument(c, "The parameter Comment is too long.");
    if (!old || span_eq(doc_get_str(config, "CallerReference"), old->reference)) return 0;
    return fault(c, &cloudfront_illegal_update, "The update contains modifications that are not allowed.");
}

void cloudfront_identity_settle(struct call *c, struct cloudfront_resource *r)
{
    unsigned char bytes[CANONICAL_BYTES];
    char *text = arena_alloc(&c->arena, 2 * CANONICAL_BYTES + 1);

    if (r->label.data) return;
    random_bytes(bytes, sizeof bytes);
    hex_encode(bytes, sizeof bytes, text);
    r->label = span_of(text);
}

void cloudfront_identity_tell(struct call *c, const struct cloudfront_resource *r, struct doc *told)
{
    (void)c;
    doc_put_str(told, "S3CanonicalUserId", r->label);
}

#define IDENTITY_ARN "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity "

enum principal_found cloudfront_identity_find(struct call *c, struct span name, struct principal *p)
{
    bool is_arn = span_starts(name, IDENTITY_ARN);
    struct span id = span_sub(name, sizeof IDENTITY_ARN - 1, SIZE_MAX);
    struct cloudfront_resource r;

    if (!c->db || !(is_arn ? cloudfront_store_find(c, "origin-access-identity", id, &r)
                           : cloudfront_store_by_label(c, "origin-access-identity", name, &r)))
        return PRINCIPAL_IS_NOT;
    *p = (struct principal){ arena_format(&c->arena, IDENTITY_ARN "%.*s", SPAN_ARG(r.id)), r.label };
    return PRINCIPAL_IS_THERE;
}

/* --- public keys -------------------------------------------------------------------------------------------------- */

#define PEM_BEGIN "-----BEGIN PUBLIC KEY-----"
#define PEM_END   "-----END PUBLIC KEY-----"
#define PEM_LINE  64

/* What stands between the lines that a key in PEM begins and ends with, without white space; absent when it is none. */
static struct span pem_body(struct arena *a, struct span key)
{
    char *bare = arena_alloc(a, key.size + 1);
    size_t size = 0;

    key = span_trim(key);
    if (key.size < sizeof PEM_BEGIN + sizeof PEM_END || !span_starts(key, PEM_BEGIN) || !span_ends(key, PEM_END))
        return (struct span){ NULL, 0 };
    key = span_sub(key, sizeof PEM_BEGIN - 1, key.size - (sizeof PEM_BEGIN - 1) - (sizeof PEM_END - 1));
    for (size_t i = 0; i < key.size; i++)
        if (!strchr(" \t\r\n", key.data[i])) bare[size++] = key.data[i];
    return (struct span){ bare, size };
}

struct doc *cloudfront_fill_public_key(struct arena *a, struct doc *config)
{
    struct span body = pem_body(a, doc_get_str(config, "EncodedKey"));
    struct doc *filled = doc_shallow(a, config);
    struct buf text = { 0 };

    if (!body.data) return filled;
    buf_add_text(&text, PEM_BEGIN "\n");
    for (size_t at = 0; at < body.size; at += PEM_LINE)
        buf_printf(&text, "%.*s\n", SPAN_ARG(span_sub(body, at, PEM_LINE)));
    buf_add_text(&text, PEM_END "\n");
    doc_put_str(filled, "EncodedKey", buf_span(&text));
    buf_release(&text);
    return filled;
}

static int check_unchanged(struct call *c, const struct doc *config, const struct cloudfront_resource *old)
{
    static const char *const members[] = { "CallerReference", "Name", "EncodedKey" };

    for (size_t i = 0; i < sizeof members / sizeof *members; i++)
        if (!span_eq(doc_get_str(config, members[i]), doc_get_str(old->config, members[i])))
            return fault(c, &cloudfront_cannot_change_immutable_public_key_fields,
                         "You can't change the value of a public key.");
    return 0;
}

/* AWS: RSA of 2,048 bits, or the curve P-256. */
static bool is_key(struct arena *a, struct span pem)
{
    size_t bits = 0;

    switch (public_key_kind_of(a, pem, &bits)) {
    case PUBLIC_KEY_RSA: return bits == 2048;
    case PUBLIC_KEY_EC: return bits == 256;
    default: return false;
    }
}

int cloudfront_public_key_check(struct call *c, struct doc *config, const struct cloudfront_resource *old)
{
    struct span name = doc_get_str(config, "Name");

    if (old) return check_unchanged(c, config, old);
    if (!name.size || name.size > 128 || !cloudfront_is_word(name))
        return cloudfront_raise_argument(c, "The parameter Name is invalid.");
    if (!is_key(&c->arena, doc_get_str(config, "EncodedKey")))
        return cloudfront_raise_argument(c, "Your request contains empty/invalid/out of limits RSA Encoded Key");
    return 0;
}

/* --- key groups --------------------------------------------------------------------------------------------------- */

int cloudfront_key_group_check(struct call *c, struct doc *config, const struct cloudfront_resource *old)
{
    const struct doc *keys = doc_get(config, "Items");
    struct cloudfront_resource key;

    (void)old;
    if (!doc_get_str(config, "Name").size) return cloudfront_raise_argument(c, "The parameter Name is invalid.");
    if (!doc_count(keys)) return cloudfront_raise_argument(c, "The parameter PublicKeys cannot be empty.");
    if (doc_count(keys) > GROUP_KEYS_MAX)
        return fault(c, &cloudfront_too_many_public_keys_in_key_group,
                     "The number of public keys in this key group is more than the maximum allowed.");
    for (size_t i = 0; i < doc_count(keys); i++)
        if (!cloudfront_store_find(c, "public-key", doc_text(doc_at(keys, i)), &key) ||
            !span_is(key.account, c->who.account))
            return cloudfront_raise_argument(c, "One or more public keys do not exist: %.*s",
                                             SPAN_ARG(doc_text(doc_at(keys, i))));
    return 0;
}

void cloudfront_key_group_settle(struct call *c, struct cloudfront_resource *r)
{
    const struct doc *keys = doc_get(r->config, "Items");

    for (size_t i = 0; i < doc_count(keys); i++) cloudfront_store_use(c, r, "public-key", doc_text(doc_at(keys, i)));
}
