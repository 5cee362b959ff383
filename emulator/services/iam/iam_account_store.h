/* The SQL of what an account has once: its alias, its password policy, its report. */
#ifndef NUBE_IAM_ACCOUNT_STORE_H
#define NUBE_IAM_ACCOUNT_STORE_H

#include "emulator/base/arena.h"

struct db;

/* Absent: it has none. */
struct span iam_store_account_value(struct db *db, struct arena *a, struct span account, const char *name);
void iam_store_account_set(struct db *db, struct span account, const char *name, struct span value);
bool iam_store_account_clear(struct db *db, struct span account, const char *name);

/* Has any account this value of that name? */
bool iam_store_account_is_taken(struct db *db, const char *name, struct span value);

#endif
