/* Reading an OpenAPI document: what its parts share. */
#ifndef NUBE_APIGATEWAY_OPENAPI_READER_H
#define NUBE_APIGATEWAY_OPENAPI_READER_H

#include "emulator/services/apigateway/apigateway_openapi.h"

struct api_openapi_reader {
    struct arena *arena;
    const struct doc *root;
    bool is_v3;
    const struct api_openapi_options *options;
    struct doc *warnings;
    struct doc *models; /* that are made: those of schemas without a name are put behind the others */
};

void api_openapi_warn(struct api_openapi_reader *r, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* How many members: none of what is no map, which a document may have anywhere. */
static inline uint32_t api_openapi_members(const struct doc *d)
{
    return doc_is(d, DOC_MAP) ? d->map.count : 0;
}

/* What a part's "$ref" leads to within the document, or the part itself; NULL where it leads nowhere. */
const struct doc *api_openapi_resolve(const struct api_openapi_reader *r, const struct doc *part);

/* The schemes of security that the document has, by name. */
const struct doc *api_openapi_schemes(const struct api_openapi_reader *r);

/* Models: all that have a name; and the name of the model that a schema is, which is made where it has none. */
void api_openapi_models(struct api_openapi_reader *r);
struct span api_openapi_model(struct api_openapi_reader *r, const struct doc *schema);

/* The method that a member of a path is, "GET" or "ANY"; NULL: it is none that API Gateway has. */
const char *api_openapi_verb(struct span member);

/* The resources of "paths", with their methods. */
struct doc *api_openapi_resources(struct api_openapi_reader *r);

/* A text in capitals; what is no text is absent. */
struct span api_openapi_upper(struct arena *a, const struct doc *text);

/* A scalar as text: AWS takes 200 for "200". Absent for anything else. */
struct span api_openapi_text(struct arena *a, const struct doc *value);

/* Copies those of the members (a list of pairs that ends with NULL: the name there, the name here) that are there. */
void api_openapi_take(struct doc *to, const struct doc *from, const char *const *pairs);

#endif
