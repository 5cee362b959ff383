/* Where schemas are: each has an address, and $ref names one by it. */
#ifndef NUBE_JSON_SCHEMA_REFS_H
#define NUBE_JSON_SCHEMA_REFS_H

#include "emulator/json_schema/json_schema.h"

/* The documents that are known, and the addresses that `id` gives to parts of them. */
struct json_schema_refs {
    struct arena *arena;
    const struct json_schema_library *library;
    struct doc *places; /* address: the schema there */
    struct doc *bases;  /* the schema, as the bytes of its address in memory: what its references are relative to */
};

void json_schema_refs_init(struct json_schema_refs *r, struct arena *a, const struct doc *root,
                           const struct json_schema_library *library);

/* The schema that `reference`, which stands in `from`, names. NULL when there is none. */
const struct doc *json_schema_refs_find(struct json_schema_refs *r, const struct doc *from, struct span reference);

#endif
