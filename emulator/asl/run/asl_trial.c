/* Trials: what the interpreter does otherwise when a single state runs by itself. Each function is called where the data passes, and does nothing when the
 * execution is no trial. */
#include "emulator/asl/run/asl_trial.h"

#include "emulator/asl/items/asl_items.h"
#include "emulator/asl/run/asl_run.h"

/* --- which state -------------------------------------------------------------------------------------------------- */

static bool find_in(const struct asl_machine *m, struct span name, struct asl_trial *trial)
{
    struct doc *index = doc_get_span(m->names, name);

    if (index) {
        trial->machine = m;
        trial->state = &m->states[index->integer];
        return true;
    }
    for (uint32_t i = 0; i < m->count; i++) {
        for (uint32_t k = 0; k < m->states[i].branch_count; k++)
            if (find_in(m->states[i].branches[k], name, trial)) return true;
    }
    return false;
}

bool asl_trial_find(struct asl_trial *trial, const struct asl_definition *definition, struct span name)
{
    return find_in(&definition->machine, name, trial);
}

bool asl_trial_has_inside(const struct asl_trial *trial, struct span name)
{
    struct asl_trial found;

    for (uint32_t k = 0; k < trial->state->branch_count; k++)
        if (find_in(trial->state->branches[k], name, &found)) return true;
    return false;
}

static void target_add(struct doc *states, const struct doc *target)
{
    struct doc *succeeds;

    if (!doc_is(target, DOC_STRING) || doc_get_span(states, doc_text(target))) return;
    succeeds = doc_map(states->arena);
    doc_put_str(succeeds, "Type", SPAN("Succeed"));
    doc_put_span(states, doc_text(target), succeeds);
}

struct doc *asl_trial_definition(struct arena *a, struct span text)
{
    static const char *const lists[] = { "Choices", "Catch" };
    struct doc *state = json_parse(a, text, NULL), *definition = doc_map(a), *states;

    if (!doc_is(state, DOC_MAP)) return NULL;
    doc_put_str(definition, "StartAt", SPAN(ASL_TRIAL_NAME));
    states = doc_put_map(definition, "States");
    doc_put(states, ASL_TRIAL_NAME, state);
    target_add(states, doc_get(state, "Next"));
    target_add(states, doc_get(state, "Default"));
    for (size_t l = 0; l < 2; l++) {
        struct doc *list = doc_get(state, lists[l]);

        for (size_t i = 0; i < doc_count(list); i++) target_add(states, doc_get(doc_at(list, i), "Next"));
    }
    return definition;
}

/* --- beginning ---------------------------------------------------------------------------------------------------- */

void trial_begin(struct asl_execution *x, struct asl_branch *root)
{
    struct asl_trial *t = x->facts.trial;

    if (!t) return;
    t->notes = doc_map(&t->arena);
    t->status = TRIAL_FAILED;
    root->state = t->state;
    root->variables = t->variables;
    if (t->variables) root->variables_bytes = json_text(&x->arena, t->variables).size - 1;
    trial_note(x, "input", &root->input);
}

void trial_attempts(struct asl_execution *x, struct asl_branch *b)
{
    struct asl_trial *t = x->facts.trial;

    for (uint32_t i = 0; t && i < b->state->retrier_count; i++)
        b->attempts[i] = (uint32_t)(t->retry_count < UINT32_MAX ? t->retry_count : UINT32_MAX);
}

/* --- notes -------------------------------------------------------------------------------------------------------- */

void trial_note(struct asl_execution *x, const char *name, struct asl_payload *value)
{
    if (x->facts.trial) doc_put_str(x->facts.trial->notes, name, asl_payload_as_text(value, &x->arena));
}

void trial_note_doc(struct asl_execution *x, const char *name, struct doc *value)
{
    struct asl_payload payload = asl_payload_doc(value);

    trial_note(x, name, &payload);
}

/* AWS: where a Pass has a Result, its input is of no account. */
void trial_note_input(struct asl_execution *x, const struct asl_branch *b, const char *name, struct asl_payload *value)
{
    if (!b->state->result) trial_note(x, name, value);
}

/* AWS: what comes of a Task's or a Pass's work is its result; a Map's and a Parallel's is not told. */
void trial_note_result(struct asl_execution *x, const struct asl_branch *b, struct asl_payload *value)
{
    if (b->state->type == ASL_TASK || b->state->result) trial_note(x, "result", value);
}

/* What went over the wire, and what came back. */
void trial_note_exchange(struct asl_execution *x, struct span exchange)
{
    struct asl_trial *t = x->facts.trial;
    struct doc *told = t && exchange.data ? json_parse(&t->arena, arena_span(&t->arena, exchange), NULL) : NULL;

    for (uint32_t i = 0; doc_is(told, DOC_MAP) && i < told->map.count; i++)
        doc_put_span(t->notes, told->map.members[i].name, told->map.members[i].value);
}

static struct doc *error_details(struct asl_trial *t)
{
    struct doc *details = doc_get(t->notes, "errorDetails");

    return details ? details : doc_put_map(t->notes, "errorDetails");
}

/* --- ends --------------------------------------------------------------------------------------------------------- */

/* The retrier with this index takes the error; delay_ms -1: it is used up. True: the trial is over. */
bool trial_retried(struct asl_execution *x, struct asl_branch *b, uint32_t index, int64_t delay_ms, struct span error,
                   struct span cause)
{
    struct asl_trial *t = x->facts.trial;

    if (!t) return false;
    doc_put_int(error_details(t), "retryIndex", index);
    if (delay_ms < 0) return false;
    doc_put_int(error_details(t), "retryBackoffIntervalSeconds", delay_ms / 1000);
    x->error = error;
    x->cause = cause;
    trial_end(x, b, TRIAL_RETRIABLE);
    return true;
}

void trial_caught(struct asl_execution *x, uint32_t index, struct span error, struct span cause)
{
    struct asl_trial *t = x->facts.trial;

    if (!t) return;
    doc_put_int(error_details(t), "catchIndex", index);
    t->status = TRIAL_CAUGHT;
    t->error = arena_span(&t->arena, error);
    t->cause = arena_span(&t->arena, cause);
}

/* The state is left. */
bool trial_left(struct asl_execution *x, struct asl_branch *b, struct asl_payload *output, const struct asl_state *next)
{
    struct asl_trial *t = x->facts.trial;

    if (!t) return false;
    t->next = next ? arena_span(&t->arena, next->name) : (struct span){ 0 };
    x->output = asl_payload_as_text(output, &x->arena);
    trial_end(x, b, t->status == TRIAL_CAUGHT ? TRIAL_CAUGHT : TRIAL_SUCCEEDED);
    return true;
}

void trial_end(struct asl_execution *x, struct asl_branch *b, enum asl_trial_status status)
{
    struct asl_trial *t = x->facts.trial;
    bool left = status == TRIAL_SUCCEEDED || status == TRIAL_CAUGHT;

    t->status = status;
    if (doc_count(b->variables)) trial_note_doc(x, "variables", b->variables);
    if (status == TRIAL_FAILED || status == TRIAL_RETRIABLE) {
        t->error = arena_span(&t->arena, x->error);
        t->cause = arena_span(&t->arena, x->cause);
    }
    b->phase = PHASE_ENDED;
    execution_end(x, left ? ASL_SUCCEEDED : ASL_FAILED, b->previous);
}

/* --- mocks -------------------------------------------------------------------------------------------------------- */

bool trial_mocks(const struct asl_execution *x)
{
    return x->facts.trial && x->facts.trial->is_mocked;
}

static bool is_beyond_tolerance(const struct asl_trial *t, const struct asl_branch *b)
{
    const struct asl_distributed *d = b->state->distributed;

    if (!d || t->failure_count < 0) return false;
    if (d->has_tolerated_count && t->failure_count > b->tolerated_count) return true;
    return d->has_tolerated_percentage && b->child_count &&
           (double)t->failure_count * 100 / b->child_count > b->tolerated_percentage;
}

/* The items of a distributed Map's reader, out of the text that the test gives in the file's stead. */
static bool items_source_read(struct asl_execution *x, struct asl_branch *b, struct doc **parts)
{
    const struct asl_distributed *d = b->state->distributed;
    struct asl_trial *t = x->facts.trial;
    struct doc *items = doc_list(&x->arena);
    const char *wrong = asl_items_config_error(d->reader_config);
    bool is_keyed = false;

    if (!t->items_source.data) return true;
    if (!wrong) wrong = asl_items_read(d->reader_config, t->items_source, ASL_ITEMS_MAX, items, &is_keyed);
    if (wrong) {
        state_fail(x, b, SPAN("States.ItemReaderFailed"), span_of(wrong));
        return false;
    }
    b->items = asl_payload_doc(items);
    b->child_count = (uint32_t)doc_count(items);
    *parts = doc_list(&x->arena);
    map_items_part(*parts, items, SPAN(ASL_ITEM_STATE_DATA), is_keyed); /* it was read from no bucket */
    if (doc_get(d->reader_config, "ItemsPointer")) trial_note_doc(x, "afterItemsPointer", items);
    return true;
}

static bool map_notes(struct asl_execution *x, struct asl_branch *b, struct asl_payload *input)
{
    const struct asl_distributed *d = b->state->distributed;
    struct doc *inputs = NULL, *batches = NULL, *parts = NULL;
    bool has_items;

    if (!map_prepare(x, b, input)) return false;
    if (!b->state->jsonata && b->items.doc) trial_note(x, "afterItemsPath", &b->items);
    doc_put_int(x->facts.trial->notes, "maxConcurrency", b->concurrency);
    if (d && (!map_run_tolerance(x, b, input) || (d->reader.service.data && !items_source_read(x, b, &parts))))
        return false;
    if (d && d->has_tolerated_count) doc_put_int(x->facts.trial->notes, "toleratedFailureCount", b->tolerated_count);
    if (d && d->has_tolerated_percentage)
        doc_put(x->facts.trial->notes, "toleratedFailurePercentage",
                doc_double(&x->facts.trial->arena, b->tolerated_percentage));
    has_items = b->items.doc || b->items.text.data;
    if (has_items && !(inputs = map_items_select(x, b, asl_payload_as_doc(&b->items, &x->arena), parts))) return false;
    if (has_items && d && !(batches = map_items_batch(x, b, inputs, doc_list(&x->arena)))) return false;
    if (has_items && (b->state->query.selector || b->state->parameters)) trial_note_doc(x, "afterItemSelector", inputs);
    if (has_items && d && d->has_batches) trial_note_doc(x, "afterItemBatcher", batches);
    return true;
}

/* A Map or a Parallel: its fields are evaluated, and then it ends as the mock says. */
void trial_join(struct asl_execution *x, struct asl_branch *b, struct asl_payload input)
{
    struct asl_trial *t = x->facts.trial;

    b->items = (struct asl_payload){ 0 };
    b->child_count = 0;
    if (b->state->type == ASL_MAP ? !map_notes(x, b, &input) : !parallel_prepare(x, b, &input)) return;
    b->phase = PHASE_JOIN;
    b->started = b->ended = 0;
    b->branch_failed = t->mock.failed && b->state->type == ASL_PARALLEL;
    if (t->mock.failed) state_fail(x, b, t->mock.error, t->mock.cause);
    else if (is_beyond_tolerance(t, b))
        state_fail(x, b, SPAN("States.ExceedToleratedFailureThreshold"),
                   SPAN("The specified tolerated failure threshold was exceeded"));
    else state_complete(x, b, asl_payload_text(t->mock.output));
}
