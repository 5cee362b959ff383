/* What two queues hold, a queue and its dead-letter queue, as a list of messages that is looked through from end to end: too slow to be an SQS, and
 * too simple to be wrong. Times are the frozen clock's. */
#ifndef NUBE_SQS_MODEL_H
#define NUBE_SQS_MODEL_H

#include "emulator/base/clock.h"

#define MODEL_RETENTION_MS     (600 * INT64_C(1000))
#define MODEL_DEDUPLICATION_MS (300 * INT64_C(1000))
#define MODEL_RECEIVES         3 /* then to the dead letters */
#define MODEL_GROUPS           8
#define MODEL_ATTEMPTS         3
#define MODEL_TEN              10

enum { MAIN, DEAD };

struct model_message {
    long place; /* the order of sending */
    int queue;  /* MAIN or DEAD */
    int group;  /* 0 in a standard queue */
    int body;
    char id[37];
    int64_t sent_ms, visible_ms;
    int receives;
    bool was_received_here, is_gone;
    char handle[256]; /* of its last receive */
};

/* A deduplication that was remembered. */
struct model_duplicate {
    int body, group; /* -1: of any group */
    bool is_by_id;
    int64_t expires_ms;
    char id[37], sequence[32];
};

struct model_attempt {
    int count;
    int64_t expires_ms;
    struct {
        long place;
        int receives;
        int64_t visible_ms;
    } left[MODEL_TEN];
};

struct model {
    bool is_fifo, is_by_group; /* by_group: deduplication */
    int64_t delay_ms[2];       /* of FIFO queues */
    long places;
    struct model_message *messages; /* those gone may be among them */
    int count, room;
    struct model_duplicate duplicates[4096]; /* a ring */
    unsigned duplicate_count;
    struct model_attempt attempts[MODEL_ATTEMPTS];
};

/* What a receive did: the messages that it gives, in order. */
struct model_received {
    int count;
    struct model_message *messages[MODEL_TEN];
};

/* The remembered duplicate that such a message would be of, or NULL. */
struct model_duplicate *model_duplicate_find(struct model *m, int group, int body, bool is_by_id);

struct model_message *model_send(struct model *m, int group, int body, int64_t delay_ms);

/* Receives, and moves and forgets on the way what a receive does. Pointers are good until the next model_send. */
struct model_received model_receive(struct model *m, int queue, int count, int64_t visibility_ms);

/* The same with the number of an attempt. */
struct model_received model_receive_attempt(struct model *m, int attempt, int count, int64_t visibility_ms);

/* Would a receive find any message that is visible, be it to move it? */
bool model_has_visible(const struct model *m, int queue);

bool model_is_there(const struct model_message *m); /* neither gone nor past its retention */

struct model_counts {
    int visible, in_flight, delayed;
};
struct model_counts model_count(const struct model *m, int queue);

/* Forgets those past their retention, as a look at a queue's counts or a receive that moved something makes Nube do. */
void model_sweep(struct model *m, int queue);
void model_purge(struct model *m);

#endif
