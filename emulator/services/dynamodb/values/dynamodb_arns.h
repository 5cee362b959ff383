/* ARNs of DynamoDB: arn:aws:dynamodb:REGION:ACCOUNT:table/NAME, with /stream/LABEL, /backup/ID or /index/NAME behind
 * it. */
#ifndef NUBE_DYNAMODB_ARNS_H
#define NUBE_DYNAMODB_ARNS_H

#include "emulator/core/call.h"

struct ddb_arn {
    struct span region, account;
    struct span resource; /* "table/NAME…" */
    struct span table;
    struct span kind, id; /* "stream" and its label; absent for the table itself */
};

/* False when it is none, or names something else than a table. */
bool ddb_arn_parse(struct span text, struct ddb_arn *arn);

/* The account in which the call looks for its tables. */
static inline const char *ddb_account(const struct call *c)
{
    return c->owner[0] ? c->owner : c->who.account;
}

/* Is it of that account, and of the caller's region? */
bool ddb_arn_is_own(const struct call *c, const struct ddb_arn *arn);

/* The table's ARN, with "/kind/id" behind it unless `kind` is NULL. */
struct span ddb_arn_text(struct call *c, struct span table, const char *kind, struct span id);

#endif
