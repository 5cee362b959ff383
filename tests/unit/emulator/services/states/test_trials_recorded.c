/* TestState as the real service answered it, asked again: where the recordings are at hand, every answer must come out the same. */
#include "tests/support/emulator/cases.h"
#include "tests/support/emulator/recorded.h"
#include "tests/support/emulator/world.h"

#define RECORDED "../shared/aws-recorded/stepfunctions/test_state/*.json"

/* Needs a function that runs. */
static bool calls_function(struct doc *request)
{
    return !doc_get(request, "mock") && doc_get(doc_get(request, "definition"), "Resource");
}

/* A recording has one request; where it has a second answer, that one was asked for with this changed. */
static void request_vary(struct arena *a, struct doc *request)
{
    struct doc *mock = doc_get(request, "mock"), *configuration = doc_get(request, "stateConfiguration");

    if (doc_get(configuration, "retrierRetryCount")) doc_put_int(configuration, "retrierRetryCount", 5);
    if (doc_get(configuration, "mapIterationFailureCount")) doc_put_int(configuration, "mapIterationFailureCount", 2);
    if (doc_get(mock, "result")) doc_put_str(mock, "result", SPAN("[0, 0, 1]"));
    if (configuration) return;
    doc_put(mock, "errorOutput",
            json_parse(a, SPAN("{\"error\":\"States.TaskFailed\",\"cause\":\"The task failed.\"}"), NULL));
}

static struct call *request_send(struct arena *a, struct doc *request)
{
    struct doc *sent = doc_shallow(a, request);
    struct doc *definition = doc_get(sent, "definition"), *input = doc_get(sent, "input");

    if (doc_is(definition, DOC_MAP)) doc_put(sent, "definition", doc_string(a, json_text(a, definition)));
    if (input && !doc_is(input, DOC_STRING)) doc_put(sent, "input", doc_string(a, json_text(a, input)));
    return ask("states", "TestState", "%s", json_text(a, sent).data);
}

static bool fault_matches(const struct doc *expected, struct call *c)
{
    struct span message = doc_get_str(expected, "message"), text = doc_get_str(expected, "exception_value");

    if (!c->fault.kind) return false;
    if (message.data)
        return span_is(doc_get_str(doc_get(expected, "Error"), "Code"), c->fault.kind->code) &&
               span_is(message, c->fault.message);
    return span_ends(text, c->fault.message) ||
           span_is(doc_get_str(expected, "exception_typename"), "ParamValidationError"); /* the client refused it */
}

static bool answer_matches(struct arena *a, struct doc *expected, struct call *c, const char **why)
{
    bool refused = doc_get(expected, "Error") || doc_get(expected, "exception_value");
    struct doc *wanted = doc_shallow(a, expected);

    *why = c->fault.kind ? arena_printf(a, "%s: %s", c->fault.kind->code, c->fault.message) : json_text(a, c->out).data;
    if (refused || c->fault.kind) return refused && fault_matches(expected, c);
    doc_remove(wanted, SPAN("ResponseMetadata"));
    return recorded_matches(a, wanted, c->out, why);
}

static enum verdict recording_replay(struct arena *a, const char *path, const char **why)
{
    struct span text = file_read(a, path);
    struct doc *file, *request, *answers;

    text = span_of(recorded_replace(a, text, "<region>", "us-east-1"));
    text = span_of(recorded_replace(a, text, "<partition>", "aws"));
    text =
        span_of(recorded_replace(a, text, "123456789012", "111111111111")); /* the recordings hide it in the answers */
    file = json_parse(a, text, NULL);
    request = doc_get(doc_at(doc_get(file, "requests"), 0), "request");
    answers = doc_get(file, "aws");
    if (calls_function(request)) return NOT_COVERED;
    for (uint32_t i = 0; i < answers->map.count; i++) {
        const struct doc_member *expected = &answers->map.members[i];
        struct call *c;
        bool good;

        if (i) request_vary(a, request);
        c = request_send(a, request);
        good = answer_matches(a, expected->value, c, why);
        if (!good)
            *why = arena_printf(a, "%.*s: %s\n  expected %s\n  actual   %s", SPAN_ARG(expected->name), *why,
                                json_text(a, expected->value).data, json_text(a, c->out).data);
        call_free(c);
        if (!good) return DIFFERS_FROM_IT;
    }
    return CONFORMS;
}

static void recorded_trials_come_out_the_same(void **state)
{
    (void)state;
    recordings_conform(RECORDED, recording_replay, 85);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(recorded_trials_come_out_the_same, world_setup, world_teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
