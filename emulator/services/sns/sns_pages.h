/* The pages behind the links in e-mails. */
#ifndef NUBE_SNS_PAGES_H
#define NUBE_SNS_PAGES_H

#include "emulator/http/http.h"

/* GET /confirmation.html?TopicArn=…&Token=… */
bool sns_confirmation_matches(const struct http_request *request);
void sns_confirmation_serve(const struct http_request *request, struct http_response *response);

/* GET /unsubscribe.html?SubscriptionArn=… */
bool sns_unsubscribe_matches(const struct http_request *request);
void sns_unsubscribe_serve(const struct http_request *request, struct http_response *response);

#endif
