/* Aliases. AWS: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-state-machine-alias.html */
#include "emulator/services/states/api/states_aliases.h"

#include "emulator/base/ids.h"
#include "emulator/base/json.h"
#include "emulator/services/states/api/states_find.h"
#include "emulator/services/states/states_faults.h"
#include "emulator/services/states/api/states_machines.h"
#include "emulator/services/states/api/states_versions.h"
#include "emulator/services/states/store/states_aliases_store.h"
#include "emulator/services/states/store/states_versions_store.h"

#define LIST_DEFAULT 100
#define ALIASES_MAX  100
#define WEIGHT_WHOLE 100

static struct span alias_arn(struct call *c, const struct states_machine *m, struct span name)
{
    return arena_format(&c->arena, "arn:aws:states:%.*s:%.*s:stateMachine:%.*s:%.*s", SPAN_ARG(m->region),
                        SPAN_ARG(m->account), SPAN_ARG(m->name), SPAN_ARG(name));
}

/* --- routing ------------------------------------------------------------------------------------------------------ */

static struct span received(struct call *c, struct doc *routing)
{
    struct span list = SPAN("");

    for (size_t i = 0; i < doc_count(routing); i++)
        list = arena_format(&c->arena, "%.*s%s%.*s", SPAN_ARG(list), i ? ", " : "",
                            SPAN_ARG(doc_get_str(doc_at(routing, i), "stateMachineVersionArn")));
    return list;
}

static int routing_bad(struct call *c, struct doc *routing, const char *what)
{
    return fault(c, &fault_validation, "Routing configuration must contain %s. Received: [%.*s]", what,
                 SPAN_ARG(received(c, routing)));
}

static int weights_check(struct call *c, struct doc *routing)
{
    struct span list = SPAN("");
    int64_t sum = 0;

    for (size_t i = 0; i < doc_count(routing); i++) {
        int64_t weight = doc_get_int(doc_at(routing, i), "weight", 0);

        sum += weight;
        list = arena_format(&c->arena, "%.*s%s%lld", SPAN_ARG(list), i ? ", " : "", (long long)weight);
    }
    if (sum == WEIGHT_WHOLE) return 0;
    return fault(c, &fault_validation, "Sum of routing configuration weights must equal 100. Received: [%.*s]",
                 SPAN_ARG(list));
}

/* One or two versions of one machine, which is there; sets *m. */
static int routing_check(struct call *c, struct doc *routing, struct states_machine *m)
{
    struct span first = doc_get_str(doc_at(routing, 0), "stateMachineVersionArn");
    struct states_arn arn, other;

    for (size_t i = 0; i < doc_count(routing); i++) {
        struct span text = doc_get_str(doc_at(routing, i), "stateMachineVersionArn");

        if (states_arn_require(c, text, "stateMachine", &other)) return -1;
        if (!states_alias_version_of(doc_at(routing, i))) return routing_bad(c, routing, "state machine version ARNs");
        if (i && span_eq(text, first)) return routing_bad(c, routing, "distinct state machine version ARNs");
        if (i && !span_eq(other.name, arn.name)) return routing_bad(c, routing, "versions of the same state machine");
        arn = other;
    }
    if (weights_check(c, routing)) return -1;
    if (!states_machine_find(c->db, &c->arena, arn.account, arn.region, arn.name, m))
        return fault(c, &states_resource_not_found, "Resource not found: '%.*s'", SPAN_ARG(first));
    for (size_t i = 0; i < doc_count(routing); i++) {
        struct states_version v;

        if (states_version_find(c->db, &c->arena, m->id, states_alias_version_of(doc_at(routing, i)), &v)) continue;
        return fault(c, &states_resource_not_found, "Resource not found: '%.*s'",
                     SPAN_ARG(doc_get_str(doc_at(routing, i), "stateMachineVersionArn")));
    }
    return 0;
}

/* --- handlers ----------------------------------------------------------------------------------------------------- */

/* AWS: creating what is there already in every respect answers as the first time did. */
static int create_again(struct call *c, const struct states_machine *m, const struct states_alias *there)
{
    struct doc *routing = json_parse(&c->arena, there->routing, NULL);

    if (!span_eq(there->description, doc_get_str(c->in, "description")) ||
        !doc_equal(routing, doc_get(c->in, "routingConfiguration")))
        return fault(
            c, &states_conflict,
            "Failed to create alias because an alias with the same name and a different routing configuration already exists.");
    doc_put_str(c->out, "stateMachineAliasArn", alias_arn(c, m, there->name));
    doc_put_int(c->out, "creationDate", there->created_ms);
    return 0;
}

int states_create_state_machine_alias(struct call *c)
{
    struct doc *routing = doc_get(c->in, "routingConfiguration");
    struct span name = doc_get_str(c->in, "name");
    struct states_alias there;
    struct states_machine m;

    if (routing_check(c, routing, &m) || states_machine_alive(c, &m)) return -1;
    if (states_alias_find(c->db, &c->arena, m.id, name, &there)) return create_again(c, &m, &there);
    if (states_alias_count(c->db, m.id) >= ALIASES_MAX)
        return fault(c, &states_quota_exceeded, "The maximum number of state machine aliases has been reached: %d",
                     ALIASES_MAX);
    states_alias_insert(c->db, m.id,
                        &(struct states_alias){ .name = name,
                                                .description = doc_get_str(c->in, "description"),
                                                .routing = json_text(&c->arena, routing),
                                                .created_ms = c->now_ms });
    doc_put_str(c->out, "stateMachineAliasArn", alias_arn(c, &m, name));
    doc_put_int(c->out, "creationDate", c->now_ms);
    return 0;
}

static int alias_require(struct call *c, struct states_machine *m, struct states_alias *x)
{
    struct span text = doc_get_str(c->in, "stateMachineAliasArn");
    struct states_arn arn;
    int64_t number;

    if (states_arn_require(c, text, "stateMachine", &arn)) return -1;
    if (!arn.rest.data || span_int(arn.rest, &number))
        return fault(c, &fault_validation, "Resource ARN must be a state machine alias ARN. Received: [%.*s]",
                     SPAN_ARG(text));
    if (states_machine_find(c->db, &c->arena, arn.account, arn.region, arn.name, m) &&
        states_alias_find(c->db, &c->arena, m->id, arn.rest, x))
        return 0;
    return fault(c, &states_resource_not_found, "Resource not found: '%.*s'", SPAN_ARG(text));
}

int states_update_state_machine_alias(struct call *c)
{
    struct doc *routing = doc_get(c->in, "routingConfiguration"), *description = doc_get(c->in, "description");
    struct states_machine m, routed;
    struct states_alias x;

    if (!routing && !description)
        return fault(c, &fault_validation, "Either description or routingConfiguration must be specified");
    if (alias_require(c, &m, &x) || states_machine_alive(c, &m)) return -1;
    if (routing && routing_check(c, routing, &routed)) return -1;
    if (routing && routed.id != m.id) return routing_bad(c, routing, "versions of the alias's own state machine");
    if (description) x.description = doc_text(description);
    if (routing) x.routing = json_text(&c->arena, routing);
    x.updated_ms = c->now_ms;
    states_alias_update(c->db, m.id, &x);
    doc_put_int(c->out, "updateDate", c->now_ms);
    return 0;
}

int states_describe_state_machine_alias(struct call *c)
{
    struct states_machine m;
    struct states_alias x;

    if (alias_require(c, &m, &x)) return -1;
    doc_put_str(c->out, "stateMachineAliasArn", alias_arn(c, &m, x.name));
    doc_put_str(c->out, "name", x.name);
    doc_put_str(c->out, "description", x.description);
    doc_put(c->out, "routingConfiguration", json_parse(&c->arena, x.routing, NULL));
    doc_put_int(c->out, "creationDate", x.created_ms);
    doc_put_int(c->out, "updateDate", x.updated_ms);
    return 0;
}

/* AWS: of a version's ARN, those that refer to it. */
int states_list_state_machine_aliases(struct call *c)
{
    int64_t limit = doc_get_int(c->in, "maxResults", 0), after, last = 0;
    struct span text = doc_get_str(c->in, "stateMachineArn");
    struct doc *list = doc_put_list(c->out, "stateMachineAliases");
    struct states_target t;
    struct states_alias x;
    struct rows *r;

    if (states_target_require(c, text, false, &t)) return -1;
    if (!states_token_read(&c->arena, doc_get_str(c->in, "nextToken"), &after))
        return fault(c, &states_invalid_token, "Invalid Token: 'Invalid token'");
    if (!limit) limit = LIST_DEFAULT;
    r = states_aliases_after(c->db, t.machine.id, after);
    while (rows_next(r)) {
        struct doc *item;

        states_alias_read(r, &c->arena, &x);
        if (t.version && !states_alias_routes_to(json_parse(&c->arena, x.routing, NULL), text)) continue;
        if ((int64_t)doc_count(list) == limit) {
            doc_put_str(c->out, "nextToken", states_token_make(&c->arena, last));
            rows_close(r);
            break;
        }
        last = x.id;
        item = doc_append_map(list);
        doc_put_str(item, "stateMachineAliasArn", alias_arn(c, &t.machine, x.name));
        doc_put_int(item, "creationDate", x.created_ms);
    }
    return 0;
}

int states_delete_state_machine_alias(struct call *c)
{
    struct states_machine m;
    struct states_alias x;

    if (alias_require(c, &m, &x)) return -1;
    states_alias_delete(c->db, m.id, x.name);
    return 0;
}
