/* Chores: what DynamoDB does by itself. Each is done in small steps, as jobs of the writer between others' writes, until nothing is left
 * to do; then a timer waits for the next thing that is due. What is to be done is in the database, so a restart goes on. */
#ifndef NUBE_DYNAMODB_CHORES_H
#define NUBE_DYNAMODB_CHORES_H

#include "emulator/core/call.h"

void ddb_chores_start(void);
void ddb_chores_stop(void);

/* After the call's commit: there is something to do now, or there will be at that time. */
void ddb_chores_wake(struct call *c);
void ddb_chores_due(struct call *c, int64_t due_ms);

/* Is nothing under way, and nothing due? For tests. */
bool ddb_chores_are_done(void);

#endif
