/* A ring of the latest decisions, and a table by hash of the questions that were asked. */
#include "emulator/edge/decisions.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "emulator/base/clock.h"
#include "emulator/base/json.h"
#include "emulator/base/log.h"
#include "emulator/base/panic.h"
#include "emulator/base/times.h"
#include "emulator/edge/page_answer.h"
#include "emulator/policy/policy_decide.h"

#define TEXT_MAX 1024 /* of one decision: four names, each cut where they do not fit */

/* The text last: most are short, so that one decision touches few lines of the processor's cache. */
struct decision {
    int64_t when_ms;
    char *keys;                                        /* of a refused one: its condition keys as JSON; or NULL */
    char *missing;                                     /* of a refused one: what kept it from being allowed, as JSON */
    uint16_t principal, action, resource, policy, sid; /* how long each name is */
    uint8_t is_allowed, is_explicit, is_enforced, part;
    char text[TEXT_MAX]; /* the names, one behind the other */
};

static struct {
    pthread_mutex_t lock;
    struct decision *rows; /* DECISIONS_MAX of them, once there is one */
    uint64_t added;
    struct seen *seen; /* SEEN_MAX of them: a table by hash, full rows have a principal */
    size_t seen_count;
} kept = { .lock = PTHREAD_MUTEX_INITIALIZER };

/* --- what kept it from being allowed ------------------------------------------------------------------------------ */

static const char *const parts[] = { [PART_NONE] = "",
                                     [PART_IDENTITY] = "identity-based policy",
                                     [PART_RESOURCE] = "resource-based policy",
                                     [PART_TRUST] = "role trust policy",
                                     [PART_BOUNDARY] = "permissions boundary",
                                     [PART_SESSION] = "session policy" };

static void reason_write(char *out, size_t room, bool is_explicit, int part)
{
    snprintf(out, room, is_explicit ? "explicit deny in a %s" : "no %s allows it", parts[part]);
}

/* A statement that would allow, but for one thing. */
static void near_put(struct doc *list, const struct policy *p, const struct policy_statement *s, struct policy_fit fit)
{
    struct doc *d = doc_append_map(list);

    doc_put_str(d, "policy", p->label);
    doc_put_str(d, "sid", s->sid);
    doc_put_int(d, "statement", (int64_t)s->index);
    if (!fit.principal) doc_put_cstr(d, "differs", "Principal");
    else if (!fit.resource) doc_put_cstr(d, "differs", "Resource");
    else if (fit.failed) doc_put_format(d, "differs", "Condition on %.*s", SPAN_ARG(fit.failed->key));
}

static void near_of_policy(struct doc *list, const struct policy *p, const struct policy_question *q)
{
    for (size_t i = 0; p && i < p->count && doc_count(list) < 10; i++) {
        struct policy_fit fit;
        if (!p->statements[i].allows) continue;
        fit = policy_fit_of(p->statements + i, q);
        if (fit.action && !(fit.principal && fit.resource && fit.condition)) near_put(list, p, p->statements + i, fit);
    }
}

static struct span missing_text(struct arena *a, const struct policy_question *q, const struct policy_decision *d)
{
    struct doc *list = doc_list(a);

    if (d->is_explicit) return (struct span){ NULL, 0 };
    for (size_t i = 0; i < q->identity.count; i++) near_of_policy(list, q->identity.items[i], q);
    near_of_policy(list, q->attached, q);
    near_of_policy(list, q->boundary, q);
    for (size_t i = 0; i < q->session.count; i++) near_of_policy(list, q->session.items[i], q);
    return json_text(a, list);
}

static char *heap_text(struct span text)
{
    char *copy = text.data ? memory_new(1, text.size + 1) : NULL;

    if (copy) memcpy(copy, text.data, text.size);
    return copy;
}

/* --- the ring ----------------------------------------------------------------------------------------------------- */

static uint16_t text_add(struct decision *row, size_t *used, struct span text)
{
    struct span cut = span_sub(text, 0, TEXT_MAX - *used);

    if (cut.size) memcpy(row->text + *used, cut.data, cut.size);
    *used += cut.size;
    return (uint16_t)cut.size;
}

/* AWS: a session is of its role. */
static struct span principal_of(const struct policy_caller *caller)
{
    return caller->role_arn.size  ? caller->role_arn
           : caller->arn.size     ? caller->arn
           : caller->service.size ? caller->service
                                  : SPAN("anonymous");
}

/* Under the lock. */
static void row_fill(struct decision *row, int64_t now_ms, const struct policy_question *q,
                     const struct policy_decision *d)
{
    size_t used = 0;

    free(row->keys);
    free(row->missing);
    row->keys = row->missing = NULL;
    row->when_ms = now_ms;
    row->principal = text_add(row, &used, principal_of(q->caller));
    row->action = text_add(row, &used, q->action);
    row->resource = text_add(row, &used, q->resource);
    row->policy = text_add(row, &used, d->policy ? d->policy->label : SPAN(""));
    row->sid = text_add(row, &used, d->statement ? d->statement->sid : SPAN(""));
    row->is_allowed = d->is_allowed;
    row->is_explicit = d->is_explicit;
    row->part = (uint8_t)d->part;
}

/* --- what was asked ----------------------------------------------------------------------------------------------- */

static bool is_seen(const struct seen *s, struct span principal, const struct policy_question *q, struct span passed_to)
{
    return span_is(principal, s->principal) && span_is(q->action, s->action) && span_is(q->resource, s->resource) &&
           span_is(passed_to, s->passed_to);
}

static uint64_t question_digest(const struct policy_question *q, struct span passed_to)
{
    return span_hash(principal_of(q->caller)) * 31 + span_hash(q->action) * 7 + span_hash(q->resource) * 3 +
           span_hash(passed_to);
}

/* Under the lock. A question that finds no room is not kept. */
static void seen_add(const struct policy_question *q, uint64_t digest, struct span passed_to,
                     const struct policy_decision *d)
{
    struct span principal = principal_of(q->caller);
    size_t at = digest % SEEN_MAX;
    struct seen *s;

    if (!kept.seen) kept.seen = memory_new(SEEN_MAX, sizeof *kept.seen);
    while (kept.seen[at].principal &&
           (kept.seen[at].digest != digest || !is_seen(kept.seen + at, principal, q, passed_to)))
        at = (at + 1) % SEEN_MAX;
    s = kept.seen + at;
    if (!s->principal) {
        if (kept.seen_count >= SEEN_MAX / 4 * 3) return;
        if (++kept.seen_count == SEEN_MAX / 4 * 3) log_warn("iam: no more different calls are remembered");
        *s = (struct seen){ .digest = digest,
                            .principal = heap_text(principal),
                            .action = heap_text(q->action),
                            .resource = heap_text(q->resource),
                            .passed_to = heap_text(passed_to) };
    }
    if (d->is_allowed) {
        s->allowed++;
    } else {
        s->refused++;
        reason_write(s->reason, sizeof s->reason, d->is_explicit, d->part);
    }
}

void decisions_each_seen(struct span principal, void (*fn)(const struct seen *s, void *arg), void *arg)
{
    pthread_mutex_lock(&kept.lock);
    for (size_t i = 0; kept.seen && i < SEEN_MAX; i++)
        if (kept.seen[i].principal && span_is(principal, kept.seen[i].principal)) fn(kept.seen + i, arg);
    pthread_mutex_unlock(&kept.lock);
}

/* --- the interface ------------------------------------------------------------------------------------------------ */

void decisions_add(const struct policy_question *q, struct condition_source *source, const struct policy_decision *d,
                   bool is_enforced)
{
    struct arena *a = q->context->arena;
    char *keys = d->is_allowed ? NULL : heap_text(json_text(a, condition_keys_known(source)));
    char *missing = d->is_allowed ? NULL : heap_text(missing_text(a, q, d));
    struct span passed_to = source->ask->passed_to ? span_of(source->ask->passed_to) : SPAN("");
    uint64_t digest = question_digest(q, passed_to);
    struct decision *row;

    pthread_mutex_lock(&kept.lock);
    if (!kept.rows) kept.rows = memory_new(DECISIONS_MAX, sizeof *kept.rows);
    row = kept.rows + kept.added++ % DECISIONS_MAX;
    row_fill(row, source->c->now_ms, q, d);
    row->is_enforced = is_enforced;
    row->keys = keys;
    row->missing = missing;
    seen_add(q, digest, passed_to, d);
    pthread_mutex_unlock(&kept.lock);
}

static void seen_clear(struct seen *s)
{
    free(s->principal);
    free(s->action);
    free(s->resource);
    free(s->passed_to);
}

void decisions_clear(void)
{
    pthread_mutex_lock(&kept.lock);
    for (size_t i = 0; kept.rows && i < DECISIONS_MAX; i++) {
        free(kept.rows[i].keys);
        free(kept.rows[i].missing);
    }
    for (size_t i = 0; kept.seen && i < SEEN_MAX; i++) seen_clear(kept.seen + i);
    free(kept.rows);
    free(kept.seen);
    kept.rows = NULL;
    kept.seen = NULL;
    kept.added = kept.seen_count = 0;
    pthread_mutex_unlock(&kept.lock);
}

/* --- the page ----------------------------------------------------------------------------------------------------- */

struct names {
    struct span principal, action, resource, policy, sid;
};

static struct names names_of(const struct decision *row)
{
    struct span rest = { row->text, TEXT_MAX };
    struct names n;
    struct span *const into[] = { &n.principal, &n.action, &n.resource, &n.policy, &n.sid };
    const uint16_t sizes[] = { row->principal, row->action, row->resource, row->policy, row->sid };

    for (size_t i = 0; i < sizeof into / sizeof *into; i++) {
        *into[i] = span_sub(rest, 0, sizes[i]);
        rest = span_sub(rest, sizes[i], SIZE_MAX);
    }
    return n;
}

static const char *outcome(const struct decision *row)
{
    return row->is_allowed ? "allowed" : row->is_enforced ? "refused" : "would be refused";
}

static struct doc *json_of(struct arena *a, const char *text)
{
    return text ? json_parse(a, arena_span(a, span_of(text)), NULL) : NULL;
}

static void reason_put(struct doc *d, const struct decision *row)
{
    char reason[64];

    reason_write(reason, sizeof reason, row->is_explicit, row->part);
    doc_put_cstr(d, "reason", reason);
}

static void row_put(struct arena *a, const struct decision *row, struct doc *d)
{
    struct names n = names_of(row);
    struct doc *statement, *keys = json_of(a, row->keys), *missing = json_of(a, row->missing);

    doc_put_str(d, "time", time_iso8601(a, row->when_ms));
    doc_put_str(d, "principal", n.principal);
    doc_put_str(d, "action", n.action);
    doc_put_str(d, "resource", n.resource);
    doc_put_cstr(d, "decision", outcome(row));
    if (!row->is_allowed) reason_put(d, row);
    if (n.policy.size) {
        statement = doc_put_map(d, "statement");
        doc_put_str(statement, "policy", n.policy);
        doc_put_str(statement, "sid", n.sid);
    }
    if (keys) doc_put(d, "context", keys);
    if (missing) doc_put(d, "nearly", missing);
}

/* A filter takes the `*` and `?` of policies; absent, it takes all. */
static bool passes(const struct http_request *request, const char *name, struct span value)
{
    struct span wanted;
    struct policy_glob g;

    if (!http_query(request, name, &wanted)) return true;
    g = policy_glob_compile(request->arena, http_decode(request->arena, wanted, true), GLOB_WILDCARDS);
    return policy_glob_text_matches(g.text, value, true);
}

static const char *const filters[] = { "principal", "action", "resource", "decision" };

/* The first name in the query that is no filter; absent: there is none. */
static struct span filter_unknown(const struct http_request *request)
{
    struct span rest = request->query, one;

    while (rest.size && span_split(&rest, '&', &one)) {
        struct span name = http_decode(request->arena, span_sub(one, 0, span_find(one, '=')), true);
        size_t i = 0;
        while (i < 4 && !span_is(name, filters[i])) i++;
        if (i == 4 && one.size) return name;
    }
    return (struct span){ NULL, 0 };
}

static bool passes_all(const struct http_request *request, const struct decision *row)
{
    struct names n = names_of(row);
    const struct span values[] = { n.principal, n.action, n.resource, span_of(outcome(row)) };

    for (size_t i = 0; i < 4; i++)
        if (!passes(request, filters[i], values[i])) return false;
    return true;
}

static void decisions_put(const struct http_request *request, struct doc *list)
{
    pthread_mutex_lock(&kept.lock);
    for (uint64_t i = 0; i < DECISIONS_MAX && i < kept.added; i++) {
        const struct decision *row = kept.rows + (kept.added - 1 - i) % DECISIONS_MAX;
        if (passes_all(request, row)) row_put(request->arena, row, doc_append_map(list));
    }
    pthread_mutex_unlock(&kept.lock);
}

void decisions_page(const struct http_request *request, struct http_response *response)
{
    struct span unknown = filter_unknown(request);
    struct doc *d;

    if (unknown.data) {
        page_refuse(response, 400,
                    arena_format(request->arena,
                                 "%.*s is no filter: there are principal, action, resource and decision",
                                 SPAN_ARG(unknown)));
        return;
    }
    d = doc_map(request->arena);
    decisions_put(request, doc_put_list(d, "decisions"));
    page_answer(response, 200, d);
}
