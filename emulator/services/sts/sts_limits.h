/* What limits a session: policies and tags given along.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html */
#ifndef NUBE_STS_LIMITS_H
#define NUBE_STS_LIMITS_H

#include "emulator/services/sts/sts_session.h"

/* The documents of Policy and PolicyArns into s->policies. 0, or -1 with the fault. */
int sts_limits_policies(struct call *c, struct sts_session *s);

/* Tags and TransitiveTagKeys into the session, over what its maker's session hands on. 0, or -1 with the fault. */
int sts_limits_tags(struct call *c, const struct sts_session *maker, struct sts_session *s);

/* How much of the room for policies and tags is taken, in percent. DIFFERS: AWS packs them in a way of its own; here
 * it is their plain size of 2048 characters. */
int sts_limits_packed(const struct sts_session *s);

#endif
