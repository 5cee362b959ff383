/* Codecs by cases that are data: {"read": [request, tree or error], "write": [tree, answer]}.
 *
 *     read:  "shape", "method" (POST), "target" (/), "headers", "body" or "hex"; then "tree", or "error" and, unless
 *            that is SerializationException, "code"
 *     write: "shape", "tree"; then "status" (200), "headers" (null: it is not there), "body" or "hex"
 *
 * In trees {"$blob": base64} stands for bytes. "shape" names the operation of the suite. */
#ifndef NUBE_WIRE_CASES_H
#define NUBE_WIRE_CASES_H

#include "emulator/wire/codecs.h"

struct wire_suite {
    const struct codec *codec;
    const struct service *service;
    const struct operation *operations; /* ends with a NULL name */
};

/* Plays all of the file's cases, of which there must be so many at least; fails the test when one does not hold. */
void wire_cases_hold(const struct wire_suite *suite, const char *path, int at_least);

/* Does one of a request's bytes hold? What does not is told. */
bool wire_read_holds(const struct wire_suite *suite, struct arena *a, struct doc *row, struct span request);

/* Writes a case's tree as an answer, whose body is the caller's to release. */
void wire_write(const struct wire_suite *suite, struct arena *a, struct doc *row, struct http_response *response);

#endif
