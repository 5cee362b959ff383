/* /_nube/reset while calls are under way: each ends, with its answer or a fault that says why, and what comes after finds
 * everything empty and sound. */
#include "tests/support/emulator/states_world.h"

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

#include "emulator/edge/admin.h"

#define URL     "http://localhost:4566/000000000000/"
#define RESETS  40
#define CALLERS 3

static const char *const wait_a_day =
    "{\"StartAt\":\"W\",\"States\":{\"W\":{\"Type\":\"Wait\",\"Seconds\":86400,\"End\":true}}}";

/* It works: a message goes through a new queue. */
static void is_sound(void)
{
    struct call *c;

    must("sqs", "CreateQueue", "{\"QueueName\":\"after\"}");
    must("sqs", "SendMessage", "{\"QueueUrl\":\"" URL "after\",\"MessageBody\":\"m\"}");
    c = ask("sqs", "ReceiveMessage", "{\"QueueUrl\":\"" URL "after\"}");
    assert_span_equal(doc_get_str(doc_at(doc_get(c->out, "Messages"), 0), "Body"), "m");
    call_free(c);
}

static void long_polls_end_empty(void **state)
{
    struct pending *polls[20];

    (void)state;
    must("sqs", "CreateQueue", "{\"QueueName\":\"q\"}");
    for (int i = 0; i < 20; i++)
        polls[i] =
            pending_start(call_prepare("sqs", "ReceiveMessage", "{\"QueueUrl\":\"" URL "q\",\"WaitTimeSeconds\":20}"));
    world_quiesce(20);
    admin_reset();
    for (int i = 0; i < 20; i++) {
        struct call *c = pending_end(polls[i]);
        assert_null(c->fault.kind);
        assert_null(doc_get(c->out, "Messages"));
        call_free(c);
    }
    must_fail("QueueDoesNotExist", "", "sqs", "GetQueueUrl", "{\"QueueName\":\"q\"}");
    is_sound();
}

static void an_activitys_worker_is_told_that_there_is_nothing(void **state)
{
    struct pending *p;
    struct call *c;

    (void)state;
    must("states", "CreateActivity", "{\"name\":\"a\"}");
    p = pending_start(call_prepare("states", "GetActivityTask",
                                   "{\"activityArn\":\"arn:aws:states:us-east-1:000000000000:activity:a\"}"));
    world_quiesce(1);
    admin_reset();
    c = pending_end(p);
    assert_null(c->fault.kind);
    assert_int_equal(doc_get_str(c->out, "taskToken").size, 0);
    call_free(c);
    is_sound();
}

/* Who started it and waits for its end is not left waiting. */
static void an_execution_that_somebody_waits_for(void **state)
{
    struct buf definition = { 0 };
    struct pending *p;
    struct call *c;

    (void)state;
    json_write_string(&definition, span_of(wait_a_day));
    must("states", "CreateStateMachine",
         "{\"name\":\"x\",\"type\":\"EXPRESS\",\"roleArn\":\"" ROLE "\",\"definition\":%s}", definition.data);
    buf_release(&definition);
    p = pending_start(call_prepare("states", "StartSyncExecution", "{\"stateMachineArn\":\"" MACHINE "x\"}"));
    assert_true(a_run_begins());
    admin_reset();
    c = pending_end(p);
    assert_true(c->fault.kind || span_is(doc_get_str(c->out, "status"), "FAILED") ||
                span_is(doc_get_str(c->out, "status"), "TIMED_OUT"));
    call_free(c);
    no_run_is_left();
    is_sound();
}

/* A pipe's receives are calls of its own: they go with it. */
static void a_pipe_stops(void **state)
{
    (void)state;
    must("sqs", "CreateQueue", "{\"QueueName\":\"orders\"}");
    machine("m", wait_a_day);
    must("pipes", "CreatePipe",
         "{\"Name\":\"p\",\"Source\":\"arn:aws:sqs:us-east-1:000000000000:orders\",\"Target\":\"" MACHINE
         "m\",\"RoleArn\":\"" ROLE "\",\"TargetParameters\":{\"StepFunctionStateMachineParameters\":"
         "{\"InvocationType\":\"FIRE_AND_FORGET\"}}}");
    world_quiesce(1);
    admin_reset();
    must("sqs", "CreateQueue", "{\"QueueName\":\"orders\"}");
    must("sqs", "SendMessage", "{\"QueueUrl\":\"" URL "orders\",\"MessageBody\":\"m\"}");
    world_quiesce(0);
    must_fail("NotFoundException", "", "pipes", "DescribePipe", "{\"Name\":\"p\"}");
    must("sqs", "ReceiveMessage", "{\"QueueUrl\":\"" URL "orders\"}");
    no_run_is_left();
}

static _Atomic bool is_over;
static _Atomic int answered, wrong;

/* Good, or the queue went meanwhile: nothing else. */
static void count(struct call *c)
{
    answered += !c->fault.kind;
    wrong += c->fault.kind && strcmp(c->fault.kind->code, "QueueDoesNotExist") != 0;
    call_free(c);
}

static void *call_again_and_again(void *unused)
{
    (void)unused;
    while (!is_over) {
        count(ask("sqs", "CreateQueue", "{\"QueueName\":\"q\"}"));
        count(ask("sqs", "SendMessage", "{\"QueueUrl\":\"" URL "q\",\"MessageBody\":\"m\"}"));
        count(ask("sqs", "GetQueueAttributes", "{\"QueueUrl\":\"" URL "q\",\"AttributeNames\":[\"All\"]}"));
        count(ask("sqs", "ReceiveMessage", "{\"QueueUrl\":\"" URL "q\",\"WaitTimeSeconds\":1}"));
    }
    return NULL;
}

static void readers_and_writers_go_on(void **state)
{
    pthread_t callers[CALLERS];

    (void)state;
    answered = wrong = 0;
    is_over = false;
    for (int i = 0; i < CALLERS; i++)
        assert_int_equal(pthread_create(&callers[i], NULL, call_again_and_again, NULL), 0);
    for (int i = 0; i < RESETS; i++) {
        int before = answered;
        admin_reset();
        for (int ms = 0; ms < 10000 && answered < before + 4; ms++) usleep(1000);
    }
    is_over = true;
    for (int i = 0; i < CALLERS; i++) pthread_join(callers[i], NULL);
    assert_int_equal(wrong, 0);
    assert_in_range(answered, 4 * RESETS, INT32_MAX);
    admin_reset();
    must_fail("QueueDoesNotExist", "", "sqs", "GetQueueUrl", "{\"QueueName\":\"q\"}");
    is_sound();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(long_polls_end_empty, world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(an_activitys_worker_is_told_that_there_is_nothing, world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(an_execution_that_somebody_waits_for, world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(a_pipe_stops, world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(readers_and_writers_go_on, world_setup, world_teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
