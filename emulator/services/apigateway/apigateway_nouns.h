/* The nouns of API Gateway's API, which are kept, found, listed and deleted alike. */
#ifndef NUBE_APIGATEWAY_NOUNS_H
#define NUBE_APIGATEWAY_NOUNS_H

#include "emulator/services/apigateway/apigateway_store.h"

struct api_noun {
    const char *kind;    /* of its documents in the store */
    const char *owner;   /* the input's member that names what it is a part of: "restApiId"; NULL: it stands alone */
    const char *id;      /* the input's member that names one */
    const char *key;     /* the document's member that is its id in the store */
    const char *missing; /* AWS's words where there is none of that id */
    bool tells_id;       /* which follows them */
};

extern const struct api_noun api_noun_rest_api, api_noun_resource, api_noun_model, api_noun_validator,
    api_noun_authorizer, api_noun_gateway_response, api_noun_documentation_part, api_noun_documentation_version,
    api_noun_deployment, api_noun_stage, api_noun_api_key, api_noun_usage_plan, api_noun_usage_plan_key,
    api_noun_domain_name, api_noun_base_path_mapping, api_noun_client_certificate, api_noun_vpc_link;

/* Of the call's owner, by the call's id or another; NULL: there is none. */
struct doc *api_noun_find(struct call *c, const struct api_noun *n, struct span id);
struct doc *api_noun_named(struct call *c, const struct api_noun *n);

/* The one that the input names: 0, or -1 with NotFoundException in the noun's words. AWS: whether its API is there is
 * not asked. */
int api_noun_require(struct call *c, const struct api_noun *n, struct doc **document);
int api_noun_missing(struct call *c, const struct api_noun *n, struct span id);

/* All of the call's owner, or of another. */
struct doc *api_noun_all(struct call *c, const struct api_noun *n);
struct doc *api_noun_all_of(struct call *c, const struct api_noun *n, struct span owner);

/* Writes the document. */
void api_noun_put(struct call *c, const struct api_noun *n, const struct doc *document);

/* Handlers: the one that is named, as it is kept; a page of them as "items"; and an end to it. */
int api_noun_get(struct call *c, const struct api_noun *n);
int api_noun_list(struct call *c, const struct api_noun *n);
int api_noun_delete(struct call *c, const struct api_noun *n);

/* Puts the page that the input's limit and position ask for of `all` into the output's "items". AWS: 25 where no limit
 * is told, 500 at most. 0, or -1 with the fault. */
int api_noun_page(struct call *c, const struct api_noun *n, struct doc *all);

/* The API that the input's restApiId names. 0, or -1 with NotFoundException. */
int api_require(struct call *c, struct doc **api);

/* What the input calls the API. */
struct span api_id(const struct call *c);

/* An id of so many letters and digits, in the call's arena. */
struct span api_id_new(struct call *c, size_t size);

/* Can it be the id of an API? It is a part of a host's name, and of paths: a-z, 0-9 and -. */
bool api_id_is_one(struct span id);

/* The id that a tag of the input's fixes ("_custom_id_", "ms-custom-id"), or a new one. Absent, with the fault, where
 * that can be none or is taken. */
struct span api_id_wanted(struct call *c, const struct api_noun *n, size_t size);

/* Copies what the input has of these members (a list that ends with NULL); an empty text is left out. */
void api_keep(const struct call *c, struct doc *document, const char *const *members);

#endif
