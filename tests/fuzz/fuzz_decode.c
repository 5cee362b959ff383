/* Requests by the shapes of every operation, over every protocol of its service: what is decoded is refused with words, or validated; and
 * either way there is an answer. The first three bytes choose service, operation and codec; then, for REST, the path's line; then the body. */
#include "tests/fuzz/fuzz.h"

#include "emulator/core/codec.h"
#include "emulator/core/service.h"
#include "emulator/core/validate.h"
#include "emulator/services/services.h"

static size_t services_count(void)
{
    static size_t count;

    if (!count) services_register();
    while (services[count]) count++;
    return count;
}

static size_t count_of(const struct service *s)
{
    size_t count = 0;

    while (s->operations[count].name) count++;
    return count;
}

static const struct codec *codec_of(const struct service *s, unsigned char n)
{
    size_t count = 0;

    while (s->codecs[count]) count++;
    return s->codecs[n % count];
}

static void request_make(struct http_request *r, const struct operation *o, struct span rest)
{
    size_t end = span_find(rest, '\n'), mark;
    struct span line = span_sub(rest, 0, end);

    r->method = SPAN("POST");
    r->path = SPAN("/");
    r->body = rest;
    if (!o->rest.method) return;
    mark = span_find(line, '?');
    r->method = span_of(o->rest.method);
    r->path = span_sub(line, 0, mark);
    r->query = span_sub(line, mark < line.size ? mark + 1 : line.size, SIZE_MAX);
    r->body = span_sub(rest, end < rest.size ? end + 1 : rest.size, SIZE_MAX);
    r->headers[r->header_count++] = (struct http_header){ SPAN("X-Amz-Invocation-Type"), r->query };
}

static void answer_is_written(struct call *c, const struct codec *codec, struct arena *a)
{
    struct http_response response = { .status = 200, .arena = a, .body.max = HTTP_BODY_BYTES_MAX };

    must_hold(*c->fault.message || c->fault.kind->code);
    codec->encode_fault(c, &response);
    must_hold(response.status >= 400 && response.status < 600);
    buf_release(&response.body);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span input = fuzz_input(data, size);
    size_t count = services_count();
    struct arena arena = { 0 };
    struct http_request request = { .arena = &arena };
    const struct service *s;
    const struct operation *o;
    const struct codec *codec;
    struct call *c;

    if (size >= 3) {
        s = services[data[0] % count];
        o = &s->operations[data[1] % count_of(s)];
        codec = codec_of(s, data[2]);
        request_make(&request, o, span_sub(input, 3, SIZE_MAX));
        c = call_new(s, o, &identity_default, SPAN("http://localhost:4566"));
        if (codec->decode(c, &request) == 0 && !(o->flags & STREAMS_IN)) validate_input(c);
        if (c->fault.kind) answer_is_written(c, codec, &arena);
        call_free(c);
    }
    arena_release(&arena);
    fuzz_input_free(input);
    return 0;
}
