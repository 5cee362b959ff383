/* Additional metrics of a distribution: the subscription is kept and shown. */
#ifndef NUBE_CLOUDFRONT_MONITORING_H
#define NUBE_CLOUDFRONT_MONITORING_H

#include "emulator/core/call.h"

int cloudfront_create_monitoring_subscription(struct call *c);
int cloudfront_get_monitoring_subscription(struct call *c);
int cloudfront_delete_monitoring_subscription(struct call *c);

#endif
