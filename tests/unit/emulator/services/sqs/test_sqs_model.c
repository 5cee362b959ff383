/* SQS against a model of itself: random operations and a moved clock, always the same ones for a seed. MODEL_OPERATIONS and MODEL_SEED change how many
 * and which. Every answer must be the model's, so nothing is lost, given twice or out of its order without being seen at once. */
#include "tests/support/emulator/queues.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "emulator/store/store.h"
#include "tests/support/emulator/sqs_model.h"

#define VISIBILITY_S 30
#define POLL_MS      20000

static const char *const names[2][2] = { { "q", "dead" }, { "q.fifo", "dead.fifo" } };
static struct model *model;
static uint64_t seed;
static int last_body;

static unsigned draw(unsigned below)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (unsigned)(seed % below);
}

static const char *name_of(int queue)
{
    return names[model->is_fifo][queue];
}

static void must_be_well(const struct call *c)
{
    if (c->fault.kind) fail_msg("%s: %s: %s", c->operation->name, c->fault.kind->code, c->fault.message);
}

/* --- sending ------------------------------------------------------------------------------------------------------ */

struct sending {
    int body, group, delay_s;
    bool is_by_id;
};

/* A new message, or now and then one of the latest once more. */
static struct sending sending_draw(void)
{
    struct sending s = { .group = (int)draw(MODEL_GROUPS),
                         .is_by_id = draw(2),
                         .delay_s = draw(3) ? 0 : (int)draw(60) };

    s.body = model->is_fifo && last_body > 50 && draw(5) == 0 ? last_body - (int)draw(50) : ++last_body;
    return s;
}

static void sending_write(struct buf *b, const struct sending *s)
{
    buf_printf(b, "\"MessageBody\":\"%d\"", s->body);
    if (!model->is_fifo) buf_printf(b, ",\"DelaySeconds\":%d", s->delay_s);
    else buf_printf(b, ",\"MessageGroupId\":\"g%d\"", s->group);
    if (model->is_fifo && s->is_by_id) buf_printf(b, ",\"MessageDeduplicationId\":\"%d\"", s->body);
}

static void duplicate_note(const struct sending *s, const struct doc *out)
{
    unsigned room = sizeof model->duplicates / sizeof *model->duplicates;
    struct model_duplicate *d = &model->duplicates[model->duplicate_count++ % room];

    *d = (struct model_duplicate){ .body = s->body,
                                   .group = model->is_by_group ? s->group : -1,
                                   .is_by_id = s->is_by_id,
                                   .expires_ms = clock_now_ms() + MODEL_DEDUPLICATION_MS };
    snprintf(d->id, sizeof d->id, "%s", doc_get_cstr(out, "MessageId"));
    snprintf(d->sequence, sizeof d->sequence, "%s", doc_get_cstr(out, "SequenceNumber"));
}

static void sent_as_the_model_says(const struct sending *s, const struct doc *out)
{
    struct model_duplicate *d = model->is_fifo ? model_duplicate_find(model, s->group, s->body, s->is_by_id) : NULL;
    struct model_message *m;

    if (d) {
        assert_string_equal(doc_get_cstr(out, "MessageId"), d->id);
        assert_string_equal(doc_get_cstr(out, "SequenceNumber"), d->sequence);
        return;
    }
    m = model_send(model, model->is_fifo ? s->group : 0, s->body, model->is_fifo ? 0 : s->delay_s * 1000);
    snprintf(m->id, sizeof m->id, "%s", doc_get_cstr(out, "MessageId"));
    if (model->is_fifo) duplicate_note(s, out);
}

static void send(void)
{
    struct sending s = sending_draw();
    struct buf b = { 0 };
    struct call *c;

    sending_write(&b, &s);
    c = ask("sqs", "SendMessage", "{\"QueueUrl\":\"" URL "%s\",%.*s}", name_of(MAIN), (int)b.size, b.data);
    must_be_well(c);
    sent_as_the_model_says(&s, c->out);
    buf_release(&b);
    call_free(c);
}

static void send_batch(void)
{
    struct sending s[MODEL_TEN];
    unsigned count = 1 + draw(MODEL_TEN);
    struct buf b = { 0 };
    struct call *c;

    for (unsigned i = 0; i < count; i++) {
        s[i] = sending_draw();
        buf_printf(&b, "%s{\"Id\":\"%u\",", i ? "," : "", i);
        sending_write(&b, &s[i]);
        buf_add_char(&b, '}');
    }
    c = ask("sqs", "SendMessageBatch", "{\"QueueUrl\":\"" URL "%s\",\"Entries\":[%.*s]}", name_of(MAIN), (int)b.size,
            b.data);
    must_be_well(c);
    assert_int_equal(doc_count(doc_get(c->out, "Successful")), count);
    for (unsigned i = 0; i < count; i++) sent_as_the_model_says(&s[i], doc_at(doc_get(c->out, "Successful"), i));
    buf_release(&b);
    call_free(c);
}

/* --- receiving ---------------------------------------------------------------------------------------------------- */

static void received_as_the_model_says(struct call *c, const struct model_received *r)
{
    struct doc *messages = doc_get(c->out, "Messages");

    must_be_well(c);
    for (int i = 0; i < r->count && i < (int)doc_count(messages); i++) {
        struct doc *got = doc_at(messages, (size_t)i), *attributes = doc_get(got, "Attributes");
        struct model_message *m = r->messages[i];
        assert_string_equal(doc_get_cstr(got, "MessageId"), m->id);
        assert_int_equal(atoi(doc_get_cstr(got, "Body")), m->body);
        assert_int_equal(atoi(doc_get_cstr(attributes, "ApproximateReceiveCount")), m->receives);
        assert_int_equal(atoll(doc_get_cstr(attributes, "SentTimestamp")), m->sent_ms);
        assert_int_equal(doc_get(attributes, "DeadLetterQueueSourceArn") != NULL, m->queue == DEAD);
        snprintf(m->handle, sizeof m->handle, "%s", doc_get_cstr(got, "ReceiptHandle"));
    }
    assert_int_equal(doc_count(messages), r->count);
    call_free(c);
}

static void receive(void)
{
    int queue = draw(6) == 0 ? DEAD : MAIN, count = 1 + (int)draw(MODEL_TEN);
    int visibility = draw(4) ? VISIBILITY_S : (int)draw(60), attempt = (int)draw(2 * MODEL_ATTEMPTS);
    bool has_attempt = model->is_fifo && queue == MAIN && attempt < MODEL_ATTEMPTS;
    char with_attempt[64] = "";
    struct model_received r;
    struct call *c;

    if (has_attempt) snprintf(with_attempt, sizeof with_attempt, ",\"ReceiveRequestAttemptId\":\"a%d\"", attempt);
    c = ask("sqs", "ReceiveMessage",
            "{\"QueueUrl\":\"" URL
            "%s\",\"MaxNumberOfMessages\":%d,\"VisibilityTimeout\":%d,\"AttributeNames\":[\"All\"]%s}",
            name_of(queue), count, visibility, with_attempt);
    r = has_attempt ? model_receive_attempt(model, attempt, count, visibility * 1000)
                    : model_receive(model, queue, count, visibility * 1000);
    received_as_the_model_says(c, &r);
}

/* --- waiting ------------------------------------------------------------------------------------------------------ */

/* One at a time: two would race for what moves from one queue to the other. */
static struct {
    struct pending *pending;
    int queue, count;
    int64_t deadline_ms;
} waiting;

static void poll(void)
{
    if (waiting.pending) return;
    waiting.queue = draw(3) ? MAIN : DEAD;
    waiting.count = 1 + (int)draw(MODEL_TEN);
    waiting.deadline_ms = clock_now_ms() + POLL_MS;
    waiting.pending = pending_start(call_prepare(
        "sqs", "ReceiveMessage",
        "{\"QueueUrl\":\"" URL "%s\",\"MaxNumberOfMessages\":%d,\"WaitTimeSeconds\":%d,\"VisibilityTimeout\":%d,"
        "\"AttributeNames\":[\"All\"]}",
        name_of(waiting.queue), waiting.count, POLL_MS / 1000, VISIBILITY_S));
}

static int nothing(struct db *db, void *arg)
{
    (void)db, (void)arg;
    return 0;
}

/* Whatever one thing makes the writer do next, some steps deep, is done. */
static void settle(void)
{
    for (int i = 0; i < 8; i++) store_write(nothing, NULL);
}

static void poll_end(struct model_received r)
{
    struct pending *p = waiting.pending;

    waiting.pending = NULL;
    received_as_the_model_says(pending_end(p), &r);
}

/* It ends when there is something for it, or its time is over, and not before. */
static void poll_check(void)
{
    bool is_over = waiting.pending && clock_now_ms() >= waiting.deadline_ms;
    struct model_received r = { 0 };

    if (!waiting.pending) return;
    settle();
    if (is_over || model_has_visible(model, waiting.queue))
        r = model_receive(model, waiting.queue, waiting.count, VISIBILITY_S * 1000);
    if (r.count || is_over) poll_end(r);
    else if (pending_is_done(waiting.pending)) fail_msg("a poll of %s ended", name_of(waiting.queue));
}

/* --- the others --------------------------------------------------------------------------------------------------- */

/* One that was received at some time: it may be deleted by now, or be visible again. */
static struct model_message *random_received(void)
{
    for (int tries = 0; tries < 20 && model->count; tries++) {
        struct model_message *m = &model->messages[draw((unsigned)model->count)];
        if (*m->handle) return m;
    }
    return NULL;
}

/* Its last handle is good for the queue that it is in. */
static bool is_current(const struct model_message *m)
{
    return model_is_there(m) && m->was_received_here;
}

static void delete (void)
{
    struct model_message *m = random_received();
    struct call *c;

    if (!m || (m->queue == DEAD && !m->was_received_here)) return; /* a handle of before its move is of another queue */
    c = ask("sqs", "DeleteMessage", "{\"QueueUrl\":\"" URL "%s\",\"ReceiptHandle\":\"%s\"}", name_of(m->queue),
            m->handle);
    if (model->is_fifo && model_is_there(m) && (!is_current(m) || m->visible_ms <= clock_now_ms())) {
        assert_non_null(c->fault.kind);
        assert_string_equal(c->fault.kind->code, "InvalidParameterValueException");
    } else {
        must_be_well(c);
        if (is_current(m)) m->is_gone = true;
    }
    call_free(c);
}

static void change(void)
{
    struct model_message *m = random_received();
    int seconds = draw(4) ? (int)draw(60) : 0;
    bool is_in_flight;
    struct call *c;

    if (!m || (m->queue == DEAD && !m->was_received_here)) return;
    is_in_flight = is_current(m) && m->visible_ms > clock_now_ms();
    c = ask("sqs", "ChangeMessageVisibility",
            "{\"QueueUrl\":\"" URL "%s\",\"ReceiptHandle\":\"%s\",\"VisibilityTimeout\":%d}", name_of(m->queue),
            m->handle, seconds);
    if (is_current(m) && (is_in_flight || !model->is_fifo)) {
        must_be_well(c);
        if (is_in_flight) m->visible_ms = clock_now_ms() + seconds * 1000;
    } else {
        assert_non_null(c->fault.kind);
        assert_string_equal(c->fault.kind->code, "InvalidParameterValueException");
    }
    call_free(c);
}

static void counts(void)
{
    int queue = draw(3) ? MAIN : DEAD;
    struct model_counts n = model_count(model, queue);
    char expected[64];

    snprintf(expected, sizeof expected, "%d %d %d", n.visible, n.in_flight, n.delayed);
    counts_are(name_of(queue), expected);
    model_sweep(model, queue);
}

/* What is swept in the background is swept by the time it was asked to. */
static void advance(void)
{
    settle();
    world_advance(draw(4) ? draw(3000) : draw(40000));
}

static void purge(void)
{
    struct call *c = ask("sqs", "PurgeQueue", "{\"QueueUrl\":\"" URL "%s\"}", name_of(MAIN));

    if (!c->fault.kind) model_purge(model);
    call_free(c);
}

/* A FIFO queue's delay counts for what it holds, too. */
static void delay(void)
{
    int queue = draw(3) ? MAIN : DEAD, seconds = draw(3) ? (int)draw(90) : 0;

    if (!model->is_fifo) return;
    must("sqs", "SetQueueAttributes", "{\"QueueUrl\":\"" URL "%s\",\"Attributes\":{\"DelaySeconds\":\"%d\"}}",
         name_of(queue), seconds);
    model->delay_ms[queue] = seconds * 1000;
}

/* Who waits is answered with nothing. */
static void restart(void)
{
    world_stop();
    if (waiting.pending) poll_end((struct model_received){ 0 });
    world_start();
}

/* --- playing ------------------------------------------------------------------------------------------------------ */

static void make(const char *more)
{
    int retention = (int)(MODEL_RETENTION_MS / 1000);

    must("sqs", "CreateQueue", "{\"QueueName\":\"%s\",\"Attributes\":{\"MessageRetentionPeriod\":\"%d\"%s}}",
         name_of(DEAD), retention, model->is_fifo ? ",\"FifoQueue\":\"true\"" : "");
    must(
        "sqs", "CreateQueue",
        "{\"QueueName\":\"%s\",\"Attributes\":{\"MessageRetentionPeriod\":\"%d\",\"RedrivePolicy\":\"{\\\"deadLetterTargetArn\\\":"
        "\\\"" ARN "%s\\\",\\\"maxReceiveCount\\\":%d}\"%s}}",
        name_of(MAIN), retention, name_of(DEAD), MODEL_RECEIVES, more);
}

static void act(void)
{
    unsigned what = draw(1000);

    if (what < 280) send();
    else if (what < 310) send_batch();
    else if (what < 560) receive();
    else if (what < 580) poll();
    else if (what < 720) delete ();
    else if (what < 800) change();
    else if (what < 880) counts();
    else if (what < 984) advance();
    else if (what < 996) delay();
    else if (what < 998) purge();
    else restart();
}

static void play(struct model kind, const char *more)
{
    const char *wanted = getenv("MODEL_OPERATIONS"), *from = getenv("MODEL_SEED");
    int operations = wanted ? atoi(wanted) : 4000;

    seed = from ? strtoull(from, NULL, 0) : 20261124;
    model = calloc(1, sizeof *model);
    assert_non_null(model);
    *model = kind;
    waiting.pending = NULL; /* that of a test that failed */
    make(more);
    for (int i = 0; i < operations; i++) {
        act();
        poll_check();
    }
    restart(); /* ends the poll */
    free(model->messages);
    free(model);
}

static void standard_queues(void **state)
{
    (void)state;
    play((struct model){ 0 }, "");
}

static void fifo_queues(void **state)
{
    (void)state;
    play((struct model){ .is_fifo = true }, ",\"FifoQueue\":\"true\",\"ContentBasedDeduplication\":\"true\"");
}

static void fifo_queues_with_delay_and_deduplication_by_group(void **state)
{
    (void)state;
    play((struct model){ .is_fifo = true, .is_by_group = true, .delay_ms = { 5000 } },
         ",\"FifoQueue\":\"true\",\"ContentBasedDeduplication\":\"true\",\"DelaySeconds\":\"5\",\"DeduplicationScope\":"
         "\"messageGroup\",\"FifoThroughputLimit\":\"perMessageGroupId\"");
}

int main(void)
{
#define T(test) cmocka_unit_test_setup_teardown(test, world_setup_frozen, world_teardown)
    const struct CMUnitTest tests[] = {
        T(standard_queues),
        T(fifo_queues),
        T(fifo_queues_with_delay_and_deduplication_by_group),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
