/* Requests from bytes, through request_handle. */
#include "tests/support/emulator/loopback.h"

#include <string.h>

#include "emulator/base/json.h"
#include "emulator/edge/request.h"
#include "tests/support/emulator/unit.h"

static struct span take_line(struct span *rest)
{
    struct span line = SPAN("");

    span_split(rest, '\n', &line);
    return line.size && line.data[line.size - 1] == '\r' ? span_sub(line, 0, line.size - 1) : line;
}

static void parse_header(struct http_request *r, struct arena *a, struct span line)
{
    size_t colon = span_find(line, ':');
    struct http_header *last = r->header_count ? &r->headers[r->header_count - 1] : NULL;

    if (last && (line.data[0] == ' ' || line.data[0] == '\t')) {
        last->value = arena_format(a, "%.*s %.*s", SPAN_ARG(last->value), SPAN_ARG(span_trim(line)));
        return;
    }
    assert_true(r->header_count < HTTP_HEADERS_MAX);
    r->headers[r->header_count++] =
        (struct http_header){ span_sub(line, 0, colon), span_trim(span_sub(line, colon + 1, SIZE_MAX)) };
}

/* The target goes from the first blank to the last, since cases have blanks in it. */
static void parse_first(struct http_request *r, struct span line)
{
    size_t first = span_find(line, ' '), last = line.size, question;
    struct span target;

    while (last > first && line.data[last - 1] != ' ') last--;
    r->method = span_sub(line, 0, first);
    target = span_sub(line, first + 1, last > first + 1 ? last - first - 2 : 0);
    r->version = span_sub(line, last + 5, SIZE_MAX);
    question = span_find(target, '?');
    r->path = span_sub(target, 0, question);
    if (question < target.size) r->query = span_sub(target, question + 1, SIZE_MAX);
}

void loopback_parse(struct http_request *r, struct arena *a, struct span bytes)
{
    struct span rest = arena_span(a, bytes), line;

    *r = (struct http_request){ .arena = a, .remote = SPAN("127.0.0.1"), .port = 4566 };
    parse_first(r, take_line(&rest));
    while ((line = take_line(&rest)).size) parse_header(r, a, line);
    r->body = rest;
    r->endpoint = arena_format(a, "http://%.*s", SPAN_ARG(http_header(r, "Host")));
}

void loopback_send_span(struct loopback *l, struct span bytes)
{
    loopback_release(l);
    loopback_parse(&l->request, &l->arena, bytes);
    l->response = (struct http_response){ .status = 200, .arena = &l->arena };
    request_handle(&l->request, &l->response, NULL);
}

void loopback_send(struct loopback *l, const char *format, ...)
{
    struct arena a = { 0 };
    va_list args;

    va_start(args, format);
    loopback_send_span(l, span_of(arena_vprintf(&a, format, args)));
    va_end(args);
    arena_release(&a);
}

struct doc *loopback_json(struct loopback *l, const char *signing_name, const char *target, const char *format, ...)
{
    struct arena a = { 0 };
    va_list args;

    va_start(args, format);
    loopback_send(
        l,
        "POST / HTTP/1.1\r\nHost: localhost:4566\r\nContent-Type: application/x-amz-json-1.0\r\n"
        "X-Amz-Target: %s\r\nAuthorization: AWS4-HMAC-SHA256 Credential=test/20261124/us-east-1/%s/aws4_request, "
        "SignedHeaders=host, Signature=00\r\n\r\n%s",
        target, signing_name, arena_vprintf(&a, format, args));
    va_end(args);
    arena_release(&a);
    return json_parse(&l->arena, buf_span(&l->response.body), NULL);
}

struct span loopback_query(struct loopback *l, const char *signing_name, const char *format, ...)
{
    struct arena a = { 0 };
    va_list args;

    va_start(args, format);
    loopback_send(l,
                  "POST / HTTP/1.1\r\nHost: localhost:4566\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                  "Authorization: AWS4-HMAC-SHA256 Credential=test/20261124/us-east-1/%s/aws4_request, "
                  "SignedHeaders=host, Signature=00\r\n\r\n%s",
                  signing_name, arena_vprintf(&a, format, args));
    va_end(args);
    arena_release(&a);
    return buf_span(&l->response.body);
}

static size_t find_text(struct span s, const char *text)
{
    const char *at = s.size ? memmem(s.data, s.size, text, strlen(text)) : NULL;

    return at ? (size_t)(at - s.data) : s.size;
}

static struct span decode_entities(struct arena *a, struct span text)
{
    static const struct {
        const char *entity;
        char character;
    } known[] = {
        { "&amp;", '&' }, { "&lt;", '<' }, { "&gt;", '>' }, { "&quot;", '"' }, { "&#xD;", '\r' },
    };
    char *out = arena_alloc(a, text.size + 1);
    size_t size = 0;

    while (text.size) {
        size_t step = 1, i = 0;
        while (i < sizeof known / sizeof *known && !span_starts(text, known[i].entity)) i++;
        out[size++] = i < sizeof known / sizeof *known ? known[i].character : text.data[0];
        if (i < sizeof known / sizeof *known) step = strlen(known[i].entity);
        text = span_sub(text, step, SIZE_MAX);
    }
    return (struct span){ out, size };
}

struct span loopback_xml(struct loopback *l, const char *name)
{
    struct span body = buf_span(&l->response.body), rest;
    char *open = arena_printf(&l->arena, "<%s>", name), *close = arena_printf(&l->arena, "</%s>", name);
    size_t at = find_text(body, open);

    if (at == body.size) return (struct span){ NULL, 0 };
    rest = span_sub(body, at + strlen(open), SIZE_MAX);
    return decode_entities(&l->arena, span_sub(rest, 0, find_text(rest, close)));
}

struct span loopback_header(const struct loopback *l, const char *name)
{
    for (size_t i = 0; i < l->response.header_count; i++)
        if (span_is_nocase(l->response.headers[i].name, name)) return l->response.headers[i].value;
    return (struct span){ NULL, 0 };
}

void loopback_release(struct loopback *l)
{
    buf_release(&l->response.body);
    arena_release(&l->arena);
    *l = (struct loopback){ 0 };
}
