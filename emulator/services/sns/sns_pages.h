/* The pages behind the links in e-mails. */
#ifndef NUBE_SNS_PAGES_H
#define NUBE_SNS_PAGES_H

#include "emulator/http/http.h"

/* GET /confirmation.html?TopicArn=…&Token=… and /unsubscribe.html?SubscriptionArn=…; true when the path was one of them. */
bool sns_pages_serve(const struct http_request *request, struct http_response *response);

#endif
