/* Executions that the real service recorded, played again: where they are at hand, those whose features are covered
 * must come out the same, event for event.
 */
#include <string.h>

#include "emulator/base/json.h"
#include "tests/support/emulator/asl_harness.h"
#include "tests/support/emulator/cases.h"
#include "tests/support/emulator/recorded.h"

#define RECORDED "../shared/aws-recorded/stepfunctions/*/*.json"

/* All histories in the recording, in order, into `list`. */
static void histories_find(struct doc *d, struct doc *list)
{
    if (doc_is(doc_get(d, "events"), DOC_LIST) && doc_get(doc_at(doc_get(d, "events"), 0), "type")) {
        doc_append(list, doc_get(d, "events"));
        return;
    }
    for (uint32_t i = 0; doc_is(d, DOC_MAP) && i < d->map.count; i++) histories_find(d->map.members[i].value, list);
}

enum told { TELLS_OUTPUT, TELLS_FAILURE, TELLS_TIMEOUT, TELLS_SUBMITTED, TELLS_WORKER };

static const struct {
    const char *details;
    enum told told;
} told_by[] = {
    { "taskSucceededEventDetails", TELLS_OUTPUT },     { "lambdaFunctionSucceededEventDetails", TELLS_OUTPUT },
    { "activitySucceededEventDetails", TELLS_OUTPUT }, { "taskFailedEventDetails", TELLS_FAILURE },
    { "activityFailedEventDetails", TELLS_FAILURE },   { "lambdaFunctionFailedEventDetails", TELLS_FAILURE },
    { "taskTimedOutEventDetails", TELLS_TIMEOUT },     { "taskSubmittedEventDetails", TELLS_SUBMITTED },
    { "activityStartedEventDetails", TELLS_WORKER },
};

static void put_failure(struct arena *a, struct doc *o, struct doc *d)
{
    char *large;

    if (doc_get(d, "error")) doc_put(o, "error", doc_get(d, "error"));
    if (doc_get(d, "cause")) doc_put(o, "cause", doc_get(d, "cause"));
    if (!span_is(doc_get_str(d, "error"), "States.DataLimitExceeded")) return;
    large = arena_alloc(a, 300003);
    memset(large, 'a', 300002);
    large[0] = large[300001] = '"';
    doc_put(o, "output", doc_string(a, span_of(large)));
    doc_put_bool(o, "text", true);
}

static void add_field(struct buf *csv, struct span text, bool first)
{
    if (!first) buf_add_char(csv, ',');
    buf_add_char(csv, '"');
    buf_add_span(csv, text);
    buf_add_char(csv, '"');
}

/* The file that a distributed Map must have read, when each item came out as it was: as CSV, with a first row of names
 * or without, or as JSON. */
static struct span file_of(struct arena *a, struct doc *config, struct doc *items)
{
    struct doc *names = doc_at(items, 0), *given = doc_get(config, "CSVHeaders");
    struct buf csv = { 0 };
    struct span text;

    if (!span_is(doc_get_str(config, "InputType"), "CSV")) return json_text(a, items);
    for (uint32_t k = 0; !given && k < names->map.count; k++) add_field(&csv, names->map.members[k].name, k == 0);
    if (csv.size) buf_add_text(&csv, "\r\n");
    for (size_t i = 0; i < doc_count(items); i++) {
        for (uint32_t k = 0; k < names->map.count; k++) {
            struct span name = given ? doc_text(doc_at(given, k)) : names->map.members[k].name;

            add_field(&csv, doc_text(doc_get_span(doc_at(items, i), name)), k == 0);
        }
        buf_add_char(&csv, '\n');
    }
    text = arena_span(a, buf_span(&csv));
    buf_release(&csv);
    return text;
}

static void tell_listing(struct arena *a, struct doc *items, struct doc *contents)
{
    for (size_t i = 0; i < doc_count(items); i++) {
        struct doc *object = doc_copy(a, doc_at(items, i));

        doc_put(object, "ETag", doc_get(object, "Etag"));
        doc_put_str(object, "LastModified", SPAN("2024-01-01T00:00:00Z"));
        doc_append(contents, object);
    }
}

/* The S3 call of the state's ItemReader. */
static void tell_reading(struct arena *a, struct doc *state, struct doc *events, size_t from, struct doc *list)
{
    struct doc *reader = doc_get(state, "ItemReader"), *o, *output, *items = NULL;

    for (size_t i = from; i < doc_count(events) && !items; i++) {
        output = doc_get(doc_get(doc_at(events, i), "stateExitedEventDetails"), "output");
        if (output) items = doc_is(output, DOC_STRING) ? json_parse(a, doc_text(output), NULL) : output;
    }
    if (!reader || !items) return;
    o = doc_append_map(list);
    if (span_ends(doc_get_str(reader, "Resource"), "listObjectsV2"))
        tell_listing(a, items, doc_put_list(doc_put_map(o, "output"), "Contents"));
    else doc_put_str(doc_put_map(o, "output"), "Body", file_of(a, doc_get(reader, "ReaderConfig"), items));
}

/* What the tasks answered, from the recorded events. */
static struct doc *outcomes_of(struct arena *a, struct doc *definition, struct doc *events)
{
    struct doc *list = doc_list(a), *states;
    struct span state = { 0 };

    if (doc_is(definition, DOC_STRING)) definition = json_parse(a, doc_text(definition), NULL);
    states = doc_get(definition, "States");
    for (size_t i = 0; i < doc_count(events); i++) {
        if (doc_get(doc_at(events, i), "stateEnteredEventDetails"))
            state = doc_get_str(doc_get(doc_at(events, i), "stateEnteredEventDetails"), "name");
        if (doc_get(doc_at(events, i), "mapRunStartedEventDetails"))
            tell_reading(a, doc_get_span(states, state), events, i, list);
        for (size_t k = 0; k < sizeof told_by / sizeof *told_by; k++) {
            struct doc *d = doc_get(doc_at(events, i), told_by[k].details), *o;

            if (!d) continue;
            o = doc_append_map(list);
            switch (told_by[k].told) {
            case TELLS_OUTPUT:
                doc_put(o, "output", doc_get(d, "output") ? doc_get(d, "output") : doc_null(a));
                if (doc_is(doc_get(d, "output"), DOC_STRING)) doc_put_bool(o, "text", true);
                break;
            case TELLS_FAILURE: put_failure(a, o, d); break;
            case TELLS_TIMEOUT: doc_put_bool(o, "timeout", true); break;
            case TELLS_SUBMITTED: doc_put(o, "submitted", doc_get(d, "output")); break;
            case TELLS_WORKER:
                doc_put(o, "worker", doc_get(d, "workerName") ? doc_get(d, "workerName") : doc_null(a));
                break;
            }
        }
    }
    return list;
}

static size_t last_colon(struct span s)
{
    size_t at = s.size;

    while (at && s.data[at - 1] != ':') at--;
    return at ? at - 1 : 0;
}

/* What the recording did, as far as it is played again. */
struct recording {
    struct doc *definition, *input, *machines, *histories, *cases;
    int creates, starts;
    bool express;
};

static void recording_read(struct arena *a, struct doc *file, struct recording *rec)
{
    struct doc *requests = doc_get(file, "requests");
    struct span started = { 0 };

    *rec = (struct recording){ .machines = doc_map(a), .histories = doc_list(a) };
    for (size_t i = 0; i < doc_count(requests); i++) {
        struct doc *in = doc_get(doc_at(requests, i), "request");
        struct span operation = doc_get_str(doc_at(requests, i), "operation");

        if (span_is(operation, "CreateStateMachine")) {
            if (!rec->creates++) rec->definition = doc_get(in, "definition");
            if (doc_get(in, "definition"))
                doc_put_span(rec->machines, doc_get_str(in, "name"), doc_get(in, "definition"));
            rec->express = rec->express || span_is(doc_get_str(in, "type"), "EXPRESS");
        }
        if (span_is(operation, "StartExecution") || span_is(operation, "StartSyncExecution")) {
            rec->input = doc_get(in, "input");
            rec->starts++;
            started = doc_get_str(in, "stateMachineArn");
        }
    }
    histories_find(doc_get(file, "aws"), rec->histories);
    rec->cases = doc_get(doc_get(file, "aws"), "cases");
    /* Of several machines the last one started is the one recorded. */
    if (rec->creates > 1 && !rec->cases)
        rec->definition = doc_get_span(rec->machines, span_sub(started, last_colon(started) + 1, SIZE_MAX));
}

static enum verdict history_compare(struct arena *a, struct doc *expected, struct doc *events, const char **why)
{
    for (size_t i = 0; i < doc_count(expected) && i < doc_count(events); i++) {
        const char *where = "";
        struct doc *e = doc_at(expected, i), *o = doc_at(events, i);

        /* AWS: what a distributed Map's exit follows is not always the same. */
        if (span_is(doc_get_str(e, "type"), "MapStateExited") && i > 1 &&
            span_is(doc_get_str(doc_at(expected, i - 2), "type"), "MapRunSucceeded"))
            doc_put(o, "previousEventId", doc_get(e, "previousEventId"));
        if (doc_is(doc_get(e, "id"), DOC_LIST) || doc_is(doc_get(e, "id"), DOC_STRING)) return NOT_COVERED;
        if (recorded_matches(a, e, o, &where)) continue;
        *why = arena_printf(a, "event %zu (%.*s): %s\n        expected %.600s\n        actual   %.600s", i + 1,
                            SPAN_ARG(doc_get_str(e, "type")), where, json_text(a, e).data, json_text(a, o).data);
        return DIFFERS_FROM_IT;
    }
    if (doc_count(expected) == doc_count(events)) return CONFORMS;
    *why = arena_printf(a, "%zu events instead of %zu", doc_count(events), doc_count(expected));
    return DIFFERS_FROM_IT;
}

/* A text input stands for itself, unless it is JSON in a string. */
static struct span input_text(struct arena *a, const struct doc *input)
{
    if (!input) return SPAN("{}");
    if (doc_is(input, DOC_STRING) && json_parse(a, doc_text(input), NULL)) return doc_text(input);
    return json_text(a, input);
}

static enum verdict play(struct arena *a, struct doc *definition, bool express, const struct doc *input,
                         struct doc *outcomes, struct doc **events, const char **why)
{
    struct asl_report report = { .arena = a };
    struct harness h = { .arena = a, .now_ms = 1700000000000, .outcomes = outcomes, .echoes = true };
    struct asl_definition *d = asl_definition_new(harness_text(a, definition), express, &report);

    if (!d) {
        *why = asl_report_text(&report);
        return DIFFERS_FROM_IT;
    }
    harness_play(&h, d, input_text(a, input), 1000);
    asl_definition_free(d);
    *events = harness_events(&h);
    return CONFORMS;
}

/* A case: of one Choice, the input and the output; the operand that is no path is the input's Value. */
static enum verdict case_replay(struct arena *a, struct doc *definition, struct doc *c, const char **why)
{
    struct doc *own = doc_is(definition, DOC_STRING) ? json_parse(a, doc_text(definition), NULL)
                                                     : json_parse(a, json_text(a, definition), NULL);
    struct doc *rule = doc_at(doc_get(doc_get(doc_get(own, "States"), "CheckValues"), "Choices"), 0), *events, *ended;

    for (uint32_t i = 0; rule && i < rule->map.count; i++) {
        struct doc_member *m = &rule->map.members[i];

        if (!span_is(m->name, "Variable") && !span_is(m->name, "Next") && !span_ends(m->name, "Path"))
            m->value = doc_get(doc_get(c, "input"), "Value");
    }
    if (play(a, own, false, doc_get(c, "input"), NULL, &events, why) != CONFORMS) return DIFFERS_FROM_IT;
    ended = doc_get(doc_at(events, doc_count(events) - 1), "executionSucceededEventDetails");
    if (doc_equal(json_parse(a, doc_get_str(ended, "output"), NULL), doc_get(c, "output"))) return CONFORMS;
    *why = json_text(a, c).data;
    return DIFFERS_FROM_IT;
}

static enum verdict cases_replay(struct arena *a, const struct recording *rec, const char **why)
{
    for (size_t i = 0; i < doc_count(rec->cases); i++) {
        struct doc *c = doc_at(rec->cases, i);

        if (!doc_is(doc_get(c, "output"), DOC_MAP) ||
            recorded_is_placeholder(doc_get_str(doc_get(c, "input"), "Variable")))
            continue;
        if (case_replay(a, rec->definition, c, why) != CONFORMS) return DIFFERS_FROM_IT;
    }
    return CONFORMS;
}

#define REFUSAL "Invalid State Machine Definition: "

/* What the service refused a definition with; absent: it refused none. */
static struct span refusal_find(struct doc *d)
{
    struct span text = doc_text(d), found = { 0 };

    for (size_t i = 0; i < text.size; i++) {
        if (span_starts(span_sub(text, i, SIZE_MAX), REFUSAL)) return span_sub(text, i + strlen(REFUSAL), SIZE_MAX);
    }
    for (uint32_t i = 0; doc_is(d, DOC_MAP) && i < d->map.count && !found.data; i++)
        found = refusal_find(d->map.members[i].value);
    return found;
}

static enum verdict refusal_replay(struct arena *a, const struct recording *rec, struct span refusal, const char **why)
{
    struct asl_report report = { .arena = a };

    asl_definition_check(harness_text(a, rec->definition), rec->express, &report);
    *why = asl_report_text(&report);
    return span_is(refusal, *why) ? CONFORMS : DIFFERS_FROM_IT;
}

/* An EXPRESS execution has no history, but its end is known: the last event, as a log has it, or the answer of who
 * started it. Its task, where it has one, fails as the output tells. */
static enum verdict express_replay(struct arena *a, const struct recording *rec, struct doc *aws, const char **why)
{
    struct doc *end = doc_get(aws, "end_event"), *answer = doc_get(aws, "start_execution_sync_response"), *details,
               *output = doc_get(end ? doc_get(end, "details") : answer, "output"), *outcomes = doc_list(a), *events,
               *last;
    const char *where = "";

    for (int i = 0; i < 4 && doc_get(output, "Error"); i++) {
        struct doc *o = doc_append_map(outcomes);

        doc_put(o, "error", doc_get(output, "Error"));
        doc_put(o, "cause", doc_get(output, "Cause"));
    }
    if (!end && !answer) return NOT_COVERED;
    if (play(a, rec->definition, true, rec->input, outcomes, &events, why) != CONFORMS) return DIFFERS_FROM_IT;
    last = doc_at(events, doc_count(events) - 1);
    details = doc_get(last, "executionSucceededEventDetails");
    if (!details) details = doc_get(last, "executionFailedEventDetails");
    *why = json_text(a, last).data;
    if (answer) return recorded_matches(a, output, doc_get(details, "output"), &where) ? CONFORMS : DIFFERS_FROM_IT;
    return span_eq(doc_get_str(end, "type"), doc_get_str(last, "type")) &&
                   span_is(doc_get_str(end, "id"), json_text(a, doc_get(last, "id")).data) &&
                   span_is(doc_get_str(end, "previous_event_id"),
                           json_text(a, doc_get(last, "previousEventId")).data) &&
                   recorded_matches(a, doc_get(end, "details"), details, &where)
               ? CONFORMS
               : DIFFERS_FROM_IT;
}

static enum verdict replay(struct arena *a, const char *path, const char **why)
{
    struct span text = file_read(a, path);
    struct recording rec;
    struct doc *events;
    struct span refusal;
    enum verdict v = NOT_COVERED;

    text = span_of(recorded_replace(a, text, "<region>", "us-east-1"));
    text = span_of(recorded_replace(a, text, "<partition>", "aws"));
    recording_read(a, json_parse(a, text, NULL), &rec);
    refusal = refusal_find(doc_get(json_parse(a, text, NULL), "aws"));
    if (rec.definition && !rec.starts && refusal.data) return refusal_replay(a, &rec, refusal, why);
    if (!rec.definition || !rec.starts) return NOT_COVERED;
    if (rec.express) return express_replay(a, &rec, doc_get(json_parse(a, text, NULL), "aws"), why);
    if (rec.cases) return cases_replay(a, &rec, why);
    for (size_t i = 0; i < doc_count(rec.histories); i++) {
        struct doc *expected = doc_at(rec.histories, i),
                   *input = doc_get(doc_get(doc_at(expected, 0), "executionStartedEventDetails"), "input");

        if (span_is(doc_get_str(doc_at(expected, doc_count(expected) - 1), "type"), "ExecutionAborted"))
            return NOT_COVERED;
        if (doc_count(rec.histories) == 1) input = rec.input;
        v = play(a, rec.definition, false, input, outcomes_of(a, rec.definition, expected), &events, why);
        if (v == CONFORMS) v = history_compare(a, expected, events, why);
        if (v != CONFORMS) return v;
    }
    return v;
}

static void recorded_executions_come_out_the_same(void **state)
{
    (void)state;
    recordings_conform(RECORDED, replay, 270);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(recorded_executions_come_out_the_same) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
