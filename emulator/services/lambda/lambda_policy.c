/* A function's resource policy: who else may invoke it. Stored as a list of statements. */
#include "emulator/services/lambda/lambda_policy.h"

#include "emulator/base/json.h"
#include "emulator/core/arn.h"
#include "emulator/core/principals.h"
#include "emulator/policy/policy_principals.h"
#include "emulator/services/lambda/lambda_alias_store.h"
#include "emulator/services/lambda/lambda_faults.h"
#include "emulator/services/lambda/lambda_layer_policy.h"
#include "emulator/services/lambda/lambda_names.h"
#include "emulator/services/lambda/lambda_statements.h"

#define POLICY_BYTES_MAX 20480

/* In *kept as it is kept, with a user's or a role's unique id. The answer is as AWS tells it. */
static int principal_of(struct call *c, struct doc **told, struct doc **kept)
{
    struct span principal = doc_get_str(c->in, "Principal"), other;
    bool is_service = !span_starts(principal, "arn:") && span_find(principal, '.') < principal.size;
    const char *type = is_service ? "Service" : "AWS";
    struct principals p = { .c = c };

    other = principals_kept(span_of(type), principal, &p);
    if (p.wrong_type)
        return fault(c, &lambda_invalid_parameter_value,
                     "The provided principal was invalid. Please check the principal and try again.");
    *told = doc_map(&c->arena);
    *kept = doc_map(&c->arena);
    if (span_is(principal, "*")) *told = *kept = doc_string(&c->arena, principal);
    else {
        doc_put_str(*told, type, span_starts(principal, "arn:") || !other.data ? principal : other);
        doc_put_str(*kept, type, other.data ? other : principal);
    }
    return 0;
}

static void put_condition(struct doc *condition, const char *operator, const char * key, struct span value)
{
    struct doc *keys = doc_get(condition, operator);

    if (value.data) doc_put_str(keys ? keys : doc_put_map(condition, operator), key, value);
}

static struct doc *condition_new(struct call *c)
{
    struct doc *condition = doc_map(&c->arena);

    put_condition(condition, "StringEquals", "lambda:FunctionUrlAuthType", doc_get_str(c->in, "FunctionUrlAuthType"));
    put_condition(condition, "StringEquals", "aws:PrincipalOrgID", doc_get_str(c->in, "PrincipalOrgID"));
    put_condition(condition, "StringEquals", "AWS:SourceAccount", doc_get_str(c->in, "SourceAccount"));
    put_condition(condition, "StringEquals", "lambda:EventSourceToken", doc_get_str(c->in, "EventSourceToken"));
    if (doc_get(c->in, "InvokedViaFunctionUrl"))
        put_condition(condition, "Bool", "lambda:InvokedViaFunctionUrl",
                      doc_get_bool(c->in, "InvokedViaFunctionUrl", false) ? SPAN("true") : SPAN("false"));
    put_condition(condition, "ArnLike", "AWS:SourceArn", doc_get_str(c->in, "SourceArn"));
    return condition;
}

static struct doc *statement_new(struct call *c, const struct lambda_function *f, struct doc *principal)
{
    struct doc *s = doc_map(&c->arena), *condition = condition_new(c);

    doc_put_str(s, "Sid", doc_get_str(c->in, "StatementId"));
    doc_put_cstr(s, "Effect", "Allow");
    doc_put(s, "Principal", principal);
    doc_put_str(s, "Action", doc_get_str(c->in, "Action"));
    doc_put_str(s, "Resource", f->invoked_arn);
    if (doc_count(condition)) doc_put(s, "Condition", condition);
    return s;
}

/* --- whose policy it is ------------------------------------------------------------------------------------------- */

/* AWS: an alias's and a version's are their own; they have revisions of their own, too. */
static int policy_require(struct call *c, struct lambda_function *f, struct doc **statements)
{
    if (lambda_function_require(c, f)) return -1;
    *statements = lambda_store_policy(c->db, &c->arena, f, f->qualifier);
    return 0;
}

static bool alias_of(struct call *c, const struct lambda_function *f, struct lambda_alias *alias)
{
    return lambda_qualifier_is_alias(f->qualifier) && lambda_alias_find(c->db, &c->arena, f, f->qualifier, alias);
}

static struct span revision_of(struct call *c, const struct lambda_function *f)
{
    struct lambda_alias alias;

    return alias_of(c, f, &alias) ? alias.revision : f->revision;
}

static void policy_write(struct call *c, struct lambda_function *f, const struct doc *statements)
{
    struct lambda_alias alias;

    lambda_store_policy_put(c, f, f->qualifier, statements);
    lambda_function_revise(c, f);
    if (!alias_of(c, f, &alias)) {
        lambda_store_update_revision(c, f);
        return;
    }
    alias.revision = f->revision;
    lambda_alias_put(c, f, &alias);
}

/* --- handlers ----------------------------------------------------------------------------------------------------- */

static int size_check(struct call *c, struct doc *statements)
{
    size_t size = lambda_policy_text(c, statements).size;

    if (size <= POLICY_BYTES_MAX) return 0;
    return fault(c, &lambda_policy_length_exceeded, "The final policy size (%zu) is bigger than the limit (%d).", size,
                 POLICY_BYTES_MAX);
}

int lambda_add_permission(struct call *c)
{
    struct span id = doc_get_str(c->in, "StatementId");
    struct doc *told = NULL, *kept = NULL, *statements;
    struct lambda_function f;

    if (policy_require(c, &f, &statements)) return -1;
    if (span_is(f.qualifier, LAMBDA_LATEST))
        return fault(c, &lambda_invalid_parameter_value, "We currently do not support adding policies for $LATEST.");
    if (lambda_revision_check(c, revision_of(c, &f))) return -1;
    if (lambda_statement_find(statements, id) < doc_count(statements)) return lambda_statement_conflict(c, id);
    if (principal_of(c, &told, &kept)) return -1;
    doc_append(statements, statement_new(c, &f, kept));
    if (size_check(c, statements)) return -1;
    policy_write(c, &f, statements);
    doc_put_str(c->out, "Statement", json_text(&c->arena, statement_new(c, &f, told)));
    return 0;
}

static struct span function_policy(struct call *c, struct span arn)
{
    struct doc *statements;
    struct lambda_function f;
    struct lambda_name n;

    lambda_name_parse(c, arn, &n);
    if (!lambda_store_find(c->db, &c->arena, n.account, n.region, n.name, &f)) return (struct span){ NULL, 0 };
    statements = lambda_store_policy(c->db, &c->arena, &f, n.qualifier.size ? n.qualifier : SPAN(""));
    return doc_count(statements) ? lambda_policy_text(c, statements) : (struct span){ NULL, 0 };
}

struct span lambda_resource_policy(struct call *c, struct span arn)
{
    struct arn parts;

    if (arn_parse(arn, &parts) && span_starts(parts.resource, "layer:")) return lambda_layer_policy(c, arn);
    return function_policy(c, arn);
}

static int policy_lacks(struct call *c)
{
    return fault(c, &lambda_resource_not_found, "The resource you requested does not exist.");
}

int lambda_get_policy(struct call *c)
{
    struct principals p = { .c = c };
    struct doc *statements;
    struct lambda_function f;

    if (policy_require(c, &f, &statements)) return -1;
    if (!doc_count(statements)) return policy_lacks(c);
    doc_put_str(c->out, "Policy",
                policy_principals_rename(&c->arena, lambda_policy_text(c, statements), principals_told, &p));
    doc_put_str(c->out, "RevisionId", revision_of(c, &f));
    return 0;
}

int lambda_remove_permission(struct call *c)
{
    struct span id = doc_get_str(c->in, "StatementId");
    struct doc *statements;
    struct lambda_function f;
    size_t at;

    if (policy_require(c, &f, &statements)) return -1;
    if (!doc_count(statements))
        return fault(c, &lambda_resource_not_found, "No policy is associated with the given resource.");
    at = lambda_statement_find(statements, id);
    if (at == doc_count(statements)) return lambda_statement_lacks(c, id);
    if (lambda_revision_check(c, revision_of(c, &f))) return -1;
    policy_write(c, &f, lambda_statements_without(c, statements, at));
    return 0;
}
