/* Writing XML. */
#ifndef NUBE_XML_H
#define NUBE_XML_H

#include "emulator/base/buf.h"

void xml_open(struct buf *b, const char *name);
void xml_close(struct buf *b, const char *name);

/* Text with & < > " escaped; CR as a character reference, so that it survives; characters that XML 1.0 has no form
 * for as U+FFFD. */
void xml_text(struct buf *b, struct span text);

/* <name>text</name> */
void xml_element(struct buf *b, const char *name, struct span text);

#endif
