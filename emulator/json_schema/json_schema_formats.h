/* Formats of texts. */
#ifndef NUBE_JSON_SCHEMA_FORMATS_H
#define NUBE_JSON_SCHEMA_FORMATS_H

#include "emulator/base/arena.h"

/* What is wrong with the text, by json-schema-validator's words, as a format of printf for the text in its quotes; NULL
 * where it is right, or nobody knows the format. */
const char *json_schema_format_wrong(struct span format, struct span text);

#endif
