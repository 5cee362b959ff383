/* Tags of certificates, and the account's configuration. */
#ifndef NUBE_ACM_TAGS_H
#define NUBE_ACM_TAGS_H

#include "emulator/core/call.h"

/* May these tags be put, NULL: none? 0, or -1 with AWS's fault. */
int acm_tags_check(struct call *c, const struct doc *tags);

int acm_add_tags_to_certificate(struct call *c);
int acm_remove_tags_from_certificate(struct call *c);
int acm_list_tags_for_certificate(struct call *c);
struct doc *acm_resource_tags(struct call *c, struct span arn);

int acm_get_account_configuration(struct call *c);
int acm_put_account_configuration(struct call *c);

#endif
