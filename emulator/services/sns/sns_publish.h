/* Publishing. */
#ifndef NUBE_SNS_PUBLISH_H
#define NUBE_SNS_PUBLISH_H

#include "emulator/core/call.h"

int sns_publish(struct call *c);
int sns_publish_batch(struct call *c);

/* What the two do on the caller's thread, before the writer: they check the messages and sign them. 0, or -1 with a
 * fault. */
int sns_publish_prepare(struct call *c);
int sns_publish_batch_prepare(struct call *c);

#endif
