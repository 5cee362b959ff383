/* AWS: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html */
#include "emulator/services/cloudfront/cloudfront_aliases.h"

#include "emulator/services/cloudfront/cloudfront_certificates.h"
#include "emulator/services/cloudfront/cloudfront_distribution.h"
#include "emulator/services/cloudfront/cloudfront_faults.h"
#include "emulator/services/cloudfront/cloudfront_list.h"
#include "emulator/services/cloudfront/cloudfront_resources.h"
#include "emulator/services/cloudfront/cloudfront_words.h"

/* --- whose a host is ---------------------------------------------------------------------------------------------- */

static bool by_alias(struct call *c, struct span host, struct cloudfront_resource *r)
{
    struct span id = cloudfront_store_alias(c, host), rest = span_sub(host, span_find(host, '.'), SIZE_MAX);

    if (!id.data) id = cloudfront_store_alias(c, arena_format(&c->arena, "*%.*s", SPAN_ARG(rest)));
    return id.data && cloudfront_store_find(c, "distribution", id, r);
}

static char upper(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

static bool by_label(struct call *c, struct span label, struct cloudfront_resource *r)
{
    char *id = arena_string(&c->arena, label);

    if (cloudfront_store_by_label(c, "distribution", label, r)) return true;
    for (size_t i = 0; i < label.size; i++) id[i] = upper(id[i]);
    return cloudfront_store_find(c, "distribution", (struct span){ id, label.size }, r);
}

bool cloudfront_distribution_of_host(struct call *c, struct span host, struct cloudfront_resource *r)
{
    static const char *const roots[] = { CLOUDFRONT_DOMAIN, ".cloudfront.net", NULL };

    host = cloudfront_lower(c, span_sub(host, 0, span_find(host, ':')));
    if (span_ends(host, ".")) host.size--;
    for (const char *const *root = roots; *root; root++)
        if (span_ends(host, *root)) return by_label(c, span_sub(host, 0, host.size - strlen(*root)), r);
    return by_alias(c, host, r);
}

/* --- moving one --------------------------------------------------------------------------------------------------- */

static struct doc *without(struct call *c, const struct doc *list, struct span alias)
{
    struct doc *rest = doc_list(&c->arena);

    for (size_t i = 0; i < doc_count(list); i++)
        if (!span_eq_nocase(doc_text(doc_at(list, i)), alias)) doc_append(rest, doc_at(list, i));
    return rest;
}

/* The configuration with other aliases, as a new tree. */
static struct doc *with_aliases(struct call *c, const struct doc *config, struct doc *list)
{
    struct doc *changed = doc_shallow(&c->arena, config), *aliases = doc_map(&c->arena);

    doc_put_int(aliases, "Quantity", (int64_t)doc_count(list));
    if (doc_count(list)) doc_put(aliases, "Items", list);
    doc_put(changed, "Aliases", aliases);
    return changed;
}

static int take_from(struct call *c, const struct cloudfront_kind *k, struct span id, struct span alias)
{
    struct cloudfront_resource r;
    struct doc *list;

    if (cloudfront_resource_require(c, k, id, &r))
        return -1; /* AWS: of another account it takes a proof in the DNS, which is not here */
    list = without(c, doc_get(doc_get(r.config, "Aliases"), "Items"), alias);
    return cloudfront_resource_change(c, k, with_aliases(c, r.config, list), &r);
}

int cloudfront_associate_alias(struct call *c)
{
    const struct cloudfront_kind *k = cloudfront_kind_find("distribution");
    struct span alias = cloudfront_lower(c, doc_get_str(c->in, "Alias")), other = cloudfront_store_alias(c, alias);
    struct cloudfront_resource r;
    struct doc *list;

    if (cloudfront_resource_require(c, k, doc_get_str(c->in, "TargetDistributionId"), &r)) return -1;
    if (!cloudfront_is_domain(span_starts(alias, "*.") ? span_sub(alias, 2, SIZE_MAX) : alias))
        return cloudfront_raise_argument(c, "The parameter Alias is invalid.");
    if (span_eq(other, r.id)) return 0;
    list = without(c, doc_get(doc_get(r.config, "Aliases"), "Items"), alias);
    doc_append_str(list, alias);
    if (cloudfront_certificate_check(c, with_aliases(c, r.config, list))) return -1;
    if (other.data && take_from(c, k, other, alias)) return -1;
    return cloudfront_resource_change(c, k, with_aliases(c, r.config, list), &r);
}

/* --- conflicts ---------------------------------------------------------------------------------------------------- */

/* AWS: of whose a name is only the end is told. */
static struct span hidden(struct call *c, struct span text)
{
    char *out = arena_string(&c->arena, text);

    memset(out, '*', text.size / 2);
    return (struct span){ out, text.size };
}

int cloudfront_list_conflicting_aliases(struct call *c)
{
    const struct cloudfront_kind *k = cloudfront_kind_find("distribution");
    struct span alias = cloudfront_lower(c, doc_get_str(c->in, "Alias")), name, id;
    struct doc *items = doc_list(&c->arena), *keys = doc_list(&c->arena), *item;
    struct cloudfront_resource r, other;
    struct rows *rows;

    if (cloudfront_resource_require(c, k, doc_get_str(c->in, "DistributionId"), &r)) return -1;
    rows = cloudfront_store_aliases(c);
    while (cloudfront_store_aliases_next(c, rows, &name, &id)) {
        if (!cloudfront_name_covers(alias, name) && !cloudfront_name_covers(name, alias)) continue;
        if (!cloudfront_store_find(c, "distribution", id, &other)) continue;
        item = doc_append_map(items);
        doc_put_str(item, "Alias", name);
        doc_put_str(item, "DistributionId", hidden(c, id));
        doc_put_str(item, "AccountId", hidden(c, other.account));
        doc_append_str(keys, name);
    }
    return cloudfront_list_page(c, items, keys);
}
