/* The template that lists the resources, in CloudFormation's language as far as it is used: parameters, conditions
 * (Equals, Not), Ref, Fn::GetAtt, Fn::Sub and Fn::If. Pure.
 *
 * AWS: "Template reference" in the CloudFormation user guide. */
#ifndef APP_DEPLOY_DEPLOY_TEMPLATE_H
#define APP_DEPLOY_DEPLOY_TEMPLATE_H

#include <stdbool.h>

#include "app/sdk/aws_error.h"

struct cJSON;

struct deploy_template {
    struct cJSON *tree;
    struct cJSON *values; /* what Ref and GetAtt give: "Prefix", "AWS::Region", "OrderQueue", "OrderQueue.Arn" */
    bool is_lenient;      /* what no value stands for is "": before resources are made, and after */
};

/* The template that the program carries. */
const char *deploy_template_text(void);

/* Reads a template and the defaults of its parameters; false with `error` set. Release it either way. */
bool deploy_template_init(struct deploy_template *t, const char *text, struct aws_error *error);
void deploy_template_release(struct deploy_template *t);

/* Gives a name its value, in place of one that it had. */
void deploy_template_set(struct deploy_template *t, const char *name, const char *value);

/* A resource's own: its reference, and its ARN as NAME.Arn. */
void deploy_template_set_resource(struct deploy_template *t, const char *id, const char *reference, const char *arn);

/* A part of the template with everything put in, the caller's to delete; NULL with `error` set where a name stands for
 * nothing. Members that are AWS::NoValue are left out. */
struct cJSON *deploy_template_resolve(const struct deploy_template *t, const struct cJSON *part,
                                      struct aws_error *error);

/* Does the condition of that name hold? NULL always does, an unknown one never. */
bool deploy_template_condition(const struct deploy_template *t, const char *name);

#endif
