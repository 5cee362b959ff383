/* Mapping templates of methods, and what they work with: $input, $context, $stageVariables, $util.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html */
#ifndef NUBE_APIGATEWAY_TEMPLATES_H
#define NUBE_APIGATEWAY_TEMPLATES_H

#include "emulator/base/doc.h"

struct vtl;

struct api_template {
    struct span type, text; /* media type, or "$default" */
    const struct vtl *vtl;  /* NULL: it is no template, or has nothing to be replaced */
    bool is_wrong;          /* it is none */
};

struct api_templates {
    struct api_template *items;
    size_t count;
};

/* From a map by media type, which must last as long as the templates. */
void api_templates_compile(struct arena *a, const struct doc *map, struct api_templates *templates);

/* The one of that media type (its parameters do not count), else that of "$default"; or NULL. */
const struct api_template *api_templates_find(const struct api_templates *templates, struct span type);

#endif
