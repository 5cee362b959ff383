/* Rows of provisioned concurrency, and what is promised of an account's concurrency altogether. */
#ifndef NUBE_LAMBDA_CONCURRENCY_STORE_H
#define NUBE_LAMBDA_CONCURRENCY_STORE_H

#include "emulator/services/lambda/lambda_function.h"
#include "emulator/store/db.h"

/* How many processes are kept ready of a version, or of the version that an alias leads to. */
struct lambda_provisioned {
    struct span qualifier;
    int64_t wanted, modified_ms;
};

/* What comes back lies in `a`. False: there is none. */
bool lambda_provisioned_find(struct db *db, struct arena *a, const struct lambda_function *f, struct span qualifier,
                             struct lambda_provisioned *p);
void lambda_provisioned_put(struct call *c, const struct lambda_function *f, const struct lambda_provisioned *p);
void lambda_provisioned_delete(struct call *c, const struct lambda_function *f, struct span qualifier);

/* The function's, behind the qualifier `after`, sorted, `count` at most. */
struct lambda_provisioned *lambda_provisioned_list(struct call *c, const struct lambda_function *f, struct span after,
                                                   int count, int *found);

/* Of all qualifiers but that one. */
int64_t lambda_provisioned_sum(struct call *c, const struct lambda_function *f, struct span but);

struct lambda_account_usage {
    int64_t functions, code_bytes; /* of all versions and layers */
    int64_t promised;              /* reserved, or provisioned where nothing is reserved */
};

/* Of the caller's account and region. */
void lambda_account_usage(struct call *c, struct lambda_account_usage *usage);

/* Functions that have some reserved: id, how much, account, region. */
struct rows *lambda_reserved_all(struct db *db);

#endif
