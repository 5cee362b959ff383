/* The operations that AWS's services have, those that Nube lacks included: so that what is not emulated can be told
 * from what does not exist. The table is generated from AWS's published models: see
 * emulator/tools/aws_operations.mjs. */
#ifndef NUBE_AWS_OPERATIONS_H
#define NUBE_AWS_OPERATIONS_H

#include "emulator/core/service.h"
#include "emulator/http/http.h"

/* A service's: lines of a name, and behind blanks the method and the URI template where it has REST's. */
struct aws_operations {
    const char *service; /* its name in Nube */
    const char *lines;
};

/* In no order; ends with a NULL service. */
extern const struct aws_operations aws_operations[];

/* Does AWS have the operation? */
bool aws_operations_has(const struct service *s, struct span name);

/* The name of the operation that method, path and query mean by a template of a rank above that (see
 * uri_template_rank); absent when AWS has none. */
struct span aws_operations_rest(const struct service *s, const struct http_request *request, struct span path,
                                int above);

#endif
