/* Functions' unpacked code: DATA/lambda/HEX, a folder for each package that a function or a process has. */
#ifndef NUBE_LAMBDA_CODE_H
#define NUBE_LAMBDA_CODE_H

#include "emulator/services/lambda/lambda_function.h"

/* The folder of code by its digest, in base64, unpacked now if it is not. NULL with a line in *error. The folder lasts
 * as long as a function has that code, or a target of the pool has. */
const char *lambda_code_folder(struct arena *a, struct span code_sha256, const char **error);

/* The folder with the function's layers, one over the other in their order: what stands at /opt. Unpacked now if it is
 * not; it lasts as long as a target of the pool has these layers. *folder is NULL where it has none. 0, or -1 with a
 * line in *error. */
int lambda_code_layers(struct arena *a, const struct lambda_function *f, const char **folder, const char **error);

/* Are that and its layers unpacked, so that it runs when the store has other code? */
bool lambda_code_is_unpacked(const struct lambda_function *f);

/* Unpacks a package ahead of its function's first invocation. Without the pool's lock; takes as long as it takes. */
void lambda_code_prepare(const char *code_sha256);

/* Has a worker remove what no function and no target has, and what an unpacking left that was cut short. */
void lambda_code_sweep_later(void);

#endif
