/* What the parts of an API's kind share.
 *
 * An API's `found` has, beside what the template would say of it, "Ids", of resources by their path, and "Validators",
 * the ids of validators by their name. */
#ifndef APP_DEPLOY_KIND_API_H
#define APP_DEPLOY_KIND_API_H

#include "app/deploy/deploy.h"

struct cJSON;

enum { API_URL_SIZE = 2048 };

#define API_VALIDATORS "x-amazon-apigateway-request-validators"
#define API_RESPONSES  "x-amazon-apigateway-gateway-responses"

/* Calls `see` with the elements of a collection until it says that it has what it looks for. */
int api_each(struct deploy *deploy, const char *path, const char *query,
             bool (*see)(struct resource *r, const struct cJSON *element), struct resource *r);

/* The id of the resource at a path; NULL where there is none. */
const char *api_resource_id(const struct resource *r, const char *path);

/* Adds an operation to the input of an Update…; a NULL value is left out. */
void api_patch_add(struct cJSON *input, const char *op, const char *path, const char *value);

#endif
