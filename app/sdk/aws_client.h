/* One signed call to AWS: endpoint, credentials, signature, connection, retries, errors.
 *
 * A client is configured from the environment as every AWS SDK is (see aws_endpoint.h, aws_credentials.h, aws_retry.h;
 * AWS_MAX_ATTEMPTS and AWS_RETRY_MODE, or the profile's max_attempts and retry_mode), or by a struct. It keeps its
 * connections open, and is used by one thread at a time; several, of several regions or accounts, live side by side.
 * The protocols over it are in aws_protocol.h, the services in *_client.h. */
#ifndef APP_SDK_AWS_CLIENT_H
#define APP_SDK_AWS_CLIENT_H

#include "app/sdk/aws_endpoint.h"
#include "app/sdk/aws_error.h"
#include "app/sdk/aws_http.h"

enum { AWS_REQUEST_HEADERS_MAX = 16 };

struct aws_request {
    const struct aws_service *service;
    const char *method;
    const char *path;  /* encoded; "/" */
    const char *query; /* encoded; NULL: none */
    const char *body;  /* NULL: none */
    size_t body_length;
    const struct aws_http_source *source;               /* a body that streams; NULL: `body` */
    const struct aws_http_sink *sink;                   /* takes the answer's body; NULL: it is kept */
    struct aws_header headers[AWS_REQUEST_HEADERS_MAX]; /* up to the first without a name */
    long timeout_ms;                                    /* 0: the client's; of what streams: none */
};

/* What a client is not to take from the environment. What is NULL or 0 it takes from there. */
struct aws_config {
    const char *region;
    const char *endpoint; /* of every service: "http://127.0.0.1:4566" */
    const char *access_key_id;
    const char *secret_access_key;
    const char *session_token;
    unsigned max_attempts;
};

struct aws_client;

/* Fails with a reason in `error` where no region is set, or a setting is none. Texts are copied. */
struct aws_client *aws_client_new(struct aws_error *error);
struct aws_client *aws_client_new_with(const struct aws_config *config, struct aws_error *error);
void aws_client_free(struct aws_client *client);

const char *aws_client_region(const struct aws_client *client);

/* Bounds on connecting and on a whole attempt, 2 s and 10 s unless set. */
void aws_client_set_timeouts(struct aws_client *client, long connect_ms, long total_ms);

/* A bound on a call with all of its attempts and pauses; none unless set. An attempt that would go beyond is cut short,
 * a pause that would is not begun. */
void aws_client_set_budget(struct aws_client *client, long budget_ms);

/* Sends until an answer below 300 comes, an error that a repetition won't mend, or the attempts are used up.
 * Returns 0 with the answer in `response` (initialised by the caller), or -1 with `error` set.
 *
 * A body that streams is sent again only where its source rewinds, an answer is asked for again only while its sink has
 * nothing. Where the clock here is more than minutes off AWS's, it is corrected by what AWS says, for all calls to
 * come. */
int aws_client_call(struct aws_client *client, const struct aws_request *request, struct aws_http_response *response,
                    struct aws_error *error);

/* Waits, for callers that poll. */
void aws_client_pause(unsigned milliseconds);

#endif
