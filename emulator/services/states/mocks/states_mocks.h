/* Executions that are started as a test case of the mock configuration: tasks that the case names get its answers
 * instead of making calls.
 *
 * Which case it is, and how many attempts each state has had, is kept with the execution: {"case": CASE, "attempts":
 * {STATE: count}}.
 * AWS: https://docs.aws.amazon.com/step-functions/latest/dg/sfn-local-test-sm-exec.html
 */
#ifndef NUBE_STATES_MOCKS_H
#define NUBE_STATES_MOCKS_H

#include "emulator/asl/run/asl_execution.h"
#include "emulator/services/states/store/states_store.h"

/* Reads the file that the settings name, if they do. 0, or -1 when it cannot be used, told in a line on stderr. Once,
 * before anything else runs. */
int states_mocks_configure(void);

/* Takes the test case off a state machine's ARN: "…:stateMachine:NAME#CASE". Absent where there is none, or no mocks
 * are configured. */
struct span states_mocks_case_take(struct span *arn);

/* What an execution of this machine keeps of its test case. Absent when the configuration has no such case. */
struct span states_mocks_begin(struct arena *a, struct span machine, struct span test_case);

/* What a distributed Map's child keeps: the case of its parent, its own attempts. */
struct span states_mocks_of_child(struct arena *a, const struct states_execution *parent);

/* Ends the mocked ones of the tasks that are to be started. */
void states_mocks_answer(struct states_execution *e, struct asl_execution *x, int64_t now_ms);

#endif
