/* What a mapping template sees: $input, $util, $context, $stageVariables.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html */
#ifndef NUBE_APIGATEWAY_TEMPLATE_H
#define NUBE_APIGATEWAY_TEMPLATE_H

#include "emulator/vtl/vtl.h"

/* The template may change all of this, so it is the run's own. */
struct api_template_input {
    struct span body;            /* of the request, or what the integration answered */
    struct doc *params;          /* {"path": {…}, "querystring": {…}, "header": {…}}, of texts */
    struct doc *context;         /* $context. What the template overrides is in it afterwards: requestOverride and
                                    responseOverride, which are there whether given or not */
    struct doc *stage_variables; /* may be NULL */
};

/* Runs the template. `json` is an arena for what is read from JSON, as long-lived as `a`, and not the same. False with
 * *error when it ends in an error, of which AWS tells a client nothing but "Internal server error" (500). */
bool api_template_run(const struct vtl *template, struct arena *a, struct arena *json,
                      const struct api_template_input *in, struct buf *out, struct vtl_error *error);

#endif
