/* URI templates of REST operations: "/2015-03-31/functions/{FunctionName}/code", "/{proxy+}". */
#ifndef NUBE_URI_TEMPLATE_H
#define NUBE_URI_TEMPLATE_H

#include "emulator/base/doc.h"

/* Does the raw path match? Then its labels, percent-decoded, go into `labels` (a map), unless that is NULL. A label takes one segment, a
 * label with + at least one. A "?query" behind the template is ignored. A trailing slash of the path does not matter. */
bool uri_template_match(const char *template, struct span path, struct doc *labels);

#endif
