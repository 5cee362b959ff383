/* Policy documents: whether a text is one, and how it is told.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */
#ifndef NUBE_IAM_DOCUMENTS_H
#define NUBE_IAM_DOCUMENTS_H

#include "emulator/core/call.h"

enum iam_document_kind {
    IAM_DOCUMENT_IDENTITY, /* what a user, group or role may do: no principal, but resources */
    IAM_DOCUMENT_TRUST     /* who may assume a role: principals, but no resource */
};

/* -1: MalformedPolicyDocument. Not what it grants, which is looked at where policies are asked; just that it is
 * one. */
int iam_document_check(struct call *c, struct span text, enum iam_document_kind kind);

/* A trust as it is kept, with its principals' unique ids; -1: MalformedPolicyDocument, one of them is nobody. */
int iam_document_keep_trust(struct call *c, struct span text, struct span *kept);

/* And as it is told, with the ARNs of those who are there. */
struct span iam_document_tell_trust(struct call *c, struct span kept);

/* AWS: policy documents come back percent-encoded (RFC 3986). */
void iam_document_put(struct call *c, struct doc *out, const char *member, struct span document);

/* How many characters of it count for quotas: white space does not. */
int64_t iam_document_size(struct span document);

#endif
