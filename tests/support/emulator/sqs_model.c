/* A naive queue, to hold the real one against. */
#include "tests/support/emulator/sqs_model.h"

#include <stdlib.h>
#include <string.h>

/* --- one message -------------------------------------------------------------------------------------------------- */

static bool is_expired(const struct model_message *m)
{
    return m->sent_ms + MODEL_RETENTION_MS <= clock_now_ms();
}

bool model_is_there(const struct model_message *m)
{
    return !m->is_gone && !is_expired(m);
}

static bool is_in_flight(const struct model_message *m)
{
    return model_is_there(m) && m->was_received_here && m->visible_ms > clock_now_ms();
}

static bool is_delayed(const struct model *m, const struct model_message *one)
{
    return !one->was_received_here && one->visible_ms + m->delay_ms[one->queue] > clock_now_ms();
}

static bool is_exhausted(const struct model_message *m)
{
    return m->queue == MAIN && m->receives >= MODEL_RECEIVES;
}

/* --- sending ------------------------------------------------------------------------------------------------------ */

struct model_duplicate *model_duplicate_find(struct model *m, int group, int body, bool is_by_id)
{
    unsigned room = sizeof m->duplicates / sizeof *m->duplicates;
    unsigned first = m->duplicate_count > room ? m->duplicate_count - room : 0;

    for (unsigned i = m->duplicate_count; i-- > first;) {
        struct model_duplicate *d = &m->duplicates[i % room];
        if (d->body == body && d->is_by_id == is_by_id && d->group == (m->is_by_group ? group : -1))
            return d->expires_ms > clock_now_ms() ? d : NULL;
    }
    return NULL;
}

/* Room by forgetting those gone, but for the last ones, whose handles are still tried. */
static void compact(struct model *m)
{
    int kept = 0;

    for (int i = 0; i < m->count; i++)
        if (!m->messages[i].is_gone || i > m->count - 100) m->messages[kept++] = m->messages[i];
    m->count = kept;
    if (m->count < m->room / 2) return;
    m->room = m->room ? 2 * m->room : 1024;
    m->messages = realloc(m->messages, (size_t)m->room * sizeof *m->messages);
    if (!m->messages) abort();
}

struct model_message *model_send(struct model *m, int group, int body, int64_t delay_ms)
{
    struct model_message *one;

    if (m->count == m->room) compact(m);
    one = &m->messages[m->count++];
    *one = (struct model_message){ .place = m->places++,
                                   .group = group,
                                   .body = body,
                                   .sent_ms = clock_now_ms(),
                                   .visible_ms = clock_now_ms() + delay_ms };
    return one;
}

/* --- receiving ---------------------------------------------------------------------------------------------------- */

struct receive {
    struct model *model;
    int queue, count, moved;
    int64_t visibility_ms;
    struct model_received out;
};

static bool is_given(const struct receive *r, const struct model_message *m)
{
    for (int i = 0; i < r->out.count; i++)
        if (r->out.messages[i] == m) return true;
    return false;
}

static void take(struct receive *r, struct model_message *m)
{
    if (is_expired(m)) {
        m->is_gone = true;
        r->moved++;
    } else if (is_exhausted(m)) {
        m->queue = DEAD;
        m->was_received_here = false;
        m->visible_ms = clock_now_ms();
        if (r->model->is_fifo) m->sent_ms = clock_now_ms();
        r->moved++;
    } else {
        m->receives++;
        m->was_received_here = true;
        m->visible_ms = clock_now_ms() + r->visibility_ms;
        r->out.messages[r->out.count++] = m;
    }
}

/* Who is next: the one that became visible first. */
static struct model_message *next_standard(const struct receive *r)
{
    struct model_message *best = NULL;

    for (int i = 0; i < r->model->count; i++) {
        struct model_message *m = &r->model->messages[i];
        if (m->is_gone || m->queue != r->queue || m->visible_ms > clock_now_ms() || is_given(r, m)) continue;
        if (!best || m->visible_ms < best->visible_ms || (m->visible_ms == best->visible_ms && m->place < best->place))
            best = m;
    }
    return best;
}

/* The group's first message behind a place. Messages are in the order of their places. */
static struct model_message *next_of_group(const struct model *model, int queue, int group, long behind)
{
    for (int i = 0; i < model->count; i++) {
        struct model_message *m = &model->messages[i];
        if (!m->is_gone && m->queue == queue && m->group == group && m->place > behind) return m;
    }
    return NULL;
}

static bool is_blocked(const struct model *m, int queue, int group)
{
    const struct model_message *head = next_of_group(m, queue, group, -1);

    return head && is_in_flight(head);
}

/* When a head became ready: it was sent, or came back. */
static int64_t ready_ms(const struct model_message *head)
{
    int64_t expires_ms = head->sent_ms + MODEL_RETENTION_MS;

    if (!head->was_received_here) return head->sent_ms;
    return head->visible_ms < expires_ms ? head->visible_ms : expires_ms;
}

static bool is_before(const struct model_message *a, const struct model_message *b)
{
    if (ready_ms(a) != ready_ms(b)) return ready_ms(a) < ready_ms(b);
    return a->was_received_here != b->was_received_here ? b->was_received_here : a->place < b->place;
}

/* The first head of the groups that have not had their turn. */
static struct model_message *next_head(const struct receive *r, const bool *had_turn)
{
    struct model_message *best = NULL;

    for (int g = 0; g < MODEL_GROUPS; g++) {
        struct model_message *m = had_turn[g] ? NULL : next_of_group(r->model, r->queue, g, -1);
        if (!m || is_delayed(r->model, m)) continue;
        if (!best || is_before(m, best)) best = m;
    }
    return best;
}

static void receive_fifo(struct receive *r)
{
    bool had_turn[MODEL_GROUPS];
    struct model_message *head, *m;

    for (int g = 0; g < MODEL_GROUPS; g++) had_turn[g] = is_blocked(r->model, r->queue, g);
    while (r->out.count < r->count && (head = next_head(r, had_turn))) {
        int group = head->group;
        long behind = -1;
        had_turn[group] = true;
        while (r->out.count < r->count && (m = next_of_group(r->model, r->queue, group, behind))) {
            if (is_delayed(r->model, m) || is_in_flight(m)) break;
            behind = m->place;
            take(r, m);
        }
    }
}

struct model_received model_receive(struct model *m, int queue, int count, int64_t visibility_ms)
{
    struct receive r = { .model = m, .queue = queue, .count = count, .visibility_ms = visibility_ms };
    struct model_message *one;

    if (m->is_fifo) receive_fifo(&r);
    else
        while (r.out.count < count && (one = next_standard(&r))) take(&r, one);
    if (r.moved) model_sweep(m, queue);
    return r.out;
}

static struct model_message *find(const struct model *m, long place)
{
    for (int i = 0; i < m->count; i++)
        if (m->messages[i].place == place) return &m->messages[i];
    return NULL;
}

static bool attempt_is_good(const struct model *m, const struct model_attempt *a)
{
    if (!a->count || a->expires_ms <= clock_now_ms()) return false;
    for (int i = 0; i < a->count; i++) {
        struct model_message *one = find(m, a->left[i].place);
        if (!one || one->queue != MAIN || !is_in_flight(one)) return false;
        if (one->receives != a->left[i].receives || one->visible_ms != a->left[i].visible_ms) return false;
    }
    return true;
}

struct model_received model_receive_attempt(struct model *m, int attempt, int count, int64_t visibility_ms)
{
    struct model_attempt *a = &m->attempts[attempt];
    struct model_received r = { 0 };

    if (attempt_is_good(m, a)) {
        for (r.count = 0; r.count < a->count; r.count++) {
            r.messages[r.count] = find(m, a->left[r.count].place);
            r.messages[r.count]->visible_ms = clock_now_ms() + visibility_ms;
        }
    } else {
        r = model_receive(m, MAIN, count, visibility_ms);
    }
    if (!r.count) return r;
    *a = (struct model_attempt){ .count = r.count, .expires_ms = clock_now_ms() + MODEL_DEDUPLICATION_MS };
    for (int i = 0; i < r.count; i++) {
        a->left[i].place = r.messages[i]->place;
        a->left[i].receives = r.messages[i]->receives;
        a->left[i].visible_ms = r.messages[i]->visible_ms;
    }
    return r;
}

/* The first message of a group that is past no retention must be ready. */
static bool has_ready_group(const struct model *m, int queue)
{
    for (int g = 0; g < MODEL_GROUPS; g++) {
        const struct model_message *head = next_of_group(m, queue, g, -1);
        while (head && is_expired(head)) head = next_of_group(m, queue, g, head->place);
        if (head && !is_delayed(m, head) && !is_blocked(m, queue, g)) return true;
    }
    return false;
}

bool model_has_visible(const struct model *m, int queue)
{
    if (m->is_fifo) return has_ready_group(m, queue);
    for (int i = 0; i < m->count; i++) {
        const struct model_message *one = &m->messages[i];
        if (one->queue != queue || !model_is_there(one)) continue;
        if (one->visible_ms <= clock_now_ms()) return true;
    }
    return false;
}

/* --- the whole ---------------------------------------------------------------------------------------------------- */

struct model_counts model_count(const struct model *m, int queue)
{
    struct model_counts n = { 0 };

    for (int i = 0; i < m->count; i++) {
        const struct model_message *one = &m->messages[i];
        if (one->queue != queue || !model_is_there(one)) continue;
        if (is_in_flight(one)) n.in_flight++;
        else if (m->is_fifo ? is_delayed(m, one) : one->visible_ms > clock_now_ms()) n.delayed++;
        else n.visible++;
    }
    return n;
}

void model_sweep(struct model *m, int queue)
{
    for (int i = 0; i < m->count; i++)
        if (m->messages[i].queue == queue && is_expired(&m->messages[i])) m->messages[i].is_gone = true;
}

void model_purge(struct model *m)
{
    for (int i = 0; i < m->count; i++)
        if (m->messages[i].queue == MAIN) m->messages[i].is_gone = true;
    m->duplicate_count = 0;
    memset(m->attempts, 0, sizeof m->attempts);
}
