/* What a trial observes. Each function is called where the data passes, and does nothing when the execution is no
 * trial. */
#ifndef NUBE_ASL_TRIAL_NOTES_H
#define NUBE_ASL_TRIAL_NOTES_H

#include "emulator/asl/run/asl_branch.h"
#include "emulator/asl/run/asl_trial.h"

/* It begins: its state and its variables are put into the root. */
void asl_trial_begin(struct asl_execution *x, struct asl_branch *root);

/* The retries there have been, as the test says. */
void asl_trial_attempts(struct asl_execution *x, struct asl_branch *b);

void asl_trial_note(struct asl_execution *x, const char *name, struct asl_payload *value);
void asl_trial_note_doc(struct asl_execution *x, const char *name, struct doc *value);
void asl_trial_note_input(struct asl_execution *x, const struct asl_branch *b, const char *name,
                          struct asl_payload *value);
void asl_trial_note_result(struct asl_execution *x, const struct asl_branch *b, struct asl_payload *value);
void asl_trial_note_exchange(struct asl_execution *x, struct span exchange);

/* The retrier with this index takes the error; delay_ms -1: it is used up. */
void asl_trial_note_retry(struct asl_execution *x, uint32_t index, int64_t delay_ms);
void asl_trial_note_catch(struct asl_execution *x, uint32_t index, struct span error, struct span cause);

/* The state is left: how the trial ends. */
enum asl_trial_status asl_trial_note_left(struct asl_execution *x, struct asl_payload *output,
                                          const struct asl_state *next);

/* It is over. */
void asl_trial_note_end(struct asl_execution *x, const struct asl_branch *b, enum asl_trial_status status);

/* Does the work end as the test says? */
bool asl_trial_mocks(const struct asl_execution *x);

#endif
