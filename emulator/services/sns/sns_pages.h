/* The pages behind the links in e-mails. */
#ifndef NUBE_SNS_PAGES_H
#define NUBE_SNS_PAGES_H

#include "emulator/core/call.h"
#include "emulator/http/http.h"

/* GET /confirmation.html?TopicArn=…&Token=… */
bool sns_confirmation_matches(const struct http_request *request);
int sns_open_confirmation(struct call *link);

/* GET /unsubscribe.html?SubscriptionArn=… */
bool sns_unsubscribe_matches(const struct http_request *request);
int sns_open_unsubscribe(struct call *link);

#endif
