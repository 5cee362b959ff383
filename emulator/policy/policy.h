/* Policies: what a document says, compiled once. Pure: no store, no clock, no call.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */
#ifndef NUBE_POLICY_H
#define NUBE_POLICY_H

#include "emulator/base/doc.h"
#include "emulator/policy/policy_condition.h"
#include "emulator/policy/policy_glob.h"

/* What a document is attached to. */
enum policy_kind {
    POLICY_IDENTITY, /* a user, a group, a role; also a boundary and a session's: it names no principal */
    POLICY_TRUST,    /* a role, to say who may assume it: it names no resource */
    POLICY_RESOURCE  /* a queue, a topic, a function, a table, … */
};

enum policy_principal_type {
    PRINCIPAL_ANY,
    PRINCIPAL_AWS,
    PRINCIPAL_SERVICE,
    PRINCIPAL_FEDERATED,
    PRINCIPAL_CANONICAL
};

struct policy_principal {
    enum policy_principal_type type;
    struct span value; /* of AWS: a 12-digit account, an ARN, a unique id; absent for PRINCIPAL_ANY */
};

/* Actions, resources: some patterns, or all but these. */
struct policy_globs {
    const struct policy_glob *items;
    size_t count;
    bool is_negated; /* NotAction, NotResource */
};

struct policy_statement {
    struct span sid;                           /* "" when it has none */
    size_t index;                              /* its place in the document, from 0 */
    bool allows;                               /* else it denies */
    struct policy_globs actions, resources;    /* actions in lower case; no resources: all (of a trust policy) */
    const struct policy_principal *principals; /* NULL: it names none */
    size_t principal_count;
    bool is_not_principal;
    const struct policy_condition *conditions; /* all must hold */
    size_t condition_count;
};

/* What a question must have for a statement to matter at all: a few bytes, side by side, that rule out most. */
struct policy_gate {
    uint64_t vendors; /* of the actions' services, a bit each (policy_vendor_bit): all where they cannot be told */
    uint64_t tail;    /* of the one resource's pattern, see policy_glob.h */
    size_t prefix;    /* 0: any resource */
};

struct policy {
    struct span text;  /* the document as it was given */
    struct span label; /* the caller's: what it is called where a decision is told */
    const struct policy_statement *statements;
    const struct policy_gate *gates; /* one a statement */
    size_t count;
};

/* The bit that stands for an action's service, "sqs" of "sqs:SendMessage", in lower case; several may share one. */
uint64_t policy_vendor_bit(struct span action);

/* Compiles a document; the policy lives in the arena, text included. NULL when AWS would not take it: then *words (NULL
 * is allowed) has AWS's, those of MalformedPolicyDocument. */
const struct policy *policy_compile(struct arena *a, struct span text, enum policy_kind kind, struct span *words);

/* The same check alone. 0, or -1 with the words, which live in the arena. */
int policy_check(struct arena *a, const struct doc *document, enum policy_kind kind, struct span *words);

/* Where a statement's JSON lies in its document's text: two offsets, the second behind its end. Both 0 when it
 * cannot be told. */
void policy_statement_range(const struct policy *p, const struct policy_statement *s, size_t *from, size_t *to);

#endif
