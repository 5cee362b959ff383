/* Cache policies: a line with one in JSON, a line with a path and query, and a line a header of the viewer's. The key
 * is the same each time, and an origin's request has no more headers than there is room for. */
#include "tests/fuzz/fuzz.h"

#include "emulator/base/json.h"
#include "emulator/services/cloudfront/cloudfront_forward.h"

static const struct doc *find(const struct cloudfront_plan_source *s, const char *kind, struct span id)
{
    (void)id;
    return strstr(kind, "policy") && !strstr(kind, "response") ? s->arg : NULL;
}

static struct span canonical(const struct cloudfront_plan_source *s, struct span id)
{
    (void)s;
    return id;
}

static const char config[] =
    "{\"Enabled\":true,\"Origins\":{\"Items\":[{\"Id\":\"o\",\"DomainName\":\"o.example\",\"CustomOriginConfig\":{}}]},"
    "\"DefaultCacheBehavior\":{\"TargetOriginId\":\"o\",\"CachePolicyId\":\"p\",\"OriginRequestPolicyId\":\"p\"}}";

static void request_read(struct http_request *r, struct span text)
{
    struct span line;

    if (!span_split(&text, '\n', &line)) return;
    r->path = span_sub(line, 0, span_find(line, '?'));
    if (r->path.size < line.size) r->query = span_sub(line, r->path.size + 1, SIZE_MAX);
    while (r->header_count < HTTP_HEADERS_MAX && span_split(&text, '\n', &line)) {
        size_t colon = span_find(line, ':');
        r->headers[r->header_count++] =
            (struct http_header){ span_sub(line, 0, colon), span_sub(line, colon + 1, SIZE_MAX) };
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span input = fuzz_input(data, size), text = span_sub(input, 0, span_find(input, '\n'));
    struct call c = { .request_id = "r" };
    struct doc *policy = json_parse(&c.arena, text, NULL);
    struct cloudfront_plan_source source = { find, canonical, policy };
    struct cloudfront_conditions conditions = { .sends_viewers = true };
    struct http_request viewer = { .method = SPAN("GET"),
                                   .version = SPAN("1.1"),
                                   .remote = SPAN("192.0.2.1"),
                                   .arena = &c.arena },
                        out;
    struct cloudfront_visit v = { .c = &c, .a = &c.arena, .method = CLOUDFRONT_GET, .id = SPAN("i"), .encodings = "" };
    struct cloudfront_cache_key first, second;

    request_read(&viewer, span_sub(input, text.size + 1, SIZE_MAX));
    c.request = &viewer;
    v.request = viewer;
    v.plan = cloudfront_plan_read(&c.arena, SPAN("E1"), SPAN("000000000000"), SPAN("d"),
                                  json_parse(&c.arena, span_of(config), NULL), &source);
    v.behavior = cloudfront_plan_behavior(v.plan, viewer.path);
    first = cloudfront_forward_key(&v, CLOUDFRONT_GET);
    second = cloudfront_forward_key(&v, CLOUDFRONT_GET);
    must_hold(span_eq(first.text, second.text) && span_eq(first.uri, second.uri));
    cloudfront_forward(&v, v.behavior->origin, &conditions, &out);
    must_hold(out.header_count <= HTTP_HEADERS_MAX);
    arena_release(&c.arena);
    fuzz_input_free(input);
    return 0;
}
