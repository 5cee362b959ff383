/* What the pool of processes is made of: revisions of functions with their processes, and lines of events that wait for
 * one.
 *
 * One lock guards all of it. Functions of the pool's files (targets, endings, start, watch, pool) want it held unless
 * they say otherwise; no callback is called under it, and nothing slow done but spawning, which must be one step with
 * entering the process here. */
#ifndef NUBE_LAMBDA_TARGETS_H
#define NUBE_LAMBDA_TARGETS_H

#include <pthread.h>

#include "emulator/services/lambda/lambda_extension_api.h"
#include "emulator/services/lambda/lambda_log.h"
#include "emulator/services/lambda/lambda_platform.h"
#include "emulator/services/lambda/lambda_process.h"
#include "emulator/services/lambda/lambda_runtime_api.h"
#include "emulator/services/lambda/lambda_store.h"
#include "emulator/services/lambda/lambda_stream.h"
#include "emulator/services/lambda/lambda_telemetry.h"

#define LAMBDA_TRACE_SIZE 512
#define LAMBDA_STARTS_MAX 3

struct lambda_result {
    const char
        *throttle_reason;       /* a limit of concurrency is reached, in AWS's word for it; nothing ran. NULL: it did */
    bool is_throttled;          /* so it is */
    const char *function_error; /* "Unhandled", or NULL after a success */
    struct span payload;        /* the function's result, or the error as JSON */
    struct span log_tail;       /* the last 4 KB of its log, where that is wanted */
};

/* Called once, on any thread, without locks; the result is valid during the call only. Where a stream takes the answer
 * that tells all, and this is called only when it is throttled: then the stream is still to be ended, too. */
typedef void lambda_done_fn(const struct lambda_result *result, void *arg);

/* What is asked of the pool. */
struct lambda_request {
    const char *id; /* of the invocation */
    struct span payload;
    struct span trace_id;                         /* as it came; absent: a new one */
    struct span client_context, cognito_identity; /* JSON for the process, of 4096 bytes at most; absent: none */
    struct lambda_stream *stream;                 /* takes the answer piece by piece; NULL: `done` has it whole */
    bool wants_log;                               /* the tail */
    lambda_done_fn *done;
    void *arg;
};

/* An event that waits in a line or runs. */
struct lambda_invocation {
    char request_id[37], trace_id[LAMBDA_TRACE_SIZE];
    char invoked_arn[320]; /* with the qualifier that it was invoked by */
    struct span payload;   /* malloc'd, as those two */
    struct span client_context, cognito_identity;
    struct lambda_target *target;
    struct lambda_stream *stream; /* takes the answer; or NULL */
    int64_t streamed_bytes;       /* of an answer that comes in pieces */
    int64_t begun_us;             /* when it began */
    bool is_streamed, is_truncated;
    bool wants_log;
    bool is_inline; /* the start before has failed: another one is part of it */
    lambda_done_fn *done;
    void *arg;
    int64_t lined_us; /* when it came to its line; 0: it did not wait */
    int64_t started_us, deadline_ms;
    _Atomic int holders; /* who still need it */
    struct lambda_invocation *next;
};

enum lambda_instance_state { STARTING, IDLE, BUSY, ANSWERED };
enum lambda_kill_reason {
    NOT_KILLED,
    KILLED_TIMEOUT,
    KILLED_MEMORY,
    KILLED_EXTENSION, /* one said that it failed, or ended */
    KILLED_FAILURE,   /* its runtime ended */
    KILLED_UNWANTED,
};

/* The report of an invocation that was answered: it is heard when the runtime asks for more, since that takes its time,
 * too. */
struct lambda_heard {
    struct lambda_report report;
    int64_t at_us; /* 0: there is none */
    char request_id[37], trace[LAMBDA_TRACE_SIZE], error_type[128];
};

/* A process. Freed by the watcher, once it was reaped. */
struct lambda_instance {
    struct lambda_target *target;
    enum lambda_instance_state state;
    enum lambda_kill_reason killed;
    struct lambda_process process;
    struct lambda_endpoint *endpoint; /* its Runtime API, whose owner it is while it is here */
    int64_t since_us;                 /* when this state began */
    int64_t init_us;                  /* how long it took to its first `next`; 0 once told */
    int64_t memory_max;               /* bytes, so far */
    int64_t memory_at_us;             /* when they were looked at */
    int64_t credentials_expire_ms;
    struct lambda_invocation *invocation;
    char answered_id[37]; /* of the invocation that was answered last */
    bool is_frozen;
    bool is_giving; /* its answer's pieces: its end waits a moment */
    struct lambda_log log;
    char *init_error; /* malloc'd JSON */
    char init_error_type[128];
    bool asks;                            /* the runtime waits for an event */
    struct lambda_extensions *extensions; /* NULL: there are none */
    struct lambda_telemetry *telemetry;   /* NULL: nobody listens */
    struct lambda_heard heard;            /* what is kept for them */
    const char *extension_error;          /* one has said that it failed: "Extension.InitError"; NULL: none */
    int64_t kill_at_us;                   /* it is shutting down, until then; 0: it is not */
    int64_t runtime_kill_at_us;           /* its runtime until then; 0: that has ended */
    bool is_told;                         /* whoever had it run has been told its end */
    struct lambda_instance *next;
};

/* A revision of a function. Freed when it is outdated and has no instances, no line and no process starting. */
struct lambda_target {
    struct arena arena;
    struct lambda_function f;
    const char *wrap; /* somebody debugs it, under this command: no time and no memory is too much. NULL: nobody does */
    struct lambda_instance *instances;
    struct lambda_invocation *line, **line_end;
    int starting;          /* processes asked for that have not called `next` yet */
    int running;           /* its invocations that wait or run */
    int64_t start_us;      /* how long the last start took */
    int64_t run_us;        /* how long its invocations take, as it were lately; 0: none has ended yet */
    int64_t provisioned;   /* so many processes are kept ready */
    bool is_provided;      /* that was told in this round */
    int64_t successor_id;  /* the version that takes that over once it is ready; 0: none */
    char provided_as[129]; /* the qualifier that has them provisioned */
    int64_t ready_for;     /* of those, so many were ready at once */
    int failed_starts;     /* in a row: after LAMBDA_STARTS_MAX nothing is started but for those that wait */
    bool is_outdated;
    struct lambda_credentials credentials;
    struct lambda_target *next;
};

struct lambda_pool {
    pthread_mutex_t lock;
    struct lambda_target *targets;
    int instance_count; /* processes */
    int running;        /* invocations that wait or run */
    uint64_t begun;     /* so many so far */
    bool is_stopping;   /* also before the start */
};

extern struct lambda_pool lambda_pool;

struct lambda_target *lambda_target_of(const struct lambda_function *f); /* made when there is none */
bool lambda_targets_sweep(void); /* frees those that are done; were there any? Then lambda_code_sweep_later */
/* An invocation took so long. */
void lambda_target_ran(struct lambda_target *t, int64_t us);

/* How many more processes are wanted now: for those that wait and find none that is free, or will be sooner than
 * another one would have started, and for what is provisioned. A few at a time. */
int lambda_target_wants(const struct lambda_target *t);
int64_t lambda_target_ready(const struct lambda_target *t); /* processes that have started */
void lambda_line_put(struct lambda_target *t, struct lambda_invocation *v);
struct lambda_invocation *lambda_line_take(struct lambda_target *t); /* the first, or NULL */
void lambda_instance_kill(struct lambda_instance *i, enum lambda_kill_reason why);

#endif
