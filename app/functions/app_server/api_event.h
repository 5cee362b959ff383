/* Requests and replies as API Gateway exchanges them with a function (REST API, Lambda proxy integration).
 *
 * AWS: "Input format" and "Output format of a Lambda function for proxy integration" in the API Gateway developer
 * guide. */
#ifndef APP_FUNCTIONS_APP_SERVER_API_EVENT_H
#define APP_FUNCTIONS_APP_SERVER_API_EVENT_H

#include "app/sdk/text.h"

struct cJSON;

enum { API_BODY_MAX = 1024 * 1024 };

struct api_request {
    struct cJSON *event; /* owns what the rest points to */
    const char *method;
    const char *path;
    struct text body; /* decoded */
};

/* False where the event is none of API Gateway's, or its body is too large or no base64 although it says so. Release
 * it in any case. */
bool api_request_read(struct api_request *request, const char *json, size_t length);
void api_request_release(struct api_request *request);

/* A query parameter's value, its last where it came several times, or NULL. */
const char *api_request_query(const struct api_request *request, const char *name);

/* A header's value, its name without regard to case, or NULL. */
const char *api_request_header(const struct api_request *request, const char *name);

struct api_reply {
    int status;
    struct cJSON *body; /* NULL: none */
    char allow[64];     /* the methods of the path; "" leaves the header out */
    int retry_seconds;  /* Retry-After; 0 leaves it out */
};

/* Writes the reply and deletes its body. Every reply allows `allowed_origin` to read it (CORS). */
void api_reply_write(struct api_reply *reply, const char *allowed_origin, struct text *out);

#endif
