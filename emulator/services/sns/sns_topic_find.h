/* Finding topics. */
#ifndef NUBE_SNS_TOPIC_FIND_H
#define NUBE_SNS_TOPIC_FIND_H

#include "emulator/services/sns/sns_store.h"

/* Has an ARN its six elements? 0, or -1 with InvalidParameter, which names the member. */
int sns_arn_check(struct call *c, const char *member, struct span arn);

/* Is it a topic's ARN, of the region that was called? The same. */
int sns_topic_arn_check(struct call *c, const char *member, struct span arn);

/* The topic of an ARN, of the region that was called. 0, or -1 with NotFound or InvalidParameter. */
int sns_topic_require(struct call *c, struct span arn, struct sns_topic *t);

#endif
