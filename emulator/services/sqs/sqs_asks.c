/* What calls to SQS ask: a queue, however the input names it. */
#include "emulator/services/sqs/sqs_asks.h"

#include "emulator/core/arn.h"
#include "emulator/core/ask.h"
#include "emulator/services/sqs/sqs_moves.h"
#include "emulator/services/sqs/sqs_rules.h"

static void ask(struct call *c, struct span region, struct span account, struct span name)
{
    if (!region.data) region = span_of(c->who.region);
    if (!account.size) account = span_of(c->who.account);
    ask_for(c, arn_make(&c->arena, "sqs", region, account, "%.*s", SPAN_ARG(name)));
}

void sqs_ask_queue(struct call *c)
{
    struct span url = doc_get_str(c->in, "QueueUrl");
    struct sqs_address address;

    if (!sqs_url_split(url, &address)) address = (struct sqs_address){ .name = url };
    ask(c, address.region, address.account, address.name);
}

void sqs_ask_named(struct call *c)
{
    ask(c, (struct span){ NULL, 0 }, doc_get_str(c->in, "QueueOwnerAWSAccountId"), doc_get_str(c->in, "QueueName"));
}

void sqs_ask_source(struct call *c)
{
    ask_for(c, doc_get_str(c->in, "SourceArn"));
}

void sqs_ask_task(struct call *c)
{
    struct span id, source_arn;

    if (sqs_task_handle_parse(&c->arena, doc_get_str(c->in, "TaskHandle"), &id, &source_arn)) ask_for(c, source_arn);
}

void sqs_ask_all(struct call *c)
{
    ask(c, (struct span){ NULL, 0 }, (struct span){ NULL, 0 }, SPAN(""));
}
