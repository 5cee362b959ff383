/* The work there is, apart from what does it: whatever changes a table notes some that others do. */
#include "emulator/services/dynamodb/store/dynamodb_chores.h"

struct chore ddb_sweep = { .name = "dynamodb sweep" };
struct chore ddb_fill = { .name = "dynamodb index" };
struct chore ddb_expiry = { .name = "dynamodb time to live" };
struct chore ddb_trim = { .name = "dynamodb streams" };
struct chore ddb_prune = { .name = "dynamodb journal" };
struct chore ddb_copying = { .name = "dynamodb copies" };
struct chore ddb_backup_expiry = { .name = "dynamodb backups" };
