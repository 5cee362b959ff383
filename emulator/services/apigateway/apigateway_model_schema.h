/* What is read out of a model's schema: which models it refers to, the schema with these in it, and a sample of a
 * mapping template. No I/O. */
#ifndef NUBE_APIGATEWAY_MODEL_SCHEMA_H
#define NUBE_APIGATEWAY_MODEL_SCHEMA_H

#include "emulator/base/doc.h"

/* The name of the model that a $ref names: "https://apigateway.amazonaws.com/restapis/ID/models/NAME"; absent where it
 * is of another form. */
struct span api_schema_model_of(struct span reference);

/* The schema of a model by its name, parsed, or NULL. */
typedef struct doc *api_schema_find(struct span name, void *arg);

/* A copy of the schema whose references to models lead into its own "definitions", where those are. */
struct doc *api_schema_flatten(struct arena *a, const struct doc *schema, api_schema_find *find, void *arg);

/* What the console and GetModelTemplate begin a template with: Velocity that writes a sample. */
struct span api_schema_template(struct arena *a, const struct doc *schema, api_schema_find *find, void *arg);

#endif
