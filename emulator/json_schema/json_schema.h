/* JSON Schema, draft 4: a schema is compiled once, and any number of threads may check by it. Pure.
 *
 *     { "type": "object", "properties": { "price": { "type": "number", "minimum": 0 } }, "required": [ "price" ] }
 *
 * AWS: API Gateway's models are of this draft, and what it says of a body is worded as json-schema-validator words it:
 * `object has missing required properties (["price"])`. Where a value itself does not fit, what it holds is not looked
 * at.
 *
 * https://datatracker.ietf.org/doc/html/draft-fge-json-schema-validation-00
 */
#ifndef NUBE_JSON_SCHEMA_H
#define NUBE_JSON_SCHEMA_H

#include "emulator/base/buf.h"
#include "emulator/base/doc.h"

#define JSON_SCHEMA_MESSAGES_MAX 50

struct json_schema;

/* Finds the schema at an address that is not in the document itself, as
 * "https://apigateway.amazonaws.com/restapis/ID/models/NAME": NULL when there is none. It lives as long as the arena. */
struct json_schema_library {
    struct doc *(*find)(void *self, struct span address);
    void *self;
};

/* Compiles a schema, which must outlive what is made of it. NULL when it is none; *error (never NULL) then says why:
 * a constant, or text in the arena. `library` may be NULL. */
const struct json_schema *json_schema_compile(struct arena *a, const struct doc *schema,
                                              const struct json_schema_library *library, const char **error);

/* Does the value fit? Where not, `messages` (a list, or NULL) takes what is wrong, each a text, up to
 * JSON_SCHEMA_MESSAGES_MAX of them. A check that takes too much work fails. */
bool json_schema_check(const struct json_schema *schema, const struct doc *value, struct doc *messages);

#endif
