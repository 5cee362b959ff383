/* A Map or a Parallel that is tried: its fields are evaluated, and then it ends as the mock says. */
#include "emulator/asl/run/asl_trial_join.h"

#include "emulator/asl/items/asl_items.h"
#include "emulator/asl/run/asl_fail.h"
#include "emulator/asl/run/asl_map_items.h"
#include "emulator/asl/run/asl_map_run.h"
#include "emulator/asl/run/asl_maps.h"
#include "emulator/asl/run/asl_parallel.h"
#include "emulator/asl/run/asl_trial_notes.h"

static bool is_beyond_tolerance(const struct asl_trial *t, const struct asl_branch *b)
{
    const struct asl_distributed *d = b->state->distributed;

    if (!d || t->failure_count < 0) return false;
    if (d->has_tolerated_count && t->failure_count > b->run.tolerated_count) return true;
    return d->has_tolerated_percentage && b->join.child_count &&
           (double)t->failure_count * 100 / b->join.child_count > b->run.tolerated_percentage;
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
        asl_fail(b, SPAN("States.ItemReaderFailed"), span_of(wrong));
        return false;
    }
    b->join.items = asl_payload_doc(items);
    b->join.child_count = (uint32_t)doc_count(items);
    *parts = doc_list(&x->arena);
    asl_map_items_part(*parts, items, SPAN(ASL_ITEM_STATE_DATA), is_keyed); /* it was read from no bucket */
    if (doc_get(d->reader_config, "ItemsPointer")) asl_trial_note_doc(x, "afterItemsPointer", items);
    return true;
}

/* AWS: a fraction, 1.0 and not 1. */
static struct doc *percentage_of(struct arena *a, double percentage)
{
    return percentage == (double)(int)percentage ? doc_number(a, arena_format(a, "%.1f", percentage))
                                                 : doc_double(a, percentage);
}

static bool map_notes(struct asl_execution *x, struct asl_branch *b, struct asl_payload *input)
{
    const struct asl_distributed *d = b->state->distributed;
    struct doc *inputs = NULL, *batches = NULL, *parts = NULL;
    bool has_items;

    if (!asl_map_prepare(x, b, input)) return false;
    if (!b->state->jsonata && b->join.items.doc)
        asl_trial_note(x, "afterItemsPath", b->state->items_path ? &b->join.items : input);
    doc_put_int(x->facts.trial->notes, "maxConcurrency", b->join.concurrency);
    if (d && (!asl_map_run_tolerance(x, b, input) || (d->reader.service.data && !items_source_read(x, b, &parts))))
        return false;
    if (d && d->has_tolerated_count)
        doc_put_int(x->facts.trial->notes, "toleratedFailureCount", b->run.tolerated_count);
    if (d && d->has_tolerated_percentage)
        doc_put(x->facts.trial->notes, "toleratedFailurePercentage",
                percentage_of(&x->facts.trial->arena, b->run.tolerated_percentage));
    has_items = b->join.items.doc || b->join.items.text.data;
    if (has_items && !(inputs = asl_map_items_select(x, b, asl_payload_as_doc(&b->join.items, &x->arena), parts)))
        return false;
    if (has_items && d && !(batches = asl_map_items_batch(x, b, inputs, doc_list(&x->arena)))) return false;
    if (has_items && (b->state->query.selector || b->state->parameters))
        asl_trial_note_doc(x, "afterItemSelector", inputs);
    if (has_items && d && d->has_batches) asl_trial_note_doc(x, "afterItemBatcher", batches);
    return true;
}

enum asl_became asl_trial_join(struct asl_execution *x, struct asl_branch *b, struct asl_payload input)
{
    struct asl_trial *t = x->facts.trial;

    b->join.items = (struct asl_payload){ 0 };
    b->join.child_count = 0;
    if (asl_branch_is_map(b) ? !map_notes(x, b, &input) : !asl_parallel_prepare(x, b, &input)) return ASL_FAILS;
    b->phase = PHASE_JOIN;
    b->join.started = b->join.ended = 0;
    b->join.branch_failed = t->mock.failed && b->state->type == ASL_PARALLEL;
    if (t->mock.failed) return asl_fail(b, t->mock.error, t->mock.cause);
    if (is_beyond_tolerance(t, b))
        return asl_fail(b, SPAN("States.ExceedToleratedFailureThreshold"),
                        SPAN("The specified tolerated failure threshold was exceeded"));
    return asl_gives(b, asl_payload_text(t->mock.output));
}
