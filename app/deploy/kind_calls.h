/* What the kinds of resources share: calls in the deployment's name, parts of JSON trees, tags. */
#ifndef APP_DEPLOY_KIND_CALLS_H
#define APP_DEPLOY_KIND_CALLS_H

#include "app/deploy/deploy.h"
#include "app/sdk/aws_protocol.h"

struct cJSON;

/* AWS JSON (X-Amz-Target: PREFIX.OPERATION) and REST JSON; they delete `input` and give the output, or NULL with
 * deploy->error set. */
struct cJSON *kind_json(struct deploy *deploy, const struct aws_service *service, const char *prefix,
                        const char *operation, struct cJSON *input);
struct cJSON *kind_rest(struct deploy *deploy, const struct aws_service *service, const char *method, const char *path,
                        const char *query, struct cJSON *input);

/* The same for outputs that nobody needs: 0 or -1. */
int kind_json_do(struct deploy *deploy, const struct aws_service *service, const char *prefix, const char *operation,
                 struct cJSON *input);
int kind_rest_do(struct deploy *deploy, const struct aws_service *service, const char *method, const char *path,
                 struct cJSON *input);

/* Query: parameters as name, value pairs up to a NULL name. `xml` must be initialised; NULL: nobody needs it. */
int kind_query(struct deploy *deploy, const struct aws_service *service, const char *version, const char *action,
               const char *const parameters[][2], struct text *xml);

bool kind_error_is(const struct deploy *deploy, const char *code);

/* Counts the polls of what is waited for and pauses; false, with an error, when it takes too long: ten minutes. */
bool kind_wait(struct deploy *deploy, unsigned *polls, const char *what);

/* {name: value}; an object with copies of those of the members, up to NULL, that `from` has. */
struct cJSON *kind_object(const char *name, const char *value);
struct cJSON *kind_pick(const struct cJSON *from, const char *const names[]);

/* Copies with the first letter of each member's name in lower, or upper, case. */
struct cJSON *kind_lowered(const struct cJSON *tree);
struct cJSON *kind_raised(const struct cJSON *tree);

/* The deployment's tag: [{"Key": …, "Value": …}] by these names, or {key: value}. */
struct cJSON *kind_tag_list(const struct deploy *deploy, const char *key, const char *value);
struct cJSON *kind_tag_map(const struct deploy *deploy);

/* Takes the owner from such lists and maps. */
void kind_owner_from_list(struct resource *r, const struct cJSON *list, const char *key, const char *value);
void kind_owner_from_map(struct resource *r, const struct cJSON *map);

/* The value of a pair in XML, <Key>NAME</Key><Value>…</Value>, by the names of the elements; false where there is
 * none. */
bool kind_xml_pair(const char *xml, const char *key, const char *value, const char *name, char *out, size_t size);

/* The ARN of something in this account and region. */
void kind_arn(const struct deploy *deploy, const char *service, const char *resource, char *arn, size_t size);

/* A value of the template: "AWS::AccountId"; "" where there is none. */
const char *kind_value(const struct deploy *deploy, const char *name);

#endif
