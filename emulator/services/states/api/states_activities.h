/* Activities: tasks that workers anywhere fetch and answer. */
#ifndef NUBE_STATES_ACTIVITIES_H
#define NUBE_STATES_ACTIVITIES_H

#include "emulator/services/states/store/states_store.h"

int states_create_activity(struct call *c);
int states_describe_activity(struct call *c);
int states_delete_activity(struct call *c);
int states_list_activities(struct call *c);
int states_get_activity_task(struct call *c);

#endif
