/* How the errors of services are named in a workflow. */
#include "tests/support/emulator/states_world.h"

#include <stdio.h>
#include <string.h>

#include "emulator/services/lambda/lambda_faults.h"
#include "emulator/services/states/run/states_tasks.h"

static void error_is(const char *resource, const struct fault_kind *kind, const char *error, const char *cause)
{
    struct arena a = { 0 };
    struct asl_resource r;
    struct asl_task task = { .resource = &r, .parameters = asl_payload_text(SPAN("{\"FunctionName\":\"f\"}")) };
    struct asl_outcome refusal = { 0 }, o;
    struct call *c;

    assert_true(asl_resource_parse(&a, span_of(resource), &r));
    c = states_task_open(&task, &identity_default, SPAN("http://localhost"), &refusal);
    assert_non_null(c);
    fault(c, kind, "Words.");
    o = states_task_outcome(&r, c);
    assert_true(o.failed);
    assert_string_equal(arena_string(&a, o.error), error);
    assert_non_null(strstr(arena_string(&a, o.cause), cause));
    call_free(c);
    arena_release(&a);
}

static void errors_of_lambda_are_named_after_its_exceptions(void **state)
{
    const char *invoke = "arn:aws:states:::lambda:invoke", *sdk = "arn:aws:states:::aws-sdk:lambda:invoke";
    const char *function = "arn:aws:lambda:us-east-1:000000000000:function:f";

    (void)state;
    error_is(invoke, &lambda_too_many_requests, "Lambda.TooManyRequestsException",
             "Words. (Service: AWSLambda; Status Code: 429; Error Code: TooManyRequestsException; Request ID: ");
    error_is(invoke, &lambda_service_fault, "Lambda.ServiceException",
             "Status Code: 500; Error Code: ServiceException; ");
    error_is(invoke, &lambda_resource_not_found, "Lambda.ResourceNotFoundException", "Status Code: 404; ");
    error_is(invoke, &lambda_request_too_large, "Lambda.RequestTooLargeException", "Status Code: 413; ");
    error_is(invoke, &fault_access_denied, "Lambda.AWSLambdaException", "Error Code: AccessDeniedException; ");
    error_is(function, &lambda_too_many_requests, "Lambda.TooManyRequestsException", "Service: AWSLambda; ");
    error_is(sdk, &lambda_too_many_requests, "Lambda.TooManyRequestsException",
             "Words. (Service: Lambda, Status Code: 429, Request ID: ");
    error_is(sdk, &fault_access_denied, "Lambda.LambdaException", "Status Code: 403");
}

static void a_function_without_an_error_type_is_unknown(void **state)
{
    struct arena a = { 0 };
    struct asl_resource r;
    struct asl_task task = { .resource = &r, .parameters = asl_payload_text(SPAN("{\"FunctionName\":\"f\"}")) };
    struct asl_outcome refusal = { 0 }, o;
    struct call *c;

    (void)state;
    assert_true(asl_resource_parse(&a, SPAN("arn:aws:states:::lambda:invoke"), &r));
    c = states_task_open(&task, &identity_default, SPAN("http://localhost"), &refusal);
    assert_string_equal(doc_get_cstr(c->in, "Qualifier"), "$LATEST");
    doc_put_cstr(c->out, "FunctionError", "Unhandled");
    doc_put_blob(c->out, "Payload", SPAN("{\"a\":1}"));
    o = states_task_outcome(&r, c);
    assert_string_equal(arena_string(&a, o.error), "Lambda.Unknown");
    assert_string_equal(
        arena_string(&a, o.cause),
        "The cause could not be determined because Lambda did not return an error type. Returned payload: {\"a\":1}");
    call_free(c);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(errors_of_lambda_are_named_after_its_exceptions, world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(a_function_without_an_error_type_is_unknown, world_setup, world_teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
