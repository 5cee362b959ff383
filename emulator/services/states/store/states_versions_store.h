/* The rows of versions. */
#ifndef NUBE_STATES_VERSIONS_STORE_H
#define NUBE_STATES_VERSIONS_STORE_H

#include "emulator/services/states/store/states_store.h"

/* A version is a revision that was kept: it never changes. */
struct states_version {
    int64_t number, definition_id, created_ms;
    struct span role_arn, revision_id, description, logging, tracing, encryption;
};

bool states_version_find(struct db *db, struct arena *a, int64_t machine, int64_t number, struct states_version *v);

/* The version that holds the machine's current revision. */
bool states_version_current(struct db *db, struct arena *a, const struct states_machine *m, struct states_version *v);

/* Those with lower numbers, the latest first. */
struct rows *states_versions_before(struct db *db, int64_t machine, int64_t before, int64_t limit);
void states_version_read(struct rows *r, struct arena *a, struct states_version *v);

int64_t states_version_count(struct db *db, int64_t machine);

/* Keeps the machine as it is; returns its number. */
int64_t states_version_insert(struct db *db, const struct states_machine *m, struct span description, int64_t now_ms);
void states_version_delete(struct db *db, int64_t machine, int64_t number);

#endif
