/* Handlers of SSH public keys. */
#include "emulator/services/iam/iam_ssh_keys.h"

#include "emulator/base/buf.h"
#include "emulator/base/digest.h"
#include "emulator/services/iam/iam_caller.h"
#include "emulator/services/iam/iam_credentials.h"
#include "emulator/services/iam/iam_faults.h"
#include "emulator/services/iam/iam_pem.h"

#define KIND          "ssh-public-key"
#define KEYS_PER_USER 5

/* The key itself, of "ssh-rsa BASE64 comment" or of a PEM block. */
static bool key_bytes(struct call *c, struct span body, struct span *bytes)
{
    static const char begin[] = "-----BEGIN PUBLIC KEY-----";
    struct span rest = span_trim(body), piece;

    if (span_starts(rest, "ssh-rsa ")) {
        rest = span_sub(rest, 8, SIZE_MAX);
        return span_split(&rest, ' ', &piece) && base64_decode(&c->arena, piece, bytes) && bytes->size > 20;
    }
    if (!span_starts(rest, begin)) return false;
    rest = span_sub(rest, sizeof begin - 1, SIZE_MAX);
    piece = span_sub(rest, 0, span_find(rest, '-'));
    return iam_pem_decode_lines(&c->arena, piece, bytes) && bytes->size > 20;
}

/* AWS: MD5 with colons. */
static struct span fingerprint(struct call *c, struct span bytes)
{
    const char *hex = md5_hex(&c->arena, bytes);
    struct buf b = { 0 };
    struct span text;

    for (size_t i = 0; i < 32; i += 2) buf_printf(&b, "%s%.2s", i ? ":" : "", hex + i);
    text = arena_span(&c->arena, buf_span(&b));
    buf_release(&b);
    return text;
}

static void key_put(const struct iam_credential *cr, struct doc *out)
{
    doc_put_str(out, "SSHPublicKeyId", cr->id);
    doc_put_str(out, "Status", cr->status);
    doc_put_int(out, "UploadDate", cr->created_ms);
}

static void key_put_whole(const struct iam_entity *user, const struct iam_credential *cr, struct doc *out)
{
    iam_credential_put_user(user, out);
    key_put(cr, out);
    doc_put_str(out, "Fingerprint", doc_get_str(cr->detail, "Fingerprint"));
    doc_put_str(out, "SSHPublicKeyBody", doc_get_str(cr->detail, "SSHPublicKeyBody"));
}

static int check_new(struct call *c, const struct iam_entity *user, struct span print)
{
    struct doc *ids = iam_store_credential_ids(c->db, &c->arena, user, KIND);
    struct iam_credential other;

    for (size_t i = 0; i < doc_count(ids); i++)
        if (iam_store_credential_find(c->db, &c->arena, doc_text(doc_at(ids, i)), &other) &&
            span_eq(doc_get_str(other.detail, "Fingerprint"), print))
            return fault(c, &iam_duplicate_ssh_public_key, "The Public Key is already associated with the user.");
    return iam_quota_check(c, "SSHPublicKeysPerUser", (int64_t)doc_count(ids), KEYS_PER_USER);
}

int iam_upload_ssh_public_key(struct call *c)
{
    struct span body = doc_get_str(c->in, "SSHPublicKeyBody"), bytes, print;
    struct iam_credential cr;
    struct iam_entity user;

    if (iam_caller_user(c, &user)) return -1;
    if (!key_bytes(c, body, &bytes)) return fault(c, &iam_invalid_public_key, "Public key is invalid.");
    print = fingerprint(c, bytes);
    if (check_new(c, &user, print)) return -1;
    iam_credential_init(c, &user, KIND, iam_unique_id(&c->arena, "APKA"), &cr);
    doc_put_str(cr.detail, "SSHPublicKeyBody", body);
    doc_put_str(cr.detail, "Fingerprint", print);
    iam_store_credential_insert(c->db, &cr);
    key_put_whole(&user, &cr, doc_put_map(c->out, "SSHPublicKey"));
    return 0;
}

static int key_require(struct call *c, struct iam_entity *user, struct iam_credential *cr)
{
    return iam_credential_require(c, KIND, "SSHPublicKeyId", "Public Key", user, cr);
}

/* DIFFERS: a key is told in the encoding in which it came. */
int iam_get_ssh_public_key(struct call *c)
{
    struct span encoding = doc_get_str(c->in, "Encoding");
    struct iam_credential cr;
    struct iam_entity user;
    bool is_ssh;

    if (key_require(c, &user, &cr)) return -1;
    is_ssh = span_starts(span_trim(doc_get_str(cr.detail, "SSHPublicKeyBody")), "ssh-");
    if (!span_is(encoding, is_ssh ? "SSH" : "PEM"))
        return fault(c, &iam_unrecognized_public_key_encoding, "The key was uploaded in the encoding %s.",
                     is_ssh ? "SSH" : "PEM");
    key_put_whole(&user, &cr, doc_put_map(c->out, "SSHPublicKey"));
    return 0;
}

int iam_list_ssh_public_keys(struct call *c)
{
    return iam_credential_list(c, KIND, "SSHPublicKeys", "SSHPublicKeyId", key_put);
}

int iam_update_ssh_public_key(struct call *c)
{
    struct iam_credential cr;
    struct iam_entity user;

    return key_require(c, &user, &cr) ? -1 : iam_credential_set_status(c, &cr);
}

int iam_delete_ssh_public_key(struct call *c)
{
    struct iam_credential cr;
    struct iam_entity user;

    if (key_require(c, &user, &cr)) return -1;
    iam_store_credential_delete(c->db, cr.id);
    return 0;
}
