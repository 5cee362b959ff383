/* PATCH operations of API Gateway, and the file of API keys: whatever the path, the document stays one; no key's line is
 * beyond its file. */
#include "tests/fuzz/fuzz.h"

#include "emulator/base/json.h"
#include "emulator/core/call.h"
#include "emulator/services/apigateway/apigateway_key_file.h"
#include "emulator/services/apigateway/apigateway_patch.h"

static const struct api_patch_row rows[] = {
    { "/name", PATCH_ANY, PATCH_TEXT, NULL },
    { "/count", PATCH_REPLACE, PATCH_INTEGER, NULL },
    { "/map/{name}", PATCH_ANY, PATCH_NUMBER, NULL },
    { "/map/{name}/deep/{other}", PATCH_ANY, PATCH_BOOLEAN, NULL },
    { "/list/{item}", PATCH_ANY, PATCH_LIST, NULL },
    { "/other", PATCH_ANY, PATCH_LIST, NULL },
    { NULL, 0, PATCH_TEXT, NULL },
};

static void patch(struct span input)
{
    static const struct api_patch_rules rules = { rows, NULL };
    static const char *const ops[] = { "add", "remove", "replace", "copy" };
    struct call *c = call_new(NULL, NULL, &identity_default, SPAN(""));
    struct doc *document = doc_map(&c->arena), *operations = doc_put_list(c->in, "patchOperations");
    struct span line, path;

    while (span_split(&input, '\n', &line)) {
        struct doc *operation = doc_append_map(operations);
        doc_put_cstr(operation, "op", ops[line.size ? line.data[0] & 3 : 0]);
        span_split(&line, ' ', &path);
        doc_put_str(operation, "path", path);
        if (line.data) doc_put_str(operation, "value", line);
    }
    api_patch(c, &rules, document);
    must_hold(json_text(&c->arena, document).size >= 2);
    call_free(c);
}

static void key_file(struct span input)
{
    struct arena arena = { 0 };
    struct api_key_file file;
    struct api_key_line line;
    size_t lines = 0;

    if (api_key_file_open(&file, &arena, input))
        while (api_key_file_next(&file, &line)) must_hold(++lines <= input.size);
    arena_release(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span input = fuzz_input(data, size);

    if (size < 4096) patch(input);
    if (size < 4096) key_file(input);
    fuzz_input_free(input);
    return 0;
}
