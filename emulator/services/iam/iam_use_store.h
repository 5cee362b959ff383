/* The SQL of uses, and of the reports made of them. */
#ifndef NUBE_IAM_USE_STORE_H
#define NUBE_IAM_USE_STORE_H

#include "emulator/base/doc.h"

struct db;

/* An entity is known by its unique id: whoever has its name later has uses of their own. An entity that is gone gets
 * none. */
void iam_store_use_put(struct db *db, struct span entity, struct span action, struct span region, int64_t time_ms);
void iam_store_uses_delete(struct db *db, struct span entity);

struct iam_use {
    struct span action, region;
    int64_t time_ms;
};

/* The latest of an entity's. False: it has none. */
bool iam_store_use_last(struct db *db, struct arena *a, struct span entity, struct iam_use *use);

/* An entity's uses of a service, "sqs": a list of { Action, Region, Time }, the latest first. */
struct doc *iam_store_uses(struct db *db, struct arena *a, struct span entity, struct span service);

/* Reports, as JSON; those that are older than a week are swept beside it. */
void iam_store_report_put(struct db *db, struct span account, const char *id, int64_t now_ms, struct span report);
struct span iam_store_report(struct db *db, struct arena *a, struct span account, struct span id);

#endif
