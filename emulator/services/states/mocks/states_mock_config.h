/* The mock configuration: which answers tasks get, instead of calls, in executions that are started as a test case.
 *
 *     { "StateMachines":   { MACHINE: { "TestCases": { CASE: { STATE: RESPONSE, … } } } },
 *       "MockedResponses": { RESPONSE: { "0": { "Return": any },
 *                                        "1-2": { "Throw": { "Error": text, "Cause": text } }, … } } }
 *
 * The steps of a response are numbered by the state's attempts in one execution, from 0 on and without a gap. AWS:
 * https://docs.aws.amazon.com/step-functions/latest/dg/sfn-local-mock-cfg-file.html
 */
#ifndef NUBE_STATES_MOCK_CONFIG_H
#define NUBE_STATES_MOCK_CONFIG_H

#include "emulator/base/doc.h"

/* Reads and checks a configuration's text. NULL with *why, which names the place: "StateMachines.M.TestCases.C.S: there
 * is no mocked response 'R'". */
struct doc *states_mock_config_read(struct arena *a, struct span text, const char **why);

/* The test case of a machine, or NULL. */
struct doc *states_mock_config_case(const struct doc *config, struct span machine, struct span test_case);

/* The steps that a test case has for a state, or NULL: the state is not mocked. */
struct doc *states_mock_config_response(const struct doc *config, const struct doc *test_case, struct span state);

/* The step for an attempt, or NULL when there are fewer. No response has none. */
struct doc *states_mock_config_step(const struct doc *response, int64_t attempt);

#endif
