/* Queues for tests: made, filled and polled by one line each. */
#include "tests/support/emulator/queues.h"

#include <stdio.h>
#include <string.h>

#include "emulator/base/files.h"
#include "emulator/services/sqs/sqs_store.h"
#include "emulator/store/store.h"
#include "emulator/store/template.h"

char last_handle[512];

void queue(const char *name, const char *attributes)
{
    must("sqs", "CreateQueue", "{\"QueueName\":\"%s\",\"Attributes\":{%s}}", name, attributes);
}

static void keep_handle(const struct doc *message)
{
    snprintf(last_handle, sizeof last_handle, "%.*s", SPAN_ARG(doc_get_str(message, "ReceiptHandle")));
}

void receive_keeping(const char *name, int count, const char *more, const char *expected)
{
    struct call *c =
        ask("sqs", "ReceiveMessage", "{\"QueueUrl\":\"" URL "%s\",\"MaxNumberOfMessages\":%d%s}", name, count, more);
    struct doc *messages = doc_get(c->out, "Messages");
    struct buf bodies = { 0 };

    if (c->fault.kind) fail_msg("%s", c->fault.message);
    for (size_t i = 0; i < doc_count(messages); i++)
        buf_printf(&bodies, "%s%.*s", i ? " " : "", SPAN_ARG(doc_get_str(doc_at(messages, i), "Body")));
    assert_span_equal(buf_span(&bodies), expected);
    if (doc_count(messages)) keep_handle(doc_at(messages, doc_count(messages) - 1));
    buf_release(&bodies);
    call_free(c);
}

void receive_is(const char *name, int count, const char *more, const char *expected)
{
    char kept[sizeof last_handle];

    memcpy(kept, last_handle, sizeof kept);
    receive_keeping(name, count, more, expected);
    memcpy(last_handle, kept, sizeof kept);
}

void receive_from(const char *name, const char *expected)
{
    struct call *c = ask("sqs", "ReceiveMessage", "{\"QueueUrl\":\"" URL "%s\"}", name);
    struct doc *m = doc_at(doc_get(c->out, "Messages"), 0);

    assert_span_equal(doc_get_str(m, "Body"), expected);
    keep_handle(m);
    call_free(c);
}

void counts_are(const char *name, const char *expected)
{
    struct call *c =
        ask("sqs", "GetQueueAttributes", "{\"QueueUrl\":\"" URL "%s\",\"AttributeNames\":[\"All\"]}", name);
    struct doc *a = doc_get(c->out, "Attributes");
    struct buf text = { 0 };

    buf_printf(&text, "%s %s %s", doc_get_cstr(a, "ApproximateNumberOfMessages"),
               doc_get_cstr(a, "ApproximateNumberOfMessagesNotVisible"),
               doc_get_cstr(a, "ApproximateNumberOfMessagesDelayed"));
    assert_string_equal(text.data, expected);
    buf_release(&text);
    call_free(c);
}

struct pending *poll_start(const char *name, int count)
{
    return pending_start(call_prepare("sqs", "ReceiveMessage",
                                      "{\"QueueUrl\":\"" URL "%s\",\"MaxNumberOfMessages\":%d,\"WaitTimeSeconds\":20}",
                                      name, count));
}

void poll_ends_with(struct pending *p, const char *body)
{
    struct call *c = pending_end(p);

    assert_null(c->fault.kind);
    assert_span_equal(doc_get_str(doc_at(doc_get(c->out, "Messages"), 0), "Body"), body);
    call_free(c);
}

#define SCRIPTS_MAX 16

void older_database(int scripts, int (*fill)(struct db *db, void *unused))
{
    const char *older[SCRIPTS_MAX] = { NULL }, *error = "";
    struct store_schema before[] = { { "sqs", older }, { NULL, NULL } };

    assert_true(scripts < SCRIPTS_MAX);
    template_register(NULL, 0); /* which has today's tables */
    memcpy(older, sqs_schema, (size_t)scripts * sizeof *older);
    world_stop();
    directory_remove(world_directory());
    assert_int_equal(directory_make(world_directory()), 0);
    assert_int_equal(store_open(world_directory(), STORE_NORMAL, before, &error), 0);
    assert_int_equal(store_write(fill, NULL), STORE_COMMITTED);
    store_close();
    world_start();
}
