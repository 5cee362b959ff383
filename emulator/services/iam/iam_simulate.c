/* The same decision as at the door, on the policies and the context of the input. */
#include "emulator/services/iam/iam_simulate.h"

#include <stdio.h>

#include "emulator/base/clock.h"
#include "emulator/core/arn.h"
#include "emulator/core/ask.h"
#include "emulator/core/page.h"
#include "emulator/http/http.h"
#include "emulator/policy/policy_decide.h"
#include "emulator/policy/policy_keys.h"
#include "emulator/services/iam/iam_faults.h"
#include "emulator/services/iam/iam_grants.h"

#define PAGE_DEFAULT 100
#define PAGE_US      1000000

struct simulation {
    struct call *c;
    const struct policy **policies; /* of the principal, then those of the input */
    size_t count, room;
    const struct policy *boundary, *attached;
    struct policy_caller caller;
    struct span owner; /* the account of the resource; absent: the caller's */
};

/* --- reading ------------------------------------------------------------------------------------------------------ */

static const struct policy *compile(struct call *c, struct span text, enum policy_kind kind, struct span label)
{
    struct span words;
    const struct policy *p = policy_compile(&c->arena, text, kind, &words);

    if (p) ((struct policy *)p)->label = label;
    else fault(c, &iam_invalid_input, "%.*s", SPAN_ARG(words));
    return p;
}

static int policy_add(struct simulation *s, struct span text, struct span label)
{
    const struct policy *p = compile(s->c, text, POLICY_IDENTITY, label);

    if (!p) return -1;
    if (s->count == s->room) {
        const struct policy **more = ARENA_ARRAY(&s->c->arena, const struct policy *, s->room * 2 + 16);
        if (s->count) memcpy(more, s->policies, s->count * sizeof *more);
        s->policies = more;
        s->room = s->room * 2 + 16;
    }
    s->policies[s->count++] = p;
    return 0;
}

static int input_policies(struct simulation *s)
{
    const struct doc *list = doc_get(s->c->in, "PolicyInputList");

    for (size_t i = 0; i < doc_count(list); i++)
        if (policy_add(s, doc_text(doc_at(list, i)), arena_format(&s->c->arena, "PolicyInputList.%zu", i + 1)))
            return -1;
    return 0;
}

/* AWS: the first is the boundary. */
static int input_boundary(struct simulation *s)
{
    const struct doc *list = doc_get(s->c->in, "PermissionsBoundaryPolicyInputList");

    if (!doc_count(list)) return 0;
    s->boundary =
        compile(s->c, doc_text(doc_at(list, 0)), POLICY_IDENTITY, SPAN("PermissionsBoundaryPolicyInputList.1"));
    return s->boundary ? 0 : -1;
}

/* An ARN of a user, a group or a role. */
static bool grants_find(struct call *c, struct span text, struct arn *arn, struct iam_grants *g)
{
    struct span name;

    if (!arn_parse_of(text, "iam", arn)) return false;
    name = arn_last(arn->resource);
    if (span_starts(arn->resource, "user/")) return iam_grants_of_user(c->db, &c->arena, arn->account, name, g);
    if (span_starts(arn->resource, "group/")) return iam_grants_of_group(c->db, &c->arena, arn->account, name, g);
    return span_starts(arn->resource, "role/") && iam_grants_of_role(c->db, &c->arena, arn->account, name, g);
}

static int source_policies(struct simulation *s)
{
    struct span text = doc_get_str(s->c->in, "PolicySourceArn");
    struct iam_grants g = { 0 };
    struct arn arn;

    if (!arn_parse(text, &arn)) return fault(s->c, &iam_invalid_input, "Invalid Entity Arn: %.*s", SPAN_ARG(text));
    if (!grants_find(s->c, text, &arn, &g))
        return fault(s->c, &iam_no_such_entity, "%.*s does not exist.", SPAN_ARG(text));
    for (const struct iam_grant *one = g.first; one; one = one->next)
        if (policy_add(s, one->document, one->name)) return -1;
    if (g.boundary.size) s->boundary = compile(s->c, g.boundary, POLICY_IDENTITY, g.boundary_arn);
    s->caller =
        (struct policy_caller){ .who = span_starts(arn.resource, "role/") ? WHO_ROLE : WHO_USER,
                                .account = arn.account,
                                .arn = g.arn,
                                .role_arn = span_starts(arn.resource, "role/") ? g.arn : (struct span){ NULL, 0 },
                                .user_id = g.unique_id };
    return 0;
}

static int input_caller(struct simulation *s)
{
    struct span text = doc_get_str(s->c->in, "CallerArn"), owner = doc_get_str(s->c->in, "ResourceOwner");
    struct arn arn;

    if (arn_parse(owner, &arn)) s->owner = arn.account;
    if (!text.data) return 0;
    if (!arn_parse(text, &arn)) return fault(s->c, &iam_invalid_input, "Invalid Entity Arn: %.*s", SPAN_ARG(text));
    s->caller = (struct policy_caller){ .who = WHO_USER, .account = arn.account, .arn = text };
    return 0;
}

static int input_attached(struct simulation *s)
{
    struct span text = doc_get_str(s->c->in, "ResourcePolicy");

    if (!text.data) return 0;
    if (!s->caller.arn.data)
        return fault(s->c, &iam_invalid_input, "CallerArn is required when a resource policy is provided.");
    s->attached = compile(s->c, text, POLICY_RESOURCE, SPAN("ResourcePolicy"));
    return s->attached ? 0 : -1;
}

/* --- the context -------------------------------------------------------------------------------------------------- */

static bool find(const struct policy_context *context, struct span key, struct policy_values *values)
{
    const struct simulation *s = context->arg;
    const struct doc *entries = doc_get(s->c->in, "ContextEntries");

    for (size_t i = 0; i < doc_count(entries); i++) {
        const struct doc *entry = doc_at(entries, i), *list = doc_get(entry, "ContextKeyValues");
        struct span name = doc_get_str(entry, "ContextKeyName"), *items;
        if (!span_eq_nocase(name, key)) continue;
        items = ARENA_ARRAY(context->arena, struct span, doc_count(list) + 1);
        for (size_t v = 0; v < doc_count(list); v++) items[v] = doc_text(doc_at(list, v));
        *values = (struct policy_values){ items, doc_count(list) };
        return true;
    }
    return false;
}

/* --- answering ---------------------------------------------------------------------------------------------------- */

static void position_put(struct doc *d, const char *name, struct span text, size_t at, int64_t more)
{
    struct doc *position = doc_put_map(d, name);
    int64_t line = 1, column = 1;

    for (size_t i = 0; i < at; i++) {
        column++;
        if (text.data[i] == '\n') line++, column = 1;
    }
    doc_put_int(position, "Line", line);
    doc_put_int(position, "Column", column + more);
}

/* AWS: from behind the statement's opening brace to behind its closing one. */
static void statement_put(struct doc *list, const struct policy *p, const struct policy_statement *s, const char *type)
{
    struct doc *d = doc_append_map(list);
    size_t from, to;

    policy_statement_range(p, s, &from, &to);
    doc_put_str(d, "SourcePolicyId", p->label);
    doc_put_cstr(d, "SourcePolicyType", type);
    position_put(d, "StartPosition", p->text, from, 1);
    position_put(d, "EndPosition", p->text, to, 0);
}

static void matched_put(struct doc *list, const struct policy *p, const struct policy_question *q, bool allows,
                        const char *type)
{
    for (size_t i = 0; p && i < p->count; i++) {
        struct policy_fit fit = policy_fit_of(p->statements + i, q);
        if (p->statements[i].allows == allows && fit.principal && fit.action && fit.resource && fit.condition)
            statement_put(list, p, p->statements + i, type);
    }
}

static void missing_put(struct doc *list, const struct policy *p, const struct policy_question *q)
{
    struct doc *keys = doc_list(&doc_arena(list)[0]);
    struct policy_values values;

    for (size_t i = 0; p && i < p->count; i++)
        if (policy_fit_of(p->statements + i, q).action) policy_keys_of(p->statements + i, keys);
    for (size_t i = 0; i < doc_count(keys); i++)
        if (!find(q->context, doc_text(doc_at(keys, i)), &values)) doc_append_str(list, doc_text(doc_at(keys, i)));
}

static const char *decision_name(struct policy_decision d)
{
    return d.is_allowed ? "allowed" : d.is_explicit ? "explicitDeny" : "implicitDeny";
}

static bool boundary_allows(const struct policy_question *q)
{
    struct policy_question alone = { .caller = q->caller,
                                     .action = q->action,
                                     .resource = q->resource,
                                     .context = q->context,
                                     .identity = { &q->boundary, 1 } };

    return policy_decide(&alone).is_allowed;
}

/* AWS: what is missing is told at the result where it is of all resources, and else at each resource. */
static void details_put(struct simulation *s, const struct policy_question *q, struct policy_decision d,
                        bool tells_missing, struct doc *out)
{
    struct doc *matched = doc_put_list(out, "MatchedStatements"), *missing = doc_put_list(out, "MissingContextValues");
    bool allows = d.is_allowed;

    for (size_t i = 0; (allows || d.is_explicit) && i < s->count; i++)
        matched_put(matched, s->policies[i], q, allows, "IAM Policy");
    if (allows || d.is_explicit) matched_put(matched, s->attached, q, allows, "Resource Policy");
    for (size_t i = 0; tells_missing && i < s->count; i++) missing_put(missing, s->policies[i], q);
    if (tells_missing) missing_put(missing, s->attached, q);
    if (s->boundary)
        doc_put_bool(doc_put_map(out, "PermissionsBoundaryDecisionDetail"), "AllowedByPermissionsBoundary",
                     boundary_allows(q));
}

static void result_put(struct simulation *s, struct span action, struct span resource, bool is_specific,
                       struct doc *out)
{
    struct policy_context context = { .find = find, .arena = &s->c->arena, .arg = s };
    struct policy_question q = { .caller = &s->caller,
                                 .action = action,
                                 .resource = resource,
                                 .context = &context,
                                 .identity = { s->policies, s->count },
                                 .boundary = s->boundary,
                                 .attached = s->attached,
                                 .is_cross_account = s->owner.size && !span_eq(s->owner, s->caller.account) };
    struct policy_decision d = policy_decide(&q);
    struct doc *specific;

    doc_put_str(out, "EvalActionName", action);
    doc_put_str(out, "EvalResourceName", resource);
    doc_put_cstr(out, "EvalDecision", decision_name(d));
    details_put(s, &q, d, !is_specific, out);
    doc_put_bool(doc_put_map(out, "OrganizationsDecisionDetail"), "AllowedByOrganizations", true);
    if (!is_specific) return;
    doc_put_map(out, "EvalDecisionDetails");
    specific = doc_append_map(doc_put_list(out, "ResourceSpecificResults"));
    doc_put_str(specific, "EvalResourceName", resource);
    doc_put_cstr(specific, "EvalResourceDecision", decision_name(d));
    details_put(s, &q, d, true, specific);
}

/* A page also ends where its client is gone, or after a second: patterns may be as costly as 131,072 characters
 * allow. */
static bool is_enough(const struct call *c)
{
    return (c->caller && http_request_is_gone(c->caller)) || clock_monotonic_us() - c->began_us > PAGE_US;
}

/* Each action on each resource, in their order, page by page: the marker is how many were told. */
static int simulate(struct simulation *s)
{
    const struct doc *actions = doc_get(s->c->in, "ActionNames"), *resources = doc_get(s->c->in, "ResourceArns");
    size_t per_action = doc_count(resources) ? doc_count(resources) : 1, all = doc_count(actions) * per_action;
    int64_t size = doc_get_int(s->c->in, "MaxItems", PAGE_DEFAULT), from = 0;
    struct doc *results = doc_put_list(s->c->out, "EvaluationResults");
    struct span after;
    size_t i;

    if (!page_after(s->c, "Marker", &after) || (after.size && !span_int(after, &from)))
        return fault(s->c, &iam_invalid_input, "Invalid Marker.");
    for (i = (size_t)from; i < all && i < (size_t)(from + size); i++) {
        struct span resource = doc_count(resources) ? doc_text(doc_at(resources, i % per_action)) : SPAN("*");
        if (i > (size_t)from && is_enough(s->c)) break;
        result_put(s, doc_text(doc_at(actions, i / per_action)), resource,
                   doc_count(resources) && !span_is(resource, "*"), doc_append_map(results));
    }
    doc_put_bool(s->c->out, "IsTruncated", i < all);
    if (i < all) page_continue(s->c, "Marker", arena_format(&s->c->arena, "%zu", i));
    return 0;
}

/* --- the operations ----------------------------------------------------------------------------------------------- */

int iam_simulate_custom_policy(struct call *c)
{
    struct simulation s = { .c = c, .caller = { .who = WHO_USER, .account = span_of(c->who.account) } };

    return input_policies(&s) || input_boundary(&s) || input_caller(&s) || input_attached(&s) || simulate(&s) ? -1 : 0;
}

int iam_simulate_principal_policy(struct call *c)
{
    struct simulation s = { .c = c };

    return source_policies(&s) || input_policies(&s) || input_boundary(&s) || input_caller(&s) || input_attached(&s) ||
                   simulate(&s)
               ? -1
               : 0;
}

static void keys_put(struct simulation *s)
{
    struct doc *list = doc_put_list(s->c->out, "ContextKeyNames");

    for (size_t i = 0; i < s->count; i++) policy_keys(s->policies[i], list);
}

int iam_get_context_keys_for_custom_policy(struct call *c)
{
    struct simulation s = { .c = c };

    if (input_policies(&s)) return -1;
    keys_put(&s);
    return 0;
}

int iam_get_context_keys_for_principal_policy(struct call *c)
{
    struct simulation s = { .c = c };

    if (source_policies(&s) || input_policies(&s)) return -1;
    keys_put(&s);
    return 0;
}

void iam_ask_source(struct call *c)
{
    ask_for(c, doc_get_str(c->in, "PolicySourceArn"));
}
