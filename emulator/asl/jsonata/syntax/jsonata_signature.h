/* Signatures of functions: `<s-nn?:s>`. */
#ifndef NUBE_JSONATA_SIGNATURE_H
#define NUBE_JSONATA_SIGNATURE_H

#include "emulator/asl/jsonata/syntax/jsonata_nodes.h"

struct jsignature;

/* Reads it from its text, with the angle brackets. NULL with *fault (S0401, S0402) when it is wrong. */
struct jsignature *jsignature_new(struct arena *a, struct span text, struct jfault *fault);

/* Checks `count` arguments and lays them out by the parameters: the context where one may be left out and is, arrays
 * where arrays are wanted. Gives them, how many in *laid_out, or NULL with *fault (T0410, T0411, T0412). */
struct jval *jsignature_check(struct arena *a, const struct jsignature *s, const struct jval *arguments, int count,
                              struct jval context, int *laid_out, struct jfault *fault);

#endif
