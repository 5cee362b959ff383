/* One is complete a moment of the clock after it was made, as a distribution's change is deployed.
 * AWS: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Invalidation.html */
#include "emulator/services/cloudfront/cloudfront_invalidations.h"

#include "emulator/services/cloudfront/cloudfront_cache.h"
#include "emulator/services/cloudfront/cloudfront_faults.h"
#include "emulator/services/cloudfront/cloudfront_ids.h"
#include "emulator/services/cloudfront/cloudfront_invalidations_store.h"
#include "emulator/services/cloudfront/cloudfront_list.h"
#include "emulator/services/cloudfront/cloudfront_progress.h"
#include "emulator/services/cloudfront/cloudfront_quantities.h"
#include "emulator/services/cloudfront/cloudfront_resources.h"

#define PATHS_MAX      3000 /* in progress, of a distribution */
#define WILDCARDS_MAX  15
#define PATH_BYTES_MAX 4000

/* --- telling ------------------------------------------------------------------------------------------------------ */

static struct doc *told(struct call *c, const struct cloudfront_invalidation *i)
{
    struct doc *d = doc_map(&c->arena), *batch, *paths;

    doc_put_str(d, "Id", i->id);
    doc_put_str(d, "Status", cloudfront_is_under_way(c, i->created_ms) ? SPAN("InProgress") : SPAN("Completed"));
    doc_put_int(d, "CreateTime", i->created_ms);
    batch = doc_put_map(d, "InvalidationBatch");
    paths = doc_put_map(batch, "Paths");
    doc_put_int(paths, "Quantity", (int64_t)doc_count(i->paths));
    doc_put(paths, "Items", i->paths);
    doc_put_str(batch, "CallerReference", i->reference);
    return d;
}

static int distribution_require(struct call *c, struct cloudfront_resource *r)
{
    return cloudfront_resource_require(c, cloudfront_kind_find("distribution"), doc_get_str(c->in, "DistributionId"),
                                       r);
}

int cloudfront_get_invalidation(struct call *c)
{
    struct cloudfront_resource r;
    struct cloudfront_invalidation i;

    if (distribution_require(c, &r)) return -1;
    if (!cloudfront_store_invalidation_find(c, r.id, doc_get_str(c->in, "Id"), &i))
        return fault(c, &cloudfront_no_such_invalidation, "The specified invalidation does not exist.");
    doc_put(c->out, "Invalidation", told(c, &i));
    return 0;
}

int cloudfront_list_invalidations(struct call *c)
{
    struct doc *items = doc_list(&c->arena), *keys = doc_list(&c->arena);
    struct cloudfront_invalidation i;
    struct cloudfront_resource r;
    struct rows *rows;
    int64_t size;

    if (distribution_require(c, &r) || cloudfront_list_size(c, &size)) return -1;
    rows = cloudfront_store_invalidations(c, r.id, doc_get_str(c->in, "Marker"), size + 1);
    while (cloudfront_store_invalidation_next(c, rows, &i)) {
        struct doc *item = told(c, &i);
        doc_remove(item, SPAN("InvalidationBatch"));
        doc_append(items, item);
        doc_append_str(keys, i.id);
    }
    cloudfront_list_put(c, items, keys, 0, size);
    return 0;
}

/* --- making ------------------------------------------------------------------------------------------------------- */

/* AWS: a path begins with a slash, and a wildcard ends it. */
static bool is_path(struct span path)
{
    if (!path.size || path.size > PATH_BYTES_MAX || path.data[0] != '/') return false;
    return span_find(path, '*') >= path.size - 1;
}

static int check_paths(struct call *c, const struct doc *paths)
{
    if (!doc_count(paths)) return cloudfront_raise_argument(c, "Your request does not contain any invalidation paths.");
    if (doc_count(paths) > PATHS_MAX)
        return fault(c, &cloudfront_batch_too_large, "Invalidation batch specified is too large.");
    for (size_t i = 0; i < doc_count(paths); i++)
        if (!is_path(doc_text(doc_at(paths, i))))
            return cloudfront_raise_argument(c, "Your request contains one or more invalid invalidation paths.");
    return 0;
}

static void paths_count(const struct doc *paths, size_t *count, size_t *wildcards)
{
    *count += doc_count(paths);
    for (size_t i = 0; i < doc_count(paths); i++) *wildcards += span_ends(doc_text(doc_at(paths, i)), "*");
}

static int check_limits(struct call *c, struct span distribution, const struct doc *paths)
{
    struct rows *rows = cloudfront_store_invalidations_since(c, distribution, cloudfront_under_way_since(c));
    struct cloudfront_invalidation i;
    size_t count = 0, wildcards = 0;

    paths_count(paths, &count, &wildcards);
    while (cloudfront_store_invalidation_next(c, rows, &i)) paths_count(i.paths, &count, &wildcards);
    if (count <= PATHS_MAX && wildcards <= WILDCARDS_MAX) return 0;
    return fault(c, &cloudfront_too_many_invalidations,
                 "You have exceeded the maximum number of allowable InProgress invalidation batch requests, or "
                 "invalidation objects.");
}

static bool has(const struct doc *list, struct span text)
{
    for (size_t i = 0; i < doc_count(list); i++)
        if (span_eq(doc_text(doc_at(list, i)), text)) return true;
    return false;
}

static bool are_same(const struct doc *a, const struct doc *b)
{
    for (size_t i = 0; i < doc_count(a); i++)
        if (!has(b, doc_text(doc_at(a, i)))) return false;
    return doc_count(a) == doc_count(b);
}

static void answer(struct call *c, const struct cloudfront_invalidation *i)
{
    doc_put(c->out, "Invalidation", told(c, i));
    doc_put_format(c->out, "Location", "%.*s/2020-05-31/distribution/%.*s/invalidation/%.*s", SPAN_ARG(c->endpoint),
                   SPAN_ARG(i->distribution), SPAN_ARG(i->id));
}

/* "ID\n/path\n/path", ended by a NUL. */
static void cache_drop(void *text)
{
    struct span rest = span_of(text), distribution, path;

    span_split(&rest, '\n', &distribution);
    while (span_split(&rest, '\n', &path)) cloudfront_cache_invalidate(distribution, path);
}

/* DIFFERS: the one edge drops it at once, while the invalidation is still said to be in progress. */
static void cache_drop_later(struct call *c, const struct cloudfront_invalidation *i)
{
    struct buf b = { 0 };

    buf_add_span(&b, i->distribution);
    for (size_t n = 0; n < doc_count(i->paths); n++) {
        buf_add_char(&b, '\n');
        buf_add_span(&b, doc_text(doc_at(i->paths, n)));
    }
    call_after_commit(c, cache_drop, b.data, b.size + 1);
    buf_release(&b);
}

int cloudfront_create_invalidation(struct call *c)
{
    const struct doc *batch = doc_get(c->in, "InvalidationBatch"), *paths = doc_get(doc_get(batch, "Paths"), "Items");
    struct span reference = doc_get_str(batch, "CallerReference");
    struct cloudfront_invalidation i;
    struct cloudfront_resource r;

    if (distribution_require(c, &r) || cloudfront_quantities_check(c, batch) || check_paths(c, paths)) return -1;
    if (cloudfront_store_invalidation_by_reference(c, r.id, reference, &i)) {
        if (!are_same(paths, i.paths))
            return fault(c, &cloudfront_invalidation_batch_already_exists,
                         "The caller reference has already been used for an invalidation of other paths.");
        answer(c, &i);
        return 0;
    }
    if (check_limits(c, r.id, paths)) return -1;
    i = (struct cloudfront_invalidation){ r.id, cloudfront_id_new(c, "I"), reference, c->now_ms,
                                          doc_copy(&c->arena, paths) };
    cloudfront_store_invalidation_put(c, &i);
    cache_drop_later(c, &i);
    answer(c, &i);
    return 0;
}
