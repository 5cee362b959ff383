/* Handlers of push notifications: platform applications and their endpoints. */
#ifndef NUBE_SNS_PLATFORM_H
#define NUBE_SNS_PLATFORM_H

#include "emulator/services/sns/sns_mobile_store.h"

/* "GCM" of an application's or endpoint's ARN. */
struct span sns_platform_of(struct span arn);

/* The endpoint to publish to, which must be enabled, as its application must. 0, or -1 with a fault. */
int sns_endpoint_require_enabled(struct call *c, struct span arn, struct sns_endpoint *e);

int sns_create_platform_application(struct call *c);
int sns_delete_platform_application(struct call *c);
int sns_get_platform_application_attributes(struct call *c);
int sns_set_platform_application_attributes(struct call *c);
int sns_list_platform_applications(struct call *c);
int sns_create_platform_endpoint(struct call *c);
int sns_delete_endpoint(struct call *c);
int sns_get_endpoint_attributes(struct call *c);
int sns_set_endpoint_attributes(struct call *c);
int sns_list_endpoints_by_platform_application(struct call *c);

#endif
