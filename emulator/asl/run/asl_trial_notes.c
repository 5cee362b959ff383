/* Notes of a trial; they live in its own arena, or for a stretch. */
#include "emulator/asl/run/asl_trial_notes.h"

void asl_trial_begin(struct asl_execution *x, struct asl_branch *root)
{
    struct asl_trial *t = x->facts.trial;

    if (!t) return;
    t->notes = doc_map(&t->arena);
    t->status = TRIAL_FAILED;
    root->state = t->state;
    root->variables = t->variables;
    if (t->variables) root->variables_bytes = json_text(&x->arena, t->variables).size - 1;
    asl_trial_note(x, "input", &root->input);
}

void asl_trial_attempts(struct asl_execution *x, struct asl_branch *b)
{
    struct asl_trial *t = x->facts.trial;

    for (uint32_t i = 0; t && i < b->state->retrier_count; i++)
        b->attempts[i] = (uint32_t)(t->retry_count < UINT32_MAX ? t->retry_count : UINT32_MAX);
}

void asl_trial_note(struct asl_execution *x, const char *name, struct asl_payload *value)
{
    if (x->facts.trial) doc_put_str(x->facts.trial->notes, name, asl_payload_as_text(value, &x->arena));
}

void asl_trial_note_doc(struct asl_execution *x, const char *name, struct doc *value)
{
    struct asl_payload payload = asl_payload_doc(value);

    asl_trial_note(x, name, &payload);
}

/* AWS: where a Pass has a Result, its input is of no account. */
void asl_trial_note_input(struct asl_execution *x, const struct asl_branch *b, const char *name,
                          struct asl_payload *value)
{
    if (!b->state->result) asl_trial_note(x, name, value);
}

/* AWS: what comes of a Task's or a Pass's work is its result; a Map's and a Parallel's is not told. */
void asl_trial_note_result(struct asl_execution *x, const struct asl_branch *b, struct asl_payload *value)
{
    if (b->state->type == ASL_TASK || b->state->result) asl_trial_note(x, "result", value);
}

/* What went over the wire, and what came back. */
void asl_trial_note_exchange(struct asl_execution *x, struct span exchange)
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

void asl_trial_note_retry(struct asl_execution *x, uint32_t index, int64_t delay_ms)
{
    struct asl_trial *t = x->facts.trial;

    if (!t) return;
    doc_put_int(error_details(t), "retryIndex", index);
    if (delay_ms >= 0) doc_put_int(error_details(t), "retryBackoffIntervalSeconds", delay_ms / 1000);
}

void asl_trial_note_catch(struct asl_execution *x, uint32_t index, struct span error, struct span cause)
{
    struct asl_trial *t = x->facts.trial;

    if (!t) return;
    doc_put_int(error_details(t), "catchIndex", index);
    t->status = TRIAL_CAUGHT;
    t->error = arena_span(&t->arena, error);
    t->cause = arena_span(&t->arena, cause);
}

enum asl_trial_status asl_trial_note_left(struct asl_execution *x, struct asl_payload *output,
                                          const struct asl_state *next)
{
    struct asl_trial *t = x->facts.trial;

    t->next = next ? arena_span(&t->arena, next->name) : (struct span){ 0 };
    x->output = asl_payload_as_text(output, &x->arena);
    return t->status == TRIAL_CAUGHT ? TRIAL_CAUGHT : TRIAL_SUCCEEDED;
}

void asl_trial_note_end(struct asl_execution *x, const struct asl_branch *b, enum asl_trial_status status)
{
    struct asl_trial *t = x->facts.trial;

    t->status = status;
    if (doc_count(b->variables)) asl_trial_note_doc(x, "variables", b->variables);
    if (status == TRIAL_SUCCEEDED || status == TRIAL_CAUGHT) return;
    t->error = arena_span(&t->arena, x->error);
    t->cause = arena_span(&t->arena, x->cause);
}

bool asl_trial_mocks(const struct asl_execution *x)
{
    return x->facts.trial && x->facts.trial->is_mocked;
}
