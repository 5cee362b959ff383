/* DynamoDB's expressions: each kind is compiled from the same text, and what compiles is applied to an item. */
#include "tests/fuzz/fuzz.h"

#include "emulator/base/json.h"
#include "emulator/services/dynamodb/expressions/dynamodb_expressions.h"

#define ITEM                                                                                                     \
    "{\"pk\":{\"S\":\"k\"},\"n\":{\"N\":\"5\"},\"s\":{\"S\":\"x\"},\"l\":{\"L\":[{\"S\":\"a\"},{\"N\":\"2\"}]}," \
    "\"m\":{\"M\":{\"a\":{\"N\":\"1\"}}},\"ss\":{\"SS\":[\"a\",\"b\"]},\"b\":{\"BOOL\":true}}"

static void play(const char *member, unsigned with, struct span text)
{
    struct arena a = { 0 };
    struct doc *in = doc_map(&a), *item = json_parse(&a, SPAN(ITEM), NULL);
    struct ddb_expressions e = { 0 };
    const char *error;

    doc_put(in, member, doc_string(&a, text));
    doc_put(in, "ExpressionAttributeNames", json_parse(&a, SPAN("{\"#n\":\"n\",\"#m\":\"m\",\"#l\":\"l\"}"), NULL));
    doc_put(in, "ExpressionAttributeValues",
            json_parse(&a,
                       SPAN("{\":n\":{\"N\":\"1\"},\":s\":{\"S\":\"x\"},\":l\":{\"L\":[]},\":ss\":{\"SS\":[\"a\"]}}"),
                       NULL));
    error = ddb_expressions_check(&a, in, with);
    if (!error) error = ddb_expressions_compile(&a, in, with, &e);
    if (!error && e.condition) ddb_condition_true(e.condition, &a, item);
    if (!error && e.update) ddb_update_apply(e.update, &a, item);
    if (!error && e.projection) item = ddb_projection_apply(e.projection, &a, item);
    json_text(&a, item);
    arena_release(&a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span input = fuzz_input(data, size);

    if (span_is_utf8(input)) { /* as the wire promises */
        play("ConditionExpression", DDB_WITH_CONDITION, input);
        play("UpdateExpression", DDB_WITH_UPDATE, input);
        play("ProjectionExpression", DDB_WITH_PROJECTION, input);
        play("KeyConditionExpression", DDB_WITH_KEYS, input);
    }
    fuzz_input_free(input);
    return 0;
}
