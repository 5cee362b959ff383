/* Handlers of aliases. */
#include "emulator/services/lambda/lambda_aliases.h"

#include "emulator/base/ids.h"
#include "emulator/base/json.h"
#include "emulator/core/page.h"
#include "emulator/services/lambda/lambda_alias_store.h"
#include "emulator/services/lambda/lambda_concurrency.h"
#include "emulator/services/lambda/lambda_concurrency_store.h"
#include "emulator/services/lambda/lambda_faults.h"
#include "emulator/services/lambda/lambda_names.h"
#include "emulator/services/lambda/lambda_page.h"
#include "emulator/services/lambda/lambda_provision.h"

static struct span alias_arn(struct call *c, const struct lambda_function *f, struct span name)
{
    return arena_format(&c->arena, "%.*s:%.*s", SPAN_ARG(f->arn), SPAN_ARG(name));
}

static void put_alias(struct call *c, const struct lambda_function *f, const struct lambda_alias *alias,
                      struct doc *out)
{
    doc_put_str(out, "AliasArn", alias_arn(c, f, alias->name));
    doc_put_str(out, "Name", alias->name);
    doc_put_str(out, "FunctionVersion", alias->version);
    doc_put_str(out, "Description", alias->description);
    if (doc_count(alias->weights))
        doc_put(doc_put_map(out, "RoutingConfig"), "AdditionalVersionWeights", alias->weights);
    doc_put_str(out, "RevisionId", alias->revision);
}

static int alias_require(struct call *c, struct lambda_function *f, struct lambda_alias *alias)
{
    struct span name = doc_get_str(c->in, "Name");

    if (lambda_latest_require(c, f)) return -1;
    if (lambda_alias_find(c->db, &c->arena, f, name, alias)) return 0;
    return fault(c, &lambda_resource_not_found, "Cannot find alias arn: %.*s", SPAN_ARG(alias_arn(c, f, name)));
}

/* --- where it leads ----------------------------------------------------------------------------------------------- */

static int version_check(struct call *c, const struct lambda_function *f, struct span version)
{
    struct lambda_name n = { f->account, f->region, f->name, version };
    struct lambda_function found;

    if (lambda_store_find_version(c->db, &c->arena, f->account, f->region, f->name, version, &found)) return 0;
    return lambda_name_lacks(c, &n);
}

/* AWS: weights are from 0 to 1. */
static int weight_check(struct call *c, const struct doc_member *m)
{
    double weight = doc_as_double(m->value);

    if (weight >= 0 && weight <= 1) return 0;
    return fault(c, &fault_validation,
                 "1 validation error detected: Value '{%.*s=%s}' at 'routingConfig.additionalVersionWeights' failed to "
                 "satisfy constraint: Map value must satisfy constraint: [Member must have value less than or equal to "
                 "1.0, Member must have value greater than or equal to 0.0, Member must not be null]",
                 SPAN_ARG(m->name), arena_string(&c->arena, json_text(&c->arena, m->value)));
}

static int weights_check(struct call *c, const struct lambda_function *f, const struct lambda_alias *alias)
{
    struct span other;

    if (!doc_count(alias->weights)) return 0;
    if (doc_count(alias->weights) > 1)
        return fault(c, &lambda_invalid_parameter_value,
                     "Number of items in AdditionalVersionWeights cannot be greater than 1");
    if (weight_check(c, &alias->weights->map.members[0])) return -1;
    other = alias->weights->map.members[0].name;
    if (span_eq(other, alias->version))
        return fault(
            c, &lambda_invalid_parameter_value,
            "Invalid function version %.*s. Function version %.*s is already included in routing configuration.",
            SPAN_ARG(other), SPAN_ARG(other));
    if (span_is(alias->version, LAMBDA_LATEST))
        return fault(c, &lambda_invalid_parameter_value,
                     "$LATEST is not supported for an alias pointing to more than 1 version");
    return version_check(c, f, other);
}

/* One that is provisioned takes that along. */
static int move_check(struct call *c, const struct lambda_function *f, struct span name, struct span version)
{
    struct lambda_function led = *f;
    struct lambda_provisioned p;

    if (!lambda_provisioned_find(c->db, &c->arena, f, name, &p)) return 0;
    led.version = version;
    led.qualifier = name;
    return lambda_provisioned_name_check(c, &led);
}

static int alias_write(struct call *c, const struct lambda_function *f, struct lambda_alias *alias)
{
    char *revision = arena_alloc(&c->arena, 37);

    if (version_check(c, f, alias->version) || weights_check(c, f, alias)) return -1;
    uuid_new(revision);
    alias->revision = span_of(revision);
    lambda_alias_put(c, f, alias);
    chore_wake(c, &lambda_provision);
    put_alias(c, f, alias, c->out);
    return 0;
}

/* --- handlers ----------------------------------------------------------------------------------------------------- */

int lambda_create_alias(struct call *c)
{
    struct span description = doc_get_str(c->in, "Description");
    struct lambda_alias alias = { .name = doc_get_str(c->in, "Name"),
                                  .version = doc_get_str(c->in, "FunctionVersion"),
                                  .description = description.data ? description : SPAN(""),
                                  .weights = doc_get(doc_get(c->in, "RoutingConfig"), "AdditionalVersionWeights") };
    struct lambda_function f;
    struct lambda_alias old;

    if (lambda_latest_require(c, &f) || version_check(c, &f, alias.version)) return -1;
    if (lambda_alias_find(c->db, &c->arena, &f, alias.name, &old))
        return fault(c, &lambda_resource_conflict, "Alias already exists: %.*s",
                     SPAN_ARG(alias_arn(c, &f, alias.name)));
    return alias_write(c, &f, &alias);
}

int lambda_get_alias(struct call *c)
{
    struct lambda_alias alias;
    struct lambda_function f;

    if (alias_require(c, &f, &alias)) return -1;
    put_alias(c, &f, &alias, c->out);
    return 0;
}

int lambda_update_alias(struct call *c)
{
    struct span version = doc_get_str(c->in, "FunctionVersion"), description = doc_get_str(c->in, "Description");
    struct doc *routing = doc_get(c->in, "RoutingConfig");
    struct lambda_alias alias;
    struct lambda_function f;

    if (alias_require(c, &f, &alias) || lambda_revision_check(c, alias.revision)) return -1;
    if (version.data && !span_eq(version, alias.version) && move_check(c, &f, alias.name, version)) return -1;
    if (version.data) alias.version = version;
    if (description.data) alias.description = description;
    if (routing) alias.weights = doc_get(routing, "AdditionalVersionWeights");
    return alias_write(c, &f, &alias);
}

/* AWS: one that is not there is gone. */
int lambda_delete_alias(struct call *c)
{
    struct lambda_function f;

    if (lambda_latest_require(c, &f)) return -1;
    lambda_alias_delete(c, &f, doc_get_str(c->in, "Name"));
    chore_wake(c, &lambda_provision);
    return 0;
}

int lambda_list_aliases(struct call *c)
{
    int size = lambda_page_size(c), found;
    struct doc *list = doc_put_list(c->out, "Aliases");
    struct lambda_alias *aliases;
    struct lambda_function f;
    struct span after;

    if (lambda_latest_require(c, &f) || lambda_page_after(c, &after)) return -1;
    aliases = lambda_alias_list(c, &f, doc_get_str(c->in, "FunctionVersion"), after, size + 1, &found);
    for (int i = 0; i < found && i < size; i++) put_alias(c, &f, &aliases[i], doc_append_map(list));
    if (found > size) page_continue(c, "NextMarker", aliases[size - 1].name);
    return 0;
}
