/* Versions. AWS: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-state-machine-version.html */
#include "emulator/services/states/api/states_versions.h"

#include "emulator/services/states/api/states_aliases.h"
#include "emulator/services/states/states_faults.h"
#include "emulator/services/states/api/states_machines.h"

#define LIST_DEFAULT 100
#define VERSIONS_MAX 1000

#define VERSION \
    "SELECT number, definition, created_ms, role_arn, revision, description, logging, tracing, encryption FROM states_version"

static void version_read(struct rows *r, struct arena *a, struct states_version *v)
{
    v->number = rows_int(r, 0);
    v->definition_id = rows_int(r, 1);
    v->created_ms = rows_int(r, 2);
    v->role_arn = rows_copy(r, 3, a);
    v->revision_id = rows_copy(r, 4, a);
    v->description = rows_copy(r, 5, a);
    v->logging = rows_copy(r, 6, a);
    v->tracing = rows_copy(r, 7, a);
    v->encryption = rows_copy(r, 8, a);
}

static bool version_first(struct rows *r, struct arena *a, struct states_version *v)
{
    if (!rows_next(r)) return false;
    version_read(r, a, v);
    rows_close(r);
    return true;
}

bool states_version_find(struct db *db, struct arena *a, int64_t machine, int64_t number, struct states_version *v)
{
    return version_first(db_query(db, VERSION " WHERE machine = ? AND number = ?", "ii", machine, number), a, v);
}

struct span states_version_arn(struct arena *a, const struct states_machine *m, int64_t number)
{
    return arena_format(a, "arn:aws:states:%.*s:%.*s:stateMachine:%.*s:%lld", SPAN_ARG(m->region), SPAN_ARG(m->account),
                        SPAN_ARG(m->name), (long long)number);
}

/* --- what an ARN names -------------------------------------------------------------------------------------------- */

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

/* --- publishing --------------------------------------------------------------------------------------------------- */

int states_publish_check(struct call *c)
{
    if (!doc_get_bool(c->in, "publish", false) && doc_get(c->in, "versionDescription"))
        return fault(c, &fault_validation, "Version description can only be set when publish is true");
    return 0;
}

/* The version that holds the machine's current revision. */
static bool version_current(struct call *c, const struct states_machine *m, struct states_version *v)
{
    return version_first(db_query(c->db, VERSION " WHERE machine = ? AND revision IS ? ORDER BY number DESC LIMIT 1",
                                  "it", m->id, m->revision_id),
                         &c->arena, v);
}

int states_version_publish(struct call *c, struct states_machine *m, struct span description, int64_t *number)
{
    struct states_version v;

    if (version_current(c, m, &v)) {
        *number = v.number;
        return 0;
    }
    if (db_int(c->db, 0, "SELECT count(*) FROM states_version WHERE machine = ?", "i", m->id) >= VERSIONS_MAX)
        return fault(c, &states_quota_exceeded, "The maximum number of state machine versions has been reached: %d",
                     VERSIONS_MAX);
    db_run(c->db, "UPDATE states_machine SET versions = versions + 1 WHERE id = ?", "i", m->id);
    *number = db_int(c->db, 0, "SELECT versions FROM states_machine WHERE id = ?", "i", m->id);
    db_run(
        c->db,
        "INSERT INTO states_version (machine, number, definition, created_ms, role_arn, revision, description, logging, tracing, encryption)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        "iiiitttttt", m->id, *number, m->definition_id, c->now_ms, m->role_arn, m->revision_id, description, m->logging,
        m->tracing, m->encryption);
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
    r = db_query(c->db, VERSION " WHERE machine = ? AND number < ? ORDER BY number DESC LIMIT ?", "iii", m.id,
                 before ? before : INT64_MAX, limit + 1);
    while (rows_next(r)) {
        struct doc *item;

        if ((int64_t)doc_count(list) == limit) {
            doc_put_str(c->out, "nextToken", states_token_make(&c->arena, v.number));
            rows_close(r);
            break;
        }
        version_read(r, &c->arena, &v);
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
    db_run(c->db, "DELETE FROM states_version WHERE machine = ? AND number = ?", "ii", m.id, number);
    return 0;
}
