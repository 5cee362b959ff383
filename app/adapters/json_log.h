/* Structured logs: one JSON object a line on standard error, which Lambda keeps in CloudWatch Logs. */
#ifndef APP_ADAPTERS_JSON_LOG_H
#define APP_ADAPTERS_JSON_LOG_H

/* The request that the following lines belong to; NULL: none. Copied. */
void json_log_request(const char *request_id);

/* Logs {"level", "message", "requestId", NAME: VALUE …}. Names and values are strings in pairs and end with a NULL
 * name; a NULL value leaves its pair out. */
void json_log_info(const char *message, ...) __attribute__((sentinel));
void json_log_error(const char *message, ...) __attribute__((sentinel));

#endif
