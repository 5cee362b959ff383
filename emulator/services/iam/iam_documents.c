/* Policy documents. */
#include "emulator/services/iam/iam_documents.h"

#include <string.h>

#include "emulator/http/http.h"
#include "emulator/policy/policy.h"
#include "emulator/services/iam/iam_faults.h"

int iam_document_check(struct call *c, struct span text, enum iam_document_kind kind)
{
    struct span words;

    if (policy_compile(&c->arena, text, kind == IAM_DOCUMENT_TRUST ? POLICY_TRUST : POLICY_IDENTITY, &words)) return 0;
    return fault(c, &iam_malformed_policy_document, "%.*s", SPAN_ARG(words));
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
