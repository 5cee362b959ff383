/* A call: one AWS operation on its way, whoever asked for it and over whatever protocol.
 *
 * Lifetime: the call owns an arena; its input, output and fault live there and are dropped with it.
 */
#ifndef NUBE_CALL_H
#define NUBE_CALL_H

#include "emulator/base/doc.h"
#include "emulator/core/fault.h"
#include "emulator/core/identity.h"

struct db;
struct service;
struct operation;
struct effect;
struct source;
struct ask;
struct ask_key;
struct http_request;
struct http_response;

struct call {
    struct arena arena;
    const struct service *service;
    const struct operation *operation;
    char request_id[53]; /* a UUID, or as long as DynamoDB's */
    struct identity who;
    char owner[13];          /* the account whose resources it is about, where that is not the caller's; else "" */
    struct span trace_id;    /* the header X-Amzn-Trace-Id it came with, or its parent's; else absent */
    struct span endpoint;    /* scheme, host and port by which the caller reached us: "http://localhost:4566" */
    int64_t now_ms;          /* the clock when the handler was (re)started */
    int64_t started_ms;      /* the clock when the call was opened: what a long poll counts from */
    int64_t began_us;        /* when it was opened by the machine's own time, which only grows: for measuring */
    struct doc *in, *out;    /* maps; `out` is filled by the handler */
    bool is_written_as_json; /* nobody looks at `out` but a codec that writes JSON: values in it may be DOC_JSON */
    struct fault_raised fault;

    /* STREAMS_IN: the payload, never NULL in `prepare`; to be read to its end, closed with the call. Where it breaks
     * off that is fault_incomplete_body, unless the call has a fault by then. */
    struct source *body_in;
    /* What trailed it, once it was read to its end: a map by the headers' names in lower case. Before that the names of
     * those that are to come, without a value. NULL: nothing can. */
    struct doc *trailers;
    /* STREAMS_OUT: the payload, on the heap: closed when it was sent, or with the call. */
    struct source *body_out;

    /* Of a data plane's call: why the request's signature does not hold, where it has one; its `kind` is NULL where it
     * does, or there is none. */
    struct fault_raised misigned;
    const struct http_request
        *request; /* of a data plane's call: what came, and what its handler answers with; else NULL */
    struct http_response *response;
    const struct http_request *caller; /* the request whose client waits for the answer; NULL: none does */
    /* A service makes it for whoever asked for what it does, in their name: their rights count, the root's too, as in a
     * request of their own. AWS: forward access sessions. */
    bool is_forwarded;
    struct ask *asks;           /* what it asks to be allowed, once ask_list was called */
    const struct ask_key *keys; /* the service's own condition keys, once ask_keys was called */
    bool has_keys;
    struct span let_by; /* the Sid in the resource's policy without which it would not be allowed; absent: none */
    struct db *db;      /* valid while the handler runs */

    /* A MAY_WAIT handler asks to be run again: see call_wait. */
    struct {
        const char *key;
        int64_t until_ms;
        bool keeps; /* what this run wrote is committed */
    } wait;
    bool
        /* set by a service's prepare: this call of an operation that WRITES writes nothing, so it runs as a reading
         * one */
        only_reads;
    bool is_final; /* waiting is over or not allowed: a call_wait now means the answer as it stands */

    struct effect *effects, **effects_end; /* what runs after the commit */

    /* How it ends. Set by whoever opened the call; called once, on any thread. */
    void (*done)(struct call *c, void *arg);
    void *done_arg;

    struct store_job *job; /* the door's */
    void *resolved;        /* a service's own: what its `resolve` found, for what it tells of resources */
    void *scratch;         /* a service's own, between the runs of a waiting or asynchronous handler */
};

/* What a handler returns. */
enum { CALL_OK = 0, CALL_FAULT = -1, CALL_WAIT = 1, CALL_PENDING = 2 };

/* Opens a call with a fresh arena, request id and time; `in` and `out` are empty maps. Free it with call_free. */
struct call *call_new(const struct service *service, const struct operation *operation, const struct identity *who,
                      struct span endpoint);
void call_free(struct call *c);

/* Opens a call without a caller, for a job on the writer, in the service's own name. Whoever opened it runs or drops
 * its effects once the job has ended (effect.h), and frees it. See chore.h for who does that. */
struct call *call_new_background(const struct service *service, struct db *db);

/* For a MAY_WAIT handler that found nothing: parks the call until call_wake is told this key, or until the clock
 * reaches `until_ms`; then the handler runs again from its start, with nothing of this run kept. Returns CALL_WAIT. The
 * key is the handler's choice, as "sqs:" + the queue's ARN. */
int call_wait(struct call *c, const char *key, int64_t until_ms);

/* The same for a run that wrote something on its way, which is kept and committed first; only its output is dropped. */
int call_wait_keeping(struct call *c, const char *key, int64_t until_ms);

/* After this call's commit, wakes up to `count` calls that wait for the key, longest waiting first. */
void call_wake(struct call *c, const char *key, int count);

/* After this call's commit runs fn on a copy of the value (of `size` bytes, perhaps none): brief, on the writer's
 * thread; not run when the call fails. The copy goes when fn returns. */
void call_after_commit(struct call *c, void (*fn)(void *value), const void *value, size_t size);

/* The same for a value that owns something, which fn passes on or frees; when the call fails, drop does. */
void call_after_commit_owning(struct call *c, void (*fn)(void *value), void (*drop)(void *value), const void *value,
                              size_t size);

/* For an ASYNC handler that has read what it needs: gives its reader back, so that c->db is NULL from then on. It must
 * do so before it begins what will end the call: that may wait for the writer, which may wait for all readers. Returns
 * 0, or -1 with a fault when the store could not be read. */
int call_leave_store(struct call *c);

/* For a reading handler whose snapshot shows what is gone by now: a newer one from here on, c->db. False: there is
 * none, or it is the writer that asks, which sees what is there. */
bool call_look_again(struct call *c);

/* Before a handler runs: lends the call a reader as c->db, where it has no connection. What was lent, NULL for
 * nothing, is what call_return_store takes back. False: none could be opened. */
bool call_lend_store(struct call *c, struct db **lent);
void call_return_store(struct call *c, struct db *lent);

/* Whatever else became of the call, the store failed under it. Returns -1. */
int call_store_failed(struct call *c);

#endif
