/* YAML to documents and back, by libyaml, which is loaded when first needed. */
#ifndef NUBE_YAML_H
#define NUBE_YAML_H

#include "emulator/base/buf.h"
#include "emulator/base/doc.h"

#define YAML_DEPTH_MAX 128
#define YAML_NODES_MAX 200000 /* aliases count as often as they are used */

/* Reads one document, in the arena, text included. Names of members are texts, whatever they look like; a value without
 * quotes is null, a truth (true, false), a number as JSON has it, or a text. `<<` merges a map. NULL when it is not
 * YAML, is too deep or too large; *line (from 1; may be NULL) then tells where. */
struct doc *yaml_parse(struct arena *a, struct span text, size_t *line);

/* Writes a document in blocks, texts in double quotes. */
void yaml_write(struct buf *b, const struct doc *d);

#endif
