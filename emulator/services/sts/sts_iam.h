/* What IAM has, asked through the door in STS's own name. */
#ifndef NUBE_STS_IAM_H
#define NUBE_STS_IAM_H

#include "emulator/base/doc.h"
#include "emulator/core/call.h"

/* The answer of an operation of IAM's that reads and names what it reads by this one member, in that account; within
 * the call's transaction where it is on the writer. In the call's arena; NULL: IAM has it not, or the account is
 * none. */
struct doc *sts_iam_get(struct call *c, struct span account, const char *operation, const char *member,
                        struct span value);

/* The default version's document of a managed policy; absent: there is no such policy. */
struct span sts_iam_policy(struct call *c, struct span arn);

#endif
