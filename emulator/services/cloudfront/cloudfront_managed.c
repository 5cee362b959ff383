/* Their configurations are JSON in a table, read when they are asked for. */
#include "emulator/services/cloudfront/cloudfront_managed.h"

#include "emulator/base/json.h"

/* DIFFERS: when AWS changed them last, and their ETags, are not known. */
#define CHANGED_MS 1595548800000 /* 2020-07-24 */
#define ETAG       "E23ZP02F085DFQ"

static void read_row(struct call *c, const struct cloudfront_managed_row *row, struct cloudfront_resource *r)
{
    *r = (struct cloudfront_resource){ .kind = row->kind,
                                       .id = span_of(row->id),
                                       .account = span_of(c->who.account),
                                       .etag = SPAN(ETAG),
                                       .created_ms = CHANGED_MS,
                                       .changed_ms = CHANGED_MS,
                                       .config = json_parse(&c->arena, span_of(row->config), NULL),
                                       .is_managed = true };
    r->name = doc_get_str(r->config, "Name");
}

bool cloudfront_managed_next(struct call *c, const char *kind, size_t *at, struct cloudfront_resource *r)
{
    for (const struct cloudfront_managed_row *row; (row = cloudfront_managed_table + *at)->kind; ++*at) {
        if (strcmp(row->kind, kind) != 0) continue;
        ++*at;
        read_row(c, row, r);
        return true;
    }
    return false;
}

bool cloudfront_managed_has_name(struct call *c, const char *kind, struct span name)
{
    struct cloudfront_resource r;
    size_t at = 0;

    while (cloudfront_managed_next(c, kind, &at, &r))
        if (span_eq(r.name, name)) return true;
    return false;
}

bool cloudfront_policy_find(struct call *c, const char *kind, struct span id, struct cloudfront_resource *r)
{
    for (const struct cloudfront_managed_row *row = cloudfront_managed_table; row->kind; row++) {
        if (strcmp(row->kind, kind) != 0 || !span_is(id, row->id)) continue;
        read_row(c, row, r);
        return true;
    }
    return cloudfront_store_find(c, kind, id, r) && span_is(r->account, c->who.account);
}
