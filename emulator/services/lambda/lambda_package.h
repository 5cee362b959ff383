/* Function packages: zips, checked and unpacked. */
#ifndef NUBE_LAMBDA_PACKAGE_H
#define NUBE_LAMBDA_PACKAGE_H

#include "emulator/base/arena.h"

/* Is it a zip that Lambda would take: readable, at most 250 MB unpacked, every name inside the folder? NULL, or what is
 * wrong. *unpacked_bytes is how much that is. */
const char *lambda_package_check(struct span zip, int64_t *unpacked_bytes);

/* Unpacks into DATA/lambda/CODE, unless that is there already, whole or not at all. `code` is the hex SHA-256 of the
 * zip. Gives the folder's path in `a`, or NULL with a line in *error. Several threads may ask for the same at once. */
const char *lambda_package_unpack(struct arena *a, struct span zip, const char *code, const char **error);

/* The same for several, one over the other in their order. `name` is as one of nobody else's. */
const char *lambda_package_unpack_all(struct arena *a, const struct span *zips, int count, const char *name,
                                      const char **error);

/* The path a package of that code has. */
const char *lambda_package_path(struct arena *a, const char *code);

#endif
