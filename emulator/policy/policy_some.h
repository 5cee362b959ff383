/* What a policy may write alone or as a list: "Action": "s3:*", "Action": ["s3:*"]. */
#ifndef NUBE_POLICY_SOME_H
#define NUBE_POLICY_SOME_H

#include "emulator/base/doc.h"

/* How many it has: none of an absent one. */
static inline size_t policy_some_count(const struct doc *d)
{
    return doc_is(d, DOC_LIST) ? doc_count(d) : d != NULL;
}

static inline const struct doc *policy_some_at(const struct doc *d, size_t i)
{
    return doc_is(d, DOC_LIST) ? doc_at(d, i) : d;
}

/* A condition's value as text: it may be a JSON boolean or number. */
static inline struct span policy_scalar(struct arena *a, const struct doc *d)
{
    if (doc_is(d, DOC_BOOL)) return d->boolean ? SPAN("true") : SPAN("false");
    if (doc_is(d, DOC_INT)) return arena_format(a, "%lld", (long long)d->integer);
    return doc_chars(d);
}

#endif
