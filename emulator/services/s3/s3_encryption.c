/* Of a client's key a salted digest is kept, as "SALT:DIGEST", in SSECustomerDigest, which no output has. */
#include "emulator/services/s3/s3_encryption.h"

#include "emulator/base/digest.h"
#include "emulator/base/ids.h"
#include "emulator/base/json.h"
#include "emulator/core/service.h"
#include "emulator/services/s3/s3_faults.h"
#include "emulator/services/s3/s3_headers.h"

#define HEADER    "x-amz-server-side-encryption"
#define KEY_BYTES 32
#define SALT_SIZE 16

static const struct fault_kind kms_not_found = { "KMS.NotFoundException", 400, SENDER };

static const struct span absent = { NULL, 0 };

/* --- a client's key ----------------------------------------------------------------------------------------------- */

struct customer {
    struct span algorithm, key, md5; /* as the request has them */
    struct span bytes;               /* the key itself */
};

static bool customer_get(struct call *c, enum s3_customer_of of, struct customer *k)
{
    static const char *const members[][3] = {
        [S3_CUSTOMER] = { "SSECustomerAlgorithm", "SSECustomerKey", "SSECustomerKeyMD5" },
        [S3_CUSTOMER_OF_SOURCE] = { "CopySourceSSECustomerAlgorithm", "CopySourceSSECustomerKey",
                                    "CopySourceSSECustomerKeyMD5" },
    };

    *k = (struct customer){ .algorithm = doc_get_str(c->in, members[of][0]),
                            .key = doc_get_str(c->in, members[of][1]),
                            .md5 = doc_get_str(c->in, members[of][2]) };
    return k->algorithm.data || k->key.data || k->md5.data;
}

static int wrong(struct call *c, const char *words)
{
    return s3_raise_invalid_argument(c, HEADER, absent, words);
}

static int algorithm_check(struct call *c, const struct customer *k)
{
    struct doc *extra;

    if (!k->algorithm.data)
        return wrong(c, "Requests specifying Server Side Encryption with Customer provided keys must provide a valid "
                        "encryption algorithm.");
    if (span_is(k->algorithm, "AES256")) return 0;
    extra = doc_map(&c->arena);
    doc_put_cstr(extra, "ArgumentName", HEADER);
    doc_put_str(extra, "ArgumentValue", k->algorithm);
    return fault_with(c, &s3_invalid_encryption_algorithm, extra,
                      "The Encryption request you specified is not valid. Supported value: AES256.");
}

static int key_check(struct call *c, struct customer *k)
{
    unsigned char md5[64];

    if (!k->key.data)
        return wrong(c, "Requests specifying Server Side Encryption with Customer provided keys must provide an "
                        "appropriate secret key.");
    if (!base64_decode(&c->arena, k->key, &k->bytes) || k->bytes.size != KEY_BYTES || !k->md5.data)
        return wrong(c, "The secret key was invalid for the specified algorithm.");
    digest_named(SPAN("MD5"), k->bytes, md5);
    if (span_eq(k->md5, base64_text(&c->arena, (struct span){ (const char *)md5, 16 }))) return 0;
    return wrong(c, "The calculated MD5 hash of the key did not match the hash that was provided.");
}

/* DIFFERS: AWS takes such requests over TLS alone. */
static int customer_check(struct call *c, struct customer *k)
{
    return algorithm_check(c, k) || key_check(c, k) ? -1 : 0;
}

static struct span key_digest(struct arena *a, struct span salt, struct span key)
{
    return span_of(sha256_hex(a, arena_format(a, "%.*s%.*s", SPAN_ARG(salt), SPAN_ARG(key))));
}

static void customer_keep(struct doc *about, const struct customer *k)
{
    char salt[SALT_SIZE + 1];
    struct span digest;

    random_text(salt, SALT_SIZE, ALPHABET_LOWER);
    digest = key_digest(doc_arena(about), span_of(salt), k->key);
    doc_put_str(about, "SSECustomerAlgorithm", k->algorithm);
    doc_put_str(about, "SSECustomerKeyMD5", k->md5);
    doc_put_format(about, "SSECustomerDigest", "%s:%.*s", salt, SPAN_ARG(digest));
}

static bool is_the_key(struct call *c, const struct doc *about, const struct customer *k)
{
    struct span kept = doc_get_str(about, "SSECustomerDigest"), salt = span_sub(kept, 0, SALT_SIZE);

    return span_eq(span_sub(kept, SALT_SIZE + 1, SIZE_MAX), key_digest(&c->arena, salt, k->key));
}

/* --- a key of KMS ------------------------------------------------------------------------------------------------ */

static bool is_uuid(struct span id)
{
    for (size_t i = 0; i < id.size; i++) {
        bool is_dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (is_dash != (id.data[i] == '-')) return false;
        if (!is_dash && !(id.data[i] && strchr("0123456789abcdefABCDEF", id.data[i]))) return false;
    }
    return id.size == 36;
}

/* AWS shows the key's ARN. Nube has no KMS: any id that may be one is good, and stays. */
static int kms_arn(struct call *c, struct span id, struct span *arn)
{
    struct span rest = id, piece = absent;

    *arn = id;
    if (span_starts(id, "arn:")) {
        for (int i = 0; i < 4; i++) span_split(&rest, ':', &piece);
        if (span_is(piece, c->who.region)) return 0;
        return fault(c, &kms_not_found, "Invalid arn %.*s", SPAN_ARG(piece));
    }
    if (!is_uuid(id) && !span_starts(id, "mrk-") && !span_starts(id, "alias/"))
        return fault(c, &kms_not_found, "Invalid keyId '%.*s'", SPAN_ARG(id));
    *arn = arena_format(&c->arena, "arn:aws:kms:%s:%s:%s%.*s", c->who.region, c->who.account,
                        span_starts(id, "alias/") ? "" : "key/", SPAN_ARG(id));
    return 0;
}

/* The key that AWS keeps for S3 in each account and region: always the same one. */
static struct span kms_default(struct call *c)
{
    struct span seed = arena_format(&c->arena, "aws/s3 of %s in %s", c->who.account, c->who.region);
    const char *hex = sha256_hex(&c->arena, seed);

    return arena_format(&c->arena, "arn:aws:kms:%s:%s:key/%.8s-%.4s-4%.3s-a%.3s-%.12s", c->who.region, c->who.account,
                        hex, hex + 8, hex + 12, hex + 15, hex + 18);
}

static bool is_kms(struct span algorithm)
{
    return span_is(algorithm, "aws:kms") || span_is(algorithm, "aws:kms:dsse");
}

static int context_check(struct call *c, struct span context)
{
    struct span text;

    if (!context.data) return 0;
    if (base64_decode(&c->arena, context, &text) && doc_is(json_parse(&c->arena, text, NULL), DOC_MAP)) return 0;
    return s3_raise_invalid_argument(c, HEADER "-context", context,
                                     "The header '" HEADER
                                     "-context' shall be Base64-encoded UTF-8 string holding JSON "
                                     "which represents a string-string map");
}

static int kms_read(struct call *c, struct doc *about, struct span algorithm)
{
    struct span id = doc_get_str(c->in, "SSEKMSKeyId"), context = doc_get_str(c->in, "SSEKMSEncryptionContext"), arn;

    if (id.size ? kms_arn(c, id, &arn) : (arn = kms_default(c), 0)) return -1;
    if (context_check(c, context)) return -1;
    doc_put_str(about, "ServerSideEncryption", algorithm);
    doc_put_str(about, "SSEKMSKeyId", arn);
    doc_put_str(about, "SSEKMSEncryptionContext", context);
    if (doc_get_bool(c->in, "BucketKeyEnabled", false)) doc_put_bool(about, "BucketKeyEnabled", true);
    return 0;
}

/* --- writes ------------------------------------------------------------------------------------------------------ */

int s3_encryption_read(struct call *c, struct doc *about)
{
    struct span algorithm = doc_get_str(c->in, "ServerSideEncryption");
    struct customer k;

    if (customer_get(c, S3_CUSTOMER, &k)) {
        if (algorithm.data)
            return s3_raise_invalid_argument(c, HEADER, algorithm,
                                             "Server Side Encryption with Customer provided key is incompatible with "
                                             "the encryption method specified");
        if (customer_check(c, &k)) return -1;
        customer_keep(about, &k);
        return 0;
    }
    if (is_kms(algorithm)) return kms_read(c, about, algorithm);
    if (doc_get_str(c->in, "SSEKMSKeyId").size)
        return s3_raise_invalid_argument(
            c, HEADER, algorithm,
            "Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms");
    if (algorithm.data && !span_is(algorithm, "AES256"))
        return s3_raise_invalid_argument(c, HEADER, algorithm, "The encryption method specified is not supported");
    if (algorithm.data) doc_put_str(about, "ServerSideEncryption", algorithm);
    return 0;
}

static bool is_blocked(const struct doc *rule, const char *type)
{
    const struct doc *types = doc_get(doc_get(rule, "BlockedEncryptionTypes"), "EncryptionType");

    for (size_t i = 0; i < doc_count(types); i++)
        if (span_is(doc_text(doc_at(types, i)), type)) return true;
    return false;
}

static int default_put(struct call *c, const struct doc *rule, struct doc *about)
{
    const struct doc *by_default = doc_get(rule, "ApplyServerSideEncryptionByDefault");
    struct span algorithm = doc_get_str(by_default, "SSEAlgorithm"), id = doc_get_str(by_default, "KMSMasterKeyID"),
                arn;

    if (!is_kms(algorithm)) return 0;
    if (id.size ? kms_arn(c, id, &arn) : (arn = kms_default(c), 0)) return -1;
    doc_put_str(about, "ServerSideEncryption", algorithm);
    doc_put_str(about, "SSEKMSKeyId", arn);
    if (doc_get_bool(rule, "BucketKeyEnabled", false) || doc_get_bool(c->in, "BucketKeyEnabled", false))
        doc_put_bool(about, "BucketKeyEnabled", true);
    return 0;
}

int s3_encryption_settle(struct call *c, const struct s3_bucket *b, struct doc *about)
{
    const struct doc *rule = doc_at(doc_get(s3_store_setting(c, b->id, "encryption", absent), "Rules"), 0);

    if (!rule) return 0;
    if (doc_get(about, "SSECustomerAlgorithm"))
        return is_blocked(rule, "SSE-C") ? fault(c, &s3_access_denied, "Access Denied") : 0;
    return doc_get(about, "ServerSideEncryption") ? 0 : default_put(c, rule, about);
}

bool s3_encryption_has_md5(const struct doc *about)
{
    return !doc_get(about, "SSECustomerAlgorithm") && !is_kms(doc_get_str(about, "ServerSideEncryption"));
}

struct span s3_encryption_etag(struct call *c, const struct doc *about, struct span md5)
{
    char any[33];

    if (s3_encryption_has_md5(about)) return md5;
    random_text(any, 32, "0123456789abcdef");
    return arena_span(&c->arena, span_of(any));
}

/* --- telling ----------------------------------------------------------------------------------------------------- */

/* Who asks for it in a write is told that the bytes lie there as they are. */
static void effect_tell(struct call *c)
{
    bool asks = doc_get(c->in, "ServerSideEncryption") || doc_get(c->in, "SSECustomerAlgorithm");

    if (asks && c->operation->flags & WRITES) s3_header(c, "x-nube-without-effect", SPAN("encryption"));
}

void s3_encryption_tell(struct call *c, const struct doc *about)
{
    static const char *const members[] = {
        "ServerSideEncryption", "SSEKMSKeyId", "SSEKMSEncryptionContext", "BucketKeyEnabled", "SSECustomerAlgorithm",
        "SSECustomerKeyMD5",    NULL
    };

    effect_tell(c);
    for (const char *const *m = members; *m; m++) {
        struct doc *value = doc_get(about, *m);
        if (value && shape_member(c->operation->output, span_of(*m))) doc_put(c->out, *m, value);
    }
    if (doc_get(about, "ServerSideEncryption") || doc_get(about, "SSECustomerAlgorithm")) return;
    if (shape_member(c->operation->output, SPAN("ServerSideEncryption")))
        doc_put_cstr(c->out, "ServerSideEncryption", "AES256");
}

/* --- reads ------------------------------------------------------------------------------------------------------- */

int s3_encryption_check(struct call *c, const struct doc *about, enum s3_customer_of of)
{
    bool is_customers = doc_get(about, "SSECustomerAlgorithm") != NULL;
    struct customer k;

    if (!customer_get(c, of, &k)) {
        if (!is_customers) return 0;
        return fault(c, &s3_invalid_request,
                     "The object was stored using a form of Server Side Encryption. The correct parameters must be "
                     "provided to retrieve the object.");
    }
    if (customer_check(c, &k)) return -1;
    if (!is_customers)
        return fault(c, &s3_invalid_request, "The encryption parameters are not applicable to this object.");
    if (is_the_key(c, about, &k)) return 0;
    return fault(
        c, &s3_access_denied,
        "Requests specifying Server Side Encryption with Customer provided keys must provide the correct secret "
        "key.");
}

int s3_encryption_check_part(struct call *c, const struct doc *about)
{
    bool is_customers = doc_get(about, "SSECustomerAlgorithm") != NULL;
    struct customer k;

    if (!customer_get(c, S3_CUSTOMER, &k)) {
        if (!is_customers) return 0;
        return fault(c, &s3_invalid_request,
                     "The multipart upload initiate requested encryption. Subsequent part requests must include the "
                     "appropriate encryption parameters.");
    }
    if (customer_check(c, &k)) return -1;
    if (!is_customers)
        return fault(c, &s3_invalid_request, "The encryption parameters are not applicable to this object.");
    if (is_the_key(c, about, &k)) return 0;
    return fault(c, &s3_invalid_request, "The provided encryption parameters did not match the ones used originally.");
}
