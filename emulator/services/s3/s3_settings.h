/* Configurations of a bucket: what one Put keeps, one Get shows and one Delete forgets. All of them go one way; in the
 * store each is a document of its kind:
 *
 *     "tagging" "cors" "lifecycle" "website" "encryption" "ownership" "public-access-block" "accelerate" "payment"
 *     "logging" "notification" "replication" "object-lock" "abac", and by id "inventory" "analytics" "metrics"
 * "tiering"
 *
 * in the form of Put's payload. The policy and the ACL have files of their own. */
#ifndef NUBE_S3_SETTINGS_H
#define NUBE_S3_SETTINGS_H

#include "emulator/services/s3/s3_store.h"

int s3_put_setting(struct call *c);
int s3_get_setting(struct call *c);
int s3_delete_setting(struct call *c);

/* Of kinds that a bucket has several of: pages of 100 by id. */
int s3_list_settings(struct call *c);

/* What a new bucket is set to: its ownership, or what the input asks for, all public access blocked, its tags. */
void s3_settings_begin(struct call *c, const struct s3_bucket *b);

/* May the setting stand as it is put? `body` may be completed. 0, or -1 with the fault. */
typedef int s3_setting_check(struct call *c, const struct s3_bucket *b, struct doc *body);

#endif
