/* Form parameters whose names are paths ("Attribute.1.Name") as a tree. */
#ifndef NUBE_FORM_H
#define NUBE_FORM_H

#include "emulator/base/doc.h"
#include "emulator/http/http.h"

/* Adds the parameters of an application/x-www-form-urlencoded text to `root`, a map: each dot in a name is a level.
 * A name deeper than 32 levels stays flat below. A node that has a value and children keeps its value under "".
 * Returns false when there are more than 100,000 parameters. */
bool form_parse(struct doc *root, struct span text);

/* Is the body a form that names an Action? Then *action is its value, as it came: encoded. A text of JSON is none,
 * though curl sends it as one when it is not told otherwise. */
bool form_action(const struct http_request *request, struct span *action);

#endif
