/* What would have gone to telephones and apps: kept, and shown to tests.
 *
 *   GET, DELETE /_nube/sns/platform-endpoint-messages  ?endpointArn= &accountId= &region=
 *   GET, DELETE /_nube/sns/sms-messages                ?phoneNumber= &accountId= &region=
 *   GET         /_nube/sns/subscription-tokens/ARN
 *   POST        /_nube/sns/phone-opt-outs              {"phoneNumber": …, "accountId": …}
 *
 * The same under /_aws/sns/, where LocalStack has them. */
#ifndef NUBE_SNS_RECORDER_H
#define NUBE_SNS_RECORDER_H

#include "emulator/core/call.h"
#include "emulator/http/http.h"

enum sns_recorded { SNS_PUSH, SNS_SMS };

/* Keeps a record in the call's transaction, of the account and region of `arn`, or the caller's where it is absent. */
void sns_record(struct call *c, enum sns_recorded kind, struct span arn, struct span recipient,
                const struct doc *record);

/* The pages; those of records tell by their path's end which kind is meant. */
void sns_records_show(const struct http_request *request, struct http_response *response);
void sns_records_clear(const struct http_request *request, struct http_response *response);
void sns_subscription_token_show(const struct http_request *request, struct http_response *response);
void sns_phone_opt_out(const struct http_request *request, struct http_response *response);

#endif
