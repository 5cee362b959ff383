/* A name that is no distribution's is kept as well, once there are alternate names at all: every request asks. */
#include "emulator/services/cloudfront/cloudfront_plans.h"

#include <stdatomic.h>
#include <stdio.h>

#include "emulator/core/service.h"
#include "emulator/services/cloudfront/cloudfront_functions_store.h"
#include "emulator/services/cloudfront/cloudfront_managed.h"
#include "emulator/services/cloudfront/cloudfront_store.h"
#include "emulator/store/kept.h"

#define HOST_MAX 255

static const char *const tables[] = { "cloudfront_resource", "cloudfront_alias", "cloudfront_function", NULL };
static struct watch watch = { .tables = tables };
static struct kept_table plans;
static _Atomic uint64_t
    aliases_seen; /* at which commit it was looked for aliases, doubled, and 1 where there were some; 0: never */

void cloudfront_plans_start(void)
{
    watch_add(&watch);
    kept_start(&plans);
    aliases_seen = 0;
}

/* --- names -------------------------------------------------------------------------------------------------------- */

/* In lower case, without its port; "" for what is too long. */
static struct span host_normal(struct span host, char *out)
{
    size_t size = span_find(host, ':');

    if (size > HOST_MAX) return SPAN("");
    for (size_t i = 0; i < size; i++)
        out[i] = (char)(host.data[i] >= 'A' && host.data[i] <= 'Z' ? host.data[i] | 0x20 : host.data[i]);
    if (size && out[size - 1] == '.') size--;
    return (struct span){ out, size };
}

static bool is_own_name(struct span host)
{
    return span_ends(host, ".cloudfront.localhost") || span_ends(host, ".cloudfront.net");
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

struct finding {
    struct call *c;
    struct arena *a; /* the plan's */
};

/* What was published of it last. */
static struct doc *function_find(struct finding *f, struct span arn)
{
    struct cloudfront_function function;
    struct doc *found;

    if (!cloudfront_store_function_by_arn(f->c, arn, "LIVE", &function)) return NULL;
    found = doc_map(f->a);
    doc_put_str(found, "Name", function.name);
    doc_put_str(found, "Code", function.code);
    doc_put_str(found, "Runtime", doc_get_str(function.config, "Runtime"));
    return found;
}

static const struct doc *find(const struct cloudfront_plan_source *s, const char *kind, struct span id)
{
    struct finding *f = s->arg;
    struct cloudfront_resource r;

    if (strcmp(kind, "function") == 0) return function_find(f, id);
    return cloudfront_policy_find(f->c, kind, id, &r) ? doc_copy(f->a, r.config) : NULL;
}

static struct span canonical(const struct cloudfront_plan_source *s, struct span id)
{
    struct finding *f = s->arg;
    struct cloudfront_resource r;

    if (!cloudfront_store_find(f->c, "origin-access-identity", id, &r)) return (struct span){ NULL, 0 };
    return arena_span(f->a, r.label);
}

/* "*.example.com" stands for "www.example.com". */
static struct span alias_find(struct call *c, struct span host)
{
    struct span id = cloudfront_store_alias(c, host);
    size_t dot = span_find(host, '.');

    if (id.data || dot >= host.size) return id;
    return cloudfront_store_alias(c, arena_format(&c->arena, "*%.*s", SPAN_ARG(span_sub(host, dot, SIZE_MAX))));
}

static bool distribution_find(struct call *c, struct span host, struct cloudfront_resource *r)
{
    struct span id;

    if (is_own_name(host))
        return cloudfront_store_by_label(c, "distribution", span_sub(host, 0, span_find(host, '.')), r);
    id = alias_find(c, host);
    return id.data && cloudfront_store_find(c, "distribution", id, r);
}

static void plan_make(struct kept *k, struct call *c, struct span host)
{
    struct finding f = { c, &k->arena };
    struct cloudfront_plan_source source = { find, canonical, &f };
    struct cloudfront_resource r;

    if (!distribution_find(c, host, &r)) return;
    snprintf(c->who.account, sizeof c->who.account, "%.*s", SPAN_ARG(r.account));
    k->value = (void *)(uintptr_t)cloudfront_plan_read(
        &k->arena, r.id, r.account, arena_format(&c->arena, "%.*s.cloudfront.net", SPAN_ARG(r.label)),
        doc_copy(&k->arena, r.config), &source);
}

/* NULL: the store could not be read. */
static struct kept *plan_load(struct span host)
{
    struct call *c = call_new(service_find("cloudfront"), NULL, &identity_default, SPAN(""));
    struct kept *k = NULL;
    struct db *lent;

    if (call_lend_store(c, &lent)) {
        k = kept_new(host);
        plan_make(k, c, host);
        kept_put(&plans, k, watch_commit_of(c->db));
        call_return_store(c, lent);
    }
    call_free(c);
    return k;
}

const struct cloudfront_plan *cloudfront_plans_find(struct span host, struct kept **held)
{
    char name[HOST_MAX + 1];

    host = host_normal(host, name);
    *held = NULL;
    if (!host.size) return NULL;
    *held = kept_find(&plans, &watch, host);
    if (!*held) *held = plan_load(host);
    if (*held && (*held)->value) return (*held)->value;
    kept_release(*held);
    *held = NULL;
    return NULL;
}

/* --- alternate names ---------------------------------------------------------------------------------------------- */

static bool aliases_look(void)
{
    struct call *c = call_new(service_find("cloudfront"), NULL, &identity_default, SPAN(""));
    bool has_some = true;
    struct db *lent;

    if (call_lend_store(c, &lent)) {
        has_some = cloudfront_store_has_aliases(c);
        aliases_seen = watch_commit_of(c->db) * 2 + has_some;
        call_return_store(c, lent);
    }
    call_free(c);
    return has_some;
}

static bool has_aliases(void)
{
    uint64_t seen = aliases_seen;

    return seen && watch_holds_now(&watch, seen / 2) ? seen % 2 : aliases_look();
}

/* A single label, an address or a name of AWS's is nobody's alternate name: so most requests ask nothing of the store.
 * */
static bool may_be_alias(struct span host)
{
    char last = host.size ? host.data[host.size - 1] : '0';

    return span_find(host, '.') < host.size && (last < '0' || last > '9') && !span_ends(host, ".amazonaws.com");
}

bool cloudfront_plans_has(struct span host)
{
    char name[HOST_MAX + 1];
    struct span normal = host_normal(host, name);
    struct kept *held;
    bool is_there;

    if (is_own_name(normal)) return true;
    if (!may_be_alias(normal) || !plans.is_ready || !has_aliases()) return false;
    is_there = cloudfront_plans_find(host, &held) != NULL;
    kept_release(held);
    return is_there;
}
