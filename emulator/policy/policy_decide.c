/* AWS's evaluation logic: a Deny anywhere ends it; then each kind of policies must allow, but what a resource's own
 * policy gives the caller by name within one account needs no other permission. */
#include "emulator/policy/policy_decide.h"

#include "emulator/policy/policy_match.h"

/* What a set of policies says. */
struct verdict {
    const struct policy *deny_policy, *allow_policy;
    const struct policy_statement *deny, *allow;
    enum policy_named named; /* the closest that an allowing statement comes */
};

/* The first statement from `at` on that its gate does not rule out; the count: none. */
static size_t gate_next(const struct policy *p, size_t at, struct span resource, uint64_t vendor)
{
    for (; at < p->count; at++) {
        const struct policy_gate *g = p->gates + at;
        if (!(g->vendors & vendor) || g->prefix > resource.size) continue;
        if (!g->prefix || policy_glob_word(resource.data + g->prefix - 8) == g->tail) break;
    }
    return at;
}

static void ask_statement(const struct policy *p, const struct policy_statement *s, const struct policy_question *q,
                          const struct policy_action *action, struct verdict *v)
{
    enum policy_named named;

    if (s->allows && v->allow && v->named == NAMED_EXACTLY) return; /* another that allows changes nothing */
    if (!policy_statement_matches(s, q, action)) return;
    named = policy_principals_name(s, q->caller);
    if (named == NAMED_NOT) return;
    if (!s->allows) {
        v->deny = s;
        v->deny_policy = p;
    } else if (named > v->named) {
        v->allow = s;
        v->allow_policy = p;
        v->named = named;
    }
}

static void ask_policy(const struct policy *p, const struct policy_question *q, const struct policy_action *action,
                       struct verdict *v)
{
    for (size_t i = gate_next(p, 0, q->resource, action->vendor); i < p->count && !v->deny;
         i = gate_next(p, i + 1, q->resource, action->vendor))
        ask_statement(p, p->statements + i, q, action, v);
}

static struct verdict ask_set(const struct policy_set *set, const struct policy_question *q,
                              const struct policy_action *action)
{
    struct verdict v = { 0 };

    for (size_t i = 0; i < set->count && !v.deny; i++) ask_policy(set->items[i], q, action, &v);
    return v;
}

static struct verdict ask_one(const struct policy *p, const struct policy_question *q,
                              const struct policy_action *action)
{
    struct verdict v = { 0 };

    if (p) ask_policy(p, q, action, &v);
    return v;
}

static struct policy_decision denied(const struct verdict *v, enum policy_part part)
{
    return (
        struct policy_decision){ .is_explicit = v->deny, .part = part, .policy = v->deny_policy, .statement = v->deny };
}

static struct policy_decision allowed(const struct verdict *v, enum policy_part part)
{
    return (
        struct policy_decision){ .is_allowed = true, .part = part, .policy = v->allow_policy, .statement = v->allow };
}

/* The root, services and nobody have no policies of their own. */
static bool has_identity_policies(const struct policy_caller *c)
{
    return c->who == WHO_USER || c->who == WHO_ROLE || c->who == WHO_FEDERATED;
}

struct all {
    struct verdict identity, attached, boundary, session;
};

/* How far the resource's own policy carries by itself: to the session that it names, past everything; to a role, past
 * the role's policies alone. AWS: the table "Evaluating identity-based policies with resource-based policies". */
static bool carries_past_identity(const struct policy_question *q, const struct all *v)
{
    return v->attached.allow && !q->is_cross_account && v->attached.named >= NAMED_ROLE;
}

static bool carries_past_all(const struct policy_question *q, const struct all *v)
{
    return v->attached.allow && !q->is_cross_account && v->attached.named == NAMED_EXACTLY;
}

/* Nobody denies: who does not allow? */
static struct policy_decision decide_allowed(const struct policy_question *q, const struct all *v,
                                             enum policy_part attached)
{
    bool is_root = q->caller->who == WHO_ROOT;
    struct policy_decision d;
    bool needs_attached = q->needs_attached || q->is_cross_account || (!is_root && !has_identity_policies(q->caller));

    if (is_root && !needs_attached) return (struct policy_decision){ .is_allowed = true };
    if (has_identity_policies(q->caller)) {
        if (!v->identity.allow && !carries_past_identity(q, v)) {
            if (!q->is_trust || q->is_cross_account || v->attached.allow) return denied(&v->identity, PART_IDENTITY);
            return denied(&v->attached, attached);
        }
        if (q->boundary && !v->boundary.allow && !carries_past_all(q, v)) return denied(&v->boundary, PART_BOUNDARY);
        if (q->has_session && !v->session.allow && !carries_past_all(q, v)) return denied(&v->session, PART_SESSION);
    }
    if (needs_attached && !v->attached.allow) return denied(&v->attached, attached);
    d = v->identity.allow ? allowed(&v->identity, PART_IDENTITY) : allowed(&v->attached, attached);
    if (needs_attached || !v->identity.allow) d.let_by = v->attached.allow;
    return d;
}

struct policy_decision policy_decide(const struct policy_question *q)
{
    struct policy_action action = policy_action_of(q);
    enum policy_part attached = q->is_trust ? PART_TRUST : PART_RESOURCE;
    struct all v = { .identity = ask_set(&q->identity, q, &action),
                     .attached = ask_one(q->attached, q, &action),
                     .boundary = ask_one(q->boundary, q, &action),
                     .session = ask_set(&q->session, q, &action) };

    if (v.identity.deny) return denied(&v.identity, PART_IDENTITY);
    if (v.attached.deny) return denied(&v.attached, attached);
    if (v.boundary.deny) return denied(&v.boundary, PART_BOUNDARY);
    if (v.session.deny) return denied(&v.session, PART_SESSION);
    return decide_allowed(q, &v, attached);
}
