/* OpenAPI: whatever is read is described, and what is written can be read again; YAML that is read can be written. */
#include "tests/fuzz/fuzz.h"

#include "emulator/base/json.h"
#include "emulator/base/yaml.h"
#include "emulator/services/apigateway/apigateway_openapi.h"

static void check_yaml(struct arena *a, const struct doc *d)
{
    struct buf text = { 0 };

    yaml_write(&text, d);
    must_hold(yaml_parse(a, arena_span(a, buf_span(&text)), NULL));
    buf_release(&text);
}

static void check_written(struct arena *a, const struct doc *definition, bool is_v3)
{
    struct api_openapi_export e = { .is_v3 = is_v3, .has_all = true, .host = SPAN("h"), .stage = SPAN("s") };
    struct api_openapi_options options = { .api_id = SPAN("abc") };
    struct doc *snapshot = doc_shallow(a, definition), *written;

    doc_put(snapshot, "resources", doc_list(a));          /* whose methods are kept in another form */
    doc_put(snapshot, "documentationParts", doc_list(a)); /* which are checked when they are kept */
    written = api_openapi_write(a, snapshot, &e);
    must_hold(api_openapi_read(a, written, &options, doc_list(a)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a = { 0 };
    struct span input = fuzz_input(data, size);
    struct api_openapi_options options = { .api_id = SPAN("abc"), .basepath = SPAN("prepend") };
    struct doc *d = size < 65536 ? api_openapi_parse(&a, input) : NULL;
    struct doc *definition = d ? api_openapi_read(&a, d, &options, doc_list(&a)) : NULL;

    if (d && size < 4096) check_yaml(&a, d);
    if (definition && size < 4096) {
        check_written(&a, definition, false);
        check_written(&a, definition, true);
    }
    arena_release(&a);
    fuzz_input_free(input);
    return 0;
}
