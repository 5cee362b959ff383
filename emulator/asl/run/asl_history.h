/* The events of an execution's history. One is opened, gets its details and is closed. */
#ifndef NUBE_ASL_HISTORY_H
#define NUBE_ASL_HISTORY_H

#include "emulator/asl/run/asl_branch.h"

void asl_event_open(struct asl_execution *x, int64_t previous, const char *type);
void asl_event_details(struct asl_execution *x, const char *name);
void asl_event_text(struct asl_execution *x, const char *name, struct span value); /* absent: left out */
void asl_event_data(struct asl_execution *x, const char *name, struct span json);  /* with its …Details */
void asl_event_int(struct asl_execution *x, const char *name, int64_t value);
void asl_event_close(struct asl_execution *x);

/* One without details, which the branch's next event does not follow; and one which it does. */
void asl_event_aside(struct asl_execution *x, int64_t previous, const char *type);
void asl_event_follow(struct asl_execution *x, struct asl_branch *b, const char *type);

/* Whole events, which the branch's next one follows. */
void asl_event_state_entered(struct asl_execution *x, struct asl_branch *b);
void asl_event_state_exited(struct asl_execution *x, struct asl_branch *b, struct asl_payload *output,
                            const struct doc *assigned);
void asl_event_map_started(struct asl_execution *x, struct asl_branch *b);
void asl_event_iteration(struct asl_execution *x, int64_t previous, const char *how, const struct asl_branch *child);
void asl_event_evaluation_failed(struct asl_execution *x, struct asl_branch *b, const struct asl_error *e,
                                 struct span cause);
void asl_event_task_scheduled(struct asl_execution *x, struct asl_branch *b);
void asl_event_task_submitted(struct asl_execution *x, struct asl_branch *b, struct span output);
void asl_event_activity_started(struct asl_execution *x, struct asl_branch *b, struct span worker);
void asl_event_task_ended(struct asl_execution *x, struct asl_branch *b, const struct asl_outcome *o);

#endif
