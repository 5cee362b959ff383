/* Lines are gathered with the request, and handed over at its end. */
#include "emulator/services/apigateway/apigateway_log.h"

#include <stdarg.h>
#include <time.h>

#include "emulator/base/digest.h"
#include "emulator/base/json.h"
#include "emulator/core/telemetry.h"
#include "emulator/services/apigateway/apigateway_values.h"

struct api_log {
    struct doc *lines;
    enum api_logging level;
    bool traces_data, is_test;
};

void api_log_begin(struct api_request *r, bool is_test)
{
    const struct api_settings *s = &r->method->settings;

    if (!is_test && s->logging == API_LOG_OFF) return;
    r->log = ARENA_NEW(r->arena, struct api_log);
    *r->log = (struct api_log){ .lines = doc_list(r->arena),
                                .level = is_test ? API_LOG_INFO : s->logging,
                                .traces_data = is_test || s->traces_data,
                                .is_test = is_test };
}

static void add(struct api_request *r, const char *format, va_list args)
{
    struct span line;

    if (doc_count(r->log->lines) == API_LOG_LINES_MAX) return;
    line = span_of(arena_vprintf(r->arena, format, args));
    if (line.size > API_LOG_LINE_MAX) line = arena_format(r->arena, "%.*s [TRUNCATED]", API_LOG_LINE_MAX, line.data);
    doc_append_str(r->log->lines, line);
}

void api_log_info(struct api_request *r, const char *format, ...)
{
    va_list args;

    if (!r->log || r->log->level != API_LOG_INFO) return;
    va_start(args, format);
    add(r, format, args);
    va_end(args);
}

void api_log_data(struct api_request *r, const char *format, ...)
{
    va_list args;

    if (!r->log || !r->log->traces_data) return;
    va_start(args, format);
    add(r, format, args);
    va_end(args);
}

void api_log_error(struct api_request *r, const char *format, ...)
{
    va_list args;

    if (!r->log) return;
    va_start(args, format);
    add(r, format, args);
    va_end(args);
}

/* --- maps --------------------------------------------------------------------------------------------------------- */

static void value_add(struct buf *out, const struct doc *value)
{
    if (value->kind == DOC_STRING) buf_add_span(out, doc_chars(value));
    else if (value->kind != DOC_LIST) json_write(out, value);
    for (size_t i = 0; value->kind == DOC_LIST && i < doc_count(value); i++) {
        if (i) buf_add_char(out, ',');
        buf_add_span(out, doc_text(doc_at(value, i)));
    }
}

struct span api_log_map(struct api_request *r, const struct doc *map)
{
    struct buf out = { 0 };
    struct span text;

    if (!r->log) return SPAN("");
    buf_add_char(&out, '{');
    for (size_t i = 0; i < doc_count(map); i++) {
        if (i) buf_add_text(&out, ", ");
        buf_add_span(&out, map->map.members[i].name);
        buf_add_char(&out, '=');
        value_add(&out, map->map.members[i].value);
    }
    buf_add_char(&out, '}');
    text = arena_span(r->arena, buf_span(&out));
    buf_release(&out);
    return text;
}

/* --- requests and responses --------------------------------------------------------------------------------------- */

void api_log_request(struct api_request *r)
{
    const struct doc *headers;

    if (!r->log) return;
    headers = r->log->is_test ? r->test_headers : api_values_headers(r)->single;
    api_log_info(r, "Starting execution for request: %s", r->request_id);
    api_log_info(r, "HTTP Method: %.*s, Resource Path: %.*s", SPAN_ARG(r->http->method),
                 SPAN_ARG(r->log->is_test ? r->path : r->method->resource_path));
    api_log_data(r, "Method request path: %.*s", SPAN_ARG(api_log_map(r, r->path_parameters)));
    api_log_data(r, "Method request query string: %.*s", SPAN_ARG(api_log_map(r, api_values_query(r)->single)));
    api_log_data(r, "Method request headers: %.*s", SPAN_ARG(api_log_map(r, headers)));
    api_log_data(r, "Method request body before transformations: %.*s", SPAN_ARG(r->http->body));
}

static struct doc *headers_of(struct api_request *r)
{
    struct doc *map = doc_map(r->arena);

    for (size_t i = 0; i < r->response->header_count; i++)
        doc_put_span(map, r->response->headers[i].name, doc_string(r->arena, r->response->headers[i].value));
    return map;
}

void api_log_response(struct api_request *r)
{
    if (!r->log) return;
    if (!r->refusal) {
        api_log_data(r, "Method response body after transformations: %.*s", SPAN_ARG(buf_span(&r->response->body)));
        api_log_data(r, "Method response headers: %.*s", SPAN_ARG(api_log_map(r, headers_of(r))));
        api_log_info(r, "Successfully completed execution");
    }
    if (!r->refusal) api_log_info(r, "Method completed with status: %d", r->response->status);
    else api_log_error(r, "Method completed with status: %d", r->response->status);
}

/* --- handing over ------------------------------------------------------------------------------------------------- */

void api_log_end(struct api_request *r)
{
    struct telemetry_line line;

    if (!r->log || r->log->is_test) return;
    line = (struct telemetry_line){ .account = r->live->account,
                                    .region = r->live->region,
                                    .group = arena_format(r->arena, "API-Gateway-Execution-Logs_%.*s/%.*s",
                                                          SPAN_ARG(r->api_id), SPAN_ARG(r->stage)),
                                    .time_ms = r->now_ms };
    line.stream = span_of(md5_hex(r->arena, line.group));
    for (size_t i = 0; i < doc_count(r->log->lines); i++) {
        line.text = arena_format(r->arena, "(%s) %.*s", r->request_id, SPAN_ARG(doc_text(doc_at(r->log->lines, i))));
        telemetry_log(&line);
    }
}

struct span api_log_text(struct api_request *r)
{
    struct buf out = { 0 };
    time_t seconds = (time_t)(r->now_ms / 1000);
    char date[40];
    struct tm utc;
    struct span text;

    gmtime_r(&seconds, &utc);
    strftime(date, sizeof date, "%a %b %d %H:%M:%S UTC %Y", &utc);
    buf_printf(&out, "Execution log for request %s\n", r->request_id);
    for (size_t i = 0; i < doc_count(r->log->lines); i++)
        buf_printf(&out, "%s : %.*s\n", date, SPAN_ARG(doc_text(doc_at(r->log->lines, i))));
    text = arena_span(r->arena, buf_span(&out));
    buf_release(&out);
    return text;
}
