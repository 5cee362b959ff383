/* Form parameters whose names are paths ("Attribute.1.Name") as a tree. */
#ifndef NUBE_FORM_H
#define NUBE_FORM_H

#include "emulator/base/doc.h"

/* Adds the parameters of an application/x-www-form-urlencoded text to `root`, a map: each dot in a name is a level.
 * A name deeper than 32 levels stays flat below. A node that has a value and children keeps its value under "".
 * Returns false when there are more than 100,000 parameters. */
bool form_parse(struct doc *root, struct span text);

#endif
