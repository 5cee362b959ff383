/* PartiQL statements, with parameters; what compiles as a condition is asked of an item, what updates is applied to one. */
#include "tests/fuzz/fuzz.h"

#include "emulator/base/json.h"
#include "emulator/services/dynamodb/expressions/dynamodb_conditions.h"
#include "emulator/services/dynamodb/partiql/dynamodb_partiql_parser.h"

#define ITEM                                                                                                     \
    "{\"pk\":{\"S\":\"k\"},\"n\":{\"N\":\"5\"},\"s\":{\"S\":\"x\"},\"l\":{\"L\":[{\"S\":\"a\"},{\"N\":\"2\"}]}," \
    "\"m\":{\"M\":{\"a\":{\"N\":\"1\"}}},\"ss\":{\"SS\":[\"a\",\"b\"]},\"b\":{\"BOOL\":true}}"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a = { 0 };
    struct span text = { (const char *)data, size > 8192 ? 8192 : size };
    struct doc *item = json_parse(&a, SPAN(ITEM), NULL);
    struct doc *parameters = json_parse(&a, SPAN("[{\"N\":\"1\"},{\"S\":\"x\"}]"), NULL);
    const char *error;
    struct ddb_statement *s = ddb_statement_parse(&a, text, size % 2 ? parameters : NULL, &error);

    if (!s && !error) __builtin_trap();
    if (s && s->where) ddb_condition_true(s->where, &a, item);
    if (s && s->update) ddb_update_apply(s->update, &a, item);
    json_text(&a, item);
    arena_release(&a);
    return 0;
}
