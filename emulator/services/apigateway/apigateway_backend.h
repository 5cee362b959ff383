/* Asking a backend over HTTP: one of Nube's own services, or any server. */
#ifndef NUBE_APIGATEWAY_BACKEND_H
#define NUBE_APIGATEWAY_BACKEND_H

#include "emulator/services/apigateway/apigateway_outgoing.h"
#include "emulator/services/apigateway/apigateway_parameters.h"

#define API_ANSWER_BYTES_MAX 10485760

/* Begins a request in the request's arena: its method, host, path and query (a map of lists, which come behind what
 * `query` has already), and its body, unless the method has none. */
struct http_request *api_backend_request(struct api_request *r, const struct api_outgoing *o, struct span host,
                                         struct span path, struct span query);

/* Adds a header, unless the request has one of that name. */
void api_backend_header(struct http_request *q, struct span name, struct span value);

/* Asks inside of Nube, as `who` (NULL: as nobody), of that service where it is named. 0, or -1 with a refusal. */
int api_backend_inside(struct api_request *r, const struct http_request *q, const struct identity *who,
                       struct span service, struct api_backend_answer *answer);

/* Asks whoever is at that host, whatever the request's Host says; `scheme`: "http://" or "https://". */
int api_backend_outside(struct api_request *r, const struct http_request *q, const char *scheme, struct span host,
                        struct api_backend_answer *answer);

#endif
