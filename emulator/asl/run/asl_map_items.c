/* What becomes of a distributed Map's items: each is selected, knowing where it came from, and they are put into
 * batches.
 * AWS: https://docs.aws.amazon.com/step-functions/latest/dg/input-output-fields-dist-map.html
 */
#include "emulator/asl/run/asl_map_items.h"

#include "emulator/asl/items/asl_items.h"
#include "emulator/asl/run/asl_limits.h"
#include "emulator/asl/run/asl_map_task.h"
#include "emulator/asl/run/asl_maps.h"
#include "emulator/asl/run/asl_paths.h"
#include "emulator/asl/run/asl_queries.h"

/* --- where they come from ----------------------------------------------------------------------------------------- */

struct span asl_map_items_source(struct arena *a, const struct doc *asked, bool is_listing)
{
    struct span bucket = doc_get_str(asked, "Bucket"), key = doc_get_str(asked, "Key");

    return is_listing ? arena_format(a, "s3://%.*s", SPAN_ARG(bucket))
                      : arena_format(a, "s3://%.*s/%.*s", SPAN_ARG(bucket), SPAN_ARG(key));
}

void asl_map_items_part(struct doc *parts, const struct doc *items, struct span source, bool is_keyed)
{
    struct doc *part = doc_append_map(parts);

    doc_put_int(part, "End", (int64_t)doc_count(items));
    doc_put_str(part, "Source", source);
    doc_put_bool(part, "IsKeyed", is_keyed);
}

/* The items of the state's own data, as a list. */
static struct doc *state_items(struct asl_execution *x, struct doc *data, struct doc **parts)
{
    struct doc *items = doc_list(&x->arena);
    bool is_keyed;

    asl_items_take(data, INT64_MAX, items, &is_keyed);
    *parts = doc_list(&x->arena);
    asl_map_items_part(*parts, items, SPAN(ASL_ITEM_STATE_DATA), is_keyed);
    return items;
}

/* --- what they become --------------------------------------------------------------------------------------------- */

struct doc *asl_map_items_select(struct asl_execution *x, struct asl_branch *b, struct doc *items, struct doc *parts)
{
    struct asl_branch *child = asl_branch_new(x, b, b->state->branches[0], 0);
    struct asl_payload effective = b->input;
    struct doc *input = NULL, *inputs = doc_list(&x->arena), *part;
    struct asl_item_origin origin = { 0 };
    struct asl_error e = { 0 };
    size_t at = 0;

    if (b->state->parameters && asl_state_input(x, b, &effective)) input = asl_payload_as_doc(&effective, &x->arena);
    if (!parts) items = state_items(x, items, &parts);
    child->origin = &origin;
    for (uint32_t i = 0; i < doc_count(items); i++) {
        struct doc *item = doc_at(items, i);

        while ((part = doc_at(parts, at)) && doc_get_int(part, "End", 0) <= i) at++;
        origin.source = doc_get_str(part, "Source");
        child->index = i;
        if (doc_get_bool(part, "IsKeyed", false)) {
            origin.key = doc_get_str(item, "Key");
            child->item = asl_payload_doc(doc_get(item, "Value"));
        } else {
            origin.key = (struct span){ 0 };
            child->item = asl_payload_doc(item);
        }
        child->input = asl_payload_doc(item);
        if (!asl_map_item_select(x, b, child, input, &e)) {
            asl_map_run_fail_runtime(x, b, &e);
            return NULL;
        }
        if (!asl_payload_fits(x, &child->input)) {
            asl_map_run_fail_limit(x, b);
            return NULL;
        }
        doc_append(inputs, asl_payload_as_doc(&child->input, &x->arena));
    }
    return inputs;
}

static bool batching_make(struct asl_execution *x, struct asl_branch *b, struct asl_batching *how)
{
    const struct asl_distributed *d = b->state->distributed;
    struct asl_payload input;
    struct asl_error e = { 0 };

    *how = (struct asl_batching){ d->batch_items, d->batch_bytes, NULL };
    if (!asl_state_input(x, b, &input)) return false;
    if (!asl_field_integer(x, b, b->state->query.batch_items, 1, INT32_MAX, &how->items_max) ||
        !asl_field_integer(x, b, b->state->query.batch_bytes, 1, ASL_DATA_BYTES_MAX, &how->bytes_max))
        return false;
    if (d->batch_items_path &&
        !asl_map_integer(x, b, d->batch_items_path, "MaxItemsPerBatchPath", &input, &how->items_max))
        return false;
    if (d->batch_bytes_path &&
        !asl_map_integer(x, b, d->batch_bytes_path, "MaxInputBytesPerBatchPath", &input, &how->bytes_max))
        return false;
    if (!d->batch && !b->state->query.batch) return true;
    how->input = asl_map_run_parameters(x, b, d->batch, b->state->query.batch, &e);
    if (!how->input) asl_map_run_fail_runtime(x, b, &e);
    return how->input != NULL;
}

struct doc *asl_map_items_batch(struct asl_execution *x, struct asl_branch *b, struct doc *inputs, struct doc *counts)
{
    struct asl_batching how;
    struct doc *batches;
    const char *why = "";

    if (!b->state->distributed->has_batches) {
        for (size_t i = 0; i < doc_count(inputs); i++) doc_append(counts, doc_int(&x->arena, 1));
        return inputs;
    }
    if (!batching_make(x, b, &how)) return NULL;
    batches = asl_items_batch(&x->arena, inputs, &how, counts, &why);
    if (!batches) asl_map_run_fail(x, b, SPAN("States.ItemReaderFailed"), span_of(why));
    return batches;
}
