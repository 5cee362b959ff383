/* Gathers what was asked, widens resources where an action has many of one kind, and puts actions with the same
 * resources into one statement. */
#include "emulator/edge/least_policy.h"

#include <stdlib.h>

#include "emulator/base/json.h"
#include "emulator/core/arn.h"
#include "emulator/edge/decisions.h"
#include "emulator/edge/page_answer.h"
#include "emulator/policy/policy_some.h"
#include "emulator/services/iam/iam_grants.h"
#include "emulator/store/store.h"

/* As many resources of one kind an action may have before they become a pattern. */
#define RESOURCES_MAX 8

struct want {
    struct span action, resource, passed_to, reason;
    int64_t allowed, refused;
};

struct wants {
    struct arena *arena;
    struct want *items;
    size_t count, room;
};

/* --- gathering ---------------------------------------------------------------------------------------------------- */

static void want_add(const struct seen *s, void *arg)
{
    struct wants *w = arg;

    if (w->count == w->room) {
        size_t room = w->room ? w->room * 2 : 64;
        struct want *items = ARENA_ARRAY(w->arena, struct want, room);
        if (w->count) memcpy(items, w->items, w->count * sizeof *items);
        w->items = items;
        w->room = room;
    }
    w->items[w->count++] = (struct want){ arena_span(w->arena, span_of(s->action)),
                                          arena_span(w->arena, span_of(s->resource)),
                                          arena_span(w->arena, span_of(s->passed_to)),
                                          arena_span(w->arena, span_of(s->reason)),
                                          s->allowed,
                                          s->refused };
}

static int want_order(const void *a, const void *b)
{
    const struct want *x = a, *y = b;
    int order = span_compare(x->action, y->action);

    if (!order) order = span_compare(x->passed_to, y->passed_to);
    return order ? order : span_compare(x->resource, y->resource);
}

static struct wants gather(struct arena *a, struct span principal)
{
    struct wants w = { .arena = a };

    decisions_each_seen(principal, want_add, &w);
    if (w.count) qsort(w.items, w.count, sizeof *w.items, want_order);
    return w;
}

/* --- the policy --------------------------------------------------------------------------------------------------- */

/* "arn:aws:s3:::bucket/a/b" and "arn:aws:s3:::bucket/a/c" are of one kind: all up to the last slash or colon. */
static struct span kind_of(struct span resource)
{
    size_t end = resource.size;

    while (end && resource.data[end - 1] != '/' && resource.data[end - 1] != ':') end--;
    return span_sub(resource, 0, end);
}

static size_t count_of_kind(const struct want *from, size_t count, struct span kind)
{
    size_t found = 0;

    for (size_t i = 0; i < count; i++) found += kind.size && span_eq(kind_of(from[i].resource), kind);
    return found;
}

static void append_once(struct doc *list, struct span text)
{
    for (size_t i = 0; i < doc_count(list); i++)
        if (span_eq(doc_text(doc_at(list, i)), text)) return;
    doc_append_str(list, text);
}

/* Of one action: `count` wants, in the order of their resources. */
static struct doc *resources_of(struct arena *a, const struct want *from, size_t count)
{
    struct doc *list = doc_list(a);

    for (size_t i = 0; i < count; i++) {
        struct span kind = kind_of(from[i].resource);
        bool is_many = count_of_kind(from, count, kind) > RESOURCES_MAX;
        append_once(list, is_many ? arena_format(a, "%.*s*", SPAN_ARG(kind)) : from[i].resource);
    }
    return list;
}

static struct doc *statement_find(struct doc *statements, const struct doc *resources, struct span passed_to)
{
    for (size_t i = 0; i < doc_count(statements); i++) {
        struct doc *s = doc_at(statements, i);
        struct span to = doc_get_str(doc_get(doc_get(s, "Condition"), "StringEquals"), "iam:PassedToService");
        if (doc_equal(doc_get(s, "Resource"), resources) && span_eq(to, passed_to)) return s;
    }
    return NULL;
}

static struct doc *statement_new(struct doc *statements, struct doc *resources, struct span passed_to)
{
    struct doc *s = doc_append_map(statements);

    doc_put_cstr(s, "Effect", "Allow");
    doc_put_list(s, "Action");
    doc_put(s, "Resource", resources);
    if (passed_to.size)
        doc_put_str(doc_put_map(doc_put_map(s, "Condition"), "StringEquals"), "iam:PassedToService", passed_to);
    return s;
}

static struct doc *policy_of(const struct wants *w)
{
    struct doc *policy = doc_map(w->arena), *statements;

    doc_put_cstr(policy, "Version", "2012-10-17");
    statements = doc_put_list(policy, "Statement");
    for (size_t i = 0, n; i < w->count; i += n) {
        const struct want *first = w->items + i;
        struct doc *resources, *s;
        for (n = 1; i + n < w->count && span_eq(first[n].action, first->action) &&
                    span_eq(first[n].passed_to, first->passed_to);)
            n++;
        resources = resources_of(w->arena, first, n);
        s = statement_find(statements, resources, first->passed_to);
        if (!s) s = statement_new(statements, resources, first->passed_to);
        doc_append_str(doc_get(s, "Action"), first->action);
    }
    return policy;
}

/* --- asking a policy about a want --------------------------------------------------------------------------------- */

/* Only what was remembered of the calls: the service that a role was passed to. */
static bool find(const struct policy_context *context, struct span key, struct policy_values *values)
{
    const struct want *w = context->arg;

    if (!span_is_nocase(key, "iam:PassedToService") || !w->passed_to.size) return false;
    *values = (struct policy_values){ &w->passed_to, 1 };
    return true;
}

static struct policy_fit fit_of(struct arena *a, const struct policy_statement *s, const struct want *w)
{
    struct policy_context context = { .find = find, .arena = a, .arg = (void *)w };
    struct policy_caller caller = { .who = WHO_ROLE };
    struct policy_question q = { .caller = &caller, .action = w->action, .resource = w->resource, .context = &context };

    return policy_fit_of(s, &q);
}

/* --- what is never used ------------------------------------------------------------------------------------------- */

/* As the document spells it. */
static struct span action_text(const struct doc *document, size_t statement, size_t action)
{
    const struct doc *s = policy_some_at(doc_get(document, "Statement"), statement);

    return doc_text(policy_some_at(doc_get(s, "Action"), action));
}

/* Conditions and variables count as met: what is listed was asked in no way that the statement speaks of. */
static bool is_used(const struct wants *w, const struct policy_statement *s, const struct policy_glob *action)
{
    struct policy_statement one = *s;

    one.actions = (struct policy_globs){ action, 1, false };
    for (size_t i = 0; i < w->count; i++) {
        struct policy_fit fit = fit_of(w->arena, &one, w->items + i);
        bool has_variables = false;
        for (size_t r = 0; r < s->resources.count; r++) has_variables |= s->resources.items[r].has_variables;
        if (fit.action && (fit.resource || has_variables)) return true;
    }
    return false;
}

static void unused_put(struct doc *list, const struct wants *w, const struct policy *p, struct span name)
{
    const struct doc *document = json_parse(w->arena, p->text, NULL);

    for (size_t i = 0; i < p->count; i++) {
        const struct policy_statement *s = p->statements + i;
        for (size_t n = 0; s->allows && !s->actions.is_negated && n < s->actions.count; n++) {
            struct doc *d;
            if (is_used(w, s, s->actions.items + n)) continue;
            d = doc_append_map(list);
            doc_put_str(d, "policy", name);
            doc_put_str(d, "sid", s->sid);
            doc_put_str(d, "action", action_text(document, i, n));
        }
    }
}

static bool grants_read(struct db *db, struct arena *a, struct span principal, struct iam_grants *g)
{
    struct arn arn;

    if (!arn_parse_of(principal, "iam", &arn)) return false;
    if (span_starts(arn.resource, "role/")) return iam_grants_of_role(db, a, arn.account, arn_last(arn.resource), g);
    return span_starts(arn.resource, "user/") && iam_grants_of_user(db, a, arn.account, arn_last(arn.resource), g);
}

static void unused_of(struct doc *list, const struct wants *w, struct span principal)
{
    struct db *db = store_reader_take();
    struct iam_grants g;

    if (!db) return;
    if (grants_read(db, w->arena, principal, &g))
        for (const struct iam_grant *one = g.first; one; one = one->next) {
            const struct policy *p = policy_compile(w->arena, one->document, POLICY_IDENTITY, NULL);
            if (p) unused_put(list, w, p, one->arn.size ? one->arn : one->name);
        }
    store_reader_give(db);
}

/* --- the pages ---------------------------------------------------------------------------------------------------- */

/* A role's or a user's ARN. */
static bool principal_read(const struct http_request *request, struct http_response *response, struct span *principal)
{
    struct arn arn;

    if (http_query(request, "principal", principal)) {
        *principal = http_decode(request->arena, *principal, true);
        if (arn_parse_of(*principal, "iam", &arn) &&
            (span_starts(arn.resource, "role/") || span_starts(arn.resource, "user/")))
            return true;
    }
    page_refuse(response, 400,
                SPAN("principal is the ARN of a role or a user: ?principal=arn:aws:iam::000000000000:role/NAME"));
    return false;
}

/* Is there anything to be said of it: has IAM it, or did it ask for something? */
static bool principal_exists(struct arena *a, struct span principal, const struct wants *w)
{
    struct db *db = w->count ? NULL : store_reader_take();
    struct iam_grants g;
    bool is_there = w->count || (db && grants_read(db, a, principal, &g));

    if (db) store_reader_give(db);
    return is_there;
}

static bool gather_for(const struct http_request *request, struct http_response *response, struct span *principal,
                       struct wants *w)
{
    if (!principal_read(request, response, principal)) return false;
    *w = gather(request->arena, *principal);
    if (principal_exists(request->arena, *principal, w)) return true;
    page_refuse(response, 404, SPAN("IAM has no such principal, and none of that name asked for anything"));
    return false;
}

static struct doc *want_put(struct doc *list, const struct want *w)
{
    struct doc *d = doc_append_map(list);

    doc_put_str(d, "action", w->action);
    doc_put_str(d, "resource", w->resource);
    return d;
}

void least_policy_page(const struct http_request *request, struct http_response *response)
{
    struct doc *d = doc_map(request->arena), *refused;
    struct span principal;
    struct wants w;

    if (!gather_for(request, response, &principal, &w)) return;
    doc_put_str(d, "principal", principal);
    doc_put(d, "policy", policy_of(&w));
    refused = doc_put_list(d, "refused");
    for (size_t i = 0; i < w.count; i++)
        if (w.items[i].refused) doc_put_str(want_put(refused, w.items + i), "reason", w.items[i].reason);
    unused_of(doc_put_list(d, "unused"), &w, principal);
    page_answer(response, 200, d);
}

static bool suffices(struct arena *a, const struct policy *p, const struct want *w)
{
    for (size_t i = 0; i < p->count; i++) {
        struct policy_fit fit = fit_of(a, p->statements + i, w);
        if (p->statements[i].allows && fit.action && fit.resource && fit.condition) return true;
    }
    return false;
}

/* A policy by itself, or what the page gave with one in it; one without statements allows nothing. NULL with the words:
 * it is none. */
static const struct policy *policy_read(struct arena *a, struct span body, struct span *words)
{
    static const struct policy nothing;
    const struct doc *d = json_parse(a, body, NULL), *inside = doc_get(d, "policy");
    const struct doc *policy = inside ? inside : d;

    if (doc_is(doc_get(policy, "Statement"), DOC_LIST) && !doc_count(doc_get(policy, "Statement"))) return &nothing;
    return policy_compile(a, inside ? json_text(a, inside) : body, POLICY_IDENTITY, words);
}

void least_policy_check_page(const struct http_request *request, struct http_response *response)
{
    struct doc *d = doc_map(request->arena), *lacking = doc_put_list(d, "lacking");
    struct span principal, words;
    const struct policy *p;
    struct wants w;

    if (!gather_for(request, response, &principal, &w)) return;
    p = policy_read(request->arena, request->body, &words);
    if (!p) {
        page_refuse(response, 400, words);
        return;
    }
    for (size_t i = 0; i < w.count; i++)
        if (!suffices(request->arena, p, w.items + i)) want_put(lacking, w.items + i);
    page_answer(response, doc_count(lacking) ? 409 : 200, d);
}
