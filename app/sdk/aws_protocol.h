/* The three protocols that the services here speak, each as one call from an input to an output. */
#ifndef APP_SDK_AWS_PROTOCOL_H
#define APP_SDK_AWS_PROTOCOL_H

#include "app/sdk/aws_client.h"

struct cJSON;

/* AWS JSON 1.0 or 1.1, as the service wants it: POST / with X-Amz-Target. Deletes `input`. Returns the output, the
 * caller's to delete, or NULL with `error` set. `target` is "DynamoDB_20120810.GetItem". `timeout_ms` 0 is the
 * client's. */
struct cJSON *aws_json_call(struct aws_client *client, const struct aws_service *service, const char *target,
                            struct cJSON *input, long timeout_ms, struct aws_error *error);

/* The same; where the service refuses, `details` (NULL: not wanted) becomes the tree of its answer, the caller's to
 * delete: some errors have members beside their code. */
struct cJSON *aws_json_call_detailed(struct aws_client *client, const struct aws_service *service, const char *target,
                                     struct cJSON *input, long timeout_ms, struct cJSON **details,
                                     struct aws_error *error);

/* REST with JSON bodies. `path` and `query` are encoded, `query` and `input` may be NULL. Deletes `input`. An answer
 * without a body gives an empty object. */
struct cJSON *aws_rest_call(struct aws_client *client, const struct aws_service *service, const char *method,
                            const char *path, const char *query, struct cJSON *input, struct aws_error *error);

/* Query: POST / with a form, answered in XML. Start the form with aws_query_begin, add parameters, and call; the call
 * releases the form. Returns 0 with the document in `xml` (initialised by the caller), or -1. */
struct aws_query {
    struct text form;
};

void aws_query_begin(struct aws_query *query, const char *action, const char *version);
void aws_query_add(struct aws_query *query, const char *name, const char *value);
int aws_query_call(struct aws_client *client, const struct aws_service *service, struct aws_query *query,
                   struct text *xml, struct aws_error *error);

#endif
