/* Handlers of permissions boundaries. */
#include "emulator/services/iam/iam_boundaries.h"

#include "emulator/services/iam/iam_entity.h"
#include "emulator/services/iam/iam_policy.h"

int iam_put_boundary(struct call *c)
{
    struct span arn = doc_get_str(c->in, "PermissionsBoundary");
    struct iam_entity e;

    if (iam_entity_to_change(c, &e) || iam_policy_check_boundary(c, arn)) return -1;
    e.boundary = arn;
    iam_store_entity_update(c->db, &e);
    return 0;
}

int iam_delete_boundary(struct call *c)
{
    struct iam_entity e;

    if (iam_entity_to_change(c, &e)) return -1;
    e.boundary = (struct span){ NULL, 0 };
    iam_store_entity_update(c->db, &e);
    return 0;
}
