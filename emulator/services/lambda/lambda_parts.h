/* The pool's parts, for its own files: what it is made of, and what they do for each other. Nothing outside includes this.
 *
 * One lock guards all of it. Functions here want it held unless they say otherwise; no callback is called under it, and nothing slow done
 * but spawning, which must be one step with entering the process here. */
#ifndef NUBE_LAMBDA_PARTS_H
#define NUBE_LAMBDA_PARTS_H

#include <pthread.h>

#include "emulator/services/lambda/lambda_log.h"
#include "emulator/services/lambda/lambda_pool.h"
#include "emulator/services/lambda/lambda_process.h"

#define STARTING_MAX 6 /* processes of one revision that start at a time, before the next tick */

/* An event that waits in a line or runs. */
struct invocation {
    char request_id[37], trace_id[80];
    struct span payload; /* malloc'd */
    lambda_done_fn *done;
    void *arg;
    int64_t started_us, deadline_ms;
    struct invocation *next;
};

enum instance_state { STARTING, IDLE, BUSY, ANSWERED };
enum kill_reason { NOT_KILLED, KILLED_TIMEOUT, KILLED_MEMORY, KILLED_UNWANTED };

/* A process. Freed by the watcher, once it was reaped and no Runtime API thread is inside it. */
struct instance {
    struct target *target;
    enum instance_state state;
    enum kill_reason killed;
    bool is_dead; /* reaped */
    int waiters;  /* Runtime API threads inside */
    struct lambda_process process;
    int port;
    int64_t since_us;   /* when this state began */
    int64_t init_us;    /* how long it took to its first `next`; 0 once told */
    int64_t memory_max; /* bytes, of this invocation */
    int64_t credentials_expire_ms;
    struct invocation *invocation;
    struct lambda_log log;
    char *init_error; /* malloc'd JSON */
    pthread_cond_t event;
    struct instance *next;
};

/* A revision of a function. Freed when it is outdated and has no instances, no line and no process starting. */
struct target {
    struct arena arena;
    struct lambda_function f;
    struct instance *instances;
    struct invocation *line, **line_end;
    int starting; /* processes asked for that have not called `next` yet */
    bool is_outdated;
    struct lambda_credentials credentials;
    struct target *next;
};

/* What to tell a caller: gathered under the lock, told outside it. */
struct ending {
    struct invocation *invocation;
    struct arena arena;
    struct lambda_result result;
    struct ending *next;
};

struct lambda_pool {
    pthread_mutex_t lock;
    struct target *targets;
    struct instance *by_port[65536];
    int instance_count; /* processes */
    int running;        /* invocations that wait or run */
    bool is_stopping;   /* also before the start */
};

extern struct lambda_pool lambda_pool;

/* Endings (lambda_endings.c). */
struct ending *lambda_pool_ending_new(struct invocation *v, const char *function_error);
void lambda_pool_ending_error(struct ending *e, const char *type,
                              const char *message); /* AWS's JSON for an error of the runtime's */
void lambda_pool_ending_of_response(struct ending *e, struct span payload, bool is_error);
void lambda_pool_ending_log(struct ending *e, struct instance *i); /* the report lines around the invocation's log */
void lambda_pool_endings_add(struct ending **list, struct ending *e);
void lambda_pool_endings_tell(struct ending *e); /* without the lock; frees them */

/* Targets and their lines (lambda_targets.c). */
struct target *lambda_pool_target_of(const struct lambda_function *f); /* made when there is none */
void lambda_pool_targets_sweep(void);                                  /* frees those that are done */
void lambda_pool_line_put(struct target *t, struct invocation *v);
struct invocation *lambda_pool_line_take(struct target *t);
void lambda_pool_instance_kill(struct instance *i, enum kill_reason why);

/* Has a worker start a process for the target, and counts it as starting (lambda_start.c). */
void lambda_pool_instance_start(struct target *t);

/* The watcher (lambda_watch.c): one thread for logs, ends, deadlines, memory and idle processes. */
void lambda_pool_watch_start(void);
void lambda_pool_watch_stop(void); /* waits until every process is gone; without the lock */
void lambda_pool_watch_wake(void);
void lambda_pool_watch_add(struct instance *i);

#endif
