/* Errors of AWS, read from the several forms in which its protocols word them. */
#include "app/sdk/aws_error.h"

#include <cjson/cJSON.h>
#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "app/sdk/aws_http.h"
#include "app/sdk/aws_json.h"
#include "app/sdk/aws_xml.h"

enum { ERROR_RETRY_AFTER_MAX_MS = 3600 * 1000 };

void aws_error_set(struct aws_error *error, const char *code, const char *format, ...)
{
    va_list arguments;

    error->status = 0;
    error->retry_after_ms = 0;
    error->server_time = 0;
    error->request_id[0] = '\0';
    text_copy_prefix(error->code, sizeof error->code, code);
    va_start(arguments, format);
    vsnprintf(error->message, sizeof error->message, format, arguments);
    va_end(arguments);
}

void aws_error_clear(struct aws_error *error)
{
    memset(error, 0, sizeof *error);
}

bool aws_error_is(const struct aws_error *error, const char *code)
{
    return !strcmp(error->code, code);
}

/* "com.amazonaws.sqs#QueueDoesNotExist" and "BadRequestException:http://…" hold the code between '#' and ':'. */
static void error_set_code(struct aws_error *error, const char *spelling)
{
    const char *hash;
    size_t length = strcspn(spelling, ":");

    hash = memchr(spelling, '#', length);
    if (hash) {
        length -= (size_t)(hash + 1 - spelling);
        spelling = hash + 1;
    }
    snprintf(error->code, sizeof error->code, "%.*s", (int)length, spelling);
}

static void error_read_json(struct aws_error *error, const struct text *body)
{
    cJSON *tree = cJSON_ParseWithLength(text_string(body), body->length);
    const char *type = aws_json_string(tree, "__type");
    const char *code = aws_json_string(tree, "code");
    const char *message = aws_json_string(tree, "message");

    if (!message) message = aws_json_string(tree, "Message");
    if (!*error->code && (type || code)) error_set_code(error, type ? type : code);
    if (message) text_copy_prefix(error->message, sizeof error->message, message);
    cJSON_Delete(tree);
}

static void error_read_xml(struct aws_error *error, const char *body)
{
    struct text value;

    text_init(&value, AWS_ERROR_MESSAGE_SIZE - 1);
    if (aws_xml_text(body, "Code", &value)) text_copy_prefix(error->code, sizeof error->code, text_string(&value));
    text_clear(&value);
    if (aws_xml_text(body, "Message", &value))
        text_copy_prefix(error->message, sizeof error->message, text_string(&value));
    text_release(&value);
}

/* A number of a header, times `unit`; 0 for what is none, or is a date. */
static unsigned error_header_number(const struct aws_http_response *response, const char *name, unsigned unit)
{
    char value[32], *end;
    unsigned long number;

    if (!aws_http_response_header(response, name, value, sizeof value) || !isdigit((unsigned char)*value)) return 0;
    number = strtoul(value, &end, 10);
    return *end || number > ERROR_RETRY_AFTER_MAX_MS / unit ? ERROR_RETRY_AFTER_MAX_MS * !*end
                                                            : (unsigned)number * unit;
}

static void error_read_times(struct aws_error *error, const struct aws_http_response *response)
{
    char date[64];
    struct tm utc = { 0 };

    error->retry_after_ms = error_header_number(response, "x-amz-retry-after", 1);
    if (!error->retry_after_ms) error->retry_after_ms = error_header_number(response, "Retry-After", 1000);
    if (aws_http_response_header(response, "Date", date, sizeof date) &&
        strptime(date, "%a, %d %b %Y %H:%M:%S GMT", &utc))
        error->server_time = (long long)timegm(&utc);
}

void aws_error_from_response(struct aws_error *error, const struct aws_http_response *response)
{
    const char *body = text_string(&response->body);
    char type[AWS_ERROR_CODE_SIZE * 2];

    aws_error_clear(error);
    error->status = response->status;
    if (!aws_http_response_header(response, "x-amzn-RequestId", error->request_id, sizeof error->request_id))
        aws_http_response_header(response, "x-amz-request-id", error->request_id, sizeof error->request_id);
    error_read_times(error, response);
    if (aws_http_response_header(response, "x-amzn-ErrorType", type, sizeof type)) error_set_code(error, type);

    body += strspn(body, " \t\r\n");
    if (*body == '{') error_read_json(error, &response->body);
    else if (*body == '<') error_read_xml(error, body);

    if (!*error->code) snprintf(error->code, sizeof error->code, "HTTP %d", response->status);
    if (!*error->message) text_copy_prefix(error->message, 256, body);
}
