/* Bodies of S3's operations: the first byte chooses one that takes XML, the rest is its body. What is decoded is
 * refused in S3's words, or checked against its
 * shape; and neither entities nor depth cost more than the body's size. */
#include "tests/fuzz/fuzz.h"

#include "emulator/core/codec.h"
#include "emulator/core/service.h"
#include "emulator/core/validate.h"
#include "emulator/services/services.h"

#define OPERATIONS_MAX 256

static const struct service *s3;
static const struct operation *with_body[OPERATIONS_MAX];
static size_t count;

static bool takes_xml(const struct operation *o)
{
    for (const struct member *m = o->input->members; m && m->name; m++)
        if (m->place == IN_PAYLOAD && m->shape->type == T_STRUCTURE) return true;
    return false;
}

static void operations_find(void)
{
    services_register();
    for (const struct service *const *s = services; *s; s++)
        if (strcmp((*s)->name, "s3") == 0) s3 = *s;
    for (const struct operation *o = s3->operations; o->name; o++)
        if (takes_xml(o) && count < OPERATIONS_MAX) with_body[count++] = o;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span input = fuzz_input(data, size);
    struct arena arena = { 0 };
    struct http_request request = { .arena = &arena, .path = SPAN("/bucket/key"), .query = SPAN("id=i&uploadId=u") };
    const struct codec *codec;
    struct call *c;

    if (!s3) operations_find();
    if (size) {
        codec = s3->codecs[0];
        c = call_new(s3, with_body[data[0] % count], &identity_default, SPAN("http://localhost:4566"));
        request.method = span_of(c->operation->rest.method);
        request.body = span_sub(input, 1, SIZE_MAX);
        if (codec->decode(c, &request) == 0) validate_input(c);
        must_hold(!c->fault.kind || *c->fault.message);
        must_hold(!c->fault.kind || c->fault.kind->status < 500);
        call_free(c);
    }
    arena_release(&arena);
    fuzz_input_free(input);
    return 0;
}
