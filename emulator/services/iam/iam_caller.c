/* Whose user a call is about. */
#include "emulator/services/iam/iam_caller.h"

#include <assert.h>

#include "emulator/core/arn.h"
#include "emulator/core/service.h"
#include "emulator/services/iam/iam_faults.h"

struct span iam_caller_name(struct call *c)
{
    assert(c->who.kind == IDENTITY_USER);
    return arn_last(span_of(c->who.arn));
}

int iam_caller_resolve(struct call *c)
{
    const struct member *m = shape_member(c->operation->input, SPAN("UserName"));

    if (m && !(m->flags & REQUIRED) && !doc_get(c->in, "UserName") && c->who.kind == IDENTITY_USER)
        doc_put_str(c->in, "UserName", iam_caller_name(c));
    return 0;
}

int iam_caller_user(struct call *c, struct iam_entity *e)
{
    struct span name = doc_get_str(c->in, "UserName");

    if (name.data) return iam_entity_require(c, IAM_USER, name, e);
    if (c->who.kind != IDENTITY_ROOT)
        return fault(c, &iam_validation, "Must specify userName when calling with non-User credentials");
    *e = (struct iam_entity){ .kind = IAM_USER,
                              .account = span_of(c->who.account),
                              .name = SPAN(""),
                              .unique_id = span_of(c->who.user_id),
                              .arn = span_of(c->who.arn) };
    return 0;
}
