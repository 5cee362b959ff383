/* Tags: one set of handlers for all that can be tagged. */
#include "emulator/services/iam/iam_tags.h"

#include "emulator/services/iam/iam_entity.h"
#include "emulator/services/iam/iam_list.h"
#include "emulator/services/iam/iam_policy.h"
#include "emulator/services/iam/iam_tag_list.h"

/* What the input names, to change its tags: no policy of AWS's. */
static int tagged_to_change(struct call *c, struct iam_entity *e)
{
    if (iam_kind_of_input(c->operation) == IAM_POLICY && iam_policy_check_own(c)) return -1;
    return iam_entity_of_input(c, e);
}

int iam_tag_entity(struct call *c)
{
    struct iam_entity e;

    if (tagged_to_change(c, &e) || iam_tag_list_add(c, e.tags, doc_get(c->in, "Tags"), iam_kind_tags_nocase(e.kind)))
        return -1;
    iam_store_entity_update(c->db, &e);
    return 0;
}

int iam_untag_entity(struct call *c)
{
    struct iam_entity e;

    if (tagged_to_change(c, &e)) return -1;
    e.tags = iam_tag_list_without(&c->arena, e.tags, doc_get(c->in, "TagKeys"), iam_kind_tags_nocase(e.kind));
    iam_store_entity_update(c->db, &e);
    return 0;
}

int iam_list_entity_tags(struct call *c)
{
    struct iam_policy p;
    struct iam_entity e;

    if (iam_kind_of_input(c->operation) == IAM_POLICY) {
        if (iam_policy_require(c, &p)) return -1;
        e = p.e;
    } else if (iam_entity_of_input(c, &e)) {
        return -1;
    }
    return iam_page_list(c, "Tags", e.tags, "Key");
}
