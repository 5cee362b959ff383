/* What a Task calls. */
#ifndef NUBE_ASL_RESOURCE_H
#define NUBE_ASL_RESOURCE_H

#include "emulator/base/arena.h"
#include "emulator/base/span.h"

/* What a Task calls, taken apart:
 *     arn:aws:lambda:REGION:ACCOUNT:function:NAME      service "lambda", action "", is_function
 *     arn:aws:states:::lambda:invoke                   service "lambda", action "invoke"
 *     arn:aws:states:::sqs:sendMessage.waitForTaskToken service "sqs",   action "sendMessage", pattern WAIT_TOKEN
 *     arn:aws:states:::aws-sdk:sfn:startExecution      service "sfn",    action "startExecution", is_sdk
 */
enum asl_pattern { ASL_REQUEST_RESPONSE, ASL_SYNC, ASL_SYNC_2, ASL_WAIT_TOKEN };

struct asl_resource {
    struct span arn, service, action; /* action without its pattern */
    struct span resource, type;       /* as histories show them: "sendMessage.waitForTaskToken", "sqs" */
    enum asl_pattern pattern;
    bool is_function, is_activity, is_sdk;
    bool is_map_run; /* a distributed Map's own: its children are to be run */
};

/* Does such a task end by a message from outside, rather than with the call it makes? */
bool asl_resource_is_answered_later(const struct asl_resource *r);

/* Takes a resource apart; false when it is none AWS knows the form of. */
bool asl_resource_parse(struct arena *a, struct span arn, struct asl_resource *r);

#endif
