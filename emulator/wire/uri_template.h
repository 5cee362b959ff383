/* URI templates of REST operations: "/2015-03-31/functions/{FunctionName}/code", "/{Bucket}/{Key+}?uploadId".
 * https://smithy.io/2.0/spec/http-bindings.html#http-uri */
#ifndef NUBE_URI_TEMPLATE_H
#define NUBE_URI_TEMPLATE_H

#include "emulator/base/doc.h"
#include "emulator/http/http.h"

/* Does the raw path match? Then its labels, percent-decoded, go into `labels` (a map), unless that is NULL. A label
 * takes one segment, a label with + all that is left, at least a character of it, with the slashes in it. A
 * trailing slash of the path does not matter otherwise, nor what is behind the template's "?". */
bool uri_template_match(const char *template, struct span path, struct doc *labels);

/* How well does the template fit the path and the request's query string, where all "key" and "key=value" behind
 * its "?" must be? 0: not at all; of several templates that fit the highest is meant: a literal segment counts more
 * than a label, a path more than a query. */
int uri_template_rank(const char *template, const struct http_request *request, struct span path);

#endif
