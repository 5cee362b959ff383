/* DER (X.690): a value with its tag and length. */
#ifndef NUBE_DER_H
#define NUBE_DER_H

#include "emulator/base/buf.h"

#define DER_INTEGER    0x02
#define DER_BIT_STRING 0x03
#define DER_OID        0x06
#define DER_SEQUENCE   0x30

/* Adds one; of 16 MB at most. */
void der_add(struct buf *b, int tag, struct span value);

/* Takes the next off the front of *rest: its tag, its value, and all of its bytes. False when there is none, or it is
 * not whole. */
bool der_take(struct span *rest, int *tag, struct span *value, struct span *whole);

#endif
