/* Versions. AWS: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-state-machine-version.html */
#include "emulator/services/states/api/states_versions.h"

#include "emulator/services/states/api/states_aliases.h"
#include "emulator/services/states/api/states_find.h"
#include "emulator/services/states/states_faults.h"
#include "emulator/services/states/api/states_machines.h"
#include "emulator/services/states/store/states_aliases_store.h"
#include "emulator/services/states/store/states_names.h"
#include "emulator/services/states/store/states_versions_store.h"

#define LIST_DEFAULT 100
#define VERSIONS_MAX 1000

/* --- publishing --------------------------------------------------------------------------------------------------- */

int states_publish_check(struct call *c)
{
    if (!doc_get_bool(c->in, "publish", false) && doc_get(c->in, "versionDescription"))
        return fault(c, &fault_validation, "Version description can only be set when publish is true");
    return 0;
}

int states_version_publish(struct call *c, struct states_machine *m, struct span description, int64_t *number)
{
    struct states_version v;

    if (states_version_current(c->db, &c->arena, m, &v)) {
        *number = v.number;
        return 0;
    }
    if (states_version_count(c->db, m->id) >= VERSIONS_MAX)
        return fault(c, &states_quota_exceeded, "The maximum number of state machine versions has been reached: %d",
                     VERSIONS_MAX);
    *number = states_version_insert(c->db, m, description, c->now_ms);
    return 0;
}

/* AWS: a machine that was never updated has no revision id; INITIAL names that revision. */
static int revision_check(struct call *c, const struct states_machine *m)
{
    struct span wanted = doc_get_str(c->in, "revisionId"),
                current = m->revision_id.data ? m->revision_id : SPAN("INITIAL");

    if (!wanted.data || span_eq(wanted, current)) return 0;
    return fault(
        c, &states_conflict,
        "Failed to publish the State Machine version for revision %.*s. The current State Machine revision is %.*s.",
        SPAN_ARG(wanted), SPAN_ARG(current));
}

int states_publish_state_machine_version(struct call *c)
{
    struct states_version v;
    struct states_machine m;
    int64_t number;

    if (states_machine_require(c, doc_get_str(c->in, "stateMachineArn"), &m) || states_machine_alive(c, &m) ||
        revision_check(c, &m) || states_version_publish(c, &m, doc_get_str(c->in, "description"), &number))
        return -1;
    if (!states_version_find(c->db, &c->arena, m.id, number, &v)) return 0;
    doc_put_str(c->out, "stateMachineVersionArn", states_version_arn(&c->arena, &m, number));
    doc_put_int(c->out, "creationDate", v.created_ms);
    return 0;
}

/* --- listing and deleting ----------------------------------------------------------------------------------------- */

/* The latest first. */
int states_list_state_machine_versions(struct call *c)
{
    int64_t limit = doc_get_int(c->in, "maxResults", 0), before;
    struct doc *list = doc_put_list(c->out, "stateMachineVersions");
    struct states_version v = { 0 };
    struct states_machine m;
    struct rows *r;

    if (states_machine_require(c, doc_get_str(c->in, "stateMachineArn"), &m)) return -1;
    if (!states_token_read(&c->arena, doc_get_str(c->in, "nextToken"), &before))
        return fault(c, &states_invalid_token, "Invalid Token: 'Invalid token'");
    if (!limit) limit = LIST_DEFAULT;
    r = states_versions_before(c->db, m.id, before ? before : INT64_MAX, limit + 1);
    while (rows_next(r)) {
        struct doc *item;

        if ((int64_t)doc_count(list) == limit) {
            doc_put_str(c->out, "nextToken", states_token_make(&c->arena, v.number));
            rows_close(r);
            break;
        }
        states_version_read(r, &c->arena, &v);
        item = doc_append_map(list);
        doc_put_str(item, "stateMachineVersionArn", states_version_arn(&c->arena, &m, v.number));
        doc_put_int(item, "creationDate", v.created_ms);
    }
    return 0;
}

/* AWS: deleting what is not there is no error. */
int states_delete_state_machine_version(struct call *c)
{
    struct span text = doc_get_str(c->in, "stateMachineVersionArn"), aliases;
    struct states_machine m;
    struct states_arn arn;
    int64_t number;

    if (states_arn_require(c, text, "stateMachine", &arn)) return -1;
    if (!arn.rest.data || !span_int(arn.rest, &number))
        return fault(c, &fault_validation, "Resource ARN must be a state machine version ARN. Received: [%.*s]",
                     SPAN_ARG(text));
    if (!states_machine_find(c->db, &c->arena, arn.account, arn.region, arn.name, &m)) return 0;
    aliases = states_aliases_of_version(c->db, &c->arena, m.id, text);
    if (aliases.size)
        return fault(
            c, &states_conflict,
            "Version to be deleted must not be referenced by an alias. Current list of aliases referencing this version: [%.*s]",
            SPAN_ARG(aliases));
    states_version_delete(c->db, m.id, number);
    return 0;
}
