/* The few look-ups in JSON trees that everything here shares. Names match by case; a missing member, a member of
 * another type and a NULL tree all read as absent, so a look-up chain needs one check at its end. */
#ifndef APP_SDK_AWS_JSON_H
#define APP_SDK_AWS_JSON_H

#include <stdbool.h>

#include "app/sdk/text.h"

struct cJSON;

const struct cJSON *aws_json_member(const struct cJSON *object, const char *name);

/* The member's string, owned by the tree, or NULL. */
const char *aws_json_string(const struct cJSON *object, const char *name);

/* Lets cJSON abort where memory runs out, as everything else here does, instead of dropping members silently. */
void aws_json_setup(void);

/* Appends the tree as JSON without blanks. */
void aws_json_print(const struct cJSON *tree, struct text *out);

#endif
