/* Text as the library's functions see it: characters of UTF-8, surrogates that stand alone among them. */
#ifndef NUBE_JSONATA_TEXT_H
#define NUBE_JSONATA_TEXT_H

#include "emulator/base/buf.h"

size_t jtext_char_size(struct span s);                 /* bytes of its first character, 1 at least; 0 at its end */
unsigned jtext_code_point(struct span s);              /* its first character */
void jtext_add_code_point(struct buf *b, unsigned c);  /* in UTF-8 */
size_t jtext_length(struct span s);                    /* in characters */
size_t jtext_units(struct span s);                     /* in UTF-16 units */
size_t jtext_offset(struct span s, size_t characters); /* bytes of so many characters, or all */

/* Where `part` starts in s from byte `from` on; s.size when it does not. */
size_t jtext_find(struct span s, struct span part, size_t from);

#endif
