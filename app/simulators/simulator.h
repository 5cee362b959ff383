/* The frame of a simulated partner: options, HTTP, JSON, idempotency, misbehaviour, start and stop. A simulator gives
 * it what it does with one valid request.
 *
 *     POST /THINGS           does the work once under the header Idempotency-Key: 201 the entry, 200 when it was done
 *                            before, 400 what is wrong, and whatever a test value asks for
 *     GET  /THINGS/KEY       200 the entry of the work done under the key, 404 where none was
 *     GET  /THINGS           {"count", "entries"} of the work done; ?orderId= narrows it
 *     GET  /health           {"status": "ok"}
 *
 * Test values are prefixes of a request's customerId: what comes through the whole application unchanged. With --chaos
 * any request may be met by one of the misbehaviours. */
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

/* Runs until SIGINT or SIGTERM; returns the exit status. */
int simulator_run(const struct simulator *simulator, int argc, char **argv);

/* For check and work: the member's string or NULL. */
const char *simulator_string(const struct cJSON *object, const char *name);

/* An upper-case hexadecimal name of `length` digits (at most 32) that follows from prefix and seed alone, written into
 * `size` bytes, and its first byte, to choose by. */
unsigned simulator_name(const char *prefix, const char *seed, unsigned length, char *name, size_t size);

#endif
