/* Asynchronous invocations: events that wait until their function has taken them. One that fails is tried again after
 * one and after two minutes, as often as its function's configuration says, then given up; a throttled one is tried
 * again in a second, without that counting. None becomes older than six hours, or than the configuration says. What
 * became of one is told in the transaction in which it goes: see lambda_destination.h.
 * AWS: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html */
#ifndef NUBE_LAMBDA_EVENTS_H
#define NUBE_LAMBDA_EVENTS_H

#include "emulator/core/delivery.h"
#include "emulator/services/lambda/lambda_store.h"

/* Adds the event in the call's transaction; the trace that it comes with, or absent. */
void lambda_event_add(struct call *c, const struct lambda_function *f, struct span request_id, struct span trace_id,
                      struct span payload);

extern const struct delivery_kind lambda_event_delivery;

#endif
