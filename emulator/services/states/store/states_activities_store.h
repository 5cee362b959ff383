/* The rows of activities. */
#ifndef NUBE_STATES_ACTIVITIES_STORE_H
#define NUBE_STATES_ACTIVITIES_STORE_H

#include "emulator/services/states/store/states_store.h"

struct states_activity {
    int64_t id, created_ms;
    struct span account, region, name, encryption, tags;
};

bool states_activity_exists(struct db *db, struct span account, struct span region, struct span name);
bool states_activity_find(struct db *db, struct arena *a, struct span account, struct span region, struct span name,
                          struct states_activity *activity);
void states_activity_set_tags(struct db *db, int64_t id, struct span tags);
void states_activity_insert(struct db *db, const struct states_activity *x);
void states_activity_delete(struct db *db, struct span account, struct span region, struct span name);

/* Those of an account and region behind that id. */
struct rows *states_activities_after(struct db *db, struct span account, struct span region, int64_t after,
                                     int64_t limit);
void states_activity_read(struct rows *r, struct arena *a, struct states_activity *x);

int64_t states_activity_count(struct db *db, struct span account, struct span region);

#endif
