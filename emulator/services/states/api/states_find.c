/* What the ARNs of a request name, or a fault in its place; and checks that several handlers make. */
#include "emulator/services/states/api/states_find.h"

#include "emulator/base/json.h"
#include "emulator/core/door.h"
#include "emulator/services/states/states_faults.h"
#include "emulator/services/states/store/states_aliases_store.h"
#include "emulator/services/states/store/states_names.h"
#include "emulator/services/states/store/states_versions_store.h"

int states_machine_require(struct call *c, struct span text, struct states_machine *m)
{
    struct states_arn arn;

    if (states_arn_require(c, text, "stateMachine", &arn)) return -1;
    if (!arn.rest.data && states_machine_find(c->db, &c->arena, arn.account, arn.region, arn.name, m)) return 0;
    return fault(c, &states_machine_does_not_exist, "State Machine Does Not Exist: '%.*s'", SPAN_ARG(text));
}

int states_machine_alive(struct call *c, const struct states_machine *m)
{
    if (!m->deleting) return 0;
    return fault(c, &states_machine_deleting, "State Machine is being deleted: '%.*s'",
                 SPAN_ARG(states_machine_arn(&c->arena, m)));
}

int states_execution_require(struct call *c, struct states_execution *e)
{
    struct span text = doc_get_str(c->in, "executionArn");
    struct states_arn arn;

    if (states_arn_require(c, text, "execution", &arn)) return -1;
    if (arn.rest.data && states_execution_find(c->db, &c->arena, arn.account, arn.region, arn.name, arn.rest, e))
        return 0;
    return fault(c, &states_execution_does_not_exist, "Execution Does Not Exist: '%.*s'", SPAN_ARG(text));
}

int states_map_run_require(struct call *c, struct span text, struct states_map_run *run)
{
    struct states_arn arn;

    if (states_arn_require(c, text, "mapRun", &arn)) return -1;
    if (states_map_run_by_arn(c->db, &c->arena, text, run)) return 0;
    return fault(c, &states_resource_not_found, "Resource not found: '%.*s'", SPAN_ARG(text));
}

struct span states_map_run_arn(struct db *db, struct arena *a, const struct states_execution *e)
{
    struct states_map_run run;

    if (e->machine_id < 0 && states_map_run_by_id(db, a, -e->machine_id, &run)) return run.arn;
    return (struct span){ 0 };
}

/* --- versions and aliases
 * ------------------------------------------------------------------------------------------ */

static bool version_apply(struct call *c, struct states_target *t)
{
    struct states_machine *m = &t->machine;
    struct states_version v;

    if (!states_version_find(c->db, &c->arena, m->id, t->version, &v)) return false;
    m->definition_id = v.definition_id;
    m->role_arn = v.role_arn;
    m->revision_id = v.revision_id;
    m->logging = v.logging;
    m->tracing = v.tracing;
    m->encryption = v.encryption;
    m->created_ms = v.created_ms;
    t->description = v.description;
    return true;
}

static bool target_find(struct call *c, const struct states_arn *arn, bool by_alias, struct states_target *t)
{
    struct states_alias alias;

    *t = (struct states_target){ 0 };
    if (!states_machine_find(c->db, &c->arena, arn->account, arn->region, arn->name, &t->machine)) return false;
    if (!arn->rest.data) return true;
    if (!span_int(arn->rest, &t->version)) {
        if (!by_alias || !states_alias_find(c->db, &c->arena, t->machine.id, arn->rest, &alias)) return false;
        t->alias = alias.name;
        t->version = states_alias_pick(&c->arena, &alias);
    }
    return version_apply(c, t);
}

int states_target_require(struct call *c, struct span text, bool by_alias, struct states_target *t)
{
    struct states_arn arn;

    if (states_arn_require(c, text, "stateMachine", &arn)) return -1;
    if (target_find(c, &arn, by_alias, t)) return 0;
    return fault(c, &states_machine_does_not_exist, "State Machine Does Not Exist: '%.*s'", SPAN_ARG(text));
}

/* --- checks ------------------------------------------------------------------------------------------------------- */

int states_role_check(struct call *c, struct span role)
{
    if (!role.data || (span_starts(role, "arn:aws") && span_find(role, '/') < role.size)) return 0;
    return fault(c, &states_invalid_arn, "Invalid Arn: 'Invalid Role Arn: %.*s'", SPAN_ARG(role));
}

/* AWS: tools that made the role just before try again on these words. */
int states_role_may(struct call *c, struct span role, struct span machine_arn)
{
    if (!role.data || door_may_assume(c, "states", role, machine_arn)) return 0;
    return fault(
        c, &fault_access_denied,
        "Neither the global service principal states.amazonaws.com, nor the regional one is authorized to assume the "
        "provided role.");
}

int states_too_many(struct call *c)
{
    return fault(c, &states_too_many_tags, "You have exceeded the maximum number of tags for a resource.");
}

int states_tags_check(struct call *c, struct span *text)
{
    struct doc *tags = doc_get(c->in, "tags");

    *text = tags ? json_text(&c->arena, tags) : (struct span){ 0 };
    return doc_count(tags) > STATES_TAGS_MAX ? states_too_many(c) : 0;
}
