/* Handlers of event source mappings.
 * AWS: https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html */
#ifndef NUBE_LAMBDA_SOURCES_H
#define NUBE_LAMBDA_SOURCES_H

#include "emulator/core/call.h"

int lambda_create_event_source_mapping(struct call *c);
int lambda_get_event_source_mapping(struct call *c);
int lambda_update_event_source_mapping(struct call *c);
int lambda_delete_event_source_mapping(struct call *c);
int lambda_list_event_source_mappings(struct call *c);

/* What the last four of a mapping ask. */
void lambda_ask_source(struct call *c);

#endif
