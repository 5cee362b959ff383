/* A report is made from what the door noted, and kept; the operations read from it. */
#include "emulator/services/iam/iam_last_accessed.h"

#include <stdlib.h>

#include "emulator/base/ids.h"
#include "emulator/base/json.h"
#include "emulator/core/arn.h"
#include "emulator/core/service.h"
#include "emulator/policy/policy_services.h"
#include "emulator/services/iam/iam_attached_store.h"
#include "emulator/services/iam/iam_faults.h"
#include "emulator/services/iam/iam_grants.h"
#include "emulator/services/iam/iam_list.h"
#include "emulator/services/iam/iam_member_store.h"
#include "emulator/services/iam/iam_policy.h"
#include "emulator/services/iam/iam_use_store.h"

/* --- of whom ------------------------------------------------------------------------------------------------------ */

/* What an ARN names: a user, a role, a group or a managed policy. */
struct subject {
    enum iam_kind kind;
    struct iam_entity e;      /* but of a policy */
    struct iam_grants grants; /* of a policy, itself alone */
};

static enum iam_kind kind_of_arn(const struct arn *parts)
{
    static const enum iam_kind kinds[] = { IAM_USER, IAM_ROLE, IAM_GROUP, IAM_POLICY };

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        size_t size = strlen(iam_kind_name(kinds[i]));
        if (span_starts(parts->resource, iam_kind_name(kinds[i])) && parts->resource.size > size &&
            parts->resource.data[size] == '/')
            return kinds[i];
    }
    return IAM_KINDS;
}

static int policy_subject(struct call *c, struct span arn, struct subject *s)
{
    struct iam_grant *grant = ARENA_NEW(&c->arena, struct iam_grant);
    struct iam_policy p;

    if (!iam_policy_find(c->db, &c->arena, span_of(c->who.account), arn, &p))
        return iam_kind_missing(c, IAM_POLICY, arn);
    *grant = (struct iam_grant){ .name = p.e.name, .arn = arn, .document = iam_policy_document(c->db, &c->arena, &p) };
    s->grants = (struct iam_grants){ .arn = arn, .first = grant };
    return 0;
}

static int entity_subject(struct call *c, struct span arn, struct subject *s)
{
    struct span account = span_of(c->who.account), name = iam_kind_name_of_arn(s->kind, account, arn);

    if (!iam_store_entity_find(c->db, &c->arena, account, s->kind, name, &s->e) || !span_eq(s->e.arn, arn))
        return iam_kind_missing(c, s->kind, name.data ? name : arn);
    if (s->kind == IAM_USER) iam_grants_of_user(c->db, &c->arena, account, name, &s->grants);
    else if (s->kind == IAM_ROLE) iam_grants_of_role(c->db, &c->arena, account, name, &s->grants);
    else iam_grants_of_group(c->db, &c->arena, account, name, &s->grants);
    return 0;
}

static int subject_require(struct call *c, bool takes_policies, struct subject *s)
{
    struct span arn = doc_get_str(c->in, "Arn");
    struct arn parts;

    s->kind = arn_parse_of(arn, "iam", &parts) ? kind_of_arn(&parts) : IAM_KINDS;
    if (s->kind == IAM_KINDS || (s->kind == IAM_POLICY && !takes_policies))
        return fault(c, &iam_invalid_input, "ARN %.*s is not valid.", SPAN_ARG(arn));
    return s->kind == IAM_POLICY ? policy_subject(c, arn, s) : entity_subject(c, arn, s);
}

/* --- who could -------------------------------------------------------------------------------------------------- */

/* Users and roles, each once: { Arn, Name, Type, Id, Path }. */
static void entity_add(struct doc *list, const struct iam_entity *e)
{
    struct doc *info;

    for (size_t i = 0; i < doc_count(list); i++)
        if (span_eq(doc_get_str(doc_at(list, i), "Id"), e->unique_id)) return;
    info = doc_append_map(list);
    doc_put_str(info, "Arn", e->arn);
    doc_put_str(info, "Name", e->name);
    doc_put_cstr(info, "Type", e->kind == IAM_USER ? "USER" : "ROLE");
    doc_put_str(info, "Id", e->unique_id);
    doc_put_str(info, "Path", e->path);
}

static void entities_add(struct call *c, struct doc *list, const struct iam_entity *e)
{
    struct doc *names;
    struct iam_entity user;

    if (e->kind != IAM_GROUP) {
        entity_add(list, e);
        return;
    }
    names = iam_store_member_users(c->db, &c->arena, e->id, (struct span){ NULL, 0 }, INT32_MAX);
    for (size_t i = 0; i < doc_count(names); i++)
        if (iam_store_entity_find(c->db, &c->arena, e->account, IAM_USER, doc_text(doc_at(names, i)), &user))
            entity_add(list, &user);
}

static struct doc *entities_of(struct call *c, const struct subject *s)
{
    struct doc *list = doc_list(&c->arena), *ids;
    struct iam_entity e;

    if (s->kind != IAM_POLICY) {
        entities_add(c, list, &s->e);
        return list;
    }
    ids = iam_store_attached_entities(c->db, &c->arena, span_of(c->who.account), s->grants.arn, true, false);
    for (size_t i = 0; i < doc_count(ids); i++)
        if (iam_store_entity_find_id(c->db, &c->arena, doc_at(ids, i)->integer, &e)) entities_add(c, list, &e);
    return list;
}

/* --- which services ----------------------------------------------------------------------------------------------- */

static struct span prefix_of(const struct service *s)
{
    return span_of(s->action_prefix ? s->action_prefix : s->name);
}

static bool has_text(const struct doc *list, struct span text)
{
    for (size_t i = 0; i < doc_count(list); i++)
        if (span_eq(doc_text(doc_at(list, i)), text)) return true;
    return false;
}

static int text_order(const void *a, const void *b)
{
    return span_compare(doc_text(*(struct doc *const *)a), doc_text(*(struct doc *const *)b));
}

/* Those that the policies let them use, sorted. */
static struct doc *services_of(struct call *c, const struct subject *s)
{
    struct doc *list = doc_list(&c->arena);

    for (const struct iam_grant *g = s->grants.first; g; g = g->next) {
        const struct policy *p = policy_compile(&c->arena, g->document, POLICY_IDENTITY, NULL);
        if (!p) continue;
        policy_services(p, list);
        for (const struct service *const *one = services; *one; one++)
            if (!has_text(list, prefix_of(*one)) && policy_allows_service(p, prefix_of(*one)))
                doc_append_str(list, prefix_of(*one));
    }
    if (doc_count(list)) qsort(doc_items(list), doc_count(list), sizeof *doc_items(list), text_order);
    return list;
}

/* Of one that Nube lacks, what IAM calls it. */
static struct span title_of(struct span prefix)
{
    for (const struct service *const *one = services; *one; one++)
        if (span_eq(prefix_of(*one), prefix)) return span_of((*one)->title);
    return prefix;
}

/* --- the report --------------------------------------------------------------------------------------------------- */

static void actions_add(struct doc *actions, const struct doc *uses, struct span arn)
{
    for (size_t i = 0; i < doc_count(uses); i++) {
        const struct doc *use = doc_at(uses, i);
        struct span whole = doc_get_str(use, "Action"), name = span_sub(whole, span_find(whole, ':') + 1, SIZE_MAX);
        struct doc *action = NULL;
        for (size_t n = 0; n < doc_count(actions); n++)
            if (span_eq(doc_get_str(doc_at(actions, n), "ActionName"), name)) action = doc_at(actions, n);
        if (action && doc_get_int(action, "LastAccessedTime", 0) >= doc_get_int(use, "Time", 0)) continue;
        if (!action) action = doc_append_map(actions);
        doc_put_str(action, "ActionName", name);
        doc_put_str(action, "LastAccessedEntity", arn);
        doc_put(action, "LastAccessedTime", doc_get(use, "Time"));
        doc_put(action, "LastAccessedRegion", doc_get(use, "Region"));
    }
}

/* { ServiceName, ServiceNamespace, LastAuthenticated…, TrackedActionsLastAccessed, Entities }. */
static void service_add(struct call *c, struct doc *list, struct span prefix, const struct doc *entities)
{
    struct doc *service = doc_append_map(list), *details, *actions;
    int64_t last = 0, count = 0;

    doc_put_str(service, "ServiceName", title_of(prefix));
    doc_put_str(service, "ServiceNamespace", prefix);
    details = doc_put_list(service, "Entities");
    actions = doc_put_list(service, "TrackedActionsLastAccessed");
    for (size_t i = 0; i < doc_count(entities); i++) {
        struct doc *info = doc_at(entities, i), *detail = doc_append_map(details);
        struct doc *uses = iam_store_uses(c->db, &c->arena, doc_get_str(info, "Id"), prefix), *latest = doc_at(uses, 0);
        doc_put(detail, "EntityInfo", info);
        if (!latest) continue;
        doc_put(detail, "LastAuthenticated", doc_get(latest, "Time"));
        actions_add(actions, uses, doc_get_str(info, "Arn"));
        count++;
        if (doc_get_int(latest, "Time", 0) <= last) continue;
        last = doc_get_int(latest, "Time", 0);
        doc_put(service, "LastAuthenticated", doc_get(latest, "Time"));
        doc_put(service, "LastAuthenticatedRegion", doc_get(latest, "Region"));
        doc_put(service, "LastAuthenticatedEntity", doc_get(info, "Arn"));
    }
    doc_put_int(service, "TotalAuthenticatedEntities", count);
}

int iam_generate_service_last_accessed_details(struct call *c)
{
    struct span granularity = doc_get_str(c->in, "Granularity");
    struct doc *report = doc_map(&c->arena), *list, *services_named, *entities;
    struct subject s = { 0 };
    char id[37];

    if (subject_require(c, true, &s)) return -1;
    doc_put_str(report, "JobType", granularity.size ? granularity : SPAN("SERVICE_LEVEL"));
    doc_put_int(report, "Created", c->now_ms);
    list = doc_put_list(report, "Services");
    services_named = services_of(c, &s);
    entities = entities_of(c, &s);
    for (size_t i = 0; i < doc_count(services_named); i++)
        service_add(c, list, doc_text(doc_at(services_named, i)), entities);
    uuid_new(id);
    iam_store_report_put(c->db, span_of(c->who.account), id, c->now_ms, json_text(&c->arena, report));
    doc_put_cstr(c->out, "JobId", id);
    return 0;
}

/* --- reading it --------------------------------------------------------------------------------------------------- */

/* Puts what both operations tell of the job. -1: there is none. */
static int report_require(struct call *c, struct doc **report)
{
    struct span id = doc_get_str(c->in, "JobId"),
                text = iam_store_report(c->db, &c->arena, span_of(c->who.account), id);

    if (!text.data) return fault(c, &iam_no_such_entity, "The job with id %.*s cannot be found.", SPAN_ARG(id));
    *report = json_parse(&c->arena, text, NULL);
    doc_put_cstr(c->out, "JobStatus", "COMPLETED");
    doc_put(c->out, "JobCreationDate", doc_get(*report, "Created"));
    doc_put(c->out, "JobCompletionDate", doc_get(*report, "Created"));
    return 0;
}

int iam_get_service_last_accessed_details(struct call *c)
{
    struct doc *report, *all;
    bool has_actions;

    if (report_require(c, &report)) return -1;
    doc_put(c->out, "JobType", doc_get(report, "JobType"));
    has_actions = span_is(doc_get_str(report, "JobType"), "ACTION_LEVEL");
    all = doc_get(report, "Services");
    for (size_t i = 0; i < doc_count(all); i++) {
        doc_remove(doc_at(all, i), SPAN("Entities"));
        if (!has_actions) doc_remove(doc_at(all, i), SPAN("TrackedActionsLastAccessed"));
    }
    return iam_page_list(c, "ServicesLastAccessed", all, "ServiceNamespace");
}

int iam_get_service_last_accessed_details_with_entities(struct call *c)
{
    struct span wanted = doc_get_str(c->in, "ServiceNamespace");
    struct doc *report, *all, *list = doc_list(&c->arena);

    if (report_require(c, &report)) return -1;
    all = doc_get(report, "Services");
    for (size_t i = 0; i < doc_count(all); i++)
        if (span_eq(doc_get_str(doc_at(all, i), "ServiceNamespace"), wanted))
            list = doc_get(doc_at(all, i), "Entities");
    for (size_t i = 0; i < doc_count(list); i++)
        doc_put(doc_at(list, i), "Arn", doc_get(doc_get(doc_at(list, i), "EntityInfo"), "Arn"));
    if (iam_page_list(c, "EntityDetailsList", list, "Arn")) return -1;
    for (size_t i = 0; i < doc_count(list); i++) doc_remove(doc_at(list, i), SPAN("Arn"));
    return 0;
}

/* --- by which policies -------------------------------------------------------------------------------------------- */

/* AWS: of an inline policy it is told whose it is. */
static void grant_put(struct doc *list, const struct iam_grant *g)
{
    struct doc *d = doc_append_map(list);
    struct arn holder;

    doc_put_str(d, "PolicyName", g->name);
    doc_put_cstr(d, "PolicyType", g->arn.size ? "MANAGED" : "INLINE");
    if (g->arn.size) {
        doc_put_str(d, "PolicyArn", g->arn);
        return;
    }
    arn_parse(g->holder, &holder);
    doc_put_cstr(d, "EntityType",
                 span_starts(holder.resource, "user/")   ? "USER"
                 : span_starts(holder.resource, "role/") ? "ROLE"
                                                         : "GROUP");
    doc_put_str(d, "EntityName", arn_last(holder.resource));
}

int iam_list_policies_granting_service_access(struct call *c)
{
    const struct doc *wanted = doc_get(c->in, "ServiceNamespaces");
    struct doc *all = doc_list(&c->arena);
    struct subject s = { 0 };

    if (subject_require(c, false, &s)) return -1;
    for (size_t i = 0; i < doc_count(wanted); i++) {
        struct doc *entry = doc_append_map(all), *policies;
        doc_put_str(entry, "ServiceNamespace", doc_text(doc_at(wanted, i)));
        policies = doc_put_list(entry, "Policies");
        for (const struct iam_grant *g = s.grants.first; g; g = g->next) {
            const struct policy *p = policy_compile(&c->arena, g->document, POLICY_IDENTITY, NULL);
            if (p && !g->is_of_account && policy_allows_service(p, doc_text(doc_at(wanted, i)))) grant_put(policies, g);
        }
    }
    return iam_page_list(c, "PoliciesGrantingServiceAccess", all, "ServiceNamespace");
}
