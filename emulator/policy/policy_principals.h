/* The principals that a policy's text names, and other names for them. */
#ifndef NUBE_POLICY_PRINCIPALS_H
#define NUBE_POLICY_PRINCIPALS_H

#include "emulator/base/arena.h"

/* Another name for a principal, which lives in the arena; absent: it keeps its own. `type` is what stands before it:
 * "AWS", "Service", "Federated". */
typedef struct span policy_rename_fn(struct span type, struct span principal, void *arg);

/* The policy's text with other names for its principals; all else stays as it is written. Calls `rename` once for each,
 * in their order; "*" alone is none of them. Text that is not JSON comes back as it is. */
struct span policy_principals_rename(struct arena *a, struct span text, policy_rename_fn *rename, void *arg);

#endif
