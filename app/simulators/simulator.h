/* The frame of a simulated partner: options, HTTP, JSON, idempotency, start and stop. A simulator gives it what it
 * does with one valid request.
 *
 *     POST /THINGS           does the work once under the header Idempotency-Key: 201 the entry, 200 when it was done
 *                            before, 400 what is wrong, and whatever a test value asks for
 *     GET  /THINGS           {"count", "entries"} of the work done; ?orderId= narrows it
 *     GET  /health           {"status": "ok"}
 *
 * Test values are prefixes of a request's customerId: what comes through the whole application unchanged. */
#ifndef APP_SIMULATORS_SIMULATOR_H
#define APP_SIMULATORS_SIMULATOR_H

#include <stdbool.h>

struct cJSON;

/* What a test value makes of a request. */
enum simulator_behaviour {
    SIMULATOR_REFUSES,  /* `status` with `message`, always */
    SIMULATOR_IS_DOWN,  /* 503, always */
    SIMULATOR_IS_FLAKY, /* 503 the first time under a key, then as usual */
    SIMULATOR_IS_SLOW,  /* does its work, but the first time under a key it answers only after a long while */
};

struct simulator_test_value {
    const char *customer_prefix;
    enum simulator_behaviour behaviour;
    const char *message;
};

struct simulator {
    const char *name; /* "payment" */
    const char *path; /* "/payments" */
    const char *port; /* the default one */
    int refusal_status;
    const struct simulator_test_value *test_values; /* up to the row without a prefix */
    const char *help;                               /* what the test values do, for --help */

    /* What is wrong with a request, NULL when nothing is. */
    const char *(*check)(const struct cJSON *input);
    /* The entry that stands for the work done: with "orderId". The caller's to delete. */
    struct cJSON *(*work)(const struct cJSON *input);
};

/* Runs until SIGINT or SIGTERM; returns the exit status. */
int simulator_run(const struct simulator *simulator, int argc, char **argv);

/* For check and work: the member's string or NULL. */
const char *simulator_string(const struct cJSON *object, const char *name);

/* An upper-case hexadecimal name of `length` digits (at most 32) that follows from prefix and seed alone, and its first
 * byte, to choose by. */
unsigned simulator_name(const char *prefix, const char *seed, char *name, unsigned length);

#endif
