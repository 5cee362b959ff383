/* What calls to Pipes ask. */
#include "emulator/services/pipes/pipes_asks.h"

#include "emulator/core/arn.h"
#include "emulator/core/ask.h"

void pipes_ask_pipe(struct call *c)
{
    ask_for(c, arn_own(c, "pipes", "pipe/%.*s", SPAN_ARG(doc_get_str(c->in, "Name"))));
}

void pipes_ask_pipe_role(struct call *c)
{
    pipes_ask_pipe(c);
    ask_pass_role(c, doc_get_str(c->in, "RoleArn"), "pipes.amazonaws.com");
}
