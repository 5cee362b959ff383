/* Execution logs: what the gateway did with a request, line by line, as AWS words it.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html */
#ifndef NUBE_APIGATEWAY_LOG_H
#define NUBE_APIGATEWAY_LOG_H

#include "emulator/services/apigateway/apigateway_request.h"

/* AWS: a longer line is cut. */
#define API_LOG_LINE_MAX  1024
#define API_LOG_LINES_MAX 100

/* Begins the log, where the method's settings or `is_test` want one: nothing is kept before. */
void api_log_begin(struct api_request *r, bool is_test);

/* Adds a line: of what went on, of data that came or went, of an error. Nothing where the log is off, or less is
 * wanted. */
void api_log_info(struct api_request *r, const char *format, ...) __attribute__((format(printf, 2, 3)));
void api_log_data(struct api_request *r, const char *format, ...) __attribute__((format(printf, 2, 3)));
void api_log_error(struct api_request *r, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* A map as AWS's lines have it, "{a=1, b=2}"; of lists their items are joined by commas. */
struct span api_log_map(struct api_request *r, const struct doc *map);

/* The method's request, and its response once that is made. */
void api_log_request(struct api_request *r);
void api_log_response(struct api_request *r);

/* Hands the lines over, to the group API-Gateway-Execution-Logs_API/STAGE. */
void api_log_end(struct api_request *r);

/* All of a test's lines, as TestInvokeMethod tells them. */
struct span api_log_text(struct api_request *r);

#endif
