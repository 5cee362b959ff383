/* SQS against a model of itself: random operations and a moved clock, thousands of them, always the same ones for a seed (SEED). */
#include "tests/support/emulator/world.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define URL           "http://localhost:4566/000000000000/"
#define MODEL_MAX     4096
#define RETENTION_MS  (600 * INT64_C(1000))
#define VISIBILITY_MS (30 * INT64_C(1000))
#define RECEIVES_MAX  3

/* What a queue of one's own would hold. */
struct message {
    int id; /* its body */
    int64_t visible_ms, sent_ms;
    int receives;
    bool is_dead_letter, is_deleted;
    char handle[256]; /* of its last receive */
};

static struct message model[MODEL_MAX];
static int model_count;
static uint64_t seed;

static unsigned draw(unsigned below)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (unsigned)(seed % below);
}

static bool is_there(const struct message *m, bool in_dead_letters)
{
    return !m->is_deleted && m->is_dead_letter == in_dead_letters && m->sent_ms + RETENTION_MS > clock_now_ms();
}

/* Who is next: the one that became visible first. */
static struct message *model_next(bool in_dead_letters)
{
    struct message *best = NULL;

    for (int i = 0; i < model_count; i++) {
        struct message *m = &model[i];
        if (!is_there(m, in_dead_letters) || m->visible_ms > clock_now_ms()) continue;
        if (!best || m->visible_ms < best->visible_ms || (m->visible_ms == best->visible_ms && m->id < best->id))
            best = m;
    }
    return best;
}

static void send(void)
{
    struct message *m = &model[model_count];
    int delay = draw(3) ? 0 : (int)draw(60);

    if (model_count == MODEL_MAX) return;
    must("sqs", "SendMessage", "{\"QueueUrl\":\"" URL "q\",\"MessageBody\":\"%d\",\"DelaySeconds\":%d}", model_count,
         delay);
    *m =
        (struct message){ .id = model_count++, .sent_ms = clock_now_ms(), .visible_ms = clock_now_ms() + delay * 1000 };
}

static void received_as_the_model_says(const struct doc *message, bool in_dead_letters)
{
    struct message *m = model_next(in_dead_letters);

    while (m && !in_dead_letters && m->receives >= RECEIVES_MAX) {
        m->is_dead_letter = true;
        m->visible_ms = clock_now_ms();
        m = model_next(false);
    }
    if (!m && !message) return;
    if (!m || !message) fail_msg("%s was expected", m ? "a message" : "nothing");
    assert_int_equal(atoi(doc_get_cstr(message, "Body")), m->id);
    m->receives++;
    m->visible_ms = clock_now_ms() + VISIBILITY_MS;
    assert_int_equal(atoi(doc_get_cstr(doc_get(message, "Attributes"), "ApproximateReceiveCount")), m->receives);
    snprintf(m->handle, sizeof m->handle, "%s", doc_get_cstr(message, "ReceiptHandle"));
}

static void receive(void)
{
    bool in_dead_letters = draw(6) == 0;
    unsigned many = 1 + draw(10);
    struct call *c = ask("sqs", "ReceiveMessage",
                         "{\"QueueUrl\":\"" URL "%s\",\"MaxNumberOfMessages\":%u,\"AttributeNames\":[\"All\"]}",
                         in_dead_letters ? "dead" : "q", many);
    struct doc *messages = doc_get(c->out, "Messages");

    if (c->fault.kind) fail_msg("%s", c->fault.message);
    for (unsigned i = 0; i < many; i++) received_as_the_model_says(doc_at(messages, i), in_dead_letters);
    assert_true(doc_count(messages) <= many);
    call_free(c);
}

/* With its last handle, any handle there may be: also of what is deleted, or of what became visible again. */
static struct message *random_handle(void)
{
    for (int tries = 0; tries < 20 && model_count; tries++) {
        struct message *m = &model[draw((unsigned)model_count)];
        if (*m->handle) return m;
    }
    return NULL;
}

static void delete (void)
{
    struct message *m = random_handle();
    struct call *c;

    if (!m) return;
    c = ask("sqs", "DeleteMessage", "{\"QueueUrl\":\"" URL "%s\",\"ReceiptHandle\":\"%s\"}",
            m->is_dead_letter ? "dead" : "q", m->handle);
    if (!c->fault.kind) m->is_deleted = true; /* a handle of before its move is none of the dead-letter queue's */
    call_free(c);
}

static void change(void)
{
    struct message *m = random_handle();
    int seconds = (int)draw(60);
    struct call *c;
    bool is_in_flight;

    if (!m || m->is_dead_letter) return;
    is_in_flight = is_there(m, false) && m->visible_ms > clock_now_ms();
    c = ask("sqs", "ChangeMessageVisibility",
            "{\"QueueUrl\":\"" URL "q\",\"ReceiptHandle\":\"%s\",\"VisibilityTimeout\":%d}", m->handle, seconds);
    if (is_in_flight) {
        if (c->fault.kind) fail_msg("%s", c->fault.message);
        m->visible_ms = clock_now_ms() + seconds * 1000;
    } else if (m->is_deleted) {
        assert_string_equal(c->fault.kind->code, "InvalidParameterValueException");
    }
    call_free(c);
}

static void counts(void)
{
    struct call *c = ask("sqs", "GetQueueAttributes", "{\"QueueUrl\":\"" URL "q\",\"AttributeNames\":[\"All\"]}");
    struct doc *a = doc_get(c->out, "Attributes");
    int visible = 0, in_flight = 0, delayed = 0;

    for (int i = 0; i < model_count; i++) {
        if (!is_there(&model[i], false)) continue;
        visible += model[i].visible_ms <= clock_now_ms();
        in_flight += model[i].visible_ms > clock_now_ms() && model[i].receives > 0;
        delayed += model[i].visible_ms > clock_now_ms() && model[i].receives == 0;
    }
    assert_int_equal(atoi(doc_get_cstr(a, "ApproximateNumberOfMessages")), visible);
    assert_int_equal(atoi(doc_get_cstr(a, "ApproximateNumberOfMessagesNotVisible")), in_flight);
    assert_int_equal(atoi(doc_get_cstr(a, "ApproximateNumberOfMessagesDelayed")), delayed);
    call_free(c);
}

static void purge(void)
{
    struct call *c = ask("sqs", "PurgeQueue", "{\"QueueUrl\":\"" URL "q\"}");

    for (int i = 0; i < model_count && !c->fault.kind; i++)
        if (!model[i].is_dead_letter) model[i].is_deleted = true;
    call_free(c);
}

static void restart(void)
{
    world_stop();
    world_start();
}

static void play(void **state)
{
    const char *given = getenv("SEED");

    (void)state;
    seed = given ? strtoull(given, NULL, 0) : 20261124;
    print_message("SEED=%llu\n", (unsigned long long)seed);
    must("sqs", "CreateQueue", "{\"QueueName\":\"dead\",\"Attributes\":{\"MessageRetentionPeriod\":\"%d\"}}",
         (int)(RETENTION_MS / 1000));
    must(
        "sqs", "CreateQueue",
        "{\"QueueName\":\"q\",\"Attributes\":{\"MessageRetentionPeriod\":\"%d\",\"RedrivePolicy\":\"{\\\"deadLetterTargetArn\\\":"
        "\\\"arn:aws:sqs:us-east-1:000000000000:dead\\\",\\\"maxReceiveCount\\\":%d}\"}}",
        (int)(RETENTION_MS / 1000), RECEIVES_MAX);
    for (int i = 0; i < 6000; i++) {
        unsigned what = draw(1000);
        if (what < 350) send();
        else if (what < 600) receive();
        else if (what < 720) delete ();
        else if (what < 800) change();
        else if (what < 900) counts();
        else if (what < 996) world_advance(draw(4) ? draw(3000) : draw(40000));
        else if (what < 998) purge();
        else restart();
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test_setup_teardown(play, world_setup_frozen, world_teardown) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
