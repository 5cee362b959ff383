/* Policy documents. */
#include "emulator/services/iam/iam_documents.h"

#include "emulator/base/json.h"
#include "emulator/http/http.h"
#include "emulator/services/iam/iam_faults.h"

static int refuse(struct call *c, const char *words)
{
    return fault(c, &iam_malformed_policy_document, "%s", words);
}

static bool has(const struct doc *statement, const char *name, const char *not_name)
{
    return doc_get(statement, name) || doc_get(statement, not_name);
}

/* AWS: a role's trust says who, a policy says what. */
static int statement_check(struct call *c, const struct doc *s, bool is_trust)
{
    struct span effect = doc_get_str(s, "Effect");

    if (!doc_is(s, DOC_MAP) || (!span_is(effect, "Allow") && !span_is(effect, "Deny")))
        return refuse(c, "Syntax errors in policy.");
    if (!has(s, "Action", "NotAction")) return refuse(c, "Policy statement must contain actions.");
    if (is_trust && has(s, "Resource", "NotResource")) return refuse(c, "Has prohibited field Resource");
    if (is_trust && !has(s, "Principal", "NotPrincipal")) return refuse(c, "Missing required field Principal");
    if (!is_trust && has(s, "Principal", "NotPrincipal"))
        return refuse(c, "Policy document should not specify a principal.");
    if (!is_trust && !has(s, "Resource", "NotResource")) return refuse(c, "Policy statement must contain resources.");
    return 0;
}

int iam_document_check(struct call *c, struct span text, enum iam_document_kind kind)
{
    struct doc *d = json_parse(&c->arena, text, NULL), *statements = doc_get(d, "Statement");
    struct span version = doc_get_str(d, "Version");
    bool is_trust = kind == IAM_DOCUMENT_TRUST;

    if (!doc_is(d, DOC_MAP)) return refuse(c, "This policy contains invalid Json");
    if (!statements || (version.data && !span_is(version, "2012-10-17") && !span_is(version, "2008-10-17")))
        return refuse(c, "Syntax errors in policy.");
    if (doc_is(statements, DOC_MAP)) return statement_check(c, statements, is_trust);
    for (size_t i = 0; i < doc_count(statements); i++)
        if (statement_check(c, doc_at(statements, i), is_trust)) return -1;
    return 0;
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
