/* Items of DynamoDB: whatever a client sends is refused with words, or has a size, is kept as JSON, and is the same when it is read back. */
#include "tests/fuzz/fuzz.h"

#include "emulator/base/json.h"
#include "emulator/services/dynamodb/values/dynamodb_values.h"

static bool is_decoded(struct doc *item)
{
    if (!doc_is(item, DOC_MAP)) return false;
    for (size_t i = 0; i < doc_count(item); i++)
        if (ddb_value_decode(item->map.members[i].value)) return false;
    return true;
}

static void item_is_kept(struct arena *a, struct doc *item)
{
    struct doc *again = json_parse(a, json_text(a, item), NULL);

    must_hold(is_decoded(again) && !ddb_item_check(a, again));
    must_hold(ddb_item_size(again) == ddb_item_size(item));
    for (size_t i = 0; i < doc_count(item); i++) {
        const struct doc *value = item->map.members[i].value, *other = doc_get_span(again, item->map.members[i].name);
        int order;
        must_hold(ddb_value_equal(value, value) && ddb_value_equal(value, other) && ddb_value_equal(other, value));
        if (ddb_value_compare(a, value, other, &order)) must_hold(order == 0);
        ddb_value_bytes(a, value);
        ddb_value_too_deep(value);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span input = fuzz_input(data, size);
    struct arena arena = { 0 };
    struct doc *item = json_parse(&arena, input, NULL);

    if (item && is_decoded(item) && !ddb_item_check(&arena, item)) item_is_kept(&arena, item);
    arena_release(&arena);
    fuzz_input_free(input);
    return 0;
}
