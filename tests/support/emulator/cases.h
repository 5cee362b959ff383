/* Cases that are data: files of tests/cases, and elsewhere. Paths are relative to the repository's root, where tests
 * run. */
#ifndef NUBE_CASES_H
#define NUBE_CASES_H

#include "emulator/base/doc.h"

/* The whole file, in the arena; absent when there is none. */
struct span file_read(struct arena *a, const char *path);

/* A file of JSON, which must be there and be JSON. */
struct doc *cases_read(struct arena *a, const char *path);

/* Bytes that a case has as a list of texts and of {"repeat": text, "times": n}, one behind the other. */
struct span cases_bytes(struct arena *a, const struct doc *list);

/* Is every member of `wanted` in `got`, and equal? A null wants the member absent; maps are compared in the same
 * way. */
bool cases_has_members(const struct doc *got, const struct doc *wanted);

#endif
