/* Users and roles by the names that policies give them. */
#include "emulator/services/iam/iam_principals.h"

#include "emulator/core/arn.h"
#include "emulator/services/iam/iam_entity_store.h"

static bool find_arn(struct call *c, struct span arn, const struct arn *parts, struct iam_entity *e)
{
    enum iam_kind kind = span_starts(parts->resource, "user/") ? IAM_USER : IAM_ROLE;
    struct span name = iam_kind_name_of_arn(kind, parts->account, arn);

    return name.size && iam_store_entity_find(c->db, &c->arena, parts->account, kind, name, e) && span_eq(e->arn, arn);
}

enum principal_found iam_principal_find(struct call *c, struct span name, struct principal *p)
{
    struct iam_entity e;
    struct arn parts;
    bool is_arn = arn_parse(name, &parts);

    if (is_arn ? find_arn(c, name, &parts, &e) : iam_store_entity_find_unique(c->db, &c->arena, name, &e)) {
        *p = (struct principal){ .arn = e.arn, .id = e.unique_id };
        return PRINCIPAL_IS_THERE;
    }
    if (!is_arn || span_is(parts.account, c->who.account) || iam_store_has_principals(c->db, parts.account))
        return PRINCIPAL_IS_NOT;
    return PRINCIPAL_IS_ELSEWHERE;
}
