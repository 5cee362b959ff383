/* The operations that all kinds of resources have, by the rows of cloudfront_kinds.h. */
#ifndef NUBE_CLOUDFRONT_RESOURCES_H
#define NUBE_CLOUDFRONT_RESOURCES_H

#include "emulator/core/shape.h"
#include "emulator/services/cloudfront/cloudfront_kinds.h"

int cloudfront_create_resource(struct call *c);
int cloudfront_get_resource(struct call *c);
int cloudfront_get_resource_config(struct call *c);
int cloudfront_update_resource(struct call *c);
int cloudfront_delete_resource(struct call *c);

/* The caller's resource of the kind that has this id, or the kind's fault. */
int cloudfront_resource_require(struct call *c, const struct cloudfront_kind *k, struct span id,
                                struct cloudfront_resource *r);

/* Makes one of this configuration, which is checked and filled in, and answers with it. */
int cloudfront_resource_create(struct call *c, const struct cloudfront_kind *k, struct doc *config,
                               struct cloudfront_resource *r);

/* Writes another configuration for one that is there: checked, filled in, with a new ETag. */
int cloudfront_resource_change(struct call *c, const struct cloudfront_kind *k, struct doc *config,
                               struct cloudfront_resource *r);

/* All that is told of it, in the form of a shape: of its own, or of an item of its list. */
struct doc *cloudfront_resource_told(struct call *c, const struct cloudfront_resource *r, const struct shape *shape);

#endif
