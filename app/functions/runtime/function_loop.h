/* A Lambda function's life: ask the Runtime API for an event, handle it, answer, ask again.
 *
 * AWS: "Building a custom runtime" and "Using the Lambda runtime API" in the Lambda developer guide. */
#ifndef APP_FUNCTIONS_RUNTIME_FUNCTION_LOOP_H
#define APP_FUNCTIONS_RUNTIME_FUNCTION_LOOP_H

#include "app/sdk/text.h"

enum { FUNCTION_ANSWER_MAX = 6 * 1024 * 1024, FUNCTION_ERROR_TYPE_SIZE = 128, FUNCTION_ERROR_MESSAGE_SIZE = 1024 };

struct function_event {
    const char *request_id;
    const char *body; /* JSON; `length` bytes and a NUL */
    size_t length;
};

/* What a handler gives back: a JSON document, or an error type that is not "". Initialised by the loop. */
struct function_answer {
    struct text body;
    char error_type[FUNCTION_ERROR_TYPE_SIZE];
    char error_message[FUNCTION_ERROR_MESSAGE_SIZE];
};

struct function {
    void *self;
    void (*handle)(void *self, const struct function_event *event, struct function_answer *answer);
};

/* Serves events from the API at AWS_LAMBDA_RUNTIME_API until that stops answering. Returns the process's exit status,
 * which is never 0: a function does not end by itself. */
int function_loop_run(const struct function *function);

/* Reports that the function cannot start, to the Runtime API and the log. Returns the exit status. */
int function_loop_fail_init(const char *error_type, const char *message);

/* Sets an error as a handler's answer. */
void function_answer_fail(struct function_answer *answer, const char *error_type, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
