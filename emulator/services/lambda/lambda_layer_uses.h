/* The layers that a function has. */
#ifndef NUBE_LAMBDA_LAYER_USES_H
#define NUBE_LAMBDA_LAYER_USES_H

#include "emulator/services/lambda/lambda_function.h"

/* Those of the input's Layers, in their order, where it has any: versions that are there, and that the caller may have.
 * 0, or -1 with AWS's fault. */
int lambda_layers_take(struct call *c, struct lambda_function *f);

/* Is all of its code, unpacked, with its layers, as large as it may be? Its zip must be kept by now. 0, or -1. */
int lambda_layers_size_check(struct call *c, const struct lambda_function *f);

#endif
