/* Handlers of server certificates. A certificate's detail holds "CertificateBody", "CertificateChain", "PrivateKey"
 * and "Expiration". DIFFERS: whether the key is the certificate's is not checked. */
#include "emulator/services/iam/iam_certificates.h"

#include "emulator/services/iam/iam_entity.h"
#include "emulator/services/iam/iam_faults.h"
#include "emulator/services/iam/iam_pem.h"

static void metadata_put(struct call *c, const struct iam_entity *e, struct doc *out)
{
    (void)c;
    iam_entity_put(e, out, "ServerCertificateName", "ServerCertificateId");
    doc_remove(out, SPAN("CreateDate"));
    doc_put_int(out, "UploadDate", e->created_ms);
    doc_put(out, "Expiration", doc_get(e->detail, "Expiration"));
}

int iam_upload_server_certificate(struct call *c)
{
    struct span body = doc_get_str(c->in, "CertificateBody"), key = doc_get_str(c->in, "PrivateKey");
    struct iam_entity e = { .kind = IAM_SERVER_CERTIFICATE,
                            .name = doc_get_str(c->in, "ServerCertificateName"),
                            .detail = doc_map(&c->arena) };
    int64_t expires_ms;

    if (!iam_pem_certificate_read(&c->arena, body, &expires_ms))
        return fault(c, &iam_malformed_certificate,
                     "Unable to parse certificate. Please ensure the certificate is in PEM format.");
    if (!iam_pem_is_private_key(key))
        return fault(c, &iam_malformed_certificate, "Unable to parse key; the body must be encoded in PEM.");
    doc_put_str(e.detail, "CertificateBody", span_trim(body)); /* AWS: without the line's end behind it */
    if (doc_get(c->in, "CertificateChain"))
        doc_put_str(e.detail, "CertificateChain", span_trim(doc_get_str(c->in, "CertificateChain")));
    doc_put_str(e.detail, "PrivateKey", key);
    doc_put_int(e.detail, "Expiration", expires_ms);
    if (iam_entity_create(c, &e)) return -1;
    metadata_put(c, &e, doc_put_map(c->out, "ServerCertificateMetadata"));
    if (doc_count(e.tags)) doc_put(c->out, "Tags", e.tags);
    return 0;
}

int iam_get_server_certificate(struct call *c)
{
    struct iam_entity e;
    struct doc *out;

    if (iam_entity_of_input(c, &e)) return -1;
    out = doc_put_map(c->out, "ServerCertificate");
    metadata_put(c, &e, doc_put_map(out, "ServerCertificateMetadata"));
    doc_put_str(out, "CertificateBody", doc_get_str(e.detail, "CertificateBody"));
    doc_put_str(out, "CertificateChain", doc_get_str(e.detail, "CertificateChain"));
    doc_put(out, "Tags", e.tags);
    return 0;
}

int iam_list_server_certificates(struct call *c)
{
    return iam_entity_list(c, IAM_SERVER_CERTIFICATE, "ServerCertificateMetadataList", metadata_put);
}

int iam_update_server_certificate(struct call *c)
{
    struct iam_entity e;

    return iam_entity_of_input(c, &e) || iam_entity_rename(c, &e, "NewServerCertificateName") ? -1 : 0;
}

int iam_delete_server_certificate(struct call *c)
{
    struct iam_entity e;

    if (iam_entity_of_input(c, &e)) return -1;
    iam_store_entity_delete(c->db, &e);
    return 0;
}
