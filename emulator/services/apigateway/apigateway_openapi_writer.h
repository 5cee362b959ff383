/* Writing an OpenAPI document: what its parts share. */
#ifndef NUBE_APIGATEWAY_OPENAPI_WRITER_H
#define NUBE_APIGATEWAY_OPENAPI_WRITER_H

#include "emulator/services/apigateway/apigateway_openapi.h"

struct api_openapi_writer {
    struct arena *arena;
    const struct doc *snapshot;
    const struct api_openapi_export *export;
    bool uses_key, uses_signatures; /* a method that has been written does */
};

/* "#/definitions/NAME" or "#/components/schemas/NAME", and a schema that refers there. */
struct span api_openapi_model_place(const struct api_openapi_writer *w, struct span name);
struct doc *api_openapi_model_reference(const struct api_openapi_writer *w, struct span name);

/* The part of the snapshot's list that has this id; NULL: there is none. */
const struct doc *api_openapi_part(const struct api_openapi_writer *w, const char *list, struct span id);

/* One of the snapshot's lists in the order of its parts' paths or names; where they have none, of what they are. An
 * export is the same however often it is made. */
struct doc *api_openapi_sorted(const struct api_openapi_writer *w, const char *list);

/* "paths" of the snapshot's resources. */
struct doc *api_openapi_paths(struct api_openapi_writer *w);

#endif
