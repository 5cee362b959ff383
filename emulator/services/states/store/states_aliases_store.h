/* The rows of aliases. */
#ifndef NUBE_STATES_ALIASES_STORE_H
#define NUBE_STATES_ALIASES_STORE_H

#include "emulator/services/states/store/states_store.h"

struct states_alias {
    int64_t id, created_ms, updated_ms;
    struct span name, description, routing; /* routing: JSON, as the API has it */
};

bool states_alias_find(struct db *db, struct arena *a, int64_t machine, struct span name, struct states_alias *alias);

/* The number of the version that an entry of a routing names; 0: of none. */
int64_t states_alias_version_of(const struct doc *route);

/* The number of the version that the next execution goes to. */
int64_t states_alias_pick(struct arena *a, const struct states_alias *alias);

/* Does a routing go to this version? */
bool states_alias_routes_to(const struct doc *routing, struct span version_arn);

/* The names of the aliases that refer to a version, a comma between them; empty: none does. */
struct span states_aliases_of_version(struct db *db, struct arena *a, int64_t machine, struct span version_arn);

/* The machine's, in the order they were made, behind that id. */
struct rows *states_aliases_after(struct db *db, int64_t machine, int64_t after);
void states_alias_read(struct rows *r, struct arena *a, struct states_alias *x);

int64_t states_alias_count(struct db *db, int64_t machine);
void states_alias_insert(struct db *db, int64_t machine, const struct states_alias *x);
void states_alias_update(struct db *db, int64_t machine, const struct states_alias *x);
void states_alias_delete(struct db *db, int64_t machine, struct span name);

#endif
