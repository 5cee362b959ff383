/* What calls to IAM ask. */
#include "emulator/services/iam/iam_asks.h"

#include "emulator/core/ask.h"
#include "emulator/services/iam/iam.h"

static void ask(struct call *c, struct span path, struct span name)
{
    struct iam_role r = { .path = path.size ? path : SPAN("/"), .name = name };

    ask_for(c, iam_role_arn(c, &r));
}

void iam_ask_role(struct call *c)
{
    struct span name = doc_get_str(c->in, "RoleName");
    struct iam_role r = { 0 };

    if (c->db) iam_store_role_find(c, name, &r);
    ask(c, r.path, name);
}

void iam_ask_new_role(struct call *c)
{
    ask(c, doc_get_str(c->in, "Path"), doc_get_str(c->in, "RoleName"));
}

void iam_ask_roles(struct call *c)
{
    ask(c, doc_get_str(c->in, "PathPrefix"), SPAN(""));
}
