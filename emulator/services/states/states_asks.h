/* What calls to Step Functions ask to be allowed, for the rows. AWS:
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsstepfunctions.html */
#ifndef NUBE_STATES_ASKS_H
#define NUBE_STATES_ASKS_H

#include "emulator/core/call.h"

/* Tells "states:StateMachineQualifier", the version or the alias that the call names: see struct service. */
void states_condition_keys(struct call *c);

/* The state machine that stateMachineArn, stateMachineVersionArn or stateMachineAliasArn names: policies speak of it
 * without its version or alias. Of a machine or an activity to be made, by name. */
void states_ask_machine(struct call *c);
void states_ask_version(struct call *c);
void states_ask_alias(struct call *c);
void states_ask_new_machine(struct call *c);
void states_ask_new_activity(struct call *c);

/* Every machine, or every activity, of the account. */
void states_ask_machines(struct call *c);
void states_ask_activities(struct call *c);

/* ListExecutions: of a machine, or of a Map Run. */
void states_ask_executions(struct call *c);

/* What executionArn, mapRunArn, activityArn or resourceArn names. */
void states_ask_execution(struct call *c);
void states_ask_map_run(struct call *c);
void states_ask_activity(struct call *c);
void states_ask_resource(struct call *c);

/* CreateStateMachineAlias: the machine whose versions the routing names. */
void states_ask_routed(struct call *c);

/* The machine that StateMachineArn names, which gets a role: iam:PassRole, too. */
void states_ask_machine_role(struct call *c);

/* TestState runs by a role. */
void states_ask_trial(struct call *c);

#endif
