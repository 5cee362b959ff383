/* Principals, actions, resources and conditions of one statement. */
#include "emulator/policy/policy_match.h"

#include "emulator/policy/policy_compare.h"

/* --- principals -------------------------------------------------------------------------------------------------- */

static bool is_account_root(struct span value, struct span account)
{
    if (!account.size) return false;
    if (span_eq(value, account)) return true;
    return span_starts(value, "arn:") && span_ends(value, ":root") && value.size == account.size + 18 &&
           span_eq(span_sub(value, value.size - 5 - account.size, account.size), account);
}

/* AWS: an id stands for a user or a role that had the name when it was put; "AROA…" is all of its sessions. */
static bool is_id(struct span value, struct span user_id, bool *is_whole)
{
    size_t colon = span_find(user_id, ':');

    *is_whole = user_id.size && span_eq(value, user_id);
    return *is_whole || (colon && colon < user_id.size && span_eq(value, span_sub(user_id, 0, colon)));
}

static enum policy_named aws_names(struct span value, const struct policy_caller *c)
{
    bool is_whole;

    if (c->who == WHO_SERVICE || c->who == WHO_ANONYMOUS) return NAMED_NOT;
    if (c->arn.size && span_eq(value, c->arn)) return NAMED_EXACTLY;
    if (c->role_arn.size && span_eq(value, c->role_arn)) return NAMED_ROLE;
    if (is_id(value, c->user_id, &is_whole)) return is_whole ? NAMED_EXACTLY : NAMED_ROLE;
    return is_account_root(value, c->account) ? NAMED_ACCOUNT : NAMED_NOT;
}

/* AWS: a canonical user is an account's root. */
static enum policy_named canonical_names(struct span value, const struct policy_caller *c)
{
    if (c->who == WHO_SERVICE || c->who == WHO_ANONYMOUS || !c->canonical.size) return NAMED_NOT;
    return span_eq(value, c->canonical) ? NAMED_ACCOUNT : NAMED_NOT;
}

static enum policy_named one_names(const struct policy_principal *p, const struct policy_caller *c)
{
    bool is_named = false;

    switch (p->type) {
    case PRINCIPAL_ANY: is_named = true; break;
    case PRINCIPAL_AWS: return aws_names(p->value, c);
    case PRINCIPAL_SERVICE: is_named = c->who == WHO_SERVICE && span_eq(p->value, c->service); break;
    case PRINCIPAL_FEDERATED: is_named = c->federated.size && span_eq(p->value, c->federated); break;
    case PRINCIPAL_CANONICAL: return canonical_names(p->value, c);
    }
    return is_named ? NAMED_EXACTLY : NAMED_NOT;
}

enum policy_named policy_principals_name(const struct policy_statement *s, const struct policy_caller *caller)
{
    enum policy_named best = NAMED_NOT, one;

    if (!s->principals) return NAMED_EXACTLY;
    for (size_t i = 0; i < s->principal_count; i++)
        if ((one = one_names(s->principals + i, caller)) > best) best = one;
    if (s->is_not_principal) return best == NAMED_NOT ? NAMED_EXACTLY : NAMED_NOT;
    return best;
}

/* --- the rest ---------------------------------------------------------------------------------------------------- */

static bool globs_match(const struct policy_globs *g, struct span text, const struct policy_context *context)
{
    for (size_t i = 0; i < g->count; i++)
        if (policy_glob_matches(g->items + i, text, context)) return !g->is_negated;
    return g->is_negated;
}

static bool resources_match(const struct policy_statement *s, const struct policy_question *q)
{
    return !s->resources.count || globs_match(&s->resources, q->resource, q->context);
}

static const struct policy_condition *condition_failed(const struct policy_statement *s,
                                                       const struct policy_question *q)
{
    for (size_t i = 0; i < s->condition_count; i++)
        if (!policy_condition_holds(s->conditions + i, q->context)) return s->conditions + i;
    return NULL;
}

bool policy_statement_matches(const struct policy_statement *s, const struct policy_question *q,
                              const struct policy_action *action)
{
    return globs_match(&s->actions, action->text, q->context) && resources_match(s, q) && !condition_failed(s, q);
}

struct policy_action policy_action_of(const struct policy_question *q)
{
    struct policy_action action = { .text = { arena_string(q->context->arena, q->action), q->action.size } };

    for (char *p = (char *)action.text.data; *p; p++)
        if (*p >= 'A' && *p <= 'Z') *p += 'a' - 'A';
    action.vendor = policy_vendor_bit(action.text);
    return action;
}

struct policy_fit policy_fit_of(const struct policy_statement *s, const struct policy_question *q)
{
    struct policy_fit fit = { .principal = policy_principals_name(s, q->caller) != NAMED_NOT,
                              .action = globs_match(&s->actions, policy_action_of(q).text, q->context),
                              .resource = resources_match(s, q),
                              .failed = condition_failed(s, q) };

    fit.condition = !fit.failed;
    return fit;
}
