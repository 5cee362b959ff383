/* A function's resource policy: who else may invoke it. Stored as a list of statements. */
#include <string.h>

#include "emulator/base/json.h"
#include "emulator/core/principals.h"
#include "emulator/policy/policy_principals.h"
#include "emulator/services/lambda/lambda_faults.h"
#include "emulator/services/lambda/lambda_functions.h"
#include "emulator/services/lambda/lambda_names.h"

static size_t statement_find(const struct lambda_function *f, struct span id)
{
    size_t i = 0;

    while (i < doc_count(f->policy) && !span_eq(doc_get_str(doc_at(f->policy, i), "Sid"), id)) i++;
    return i;
}

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

static struct doc *statement_new(struct call *c, const struct lambda_function *f, struct doc *principal)
{
    struct doc *s = doc_map(&c->arena), *condition = doc_map(&c->arena);
    struct span source = doc_get_str(c->in, "SourceArn"), account = doc_get_str(c->in, "SourceAccount");

    doc_put_str(s, "Sid", doc_get_str(c->in, "StatementId"));
    doc_put_cstr(s, "Effect", "Allow");
    doc_put(s, "Principal", principal);
    doc_put_str(s, "Action", doc_get_str(c->in, "Action"));
    doc_put_str(s, "Resource", f->arn);
    if (account.data) doc_put_str(doc_put_map(condition, "StringEquals"), "AWS:SourceAccount", account);
    if (source.data) doc_put_str(doc_put_map(condition, "ArnLike"), "AWS:SourceArn", source);
    if (doc_count(condition)) doc_put(s, "Condition", condition);
    return s;
}

int lambda_add_permission(struct call *c)
{
    struct span id = doc_get_str(c->in, "StatementId");
    struct doc *told = NULL, *kept = NULL;
    struct lambda_function f;

    if (lambda_function_require(c, &f)) return -1;
    if (!f.policy) f.policy = doc_list(&c->arena);
    if (statement_find(&f, id) < doc_count(f.policy))
        return fault(
            c, &lambda_resource_conflict,
            "The statement id (%.*s) provided already exists. Please provide a new statement id, or remove the existing statement.",
            SPAN_ARG(id));
    if (principal_of(c, &told, &kept)) return -1;
    doc_append(f.policy, statement_new(c, &f, kept));
    lambda_store_update(c, &f);
    doc_put_str(c->out, "Statement", json_text(&c->arena, statement_new(c, &f, told)));
    return 0;
}

static struct span policy_text(struct call *c, const struct lambda_function *f)
{
    struct doc *policy = doc_map(&c->arena);

    doc_put_cstr(policy, "Version", "2012-10-17");
    doc_put_cstr(policy, "Id", "default");
    doc_put(policy, "Statement", f->policy);
    return json_text(&c->arena, policy);
}

struct span lambda_function_policy(struct call *c, struct span arn)
{
    struct lambda_function f;
    struct lambda_name n;

    lambda_name_parse(c, arn, &n);
    if (!lambda_store_find(c->db, &c->arena, n.account, n.region, n.name, &f) || !doc_count(f.policy))
        return (struct span){ NULL, 0 };
    return policy_text(c, &f);
}

struct doc *lambda_function_tags(struct call *c, struct span arn)
{
    struct lambda_function f;
    struct lambda_name n;

    lambda_name_parse(c, arn, &n);
    return lambda_store_find(c->db, &c->arena, n.account, n.region, n.name, &f) ? f.tags : NULL;
}

int lambda_get_policy(struct call *c)
{
    struct principals p = { .c = c };
    struct lambda_function f;

    if (lambda_function_require(c, &f)) return -1;
    if (!doc_count(f.policy)) return fault(c, &lambda_resource_not_found, "The resource you requested does not exist.");
    doc_put_str(c->out, "Policy", policy_principals_rename(&c->arena, policy_text(c, &f), principals_told, &p));
    doc_put_str(c->out, "RevisionId", f.revision);
    return 0;
}

int lambda_remove_permission(struct call *c)
{
    struct span id = doc_get_str(c->in, "StatementId");
    struct doc *rest = doc_list(&c->arena);
    struct lambda_function f;
    size_t at;

    if (lambda_function_require(c, &f)) return -1;
    at = statement_find(&f, id);
    if (at == doc_count(f.policy))
        return fault(c, &lambda_resource_not_found, "Statement %.*s is not found in resource policy.", SPAN_ARG(id));
    for (size_t i = 0; i < doc_count(f.policy); i++)
        if (i != at) doc_append(rest, doc_at(f.policy, i));
    f.policy = rest;
    lambda_store_update(c, &f);
    return 0;
}
