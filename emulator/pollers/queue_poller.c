/* Turns of pollers: looking at the queue once, receiving, holding, cutting. */
#include "emulator/pollers/queue_poller.h"

#include <pthread.h>
#include <stdlib.h>

#include "emulator/base/clock.h"
#include "emulator/base/json.h"
#include "emulator/base/log.h"
#include "emulator/base/panic.h"
#include "emulator/core/arn.h"
#include "emulator/core/door.h"
#include "emulator/patterns/event_pattern.h"
#include "emulator/pollers/poller_records.h"
#include "emulator/pollers/queue_batches.h"

#define BYTES_MAX    ((size_t)6 * 1024 * 1024 - 1024) /* AWS: of a payload, less what is around its records */
#define WAIT_SECONDS 20

/* --- cutting ------------------------------------------------------------------------------------------------------ */

/* The batches of what a turn holds. */
struct cut {
    struct queue_poller *poller;
    struct queue_batch *open, *unwanted, *back;
    size_t bytes; /* of the open one's records */
};

static void add(struct cut *cut, struct queue_batch **b, const struct doc *message, const struct doc *record)
{
    if (!*b) *b = queue_batch_new(cut->poller);
    queue_batch_add(*b, message, record);
}

static void open_end(struct cut *cut)
{
    if (cut->open) queue_batch_deliver(cut->open);
    cut->open = NULL;
    cut->bytes = 0;
}

/* Of a FIFO queue what does not fit is received again, once its group is free. */
static void cut_message(struct cut *cut, struct arena *a, const struct doc *message)
{
    struct queue_poller *p = cut->poller;
    struct doc *record = poller_queue_record(a, message, p->plan.queue_arn, p->region);
    size_t size = json_text(a, record).size + 1;
    bool has_room = cut->bytes + size <= BYTES_MAX || !cut->open;

    if (cut->back || (p->is_fifo && !has_room)) {
        add(cut, &cut->back, message, NULL);
        return;
    }
    if (p->patterns && !event_patterns_match(p->patterns, poller_record_opened(a, record))) {
        add(cut, &cut->unwanted, message, NULL);
        return;
    }
    if (!has_room || (cut->open && (int64_t)doc_count(cut->open->records) >= p->plan.batch_size)) open_end(cut);
    add(cut, &cut->open, message, record);
    cut->bytes += size;
}

static void held_deliver(struct queue_poller *p)
{
    struct cut cut = { .poller = p };

    for (size_t i = 0; i < doc_count(p->held.messages); i++)
        cut_message(&cut, &p->held.arena, doc_at(p->held.messages, i));
    open_end(&cut);
    if (cut.unwanted) queue_batch_drop(cut.unwanted);
    if (cut.back) queue_batch_give_back(cut.back);
}

/* The poller was stopped while its receive was parked: what came all the same is for whoever receives next. */
static void held_give_back(struct queue_poller *p)
{
    struct queue_batch *back = NULL;

    for (size_t i = 0; i < doc_count(p->held.messages); i++) {
        if (!back) back = queue_batch_new(p);
        queue_batch_add(back, doc_at(p->held.messages, i), NULL);
    }
    if (back) queue_batch_give_back(back);
}

/* --- turns -------------------------------------------------------------------------------------------------------- */

static void turn_over(struct queue_poller *p, bool went_well)
{
    if (queue_poller_is_stopped(p)) held_give_back(p);
    else held_deliver(p);
    arena_reset(&p->held.arena);
    p->held.messages = NULL;
    p->held.bytes = 0;
    queue_turn_end(p, went_well);
}

static int64_t window_left_ms(const struct queue_poller *p)
{
    return p->held.first_ms + p->plan.window_ms - clock_now_ms();
}

/* How many came. */
static size_t messages_hold(struct queue_poller *p, const struct doc *messages)
{
    if (!p->held.messages) p->held.messages = doc_list(&p->held.arena);
    if (!doc_count(p->held.messages)) p->held.first_ms = clock_now_ms();
    for (size_t i = 0; i < doc_count(messages); i++) {
        doc_append(p->held.messages, doc_copy(&p->held.arena, doc_at(messages, i)));
        p->held.bytes += doc_get_str(doc_at(messages, i), "Body").size;
    }
    return doc_count(messages);
}

/* Is what is held to be delivered, after so many messages came? */
static bool is_complete(const struct queue_poller *p, size_t came)
{
    if (!p->collects || (int64_t)doc_count(p->held.messages) >= p->plan.batch_size || p->held.bytes >= BYTES_MAX)
        return true;
    if (!doc_count(p->held.messages)) return true;
    return p->plan.window_ms ? window_left_ms(p) <= 0 : came == 0;
}

static void received(struct call *c, void *arg)
{
    struct queue_poller *p = arg;
    bool has_failed = c->fault.kind;
    size_t came = 0;

    if (has_failed) queue_call_fault(p, c);
    else came = messages_hold(p, doc_get(c->out, "Messages"));
    call_free(c);
    if (!has_failed && !is_complete(p, came) && !queue_poller_is_stopped(p)) workers_submit(p->turn, p);
    else turn_over(p, !has_failed);
}

/* In whole seconds: how long the receive may wait. With something held it waits for the window's end at most. */
static int64_t wait_seconds(const struct queue_poller *p)
{
    int64_t left_ms;

    if (!doc_count(p->held.messages)) return WAIT_SECONDS;
    left_ms = p->plan.window_ms ? window_left_ms(p) : 0;
    if (left_ms <= 0) return 0;
    return left_ms > WAIT_SECONDS * 1000 ? WAIT_SECONDS : (left_ms + 999) / 1000;
}

static int64_t receive_max(struct queue_poller *p)
{
    int64_t room = p->plan.batch_size;

    if (p->collects) room -= (int64_t)doc_count(p->held.messages);
    else if (!p->is_fifo) room *= queue_poller_room(p);
    return room < QUEUE_RECEIVE_MAX ? room : QUEUE_RECEIVE_MAX;
}

static void turn_receive(struct queue_poller *p)
{
    struct call *c = queue_call_open(p, "ReceiveMessage");

    if (!c) {
        turn_over(p, false);
        return;
    }
    doc_put_int(c->in, "MaxNumberOfMessages", receive_max(p));
    doc_put_int(c->in, "WaitTimeSeconds", wait_seconds(p));
    doc_append_str(doc_put_list(c->in, "MessageSystemAttributeNames"), SPAN("All"));
    doc_append_str(doc_put_list(c->in, "MessageAttributeNames"), SPAN("All"));
    c->done = received;
    c->done_arg = p;
    door_submit(c);
}

static void looked(struct call *c, void *arg)
{
    struct queue_poller *p = arg;
    struct span visibility = doc_get_str(doc_get(c->out, "Attributes"), "VisibilityTimeout");
    bool has_failed = c->fault.kind;
    int64_t seconds = 0;

    if (has_failed) queue_call_fault(p, c);
    else p->visibility_ms = span_int(visibility, &seconds) ? seconds * 1000 : 0;
    call_free(c);
    turn_over(p, !has_failed);
}

/* AWS: the role must be allowed to, or nothing is received.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-permissions.html, lambda/latest/dg/with-sqs.html */
static void turn_look(struct queue_poller *p)
{
    struct call *c = queue_call_open(p, "GetQueueAttributes");

    if (!c) {
        turn_over(p, false);
        return;
    }
    doc_append_str(doc_put_list(c->in, "AttributeNames"), SPAN("VisibilityTimeout"));
    c->done = looked;
    c->done_arg = p;
    door_submit(c);
}

/* AWS: a role's trust counts when the role is used, not only when the owner got it. The log tells the refusal. */
static void turn(void *arg)
{
    struct queue_poller *p = arg;

    if (queue_poller_is_stopped(p)) turn_over(p, true);
    else if (!door_may_assume(NULL, p->plan.kind->service, p->plan.role, p->plan.arn)) turn_over(p, false);
    else if (p->visibility_ms < 0) turn_look(p);
    else turn_receive(p);
}

/* --- the list ----------------------------------------------------------------------------------------------------- */

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct queue_poller *pollers;

static void plan_copy(struct queue_poller *p, const struct queue_plan *plan)
{
    struct arena *a = &p->arena;

    p->plan = *plan;
    p->plan.name = arena_span(a, plan->name);
    p->plan.arn = arena_span(a, plan->arn);
    p->plan.role = arena_span(a, plan->role);
    p->plan.queue_arn = arena_span(a, plan->queue_arn);
    p->plan.endpoint = arena_span(a, plan->endpoint);
    p->plan.filters = plan->filters ? doc_copy(a, plan->filters) : NULL;
    p->plan.own = plan->own ? doc_copy(a, plan->own) : NULL;
}

static bool poller_prepare(struct queue_poller *p)
{
    struct arena *a = &p->arena;
    struct arn queue;
    bool is_valid;

    if (!arn_parse_of(p->plan.queue_arn, "sqs", &queue)) return false;
    p->region = queue.region;
    p->queue_url = arena_format(a, "%.*s/%.*s/%.*s", SPAN_ARG(p->plan.endpoint), SPAN_ARG(queue.account),
                                SPAN_ARG(queue.resource));
    p->patterns = event_patterns_read(a, p->plan.filters, &is_valid);
    p->is_fifo = span_ends(queue.resource, ".fifo");
    p->collects = p->plan.window_ms || (p->plan.batch_size > QUEUE_RECEIVE_MAX && !p->is_fifo);
    p->visibility_ms = -1;
    p->turn = turn;
    return identity_of_role(p->plan.role, arena_string(a, p->plan.name), arena_string(a, queue.region), &p->who);
}

/* Out of the list. Under the lock. */
static void poller_drop(struct queue_poller **at)
{
    struct queue_poller *p = *at;

    *at = p->next;
    queue_poller_end(p);
}

/* An ID below 0: all of the kind. Under the lock. */
static void pollers_drop(const struct queue_poller_kind *kind, int64_t id)
{
    for (struct queue_poller **at = &pollers; *at;) {
        if ((*at)->plan.kind == kind && (id < 0 || (*at)->plan.id == id)) poller_drop(at);
        else at = &(*at)->next;
    }
}

void queue_poller_stop(const struct queue_poller_kind *kind, int64_t id)
{
    pthread_mutex_lock(&lock);
    pollers_drop(kind, id);
    pthread_mutex_unlock(&lock);
}

void queue_pollers_stop(const struct queue_poller_kind *kind)
{
    queue_poller_stop(kind, -1);
}

bool queue_poller_start(const struct queue_plan *plan)
{
    struct queue_poller *p = memory_new(1, sizeof *p);

    queue_poller_stop(plan->kind, plan->id);
    plan_copy(p, plan);
    if (!poller_prepare(p)) {
        arena_release(&p->arena);
        free(p);
        return false;
    }
    pthread_mutex_lock(&lock);
    p->next = pollers;
    pollers = p;
    queue_poller_begin(p);
    pthread_mutex_unlock(&lock);
    return true;
}
