/* The methods of a deployed API, with what is made of them once: settings, templates, patterns. */
#ifndef NUBE_APIGATEWAY_COMPILED_H
#define NUBE_APIGATEWAY_COMPILED_H

#include "emulator/services/apigateway/apigateway_settings.h"
#include "emulator/services/apigateway/apigateway_templates.h"

enum api_integration {
    API_INTEGRATION_NONE,
    API_INTEGRATION_MOCK,
    API_INTEGRATION_LAMBDA_PROXY,
    API_INTEGRATION_AWS, /* a service, or a function by what comes and not as an event */
    API_INTEGRATION_HTTP,
    API_INTEGRATION_HTTP_PROXY
};

struct regex;

/* One of an integration's responses. */
struct api_outcome {
    const struct doc *doc;       /* IntegrationResponse */
    int status;                  /* of the method's response */
    const struct regex *pattern; /* what it is selected by; NULL: it is the one for all others */
    bool is_wrong;               /* the pattern is none */
    bool is_declared;            /* the method has a response of that status */
    struct api_templates templates;
};

struct json_schema;

/* A model of a method's requests. */
struct api_model {
    struct span type;                 /* media type, or "$default" */
    const struct json_schema *schema; /* NULL: the model is not there, or no schema: nothing fits it */
};

struct api_models {
    struct api_model *items;
    size_t count;
};

/* The one of that media type (its parameters do not count), else that of "$default"; or NULL. */
const struct api_model *api_models_find(const struct api_models *models, struct span type);

enum api_content { API_CONTENT_AS_IT_IS, API_CONTENT_TO_TEXT, API_CONTENT_TO_BINARY };

/* CONVERT_TO_TEXT, CONVERT_TO_BINARY, or nothing. */
enum api_content api_content_of(const struct doc *handles);

struct api_method {
    const struct doc *doc;         /* Method */
    const struct doc *integration; /* Integration */
    struct span name;              /* "GET", "ANY" */
    struct span resource_id, resource_path;
    enum api_integration kind;
    const struct doc *authorizer; /* Authorizer; NULL: the method has none */
    const struct doc *validator;  /* RequestValidator; NULL: the method has none */
    struct api_models models;     /* of bodies, where the validator looks at them */
    bool needs_key;
    struct api_settings settings;
    struct api_templates templates; /* of requests */
    struct api_outcome *outcomes;
    size_t outcome_count;
};

/* Found by their documents. */
struct api_methods {
    struct api_method *items;
    size_t count;
};

/* Of the resources of a snapshot and a Stage; both must last as long as the methods, which lie in the arena. */
void api_methods_compile(struct arena *a, const struct doc *snapshot, const struct doc *stage,
                         struct api_methods *methods);

/* The one of a Method that was compiled. */
const struct api_method *api_methods_find(const struct api_methods *methods, const struct doc *method);

#endif
