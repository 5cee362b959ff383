/* State machines. */
#include "emulator/services/states/api/states_machines.h"

#include "emulator/asl/definition/asl_definition.h"
#include "emulator/base/ids.h"
#include "emulator/base/json.h"
#include "emulator/services/states/api/states_configuration.h"
#include "emulator/services/states/api/states_find.h"
#include "emulator/services/states/states_faults.h"
#include "emulator/services/states/api/states_quotas.h"
#include "emulator/services/states/api/states_tags.h"
#include "emulator/services/states/api/states_versions.h"
#include "emulator/services/states/store/states_names.h"

#define LIST_DEFAULT 100

static int definition_check(struct call *c, struct span definition, struct span type)
{
    struct asl_report report = { .arena = &c->arena };

    asl_definition_check(definition, span_is(type, "EXPRESS"), &report);
    if (!report.errors) return 0;
    return fault(c, &states_invalid_definition, "Invalid State Machine Definition: %s", asl_report_text(&report));
}

static struct span json_or_absent(struct call *c, const char *member)
{
    struct doc *value = doc_get(c->in, member);

    return value ? json_text(&c->arena, value) : (struct span){ 0 };
}

static bool same(struct span a, struct span b)
{
    return span_eq(a, b);
}

/* The version that was asked for along with a change. */
static int publish_along(struct call *c, const struct states_machine *m)
{
    struct states_machine current = *m;
    int64_t number;

    if (!doc_get_bool(c->in, "publish", false)) return 0;
    if (states_version_publish(c, &current, doc_get_str(c->in, "versionDescription"), &number)) return -1;
    doc_put_str(c->out, "stateMachineVersionArn", states_version_arn(&c->arena, m, number));
    return 0;
}

static int create_answer(struct call *c, const struct states_machine *m)
{
    doc_put_str(c->out, "stateMachineArn", states_machine_arn(&c->arena, m));
    doc_put_int(c->out, "creationDate", m->created_ms);
    return publish_along(c, m);
}

/* Texts may be long, so a machine is read without. */
static struct span text_of(struct call *c, const struct states_machine *m)
{
    return states_definition_text(c->db, &c->arena, m->definition_id);
}

/* AWS: creating what is there already in every respect answers as the first time did. */
static int create_again(struct call *c, const struct states_machine *there, const struct states_machine *wanted,
                        struct span definition)
{
    struct span arn = states_machine_arn(&c->arena, there);

    if (states_machine_alive(c, there)) return -1;
    if (!same(text_of(c, there), definition) || !same(there->role_arn, wanted->role_arn) ||
        !same(there->type, wanted->type))
        return fault(c, &states_machine_already_exists, "State Machine Already Exists: '%.*s'", SPAN_ARG(arn));
    return create_answer(c, there);
}

/* Compiling a definition takes its time, so all that can be checked without the store is checked before. */
int states_create_check(struct call *c)
{
    struct span name = doc_get_str(c->in, "name"), definition = doc_get_str(c->in, "definition");

    if (!name.data || !definition.data || span_code_points(name) > 80) return 0; /* the shape says it */
    if (!states_name_is_valid(name)) return fault(c, &states_invalid_name, "Invalid Name: '%.*s'", SPAN_ARG(name));
    if (states_role_check(c, doc_get_str(c->in, "roleArn")) || states_publish_check(c)) return -1;
    return definition_check(c, definition, doc_get_str(c->in, "type"));
}

int states_create_state_machine(struct call *c)
{
    struct states_machine m = { .account = span_of(c->who.account),
                                .region = span_of(c->who.region),
                                .created_ms = c->now_ms,
                                .updated_ms = c->now_ms },
                          there;
    struct span definition = doc_get_str(c->in, "definition");

    m.name = doc_get_str(c->in, "name");
    m.type = doc_get(c->in, "type") ? doc_get_str(c->in, "type") : SPAN("STANDARD");
    m.role_arn = doc_get_str(c->in, "roleArn");
    m.tracing = json_or_absent(c, "tracingConfiguration");
    if (states_logging_check(c, &m.logging) || states_encryption_check(c, &m.encryption) ||
        states_tags_check(c, &m.tags))
        return -1;
    if (states_machine_find(c->db, &c->arena, m.account, m.region, m.name, &there))
        return create_again(c, &there, &m, definition);
    if (states_quota_machine(c) || states_role_may(c, m.role_arn, states_machine_arn(&c->arena, &m))) return -1;
    m.definition_id = states_definition_insert(c->db, definition);
    states_machine_insert(c->db, &m);
    return create_answer(c, &m);
}

/* What is the same as before makes no new revision. */
int states_update_state_machine(struct call *c)
{
    struct span definition = doc_get_str(c->in, "definition"), role = doc_get_str(c->in, "roleArn"), logging,
                encryption;
    struct states_machine m;
    char revision[37];
    bool is_other;

    if (states_machine_require(c, doc_get_str(c->in, "stateMachineArn"), &m) || states_machine_alive(c, &m) ||
        states_publish_check(c))
        return -1;
    if (!definition.data && !role.data && !doc_get(c->in, "loggingConfiguration") &&
        !doc_get(c->in, "tracingConfiguration") && !doc_get(c->in, "encryptionConfiguration"))
        return fault(
            c, &states_missing_parameter,
            "Either the definition, the role ARN, the LoggingConfiguration, the TracingConfiguration, or the EncryptionConfiguration must be specified");
    if (states_role_may(c, role, states_machine_arn(&c->arena, &m))) return -1;
    if (definition.data && definition_check(c, definition, m.type)) return -1;
    if (states_role_check(c, role)) return -1;
    is_other = definition.data && !span_eq(definition, text_of(c, &m));
    if (is_other || (role.data && !span_eq(role, m.role_arn))) {
        uuid_new(revision);
        m.revision_id = span_of(revision);
        if (is_other) m.definition_id = states_definition_insert(c->db, definition);
    }
    if (role.data) m.role_arn = role;
    if (states_logging_check(c, &logging) || states_encryption_check(c, &encryption)) return -1;
    if (logging.data) m.logging = logging;
    if (encryption.data) m.encryption = encryption;
    if (doc_get(c->in, "tracingConfiguration")) m.tracing = json_or_absent(c, "tracingConfiguration");
    m.updated_ms = c->now_ms;
    states_machine_update(c->db, &m);
    doc_put_int(c->out, "updateDate", m.updated_ms);
    doc_put_str(c->out, "revisionId", m.revision_id);
    return publish_along(c, &m);
}

void states_put_configuration(struct call *c, const struct states_machine *m)
{
    states_put_logging(c, m->logging);
    states_put_tracing(c, m->tracing);
    states_put_encryption(c, m->encryption);
}

void states_put_definition(struct call *c, struct span definition)
{
    struct doc *references = asl_definition_references(&c->arena, definition);

    doc_put_str(c->out, "definition", definition);
    if (doc_count(references)) doc_put(c->out, "variableReferences", references);
}

bool states_data_wanted(struct call *c)
{
    return !span_is(doc_get_str(c->in, "includedData"), "METADATA_ONLY");
}

int states_describe_state_machine(struct call *c)
{
    struct states_target t;
    struct states_machine m;

    if (states_target_require(c, doc_get_str(c->in, "stateMachineArn"), false, &t)) return -1;
    m = t.machine;
    doc_put_str(c->out, "stateMachineArn",
                t.version ? states_version_arn(&c->arena, &m, t.version) : states_machine_arn(&c->arena, &m));
    doc_put_str(c->out, "name", m.name);
    doc_put_cstr(c->out, "status", m.deleting ? "DELETING" : "ACTIVE");
    if (states_data_wanted(c)) states_put_definition(c, text_of(c, &m));
    doc_put_str(c->out, "description", t.description);
    doc_put_str(c->out, "roleArn", m.role_arn);
    doc_put_str(c->out, "type", m.type);
    doc_put_int(c->out, "creationDate", m.created_ms);
    doc_put_str(c->out, "revisionId", m.revision_id);
    states_put_configuration(c, &m);
    return 0;
}

int states_list_state_machines(struct call *c)
{
    int64_t limit = doc_get_int(c->in, "maxResults", 0), after;
    struct doc *list = doc_put_list(c->out, "stateMachines");
    struct states_machine m = { 0 };
    struct rows *r;

    if (!limit) limit = LIST_DEFAULT;
    if (!states_token_read(&c->arena, doc_get_str(c->in, "nextToken"), &after))
        return fault(c, &states_invalid_token, "Invalid Token: 'Invalid token'");
    for (r = states_machines_after(c->db, span_of(c->who.account), span_of(c->who.region), after, limit + 1);
         rows_next(r);) {
        struct doc *item;

        if ((int64_t)doc_count(list) == limit) {
            doc_put_str(c->out, "nextToken", states_token_make(&c->arena, m.id));
            rows_close(r);
            break;
        }
        states_machine_read(r, &c->arena, &m);
        item = doc_append_map(list);
        doc_put_str(item, "stateMachineArn", states_machine_arn(&c->arena, &m));
        doc_put_str(item, "name", m.name);
        doc_put_str(item, "type", m.type);
        doc_put_int(item, "creationDate", m.created_ms);
    }
    return 0;
}

/* AWS: deleting what is not there is no error; a machine with running executions is DELETING until they have ended. */
int states_delete_state_machine(struct call *c)
{
    struct states_machine m;
    struct states_arn arn;

    if (states_arn_require(c, doc_get_str(c->in, "stateMachineArn"), "stateMachine", &arn)) return -1;
    if (arn.rest.data)
        return fault(c, &fault_validation, "Resource ARN must not be qualified. Received: [%.*s]", SPAN_ARG(arn.text));
    if (!states_machine_find(c->db, &c->arena, arn.account, arn.region, arn.name, &m)) return 0;
    if (states_machine_running(c->db, m.id)) states_machine_mark_deleting(c->db, m.id);
    else states_machine_delete(c->db, m.id);
    return 0;
}

int states_validate_state_machine_definition(struct call *c)
{
    struct asl_report report = { .arena = &c->arena };
    struct doc *list = doc_put_list(c->out, "diagnostics");
    int64_t limit = doc_get_int(c->in, "maxResults", 0);
    bool failed = false, truncated = false;
    bool warnings =
        span_is(doc_get_str(c->in, "severity"), "WARNING"); /* AWS: errors alone unless it is asked for more */

    if (!limit) limit = 100;
    asl_definition_check(doc_get_str(c->in, "definition"), span_is(doc_get_str(c->in, "type"), "EXPRESS"), &report);
    for (const struct asl_diagnostic *d = report.first; d; d = d->next) {
        struct doc *item;

        if (!d->is_error && !warnings) continue;
        failed = failed || d->is_error;
        truncated = truncated || (int64_t)doc_count(list) == limit;
        if (truncated) continue;
        item = doc_append_map(list);
        doc_put_cstr(item, "severity", d->is_error ? "ERROR" : "WARNING");
        doc_put_cstr(item, "code", d->code);
        doc_put_cstr(item, "message", d->message);
        if (d->location) doc_put_cstr(item, "location", d->location);
    }
    doc_put_cstr(c->out, "result", failed ? "FAIL" : "OK");
    doc_put_bool(c->out, "truncated", truncated);
    return 0;
}
