/* The actions and condition keys that a bucket's policy may name.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html */
#ifndef NUBE_S3_ACTIONS_H
#define NUBE_S3_ACTIONS_H

#include "emulator/base/span.h"

enum s3_action_of { S3_ACTION_OF_BUCKETS, S3_ACTION_OF_OBJECTS };

/* Does any action of the kind ("PutObject", without its "s3:") match? */
bool s3_actions_any(enum s3_action_of kind, bool (*matches)(const char *action, void *arg), void *arg);

/* Is it one of S3's own keys: "s3:prefix", "s3:ExistingObjectTag/team"? Its case does not count. */
bool s3_is_condition_key(struct span key);

#endif
