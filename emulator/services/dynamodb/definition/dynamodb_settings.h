/* A table's settings beside keys, indexes and billing: encryption, class, ceilings of on-demand throughput, warm
 * throughput. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTable.html */
#ifndef NUBE_DYNAMODB_SETTINGS_H
#define NUBE_DYNAMODB_SETTINGS_H

#include "emulator/core/call.h"

/* Checks those of a CreateTable. Returns NULL or the text of a ValidationException. */
const char *ddb_settings_check_new(struct arena *a, const struct doc *in);

/* Checks ceilings and warm throughput of a new global index; the absent name stands for a table. The same kind of
 * answer. */
const char *ddb_settings_check_new_index(struct arena *a, const struct doc *definition, bool on_demand,
                                         struct span name);

/* Puts those of a CreateTable into its description, which has its billing already. */
void ddb_settings_put_new(struct call *c, struct doc *description, const struct doc *in);

/* Which members of an UpdateTable may not come together, or are missing. The same kind of answer. */
const char *ddb_settings_check_company(const struct doc *in);

/* Changes the description as an UpdateTable says; `on_demand` is what its billing will be. The same kind of answer. */
const char *ddb_settings_update(struct call *c, struct doc *description, bool on_demand);

/* The same of the entry of a global index, for one GlobalSecondaryIndexUpdates.Update. */
const char *ddb_settings_update_index(struct arena *a, struct doc *entry, const struct doc *update, bool on_demand);

#endif
