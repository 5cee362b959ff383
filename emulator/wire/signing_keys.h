/* The keys that SigV4 derives of a secret, a day, a region and a service: four of the five HMACs that a signature
 * takes, the same all day. */
#ifndef NUBE_SIGNING_KEYS_H
#define NUBE_SIGNING_KEYS_H

#include "emulator/base/span.h"

/* From any thread. What does not fit into what is kept is worked out each time. */
void signing_key(struct span secret, struct span date, struct span region, struct span service, unsigned char key[32]);

#endif
