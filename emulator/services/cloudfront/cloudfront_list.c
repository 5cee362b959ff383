/* An account has few of each kind (its quotas), so a page is cut out of all of them. */
#include "emulator/services/cloudfront/cloudfront_list.h"

#include "emulator/core/service.h"
#include "emulator/services/cloudfront/cloudfront_faults.h"
#include "emulator/services/cloudfront/cloudfront_managed.h"
#include "emulator/services/cloudfront/cloudfront_resources.h"

#define PAGE_DEFAULT 100
#define PAGE_MAX     1000

/* AWS's model has it as a text, of some operations as a number. */
int cloudfront_list_size(struct call *c, int64_t *size)
{
    const struct doc *asked = doc_get(c->in, "MaxItems");

    *size = PAGE_DEFAULT;
    if (!asked) return 0;
    if (doc_is(asked, DOC_INT)) *size = asked->integer;
    else if (!span_int(doc_text(asked), size)) *size = 0;
    if (*size > PAGE_MAX) *size = PAGE_MAX;
    return *size >= 1 ? 0 : cloudfront_raise_argument(c, "The parameter MaxItems is invalid.");
}

static void put_if(struct doc *list, const struct shape *shape, const char *name, struct doc *value)
{
    if (shape_member(shape, span_of(name))) doc_put(list, name, value);
}

void cloudfront_list_put(struct call *c, const struct doc *items, const struct doc *keys, size_t first, int64_t size)
{
    const struct member *payload = shape_member_in(c->operation->output, IN_PAYLOAD);
    struct span marker = doc_get_str(c->in, "Marker");
    struct doc *list = doc_put_map(c->out, payload->name), *page = doc_list(&c->arena);
    size_t count = doc_count(items) - first;
    bool has_more = count > (size_t)size;

    if (has_more) count = (size_t)size;
    for (size_t i = 0; i < count; i++) doc_append(page, doc_at(items, first + i));
    put_if(list, payload->shape, "Marker", doc_string(&c->arena, marker.data ? marker : SPAN("")));
    if (has_more) doc_put(list, "NextMarker", doc_at(keys, first + count - 1));
    doc_put_int(list, "MaxItems", size);
    put_if(list, payload->shape, "IsTruncated", doc_bool(&c->arena, has_more));
    doc_put_int(list, "Quantity", (int64_t)count);
    if (count) doc_put(list, "Items", page);
}

int cloudfront_list_page(struct call *c, const struct doc *items, const struct doc *keys)
{
    struct span marker = doc_get_str(c->in, "Marker");
    size_t first = 0;
    int64_t size;

    if (cloudfront_list_size(c, &size)) return -1;
    while (marker.size && first < doc_count(items) && span_compare(doc_text(doc_at(keys, first)), marker) <= 0) first++;
    cloudfront_list_put(c, items, keys, first, size);
    return 0;
}

/* The shape of an item of the answer's list. */
static const struct shape *item_shape(const struct call *c)
{
    const struct member *payload = shape_member_in(c->operation->output, IN_PAYLOAD);

    return shape_member(payload->shape, SPAN("Items"))->shape->element;
}

/* What an item tells stands in it, or is one of its members, beside the policy's type. */
static struct doc *item_of(struct call *c, const struct cloudfront_kind *k, const struct cloudfront_resource *r)
{
    const struct shape *shape = item_shape(c);
    const struct member *nested = shape_member(shape, span_of(k->noun));
    struct doc *item;

    if (!nested) return cloudfront_resource_told(c, r, shape);
    item = doc_map(&c->arena);
    if (shape_member(shape, SPAN("Type"))) doc_put_str(item, "Type", r->is_managed ? SPAN("managed") : SPAN("custom"));
    doc_put(item, k->noun, cloudfront_resource_told(c, r, nested->shape));
    return item;
}

struct gathering {
    const struct cloudfront_kind *kind;
    struct doc *items, *keys;
};

static void gather(struct call *c, const struct gathering *g, const struct cloudfront_resource *r)
{
    doc_append(g->items, item_of(c, g->kind, r));
    doc_append_str(g->keys, r->id);
}

static bool is_wanted(struct call *c, const char *type)
{
    struct span asked = doc_get_str(c->in, "Type");

    return !asked.data || span_is(asked, type);
}

/* AWS's own and the account's, both by id. */
int cloudfront_list_resources(struct call *c)
{
    const struct cloudfront_kind *k = cloudfront_kind_of(c);
    struct gathering g = { k, doc_list(&c->arena), doc_list(&c->arena) };
    struct cloudfront_resource own, managed;
    struct rows *rows = is_wanted(c, "custom") ? cloudfront_store_all(c, k->kind) : NULL;
    size_t at = 0;
    bool has_own = rows && cloudfront_store_next(c, k->kind, rows, &own),
         has_managed = is_wanted(c, "managed") && cloudfront_managed_next(c, k->kind, &at, &managed);

    while (has_own || has_managed) {
        bool is_own = has_own && (!has_managed || span_compare(own.id, managed.id) < 0);
        gather(c, &g, is_own ? &own : &managed);
        if (is_own) has_own = cloudfront_store_next(c, k->kind, rows, &own);
        else has_managed = cloudfront_managed_next(c, k->kind, &at, &managed);
    }
    return cloudfront_list_page(c, g.items, g.keys);
}

int cloudfront_list_of_ids(struct call *c, const char *kind, const struct doc *ids)
{
    const struct shape *shape = item_shape(c);
    struct doc *items = doc_list(&c->arena), *keys = doc_list(&c->arena);
    struct cloudfront_resource r;

    for (size_t i = 0; i < doc_count(ids); i++) {
        if (!cloudfront_store_find(c, kind, doc_text(doc_at(ids, i)), &r) || !span_is(r.account, c->who.account))
            continue;
        doc_append(keys, doc_at(ids, i));
        doc_append(items, shape->type == T_STRING ? doc_at(ids, i) : cloudfront_resource_told(c, &r, shape));
    }
    return cloudfront_list_page(c, items, keys);
}
