/* Handlers of signing certificates. */
#include "emulator/services/iam/iam_signing_certificates.h"

#include "emulator/base/ids.h"
#include "emulator/services/iam/iam_caller.h"
#include "emulator/services/iam/iam_credentials.h"
#include "emulator/services/iam/iam_faults.h"
#include "emulator/services/iam/iam_pem.h"

#define KIND                  "signing-certificate"
#define CERTIFICATES_PER_USER 2

static void certificate_put(const struct iam_credential *cr, struct doc *out)
{
    doc_put_str(out, "CertificateId", cr->id);
    doc_put_str(out, "CertificateBody", doc_get_str(cr->detail, "CertificateBody"));
    doc_put_str(out, "Status", cr->status);
    doc_put_int(out, "UploadDate", cr->created_ms);
}

int iam_upload_signing_certificate(struct call *c)
{
    struct span body = doc_get_str(c->in, "CertificateBody");
    struct iam_credential cr;
    struct iam_entity user;
    int64_t expires_ms;
    struct doc *out;
    char id[33];

    if (iam_caller_user(c, &user)) return -1;
    if (!iam_pem_certificate_read(&c->arena, body, &expires_ms))
        return fault(c, &iam_malformed_certificate, "Certificate %.*s is malformed.", SPAN_ARG(body));
    if (iam_quota_check(c, "CertificatesPerUser", iam_store_credential_count(c->db, &user, KIND),
                        CERTIFICATES_PER_USER))
        return -1;
    random_text(id, sizeof id - 1, ALPHABET_UPPER);
    iam_credential_init(c, &user, KIND, arena_format(&c->arena, "%s", id), &cr);
    doc_put_str(cr.detail, "CertificateBody", body);
    iam_store_credential_insert(c->db, &cr);
    out = doc_put_map(c->out, "Certificate");
    iam_credential_put_user(&user, out);
    certificate_put(&cr, out);
    return 0;
}

int iam_list_signing_certificates(struct call *c)
{
    return iam_credential_list(c, KIND, "Certificates", "CertificateId", certificate_put);
}

static int certificate_require(struct call *c, struct iam_credential *cr)
{
    struct iam_entity user;

    return iam_credential_require(c, KIND, "CertificateId", "Certificate", &user, cr);
}

int iam_update_signing_certificate(struct call *c)
{
    struct iam_credential cr;

    return certificate_require(c, &cr) ? -1 : iam_credential_set_status(c, &cr);
}

int iam_delete_signing_certificate(struct call *c)
{
    struct iam_credential cr;

    if (certificate_require(c, &cr)) return -1;
    iam_store_credential_delete(c->db, cr.id);
    return 0;
}
