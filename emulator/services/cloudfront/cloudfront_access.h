/* Who may fetch from an origin, and who may visit: origin access controls and identities, public keys and their
 * groups. For the rows of cloudfront_kinds.h. */
#ifndef NUBE_CLOUDFRONT_ACCESS_H
#define NUBE_CLOUDFRONT_ACCESS_H

#include "emulator/core/principals.h"
#include "emulator/services/cloudfront/cloudfront_store.h"

int cloudfront_access_control_check(struct call *c, struct doc *config, const struct cloudfront_resource *old);

/* An identity has a canonical user id, which a bucket's policy or an ACL can name. */
int cloudfront_identity_check(struct call *c, struct doc *config, const struct cloudfront_resource *old);
void cloudfront_identity_settle(struct call *c, struct cloudfront_resource *r);
void cloudfront_identity_tell(struct call *c, const struct cloudfront_resource *r, struct doc *told);

/* Finds one by its ARN or its canonical user id (core/principals.h). */
enum principal_found cloudfront_identity_find(struct call *c, struct span name, struct principal *p);

/* AWS: a key is kept in lines of 64 characters, the last of them ended. */
struct doc *cloudfront_fill_public_key(struct arena *a, struct doc *config);
int cloudfront_public_key_check(struct call *c, struct doc *config, const struct cloudfront_resource *old);

int cloudfront_key_group_check(struct call *c, struct doc *config, const struct cloudfront_resource *old);
void cloudfront_key_group_settle(struct call *c, struct cloudfront_resource *r);

#endif
