/* What calls to Step Functions ask. */
#include "emulator/services/states/states_asks.h"

#include "emulator/core/arn.h"
#include "emulator/core/ask.h"
#include "emulator/services/states/states_rules.h"

static void ask_unqualified(struct call *c, struct span text)
{
    struct states_arn arn;

    if (states_arn_parse(text, &arn) && arn.rest.data && span_is(arn.type, "stateMachine"))
        text = span_sub(text, 0, text.size - arn.rest.size - 1);
    if (text.size) ask_for(c, text);
}

void states_condition_keys(struct call *c)
{
    static const char *const members[] = { "stateMachineArn", "stateMachineVersionArn", "stateMachineAliasArn" };
    struct states_arn arn;

    for (size_t i = 0; i < sizeof members / sizeof *members; i++)
        if (states_arn_parse(doc_get_str(c->in, members[i]), &arn) && span_is(arn.type, "stateMachine"))
            ask_key(c, "states:StateMachineQualifier", arn.rest);
}

static void ask_member(struct call *c, const char *member)
{
    struct span arn = doc_get_str(c->in, member);

    if (arn.size) ask_for(c, arn);
}

static void ask_role(struct call *c)
{
    ask_pass_role(c, doc_get_str(c->in, "roleArn"), "states.amazonaws.com");
}

void states_ask_machine(struct call *c)
{
    ask_unqualified(c, doc_get_str(c->in, "stateMachineArn"));
}

void states_ask_version(struct call *c)
{
    ask_unqualified(c, doc_get_str(c->in, "stateMachineVersionArn"));
}

void states_ask_alias(struct call *c)
{
    ask_unqualified(c, doc_get_str(c->in, "stateMachineAliasArn"));
}

void states_ask_new_machine(struct call *c)
{
    ask_for(c, arn_own(c, "states", "stateMachine:%.*s", SPAN_ARG(doc_get_str(c->in, "name"))));
    ask_role(c);
}

void states_ask_machine_role(struct call *c)
{
    states_ask_machine(c);
    ask_role(c);
}

void states_ask_trial(struct call *c)
{
    ask_for(c, SPAN("*"));
    ask_role(c);
}

void states_ask_new_activity(struct call *c)
{
    ask_for(c, arn_own(c, "states", "activity:%.*s", SPAN_ARG(doc_get_str(c->in, "name"))));
}

void states_ask_machines(struct call *c)
{
    ask_for(c, arn_own(c, "states", "stateMachine:*"));
}

void states_ask_activities(struct call *c)
{
    ask_for(c, arn_own(c, "states", "activity:*"));
}

void states_ask_executions(struct call *c)
{
    if (doc_get(c->in, "mapRunArn")) states_ask_map_run(c);
    else states_ask_machine(c);
}

void states_ask_execution(struct call *c)
{
    ask_member(c, "executionArn");
}

void states_ask_map_run(struct call *c)
{
    ask_member(c, "mapRunArn");
}

void states_ask_activity(struct call *c)
{
    ask_member(c, "activityArn");
}

void states_ask_resource(struct call *c)
{
    ask_member(c, "resourceArn");
}

void states_ask_routed(struct call *c)
{
    ask_unqualified(c, doc_get_str(doc_at(doc_get(c->in, "routingConfiguration"), 0), "stateMachineVersionArn"));
}
