/* How the errors of services are named in a workflow. */
#include "tests/support/emulator/states_world.h"

#include <stdio.h>
#include <string.h>

#include "emulator/core/ask.h"
#include "emulator/base/json.h"
#include "emulator/services/lambda/lambda_faults.h"
#include "emulator/services/states/run/states_tasks.h"
#include "tests/support/emulator/cases.h"

static void error_is(const char *resource, const struct fault_kind *kind, const char *error, const char *cause)
{
    struct arena a = { 0 };
    struct asl_resource r;
    struct asl_task task = { .resource = &r, .parameters = asl_payload_text(SPAN("{\"FunctionName\":\"f\"}")) };
    struct asl_outcome refusal = { 0 }, o;
    struct call *c;

    assert_true(asl_resource_parse(&a, span_of(resource), &r));
    c = states_task_open(&a, &task, &identity_default, SPAN("http://localhost"), &refusal);
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
    c = states_task_open(&a, &task, &identity_default, SPAN("http://localhost"), &refusal);
    assert_string_equal(doc_get_cstr(c->in, "Qualifier"), "$LATEST");
    assert_string_equal(arena_string(&a, ask_list(c)->resource), "arn:aws:lambda:us-east-1:000000000000:function:f");
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

/* Either what is called, or what is wrong. */
static bool binding_holds(struct arena *a, const struct doc *step)
{
    struct asl_resource r;
    struct asl_task task = { .resource = &r, .parameters = asl_payload_doc(doc_get(step, "parameters")) };
    struct asl_outcome refusal = { 0 };
    struct span wrong = doc_get_str(step, "wrong");
    struct call *c;
    bool holds;

    assert_true(asl_resource_parse(a, doc_get_str(step, "resource"), &r));
    c = states_task_open(a, &task, &identity_default, SPAN("http://localhost"), &refusal);
    if (c) holds = !wrong.data && cases_has_members(c->in, doc_get(step, "in"));
    else holds = span_is(refusal.error, "States.Runtime") && span_eq(refusal.cause, wrong);
    if (!holds)
        fprintf(stderr, "%s\n  gave: %s\n", json_text(a, step).data,
                c ? json_text(a, c->in).data : arena_string(a, refusal.cause));
    if (c) call_free(c);
    return holds;
}

static void parameters_are_bound_to_the_operations_model(void **state)
{
    struct arena a = { 0 };
    struct doc *steps = cases_read(&a, "tests/cases/states/bindings.json");
    int failed = 0;

    (void)state;
    assert_true(doc_count(steps) > 10);
    for (size_t i = 0; i < doc_count(steps); i++) failed += !binding_holds(&a, doc_at(steps, i));
    arena_release(&a);
    assert_int_equal(failed, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(parameters_are_bound_to_the_operations_model, world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(errors_of_lambda_are_named_after_its_exceptions, world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(a_function_without_an_error_type_is_unknown, world_setup, world_teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
