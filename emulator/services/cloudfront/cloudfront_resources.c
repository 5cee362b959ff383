/* An answer's shape says which of the things known of a resource it tells: an item of a list may have the members of
 * its configuration beside its id. */
#include "emulator/services/cloudfront/cloudfront_resources.h"

#include "emulator/core/service.h"
#include "emulator/services/cloudfront/cloudfront_faults.h"
#include "emulator/services/cloudfront/cloudfront_ids.h"
#include "emulator/services/cloudfront/cloudfront_managed.h"

/* --- finding ------------------------------------------------------------------------------------------------------ */

int cloudfront_resource_require(struct call *c, const struct cloudfront_kind *k, struct span id,
                                struct cloudfront_resource *r)
{
    if (cloudfront_policy_find(c, k->kind, id, r)) return 0;
    return fault(c, k->lacking, "%s", k->lacking_words);
}

/* --- telling ------------------------------------------------------------------------------------------------------ */

static void told_put(struct doc *told, const struct shape *shape, const char *name, struct doc *value)
{
    if (value && shape_member(shape, span_of(name))) doc_put(told, name, value);
}

struct doc *cloudfront_resource_told(struct call *c, const struct cloudfront_resource *r, const struct shape *shape)
{
    const struct cloudfront_kind *k = cloudfront_kind_find(r->kind);
    struct doc *all = doc_map(&c->arena), *told = doc_map(&c->arena);

    doc_put_str(all, "Id", r->id);
    doc_put_str(all, "ETag", r->etag);
    doc_put_int(all, "LastModifiedTime", r->changed_ms);
    doc_put_int(all, "CreatedTime", r->created_ms);
    doc_put(all, k->config, r->config);
    if (k->tell) k->tell(c, r, all);
    for (const struct member *m = shape->members; m->name; m++) {
        struct doc *known = doc_get(all, m->name);
        told_put(told, shape, m->name, known ? known : doc_get(r->config, m->name));
    }
    return told;
}

/* The shape of what the output tells of the resource. */
static const struct shape *shape_of(const struct call *c, const char *name)
{
    return shape_member(c->operation->output, span_of(name))->shape;
}

static void answer(struct call *c, const struct cloudfront_kind *k, const struct cloudfront_resource *r)
{
    doc_put(c->out, k->noun, cloudfront_resource_told(c, r, shape_of(c, k->noun)));
    doc_put_str(c->out, "ETag", r->etag);
}

int cloudfront_get_resource(struct call *c)
{
    const struct cloudfront_kind *k = cloudfront_kind_of(c);
    struct cloudfront_resource r;

    if (cloudfront_resource_require(c, k, doc_get_str(c->in, "Id"), &r)) return -1;
    answer(c, k, &r);
    return 0;
}

int cloudfront_get_resource_config(struct call *c)
{
    const struct cloudfront_kind *k = cloudfront_kind_of(c);
    struct cloudfront_resource r;

    if (cloudfront_resource_require(c, k, doc_get_str(c->in, "Id"), &r)) return -1;
    doc_put(c->out, k->config, r.config);
    doc_put_str(c->out, "ETag", r.etag);
    return 0;
}

/* --- changing ----------------------------------------------------------------------------------------------------- */

static struct span member_of(const struct doc *config, const char *name)
{
    return name ? doc_get_str(config, name) : (struct span){ NULL, 0 };
}

/* Is there another one with its name or its reference? */
static int check_unique(struct call *c, const struct cloudfront_kind *k, const struct cloudfront_resource *r)
{
    struct cloudfront_resource other = { 0 };
    bool is_there = r->reference.data && cloudfront_store_by_reference(c, k->kind, r->reference, &other) &&
                    !span_eq(other.id, r->id);

    if (!is_there && r->name.data)
        is_there = cloudfront_managed_has_name(c, k->kind, r->name) ||
                   (cloudfront_store_by_name(c, k->kind, r->name, &other) && !span_eq(other.id, r->id));
    if (!is_there) return 0;
    if (!k->tells_other) return fault(c, k->there, "%s", k->there_words);
    return fault(c, k->there, "%s Already exists: %.*s", k->there_words, SPAN_ARG(other.id));
}

static int write(struct call *c, const struct cloudfront_kind *k, struct doc *config, struct cloudfront_resource *r)
{
    r->config = config;
    r->name = member_of(config, k->name);
    r->reference = member_of(config, k->has_reference ? "CallerReference" : NULL);
    r->etag = cloudfront_id_new(c, "E");
    r->changed_ms = c->now_ms;
    if (check_unique(c, k, r)) return -1;
    cloudfront_store_use_nothing(c, r);
    if (k->settle) k->settle(c, r);
    if (k->warn) k->warn(c, r);
    cloudfront_store_put(c, r);
    return 0;
}

static struct doc *filled(struct call *c, const struct cloudfront_kind *k, struct doc *config)
{
    return k->fill ? k->fill(&c->arena, config) : config;
}

int cloudfront_resource_change(struct call *c, const struct cloudfront_kind *k, struct doc *config,
                               struct cloudfront_resource *r)
{
    config = filled(c, k, config);
    if (k->check && k->check(c, config, r)) return -1;
    return write(c, k, config, r);
}

/* Is it one that is there already, asked for once more? */
static bool is_repeated(struct call *c, const struct cloudfront_kind *k, const struct doc *config,
                        struct cloudfront_resource *r)
{
    return k->is_repeatable && cloudfront_store_by_reference(c, k->kind, doc_get_str(config, "CallerReference"), r) &&
           doc_equal(config, r->config);
}

static void answer_created(struct call *c, const struct cloudfront_kind *k, const struct cloudfront_resource *r)
{
    struct span path = span_of(c->operation->rest.uri);

    answer(c, k, r);
    doc_put_format(c->out, "Location", "%.*s%.*s/%.*s", SPAN_ARG(c->endpoint),
                   SPAN_ARG(span_sub(path, 0, span_find(path, '?'))), SPAN_ARG(r->id));
}

int cloudfront_resource_create(struct call *c, const struct cloudfront_kind *k, struct doc *config,
                               struct cloudfront_resource *r)
{
    if (is_repeated(c, k, config, r)) {
        answer_created(c, k, r);
        return 0;
    }
    *r = (struct cloudfront_resource){ .kind = k->kind,
                                       .id = cloudfront_id_new(c, k->id_form),
                                       .account = span_of(c->who.account),
                                       .created_ms = c->now_ms };
    config = filled(c, k, config);
    if (k->check && k->check(c, config, NULL)) return -1;
    if (cloudfront_store_count(c, k->kind) >= k->count_max) return fault(c, k->too_many, "%s", k->too_many_words);
    if (write(c, k, config, r)) return -1;
    answer_created(c, k, r);
    return 0;
}

int cloudfront_create_resource(struct call *c)
{
    const struct cloudfront_kind *k = cloudfront_kind_of(c);
    struct cloudfront_resource r;

    return cloudfront_resource_create(c, k, doc_get(c->in, k->config), &r);
}

int cloudfront_update_resource(struct call *c)
{
    const struct cloudfront_kind *k = cloudfront_kind_of(c);
    struct cloudfront_resource r;

    if (cloudfront_resource_require(c, k, doc_get_str(c->in, "Id"), &r)) return -1;
    if (r.is_managed)
        return fault(c, &cloudfront_illegal_update, "The update contains modifications that are not allowed.");
    if (cloudfront_etag_match(c, r.etag) || cloudfront_resource_change(c, k, doc_get(c->in, k->config), &r)) return -1;
    answer(c, k, &r);
    return 0;
}

static int check_delete(struct call *c, const struct cloudfront_kind *k, const struct cloudfront_resource *r)
{
    if (k->check_delete) return k->check_delete(c, r);
    if (!cloudfront_store_users_count(c, r->kind, r->id)) return 0;
    return fault(c, k->used, "%s", k->used_words);
}

int cloudfront_delete_resource(struct call *c)
{
    const struct cloudfront_kind *k = cloudfront_kind_of(c);
    struct cloudfront_resource r;

    if (cloudfront_resource_require(c, k, doc_get_str(c->in, "Id"), &r)) return -1;
    if (r.is_managed) return fault(c, &cloudfront_illegal_delete, "You cannot delete a managed policy.");
    if (cloudfront_etag_match(c, r.etag) || check_delete(c, k, &r)) return -1;
    if (k->leave) k->leave(c, &r);
    cloudfront_store_delete(c, &r);
    return 0;
}
