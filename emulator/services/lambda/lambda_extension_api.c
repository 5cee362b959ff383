/* Requests and answers. AWS: as https://github.com/aws/aws-lambda-runtime-interface-emulator gives them. */
#include "emulator/services/lambda/lambda_extension_api.h"

#include <stdio.h>

#include "emulator/base/ids.h"
#include "emulator/base/json.h"

#define IDENTIFIER "Lambda-Extension-Identifier"

static const struct lambda_extension_ways *_Atomic ways;

void lambda_extension_ways_register(const struct lambda_extension_ways *w)
{
    ways = w;
}

/* --- answers ------------------------------------------------------------------------------------------------------ */

static void answer(struct lambda_connection *c, int status, const char *id, struct span body)
{
    char head[256];
    int size = snprintf(head, sizeof head,
                        "HTTP/1.1 %d %s\r\n%s%s%sContent-Type: application/json\r\nContent-Length: %zu\r\n\r\n", status,
                        http_reason(status), id ? IDENTIFIER ": " : "", id ? id : "", id ? "\r\n" : "", body.size);

    lambda_connection_answer(c, (struct span){ head, (size_t)size }, body);
}

static void answer_refusal(struct lambda_connection *c, const struct lambda_extension_reply *reply)
{
    struct arena a = { 0 };
    struct doc *d = doc_map(&a);

    doc_put_cstr(d, "errorMessage", reply->words);
    doc_put_cstr(d, "errorType", reply->error_type);
    answer(c, reply->status, NULL, arena_format(&a, "%.*s\n", SPAN_ARG(json_text(&a, d))));
    arena_release(&a);
}

/* --- requests ----------------------------------------------------------------------------------------------------- */

static bool wants_account(const struct http_reader *r)
{
    struct span features = http_reader_header(r, "Lambda-Extension-Accept-Feature"), one;

    while (span_split(&features, ',', &one))
        if (span_is(span_trim(one), "accountId")) return true;
    return false;
}

static void registers(struct lambda_connection *c, const struct http_reader *r, struct span body)
{
    struct lambda_extension_reply reply = { 0 };
    struct lambda_extension_host host = { 0 };
    struct arena a = { 0 };
    struct doc *told = doc_map(&a);
    char id[37];

    ways->registers(lambda_connection_endpoint(c), http_reader_header(r, "Lambda-Extension-Name"),
                    json_parse(&a, body, NULL), &a, &host, id, &reply);
    if (reply.error_type) {
        answer_refusal(c, &reply);
    } else {
        doc_put_str(told, "functionName", host.function_name);
        doc_put_str(told, "functionVersion", host.function_version);
        doc_put_str(told, "handler", host.handler);
        if (wants_account(r)) doc_put_str(told, "accountId", host.account);
        answer(c, 200, id, arena_format(&a, "%.*s\n", SPAN_ARG(json_text(&a, told))));
    }
    arena_release(&a);
}

static void next(struct lambda_connection *c, const struct http_reader *r)
{
    struct lambda_extension_reply reply = { 0 };
    struct lambda_endpoint *e = lambda_connection_endpoint(c);
    int place = ways->place(e, http_reader_header(r, IDENTIFIER), &reply);

    if (place) lambda_connection_park(c, place);
    if (!place || !ways->next(e, place, &reply)) answer_refusal(c, &reply);
}

static void fails(struct lambda_connection *c, const struct http_reader *r, bool is_init)
{
    struct lambda_extension_reply reply = { 0 };

    ways->fails(lambda_connection_endpoint(c), http_reader_header(r, IDENTIFIER), is_init,
                http_reader_header(r, "Lambda-Extension-Function-Error-Type"), &reply);
    if (reply.error_type) answer_refusal(c, &reply);
    else answer(c, 202, NULL, SPAN("{\"status\":\"OK\"}\n"));
}

static void subscribes(struct lambda_connection *c, const struct http_reader *r, struct span body)
{
    struct lambda_extension_reply reply = { 0 };
    struct arena a = { 0 };

    ways->subscribes(lambda_connection_endpoint(c), http_reader_header(r, IDENTIFIER),
                     span_is(r->path, LAMBDA_LOGS_PATH), json_parse(&a, body, NULL), &reply);
    if (reply.error_type) answer_refusal(c, &reply);
    else answer(c, 200, NULL, SPAN("OK"));
    arena_release(&a);
}

bool lambda_extension_has(struct span path)
{
    return span_starts(path, LAMBDA_EXTENSION_PREFIX) || span_is(path, LAMBDA_TELEMETRY_PATH) ||
           span_is(path, LAMBDA_LOGS_PATH);
}

void lambda_extension_request(struct lambda_connection *c, const struct http_reader *r, struct span body)
{
    struct span path = span_sub(r->path, sizeof LAMBDA_EXTENSION_PREFIX - 1, SIZE_MAX);
    bool is_post = span_is(r->method, "POST");

    if (!span_starts(r->path, LAMBDA_EXTENSION_PREFIX) && span_is(r->method, "PUT")) subscribes(c, r, body);
    else if (span_is(path, "register") && is_post) registers(c, r, body);
    else if (span_is(path, "event/next") && span_is(r->method, "GET")) next(c, r);
    else if (span_is(path, "init/error") && is_post) fails(c, r, true);
    else if (span_is(path, "exit/error") && is_post) fails(c, r, false);
    else answer(c, 404, NULL, SPAN("404 page not found\n"));
}

bool lambda_extension_send(struct lambda_endpoint *e, int place, struct span event)
{
    char head[256], id[37];
    int size;

    uuid_new(id);
    size = snprintf(head, sizeof head,
                    "HTTP/1.1 200 OK\r\nLambda-Extension-Event-Identifier: %s\r\nContent-Type: application/json\r\n"
                    "Content-Length: %zu\r\n\r\n",
                    id, event.size);
    return lambda_endpoint_answer(e, place, (struct span){ head, (size_t)size }, event);
}
