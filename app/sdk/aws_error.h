/* What went wrong in a call to AWS: the service's own code and message, or what kept an answer from coming. */
#ifndef APP_SDK_AWS_ERROR_H
#define APP_SDK_AWS_ERROR_H

#include <stdbool.h>

struct aws_http_response;

enum { AWS_ERROR_CODE_SIZE = 128, AWS_ERROR_MESSAGE_SIZE = 1024 };

/* Codes of our own, for calls that no service answered. */
#define AWS_ERROR_CONNECTION  "ConnectionError" /* unreachable, or the connection was dropped */
#define AWS_ERROR_TIMEOUT     "TimeoutError"
#define AWS_ERROR_CLIENT      "ClientError"      /* cannot be sent, or answered with something unreadable */
#define AWS_ERROR_CREDENTIALS "CredentialsError" /* none found */

struct aws_error {
    char code[AWS_ERROR_CODE_SIZE]; /* "" while all is well */
    char message[AWS_ERROR_MESSAGE_SIZE];
    int status;              /* HTTP status, 0 without an answer */
    unsigned retry_after_ms; /* how long the service asks to wait; 0: it does not say */
    char request_id[80];     /* what AWS's support asks for; "" without one */
    long long server_time;   /* of the answer, in seconds since the epoch; 0: it has none */
};

void aws_error_set(struct aws_error *error, const char *code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void aws_error_clear(struct aws_error *error);

bool aws_error_is(const struct aws_error *error, const char *code);

/* Reads the code and message of an answer of status 300 and up, in any of AWS's forms:
 *   JSON: x-amzn-ErrorType header, or "__type" or "code"; "message" or "Message".
 *         Codes may be spelt "prefix#Code" and "Code:http://…": both are cut to "Code".
 *   XML:  <Error><Code>, <Message>
 * How long to wait is in x-amz-retry-after, in milliseconds, or Retry-After, in seconds; when it was said is in Date.
 * Whatever else came becomes the code "HTTP 502" and the first bytes of the body. */
void aws_error_from_response(struct aws_error *error, const struct aws_http_response *response);

#endif
