/* Lists of statements. */
#include "emulator/services/lambda/lambda_statements.h"

#include "emulator/base/json.h"
#include "emulator/services/lambda/lambda_faults.h"

size_t lambda_statement_find(const struct doc *statements, struct span id)
{
    size_t i = 0;

    while (i < doc_count(statements) && !span_eq(doc_get_str(doc_at(statements, i), "Sid"), id)) i++;
    return i;
}

struct doc *lambda_statements_without(struct call *c, const struct doc *statements, size_t at)
{
    struct doc *rest = doc_list(&c->arena);

    for (size_t i = 0; i < doc_count(statements); i++)
        if (i != at) doc_append(rest, doc_at(statements, i));
    return rest;
}

int lambda_statement_conflict(struct call *c, struct span id)
{
    return fault(
        c, &lambda_resource_conflict,
        "The statement id (%.*s) provided already exists. Please provide a new statement id, or remove the existing statement.",
        SPAN_ARG(id));
}

int lambda_statement_lacks(struct call *c, struct span id)
{
    return fault(c, &lambda_resource_not_found, "Statement %.*s is not found in resource policy.", SPAN_ARG(id));
}

struct span lambda_policy_text(struct call *c, struct doc *statements)
{
    struct doc *policy = doc_map(&c->arena);

    doc_put_cstr(policy, "Version", "2012-10-17");
    doc_put_cstr(policy, "Id", "default");
    doc_put(policy, "Statement", statements);
    return json_text(&c->arena, policy);
}
