/* "$context.requestId $context.status": what is not known is a "-". */
#include "emulator/services/apigatewayv2/httpapi_log.h"

#include <ctype.h>

#include "emulator/base/json.h"
#include "emulator/base/log.h"
#include "emulator/core/telemetry.h"

static struct span value_of(struct httpapi_request *r, struct span name)
{
    const struct doc *at = httpapi_context(r);
    struct span part;

    if (span_is(name, "status")) return arena_format(r->arena, "%d", r->response->status);
    if (span_is(name, "responseLength")) return arena_format(r->arena, "%zu", r->response->body.size);
    if (span_is(name, "error.message") && r->refused) return span_of(r->message);
    if (span_is(name, "error.messageString") && r->refused) return arena_format(r->arena, "\"%s\"", r->message);
    if (span_is(name, "integrationErrorMessage") || span_is(name, "integration.error"))
        return r->integration_error ? span_of(r->integration_error) : SPAN("-");
    while (at && span_split(&name, '.', &part)) at = doc_get_span(at, part);
    if (!at || doc_is(at, DOC_NULL)) return SPAN("-");
    return doc_is(at, DOC_STRING) ? (doc_chars(at).size ? doc_chars(at) : SPAN("-")) : json_text(r->arena, at);
}

static size_t name_size(struct span text)
{
    size_t size = 0;

    while (size < text.size && (isalnum((unsigned char)text.data[size]) || text.data[size] == '.' ||
                                text.data[size] == '_' || text.data[size] == '-'))
        size++;
    while (size && text.data[size - 1] == '.') size--; /* the end of a sentence */
    return size;
}

static struct span line_of(struct httpapi_request *r, struct span format)
{
    static const char prefix[] = "$context.";
    struct buf line = { 0 };
    struct span made;

    while (format.size) {
        size_t size = span_starts(format, prefix) ? name_size(span_sub(format, sizeof prefix - 1, SIZE_MAX)) : 0;
        if (size) {
            buf_add_span(&line, value_of(r, span_sub(format, sizeof prefix - 1, size)));
            format = span_sub(format, sizeof prefix - 1 + size, SIZE_MAX);
        } else {
            buf_add_char(&line, format.data[0]);
            format = span_sub(format, 1, SIZE_MAX);
        }
    }
    made = arena_span(r->arena, buf_span(&line));
    buf_release(&line);
    return made;
}

/* "arn:aws:logs:REGION:ACCOUNT:log-group:NAME" → NAME */
static struct span group_of(struct span destination)
{
    struct span rest = destination, piece = { NULL, 0 };

    for (int i = 0; i < 6; i++) span_split(&rest, ':', &piece);
    return rest.size ? rest : destination;
}

void httpapi_log_access(struct httpapi_request *r)
{
    const struct doc *settings = doc_get(r->stage->document, "AccessLogSettings");
    struct span format = doc_get_str(settings, "Format");
    struct telemetry_line line = {
        .account = r->live->account, .region = r->live->region, .stream = r->api_id, .time_ms = r->now_ms
    };

    if (!format.size) return;
    line.group = group_of(doc_get_str(settings, "DestinationArn"));
    line.text = line_of(r, format);
    telemetry_log(&line);
    log_info("[%.*s] %.*s", SPAN_ARG(line.group), SPAN_ARG(line.text));
}
