/* The words that an expression may not use as a bare attribute name. */
#ifndef NUBE_DYNAMODB_RESERVED_H
#define NUBE_DYNAMODB_RESERVED_H

#include "emulator/base/span.h"

/* Without regard to case. */
bool ddb_word_is_reserved(struct span word);

#endif
