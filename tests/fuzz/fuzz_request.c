/* Heads of requests as the listener hands them on: the first line is method and target, then a header a line, then the
 * body. Whatever it is, it is somebody's: a data plane's or a codec's, which can say why it is refused. */
#include "tests/fuzz/fuzz.h"

#include "emulator/base/files.h"
#include "emulator/base/timers.h"
#include "emulator/base/workers.h"
#include "emulator/core/service.h"
#include "emulator/core/startup.h"
#include "emulator/edge/request.h"
#include "emulator/edge/route.h"
#include "emulator/http/http_range.h"
#include "emulator/services/services.h"
#include "emulator/store/store.h"
#include "emulator/wire/content_encoding.h"

/* --- the world: whose a request is may depend on what is stored, which is nothing here ------------------------------ */

static char directory[] = "/var/tmp/nube-fuzz-XXXXXX";

static void world_end(void)
{
    services_stop();
    timers_stop();
    workers_stop();
    store_close();
    directory_remove(directory);
}

static void world_begin(void)
{
    const char *error;

    services_register();
    must_hold(mkdtemp(directory) && !store_open(directory, STORE_NORMAL, services_schemas(), &error));
    timers_start();
    workers_start(2);
    must_hold(services_start() == 0);
    atexit(world_end);
}

/* --- requests ------------------------------------------------------------------------------------------------------- */

/* As http_server.c cuts what civetweb gives; civetweb's texts have no NUL in them. */
static void request_make(struct http_request *r, struct span text)
{
    struct span line, target;
    size_t blank, mark;

    r->method = SPAN("GET"), r->path = SPAN("/"), r->version = SPAN("1.1"), r->endpoint = SPAN("http://localhost:4566");
    if (!span_split(&text, '\n', &line)) return;
    blank = span_find(line, ' ');
    target = span_sub(line, blank + 1, SIZE_MAX);
    mark = span_find(target, '?');
    r->method = span_sub(line, 0, blank);
    r->path = span_sub(target, 0, mark);
    if (mark < target.size) r->query = span_sub(target, mark + 1, SIZE_MAX);
    while (text.size && text.data[0] != '\n' && span_split(&text, '\n', &line)) {
        size_t colon = span_find(line, ':');
        if (r->header_count < HTTP_HEADERS_MAX)
            r->headers[r->header_count++] =
                (struct http_header){ span_sub(line, 0, colon), span_trim(span_sub(line, colon + 1, SIZE_MAX)) };
    }
    r->body = span_sub(text, 1, SIZE_MAX);
}

static void ranges_are_within(const struct http_request *r)
{
    static const int64_t sizes[] = { 0, 1, 1000, INT64_MAX };
    struct http_thing thing = { SPAN("\"0a\""), 1700000000000 };
    int status = http_conditions_status(r, &thing);

    must_hold(status == 200 || status == 304 || status == 412);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        int64_t offset = -1, length = -1;
        enum http_range is = http_range_read(http_header(r, "Range"), sizes[i], &offset, &length);
        must_hold(is != HTTP_RANGE_PART || (offset >= 0 && length > 0 && offset <= sizes[i] - length));
    }
}

/* What is encoded is decoded to what it was; each parameter's name is found. */
static void targets_are_read(const struct http_request *r)
{
    struct span rest = r->query, pair, value;
    struct span decoded = http_decode(r->arena, r->path, false), encoded = http_encode(r->arena, decoded, "/");

    must_hold(span_eq(http_decode(r->arena, encoded, false), decoded));
    while (span_split(&rest, '&', &pair)) {
        struct span name = span_sub(pair, 0, span_find(pair, '='));
        if (!name.size || memchr(name.data, 0, name.size)) continue;
        must_hold(http_query(r, arena_string(r->arena, name), &value) || memchr(name.data, '%', name.size) ||
                  memchr(name.data, '+', name.size));
    }
}

static void somebody_answers(struct http_request *r)
{
    static const int statuses[] = { 400, 408, 411, 413, 503 };
    struct signature s = { 0 };
    struct route route = { 0 };

    signature_parse(r, &s);
    route_find(r, &s, &route);
    must_hold(route.plane || route.codec);
    request_streams(r, NULL);
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++) {
        struct http_response response = { .status = 200, .arena = r->arena, .body.max = HTTP_BODY_BYTES_MAX };
        request_refuse(r, &response, statuses[i], NULL);
        must_hold(response.header_count <= HTTP_HEADERS_MAX);
        buf_release(&response.body);
    }
    if (route.service && route.operation) {
        struct call *c = call_new(route.service, route.operation, &identity_default, r->endpoint);
        struct span body;
        if (content_decode(c, r, &body)) must_hold(c->fault.kind);
        call_free(c);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static bool is_begun;
    struct span input = fuzz_input(data, size);
    struct arena arena = { 0 };
    struct http_request request = { .arena = &arena };

    if (!is_begun) world_begin();
    is_begun = true;
    request_make(&request, input);
    ranges_are_within(&request);
    targets_are_read(&request);
    somebody_answers(&request);
    arena_release(&arena);
    fuzz_input_free(input);
    return 0;
}
