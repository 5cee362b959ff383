/* Structured logs. A line is written with one write, so that lines of different processes do not mix. */
#include "app/adapters/json_log.h"

#include <cjson/cJSON.h>
#include <stdarg.h>
#include <stdlib.h>
#include <unistd.h>

#include "app/sdk/aws_json.h"
#include "app/sdk/text.h"

enum { LOG_LINE_MAX = 64 * 1024 };

static char log_request_id[128];

void json_log_request(const char *request_id)
{
    text_copy_prefix(log_request_id, sizeof log_request_id, request_id);
}

static void log_write(const char *level, const char *message, va_list pairs)
{
    cJSON *line = cJSON_CreateObject();
    const char *name;
    struct text text;

    cJSON_AddStringToObject(line, "level", level);
    cJSON_AddStringToObject(line, "message", message);
    if (*log_request_id) cJSON_AddStringToObject(line, "requestId", log_request_id);
    while ((name = va_arg(pairs, const char *))) {
        const char *value = va_arg(pairs, const char *);

        if (value) cJSON_AddStringToObject(line, name, value);
    }
    text_init(&text, LOG_LINE_MAX);
    aws_json_print(line, &text);
    text_put(&text, "\n");
    if (write(STDERR_FILENO, text_string(&text), text.length) < 0) {
        /* nowhere left to say so */
    }
    text_release(&text);
    cJSON_Delete(line);
}

void json_log_info(const char *message, ...)
{
    va_list pairs;

    va_start(pairs, message);
    log_write("INFO", message, pairs);
    va_end(pairs);
}

void json_log_error(const char *message, ...)
{
    va_list pairs;

    va_start(pairs, message);
    log_write("ERROR", message, pairs);
    va_end(pairs);
}
