#include "tests/support/emulator/sqs_call.h"

#include "emulator/base/json.h"
#include "emulator/core/service.h"

extern const struct service sqs_service;

struct call *c;

int begin(void **state)
{
    (void)state;
    c = call_new(&sqs_service, sqs_service.operations, &identity_default, SPAN("http://localhost:4566"));
    return 0;
}

int end(void **state)
{
    (void)state;
    call_free(c);
    return 0;
}

struct doc *of(const char *json)
{
    struct doc *d = json_parse(&c->arena, span_of(json), NULL);

    if (!d) fail_msg("%s", json);
    return d;
}
