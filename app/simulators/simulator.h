/* The frame of a simulated partner: idempotency, look-up by key, misbehaviour. A simulator gives it what it does with
 * one valid request; how requests come (simulator_server.h, simulator_function.h) and where is kept what was done
 * (ledger.h, dynamodb_ledger.h) it does not know.
 *
 *     POST /THINGS           does the work once under the header Idempotency-Key: 201 the entry, 200 when it was done
 *                            before, 400 what is wrong, and whatever a test value asks for
 *     GET  /THINGS/KEY       200 the entry of the work done under the key, 404 where none was
 *     GET  /THINGS           {"count", "entries"} of the work done; ?orderId= narrows it; 501 where no list is kept
 *     GET  /health           {"status": "ok"}
 *
 * 503 is told where the ledger cannot be read or written. Test values are prefixes of a request's customerId: what
 * comes through the whole application unchanged. With chaos any request may be met by one of the misbehaviours. */
#ifndef APP_SIMULATORS_SIMULATOR_H
#define APP_SIMULATORS_SIMULATOR_H

#include <stdbool.h>
#include <stddef.h>

struct cJSON;

/* What a test value makes of a post. */
enum simulator_behaviour {
    SIMULATOR_BEHAVES,
    SIMULATOR_REFUSES,        /* the resource's refusal with `message`, always */
    SIMULATOR_IS_DOWN,        /* 503, always */
    SIMULATOR_IS_FLAKY,       /* 503 the first time under a key, then as usual */
    SIMULATOR_IS_SLOW,        /* does its work, but the first time under a key it answers only after a long while */
    SIMULATOR_IS_LATE,        /* the same, every time */
    SIMULATOR_LOSES_ANSWERS,  /* does its work and says 503, every time */
    SIMULATOR_TALKS_NONSENSE, /* does its work and answers something else than JSON, every time */
    SIMULATOR_ANSWERS_TWICE,  /* does its work and answers two times to the one request */
    SIMULATOR_IS_WORDY,       /* refuses with a reason that is too long and has control characters */
    SIMULATOR_COMPLAINS,      /* 400, always */
};

struct simulator_test_value {
    const char *customer_prefix;
    enum simulator_behaviour behaviour;
    const char *message;
};

/* One kind of work. */
struct simulator_resource {
    const char *path; /* "/payments" */
    int refusal_status;
    const struct simulator_test_value *test_values; /* up to the row without a prefix */
    /* The path whose entry under the same key must be there already, or NULL. */
    const char *basis;

    /* What is wrong with a request, NULL when nothing is; `basis` is the entry it builds on, or NULL. */
    const char *(*check)(const struct cJSON *input, const struct cJSON *basis);
    /* The entry that stands for the work done: with "orderId". The caller's to delete. */
    struct cJSON *(*work)(const struct cJSON *input);
};

enum { SIMULATOR_RESOURCES_MAX = 2 };

struct simulator {
    const char *name;                                             /* "payment" */
    const char *port;                                             /* the default one */
    const char *help;                                             /* what the test values do, for --help */
    struct simulator_resource resources[SIMULATOR_RESOURCES_MAX]; /* up to the one without a path */
};

enum { SIMULATOR_KEY_SIZE = 256, SIMULATOR_BODY_MAX = 1024 * 1024, SIMULATOR_SLOW_SECONDS = 15 };

/* Where is kept what was done, by the resource's path and the idempotency key; and, under "seen", which keys came
 * before. */
struct simulator_ledger {
    void *self;
    /* The entry, made by `make` where there is none yet, and whether it is new; the caller's to delete. NULL: nothing
     * was remembered, or it is not known whether it was. */
    struct cJSON *(*entry)(void *self, const char *path, const char *key, struct cJSON *(*make)(void *context),
                           void *context, bool *is_new);
    /* `entry` becomes the one that is there, the caller's to delete, or NULL. False: it cannot be known. */
    bool (*find)(void *self, const char *path, const char *key, struct cJSON **entry);
    /* {"count", "entries"}, of one order or all; the caller's to delete. NULL: no list is kept. */
    struct cJSON *(*list)(void *self, const char *path, const char *order_id);
};

/* A simulator at work. */
struct simulator_service {
    const struct simulator *simulator;
    struct simulator_ledger ledger;
    int chaos_percent;
    bool heeds_test_values;
};

struct simulator_request {
    const char *method;
    const char *path;
    const char *key;      /* of the header Idempotency-Key; NULL: none */
    const char *order_id; /* of ?orderId=; NULL: none */
    const char *body;     /* NULL: none */
    size_t length;
};

/* The answer. `text` is JSON (or nonsense, by intention); free it by simulator_reply_release. */
struct simulator_reply {
    int status;
    char *text;
    bool is_late;  /* it is to be sent only after a long while */
    bool is_twice; /* and two times, where the protocol lets one do that */
};

void simulator_answer(const struct simulator_service *service, const struct simulator_request *request,
                      struct simulator_reply *reply);
void simulator_reply_release(struct simulator_reply *reply);

/* For check and work: the member's string or NULL. */
const char *simulator_string(const struct cJSON *object, const char *name);

/* An upper-case hexadecimal name of `length` digits (at most 32) that follows from prefix and seed alone, written into
 * `size` bytes, and its first byte, to choose by. */
unsigned simulator_name(const char *prefix, const char *seed, unsigned length, char *name, size_t size);

#endif
