/* A look at a queue's messages that receives none: for tests, and for people.
 *
 *     GET /_nube/sqs/messages?QueueUrl=…                   all, as JSON
 *     GET /_aws/sqs/messages?QueueUrl=…                    those visible, as LocalStack has it: XML, or JSON by Accept
 *     GET /_aws/sqs/messages/REGION/ACCOUNT/NAME
 *
 * ShowInvisible and ShowDelayed (true or false) tell what else is shown, with the attributes IsVisible and
 * IsDelayed. At most 1,000 messages. */
#ifndef NUBE_SQS_PAGES_H
#define NUBE_SQS_PAGES_H

#include "emulator/http/http.h"

void sqs_messages_show(const struct http_request *request, struct http_response *response);

#endif
