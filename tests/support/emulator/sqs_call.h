/* For tests of SQS's rules by themselves: a call that is opened before each test, and never made.
 *
 *     cmocka_unit_test_setup_teardown(a_test, sqs_call_begin, sqs_call_end)
 */
#ifndef NUBE_SQS_CALL_H
#define NUBE_SQS_CALL_H

#include "emulator/core/call.h"
#include "tests/support/emulator/unit.h"

extern struct call *sqs_call;

int sqs_call_begin(void **state);
int sqs_call_end(void **state);

/* The JSON as a tree in the call's arena. */
struct doc *sqs_call_tree(const char *json);

#endif
