/* Who asked for what, and when: for RoleLastUsed and the reports of services last accessed. */
#ifndef NUBE_IAM_USES_H
#define NUBE_IAM_USES_H

#include "emulator/base/span.h"

/* A user or a role, by its unique id, asked for an action in a region at a time, allowed or not. Brief, from any
 * thread: it is written once a minute. */
void iam_use_note(struct span unique_id, struct span action, struct span region, int64_t now_ms);

void iam_uses_reset(void);

#endif
