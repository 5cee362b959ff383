/* Mocked tasks end within the stretch that schedules them, so an attempt counts if and only if its events are
 * durable. */
#include "emulator/services/states/mocks/states_mocks.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "emulator/base/json.h"
#include "emulator/core/settings.h"
#include "emulator/services/states/mocks/states_mock_config.h"

#define FILE_BYTES_MAX ((size_t)16 * 1024 * 1024)

/* Never changes once the program runs. */
static struct arena config_arena;
static struct doc *config;

/* --- the file ----------------------------------------------------------------------------------------------------- */

static int refuse(const char *why)
{
    fprintf(stderr, "nube: the mock configuration %s: %s\n", settings.states_mock_config, why);
    arena_release(&config_arena);
    return -1;
}

int states_mocks_configure(void)
{
    FILE *f = settings.states_mock_config ? fopen(settings.states_mock_config, "rb") : NULL;
    struct buf text = { 0 };
    char chunk[4096];
    const char *why = "";

    config = NULL;
    arena_release(&config_arena);
    if (!settings.states_mock_config) return 0;
    if (!f) return refuse(strerror(errno));
    for (size_t got; text.size <= FILE_BYTES_MAX && (got = fread(chunk, 1, sizeof chunk, f));)
        buf_add(&text, chunk, got);
    if (ferror(f)) why = strerror(errno);
    else if (text.size > FILE_BYTES_MAX) why = "it is larger than 16 MiB";
    else config = states_mock_config_read(&config_arena, arena_span(&config_arena, buf_span(&text)), &why);
    fclose(f);
    buf_release(&text);
    return config ? 0 : refuse(why);
}

/* --- starting ----------------------------------------------------------------------------------------------------- */

struct span states_mocks_case_take(struct span *arn)
{
    size_t at = span_find(*arn, '#');
    struct span whole = *arn;

    if (!config || at == whole.size) return (struct span){ 0 };
    *arn = span_sub(whole, 0, at);
    return span_sub(whole, at + 1, SIZE_MAX);
}

struct span states_mocks_begin(struct arena *a, struct span machine, struct span test_case)
{
    struct doc *mock = doc_map(a);

    if (!states_mock_config_case(config, machine, test_case)) return (struct span){ 0 };
    doc_put_str(mock, "case", test_case);
    return json_text(a, mock);
}

struct span states_mocks_of_child(struct arena *a, const struct states_execution *parent)
{
    struct doc *mock = parent->mock.data ? json_parse(a, parent->mock, NULL) : NULL;

    if (!mock) return (struct span){ 0 };
    doc_remove(mock, SPAN("attempts"));
    return json_text(a, mock);
}

/* --- answering ---------------------------------------------------------------------------------------------------- */

/* A child of a distributed Map goes by its parent's machine: NAME/LABEL. */
static struct span machine_of(const struct states_execution *e)
{
    return span_sub(e->machine, 0, span_find(e->machine, '/'));
}

static void task_answer(struct asl_execution *x, const struct asl_task *t, const struct asl_outcome *o, int64_t now_ms)
{
    int64_t task = t->id;

    if (!o->failed && t->resource->is_activity) asl_execution_task_started(x, task, (struct span){ 0 }, now_ms);
    else if (!o->failed && t->resource->pattern != ASL_REQUEST_RESPONSE)
        asl_execution_task_submitted(x, task, o->output, now_ms);
    asl_execution_task_done(x, task, o, now_ms);
}

/* The answer to the state's next attempt. */
static struct asl_outcome outcome_make(struct asl_execution *x, struct doc *mock, const struct doc *response,
                                       struct span state)
{
    struct doc *attempts = doc_get(mock, "attempts"), *count, *step, *thrown;
    int64_t attempt;

    if (!attempts) attempts = doc_put_map(mock, "attempts");
    count = doc_get_span(attempts, state);
    attempt = count ? count->integer : 0;
    doc_put_span(attempts, arena_span(&x->arena, state), doc_int(&x->arena, attempt + 1));
    step = states_mock_config_step(response, attempt);
    thrown = doc_get(step, "Throw");
    if (!step)
        return (struct asl_outcome){
            .failed = true,
            .error = SPAN("States.Runtime"),
            .cause = arena_format(&x->arena,
                                  "The test case '%.*s' has no mocked response for attempt %lld of the state '%.*s'.",
                                  SPAN_ARG(doc_get_str(mock, "case")), (long long)attempt, SPAN_ARG(state))
        };
    if (thrown)
        return (struct asl_outcome){ .failed = true,
                                     .error = doc_get_str(thrown, "Error"),
                                     .cause = doc_get_str(thrown, "Cause") };
    return (struct asl_outcome){ .output = json_text(&x->arena, doc_get(step, "Return")) };
}

void states_mocks_answer(struct states_execution *e, struct asl_execution *x, int64_t now_ms)
{
    struct doc *mock = e->mock.data ? json_parse(&x->arena, e->mock, NULL) : NULL, *test_case;
    struct asl_task *t = mock ? x->tasks : NULL;

    if (!mock) return;
    test_case = states_mock_config_case(config, machine_of(e), doc_get_str(mock, "case"));
    while (t) {
        struct doc *response = t->state.data ? states_mock_config_response(config, test_case, t->state) : NULL;
        struct asl_outcome o;

        /* A case that is no longer configured mocks all it can be asked for: with nothing. */
        if (!response && (test_case || !t->state.data)) {
            t = t->next;
            continue;
        }
        o = outcome_make(x, mock, response, t->state);
        task_answer(x, t, &o, now_ms);
        t = x->tasks; /* it is out of the list, and others may have come */
    }
    e->mock = json_text(&x->arena, mock);
}
