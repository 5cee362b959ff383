/* Publishing. */
#ifndef NUBE_SNS_PUBLISH_H
#define NUBE_SNS_PUBLISH_H

#include "emulator/core/call.h"

int sns_publish(struct call *c);

#endif
