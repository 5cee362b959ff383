/* Activities: tasks that workers anywhere fetch and answer. */
#ifndef NUBE_STATES_ACTIVITIES_H
#define NUBE_STATES_ACTIVITIES_H

#include "emulator/services/states/store/states_store.h"

struct states_activity {
    int64_t id, created_ms;
    struct span account, region, name, encryption, tags;
};

bool states_activity_exists(struct db *db, struct span account, struct span region, struct span name);
bool states_activity_find(struct db *db, struct arena *a, struct span account, struct span region, struct span name,
                          struct states_activity *activity);
void states_activity_set_tags(struct db *db, int64_t id, struct span tags);

int states_create_activity(struct call *c);
int states_describe_activity(struct call *c);
int states_delete_activity(struct call *c);
int states_list_activities(struct call *c);
int states_get_activity_task(struct call *c);

#endif
