/* What a function URL's requests call: operations of no API, which the door asks for as lambda:InvokeFunctionUrl. */
#ifndef NUBE_LAMBDA_URL_INVOKE_H
#define NUBE_LAMBDA_URL_INVOKE_H

#include "emulator/core/call.h"
#include "emulator/http/http.h"

/* Of its input FunctionName is an ARN, Payload the event, FunctionUrlAuthType the URL's. Its output is Invoke's, or,
 * streamed, call->body_out. */
const struct operation *lambda_url_operation(bool is_streamed);

/* Makes what is streamed the response, which takes the call's body; where it begins with a head of its own (of the type
 * application/vnd.awslambda.http-integration-response), by that. False: that head is none.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-response-streaming.html */
bool lambda_url_stream_answer(struct call *c, struct http_response *response);

#endif
