/* A call that is opened before each test, and never made. */
#include "tests/support/emulator/sqs_call.h"

#include "emulator/base/json.h"
#include "emulator/core/service.h"

extern const struct service sqs_service;

struct call *sqs_call;

int sqs_call_begin(void **state)
{
    (void)state;
    sqs_call = call_new(&sqs_service, sqs_service.operations, &identity_default, SPAN("http://localhost:4566"));
    return 0;
}

int sqs_call_end(void **state)
{
    (void)state;
    call_free(sqs_call);
    return 0;
}

struct doc *sqs_call_tree(const char *json)
{
    struct doc *d = json_parse(&sqs_call->arena, span_of(json), NULL);

    if (!d) fail_msg("%s", json);
    return d;
}
