/* A payload: JSON as its text and as its tree, each made when first asked for. So data that only passes through is
 * neither parsed nor written again, and keeps its white space as AWS keeps it. */
#ifndef NUBE_ASL_PAYLOAD_H
#define NUBE_ASL_PAYLOAD_H

#include "emulator/base/json.h"

struct asl_payload {
    struct span text; /* valid JSON, or absent */
    struct doc *doc;  /* or NULL */
};

static inline struct asl_payload asl_payload_text(struct span text)
{
    return (struct asl_payload){ .text = text };
}
static inline struct asl_payload asl_payload_doc(struct doc *doc)
{
    return (struct asl_payload){ .doc = doc };
}

static inline struct span asl_payload_as_text(struct asl_payload *p, struct arena *a)
{
    if (!p->text.data) p->text = p->doc ? json_text(a, p->doc) : SPAN("null");
    return p->text;
}

static inline struct doc *asl_payload_as_doc(struct asl_payload *p, struct arena *a)
{
    if (!p->doc) p->doc = json_parse(a, p->text, NULL);
    if (!p->doc) p->doc = doc_null(a);
    return p->doc;
}

#endif
