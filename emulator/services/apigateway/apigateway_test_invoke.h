/* Trying a method or an authorizer of an API as it is, deployed or not, with the log of what went on.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-test-method.html */
#ifndef NUBE_APIGATEWAY_TEST_INVOKE_H
#define NUBE_APIGATEWAY_TEST_INVOKE_H

#include "emulator/core/call.h"

/* TestInvokeMethod and TestInvokeAuthorizer. AWS: neither keys nor authorizers nor throttles are asked by the first. */
int api_test_invoke_method(struct call *c);
int api_test_invoke_authorizer(struct call *c);

#endif
