/* One signed call to AWS: endpoint, credentials, signature, connection, retries, errors.
 *
 * A client is configured from the environment as every AWS SDK is (see aws_endpoint.h, aws_credentials.h, and
 * AWS_MAX_ATTEMPTS), keeps its connections open, and is used by one thread at a time. The protocols over it are in
 * aws_protocol.h, the services in *_client.h. */
#ifndef APP_SDK_AWS_CLIENT_H
#define APP_SDK_AWS_CLIENT_H

#include "app/sdk/aws_endpoint.h"
#include "app/sdk/aws_error.h"
#include "app/sdk/aws_http.h"

enum { AWS_REQUEST_HEADERS_MAX = 8 };

struct aws_request {
    const struct aws_service *service;
    const char *method;
    const char *path;  /* encoded; "/" */
    const char *query; /* encoded; NULL: none */
    const char *body;  /* NULL: none */
    size_t body_length;
    struct aws_header headers[AWS_REQUEST_HEADERS_MAX]; /* up to the first without a name */
    long timeout_ms;                                    /* 0: the client's */
};

struct aws_client;

/* Fails with a reason in `error` where no region is set. */
struct aws_client *aws_client_new(struct aws_error *error);
void aws_client_free(struct aws_client *client);

const char *aws_client_region(const struct aws_client *client);

/* Bounds on connecting and on a whole attempt, 2 s and 10 s unless set. */
void aws_client_set_timeouts(struct aws_client *client, long connect_ms, long total_ms);

/* Sends until an answer below 300 comes, an error that a repetition won't mend, or the attempts are used up.
 * Returns 0 with the answer in `response` (initialised by the caller), or -1 with `error` set. */
int aws_client_call(struct aws_client *client, const struct aws_request *request, struct aws_http_response *response,
                    struct aws_error *error);

/* Waits, for callers that poll. */
void aws_client_pause(unsigned milliseconds);

#endif
