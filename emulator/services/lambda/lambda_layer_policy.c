/* A layer version's policy. */
#include "emulator/services/lambda/lambda_layer_policy.h"

#include "emulator/base/ids.h"
#include "emulator/base/json.h"
#include "emulator/services/lambda/lambda_faults.h"
#include "emulator/services/lambda/lambda_layers.h"
#include "emulator/services/lambda/lambda_statements.h"

static int layer_require(struct call *c, struct lambda_layer *l)
{
    lambda_layer_parse(c, doc_get_str(c->in, "LayerName"), l);
    l->version = doc_get_int(c->in, "VersionNumber", 0);
    if (!lambda_layer_find(c, l->account, l->region, l->name, l->version, l))
        return fault(c, &lambda_resource_not_found, "Layer version %.*s does not exist.",
                     SPAN_ARG(lambda_layer_arn(c, l)));
    if (!l->statements) l->statements = doc_list(&c->arena);
    return 0;
}

static int revision_check(struct call *c, const struct lambda_layer *l)
{
    struct span wanted = doc_get_str(c->in, "RevisionId");

    if (!wanted.data || span_eq(wanted, l->revision)) return 0;
    return fault(
        c, &lambda_precondition_failed,
        "The Revision Id provided does not match the latest Revision Id. Call the GetLayerPolicy API to retrieve "
        "the latest Revision Id");
}

static void write(struct call *c, struct lambda_layer *l)
{
    char *id = arena_alloc(&c->arena, 37);

    uuid_new(id);
    l->revision = span_of(id);
    lambda_layer_update_policy(c, l);
}

/* AWS: an account stands for its root. */
static struct doc *principal_of(struct call *c, struct span given)
{
    struct doc *principal;

    if (span_is(given, "*")) return doc_string(&c->arena, given);
    principal = doc_map(&c->arena);
    if (span_starts(given, "arn:")) doc_put_str(principal, "AWS", given);
    else doc_put_format(principal, "AWS", "arn:aws:iam::%.*s:root", SPAN_ARG(given));
    return principal;
}

static struct doc *statement_new(struct call *c, const struct lambda_layer *l)
{
    struct doc *s = doc_map(&c->arena);
    struct span organization = doc_get_str(c->in, "OrganizationId");

    doc_put_str(s, "Sid", doc_get_str(c->in, "StatementId"));
    doc_put_cstr(s, "Effect", "Allow");
    doc_put(s, "Principal", principal_of(c, doc_get_str(c->in, "Principal")));
    doc_put_str(s, "Action", doc_get_str(c->in, "Action"));
    doc_put_str(s, "Resource", lambda_layer_arn(c, l));
    if (organization.data)
        doc_put_str(doc_put_map(doc_put_map(s, "Condition"), "StringEquals"), "aws:PrincipalOrgID", organization);
    return s;
}

int lambda_add_layer_version_permission(struct call *c)
{
    struct span id = doc_get_str(c->in, "StatementId");
    struct lambda_layer l;
    struct doc *statement;

    if (layer_require(c, &l)) return -1;
    if (lambda_statement_find(l.statements, id) < doc_count(l.statements)) return lambda_statement_conflict(c, id);
    if (revision_check(c, &l)) return -1;
    statement = statement_new(c, &l);
    doc_append(l.statements, statement);
    write(c, &l);
    doc_put_str(c->out, "Statement", json_text(&c->arena, statement));
    doc_put_str(c->out, "RevisionId", l.revision);
    return 0;
}

int lambda_remove_layer_version_permission(struct call *c)
{
    struct span id = doc_get_str(c->in, "StatementId");
    struct lambda_layer l;
    size_t at;

    if (layer_require(c, &l) || revision_check(c, &l)) return -1;
    at = lambda_statement_find(l.statements, id);
    if (at == doc_count(l.statements)) return lambda_statement_lacks(c, id);
    l.statements = lambda_statements_without(c, l.statements, at);
    write(c, &l);
    return 0;
}

int lambda_get_layer_version_policy(struct call *c)
{
    struct lambda_layer l;

    if (layer_require(c, &l)) return -1;
    if (!doc_count(l.statements))
        return fault(c, &lambda_resource_not_found, "No policy is associated with the given resource.");
    doc_put_str(c->out, "Policy", lambda_policy_text(c, l.statements));
    doc_put_str(c->out, "RevisionId", l.revision);
    return 0;
}

struct span lambda_layer_policy(struct call *c, struct span arn)
{
    struct lambda_layer l;

    lambda_layer_parse(c, arn, &l);
    if (!lambda_layer_find(c, l.account, l.region, l.name, l.version, &l) || !doc_count(l.statements))
        return (struct span){ NULL, 0 };
    return lambda_policy_text(c, l.statements);
}
