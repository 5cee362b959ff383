/* An account has few of each kind (its quotas), so a page is cut out of all of them. */
#include "emulator/services/cloudfront/cloudfront_list.h"

#include "emulator/core/service.h"
#include "emulator/services/cloudfront/cloudfront_faults.h"
#include "emulator/services/cloudfront/cloudfront_resources.h"

#define PAGE_DEFAULT 100
#define PAGE_MAX     1000

/* AWS's model has it as a text, of some operations as a number. */
static int page_size(struct call *c, int64_t *size)
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

int cloudfront_list_page(struct call *c, const struct doc *items, const struct doc *keys)
{
    const struct member *payload = shape_member_in(c->operation->output, IN_PAYLOAD);
    struct span marker = doc_get_str(c->in, "Marker");
    struct doc *list = doc_put_map(c->out, payload->name), *page = doc_list(&c->arena);
    size_t first = 0, count;
    int64_t size;

    if (page_size(c, &size)) return -1;
    while (marker.size && first < doc_count(items) && span_compare(doc_text(doc_at(keys, first)), marker) <= 0) first++;
    count = doc_count(items) - first;
    if (count > (size_t)size) count = (size_t)size;
    for (size_t i = 0; i < count; i++) doc_append(page, doc_at(items, first + i));
    put_if(list, payload->shape, "Marker", doc_string(&c->arena, marker.data ? marker : SPAN("")));
    if (first + count < doc_count(items)) doc_put(list, "NextMarker", doc_at(keys, first + count - 1));
    doc_put_int(list, "MaxItems", size);
    put_if(list, payload->shape, "IsTruncated", doc_bool(&c->arena, first + count < doc_count(items)));
    doc_put_int(list, "Quantity", (int64_t)count);
    if (count) doc_put(list, "Items", page);
    return 0;
}

/* The shape of an item of the answer's list. */
static const struct shape *item_shape(const struct call *c)
{
    const struct member *payload = shape_member_in(c->operation->output, IN_PAYLOAD);

    return shape_member(payload->shape, SPAN("Items"))->shape->element;
}

int cloudfront_list_resources(struct call *c)
{
    const struct cloudfront_kind *k = cloudfront_kind_of(c);
    struct doc *items = doc_list(&c->arena), *keys = doc_list(&c->arena);
    struct rows *rows = cloudfront_store_all(c, k->kind);
    struct cloudfront_resource r;

    while (cloudfront_store_next(c, k->kind, rows, &r)) {
        doc_append(items, cloudfront_resource_told(c, &r, item_shape(c)));
        doc_append_str(keys, r.id);
    }
    return cloudfront_list_page(c, items, keys);
}
