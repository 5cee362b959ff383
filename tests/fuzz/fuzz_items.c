/* Files of a distributed Map's items, "CONFIG\nFILE": they are read up to the bound, or refused with words; their batches have all of
 * them. */
#include "tests/fuzz/fuzz.h"

#include "emulator/asl/items/asl_items.h"
#include "emulator/base/json.h"

#define MOST 100

static void file_read(struct arena *a, const struct doc *config, struct span text)
{
    struct doc *items = doc_list(a), *counts = doc_list(a), *schema = NULL;
    struct asl_batching how = { .items_max = 3 };
    const char *why = NULL;
    bool is_keyed = false;
    int64_t sum = 0;

    if (asl_items_config_error(config)) return;
    if (asl_items_is_manifest(config)) {
        asl_items_manifest(config, text, items, &schema);
        return;
    }
    if (asl_items_read(config, text, MOST, items, &is_keyed)) return;
    must_hold(doc_count(items) <= MOST);
    must_hold(asl_items_batch(a, items, &how, counts, &why));
    for (size_t i = 0; i < doc_count(counts); i++) sum += doc_at(counts, i)->integer;
    must_hold((size_t)sum == doc_count(items));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span input = fuzz_input(data, size);
    struct arena arena = { 0 };
    size_t end = span_find(input, '\n');
    struct doc *config = json_parse(&arena, span_sub(input, 0, end), NULL);

    if (doc_is(config, DOC_MAP)) file_read(&arena, config, span_sub(input, end < size ? end + 1 : size, SIZE_MAX));
    arena_release(&arena);
    fuzz_input_free(input);
    return 0;
}
