/* JSON text (RFC 8259) to documents and back. Numbers keep every digit; strings may hold U+0000. */
#ifndef NUBE_JSON_H
#define NUBE_JSON_H

#include "emulator/base/buf.h"
#include "emulator/base/doc.h"

struct json_error {
    size_t offset;      /* in bytes, where reading stopped */
    const char *reason; /* a constant: "unexpected character", "too deep", … */
};

#define JSON_DEPTH_MAX 128

/* Reads one value that fills the whole text, white space aside. Returns NULL and fills *error (which may be NULL)
 * when it is not JSON, not UTF-8 or nested deeper than JSON_DEPTH_MAX. Of two members with one name the last counts.
 * The document points into `text` where it can, so the text must outlive it. */
struct doc *json_parse(struct arena *a, struct span text, struct json_error *error);

/* Writes it compactly, members in their order. Blobs become base64. */
void json_write(struct buf *b, const struct doc *d);
struct span json_text(struct arena *a, const struct doc *d);

/* Writes a string with its quotes and escapes. Bytes that are not UTF-8 become U+FFFD: what is written can always be
 * read. */
void json_write_string(struct buf *b, struct span text);

#endif
