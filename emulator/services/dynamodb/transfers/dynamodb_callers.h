/* Who asked for what goes on by itself, as a tree to be kept: S3 is called in their name. */
#ifndef NUBE_DYNAMODB_CALLERS_H
#define NUBE_DYNAMODB_CALLERS_H

#include "emulator/base/doc.h"
#include "emulator/core/identity.h"

struct doc *ddb_caller_keep(struct arena *a, const struct identity *who);
void ddb_caller_of(const struct doc *kept, struct identity *who);

#endif
