/* Policy documents. */
#include "emulator/services/iam/iam_documents.h"

#include <string.h>

#include "emulator/core/principals.h"
#include "emulator/http/http.h"
#include "emulator/policy/policy.h"
#include "emulator/policy/policy_principals.h"
#include "emulator/services/iam/iam_faults.h"

int iam_document_check(struct call *c, struct span text, enum iam_document_kind kind)
{
    struct span words;

    if (policy_compile(&c->arena, text, kind == IAM_DOCUMENT_TRUST ? POLICY_TRUST : POLICY_IDENTITY, &words)) return 0;
    return fault(c, &iam_malformed_policy_document, "%.*s", SPAN_ARG(words));
}

int iam_document_keep_trust(struct call *c, struct span text, struct span *kept)
{
    struct principals p = { .c = c };

    *kept = policy_principals_rename(&c->arena, text, principals_kept, &p);
    if (!p.wrong_type) return 0;
    return fault(c, &iam_malformed_policy_document, "Invalid principal in policy: \"%s\":\"%.*s\"", p.wrong_type,
                 SPAN_ARG(p.wrong));
}

struct span iam_document_tell_trust(struct call *c, struct span kept)
{
    struct principals p = { .c = c };

    return policy_principals_rename(&c->arena, kept, principals_told, &p);
}

void iam_document_put(struct call *c, struct doc *out, const char *member, struct span document)
{
    doc_put_str(out, member, http_encode(&c->arena, document, ""));
}

int64_t iam_document_size(struct span document)
{
    int64_t size = 0;

    for (size_t i = 0; i < document.size; i++) size += !strchr(" \t\r\n", document.data[i]);
    return size;
}
