/* SNS's rows of phone numbers and push endpoints. What comes back lies in the call's arena. */
#ifndef NUBE_SNS_MOBILE_STORE_H
#define NUBE_SNS_MOBILE_STORE_H

#include "emulator/core/call.h"

/* The account's attributes for text messages: a map, empty at first. */
struct doc *sns_store_sms_attributes(struct call *c);
void sns_store_sms_attributes_set(struct call *c, const struct doc *attributes);

bool sns_store_is_opted_out(struct call *c, struct span number);
void sns_store_opt_in(struct call *c, struct span number);
/* Numbers behind `after`, sorted, up to `count`. */
struct doc *sns_store_opted_out(struct call *c, struct span after, int64_t count);

struct sns_sandbox_number {
    struct span number, code;
    bool is_verified;
};
bool sns_store_sandbox_find(struct call *c, struct span number, struct sns_sandbox_number *n);
void sns_store_sandbox_put(struct call *c, const struct sns_sandbox_number *n);
void sns_store_sandbox_delete(struct call *c, struct span number);
size_t sns_store_sandbox_numbers(struct call *c, struct span after, size_t count, struct sns_sandbox_number *out);

struct sns_application {
    int64_t id;
    struct span arn;
    struct doc *attributes;
};
bool sns_store_application_find(struct call *c, struct span arn, struct sns_application *app);
void sns_store_application_insert(struct call *c, struct sns_application *app);
void sns_store_application_set(struct call *c, const struct sns_application *app);
void sns_store_application_delete(struct call *c, const struct sns_application *app); /* and its endpoints */
size_t sns_store_applications(struct call *c, struct span after, size_t count, struct sns_application *out);

struct sns_endpoint {
    int64_t id, application_id;
    struct span arn, token;
    struct doc *attributes;
};
bool sns_store_endpoint_find(struct call *c, struct span arn, struct sns_endpoint *e);
bool sns_store_endpoint_by_token(struct call *c, int64_t application_id, struct span token, struct sns_endpoint *e);
void sns_store_endpoint_insert(struct call *c, struct sns_endpoint *e);
void sns_store_endpoint_set(struct call *c, const struct sns_endpoint *e);
void sns_store_endpoint_delete(struct call *c, const struct sns_endpoint *e);
size_t sns_store_endpoints(struct call *c, int64_t application_id, int64_t after, size_t count,
                           struct sns_endpoint *out);
struct doc *sns_store_application_attributes(struct call *c, int64_t id);

#endif
