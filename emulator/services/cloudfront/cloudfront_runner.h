/* Running CloudFront Functions, for TestFunction: who can do so registers itself. */
#ifndef NUBE_CLOUDFRONT_RUNNER_H
#define NUBE_CLOUDFRONT_RUNNER_H

#include "emulator/base/doc.h"

struct cloudfront_run {
    struct span code, runtime; /* "cloudfront-js-2.0" */
    struct span event;         /* JSON, as it is given to the handler */
    /* What came of it, in the arena. */
    struct span output; /* JSON of what the handler returned: {"request":{…}} or {"response":{…}}; absent: nothing */
    struct span error;  /* its own failure in words; absent: none */
    struct doc *logs;   /* a list of the lines that it logged */
    int utilization;    /* percent of the time that it may take */
};

struct cloudfront_runner {
    /* Is there what it needs on this machine? */
    bool (*is_there)(void);
    /* 0, also where the function failed; -1: it could not be run. Ends within seconds. */
    int (*run)(struct arena *a, struct cloudfront_run *run);
};

/* At the service's start. */
void cloudfront_runner_register(const struct cloudfront_runner *runner);

/* The one that registered, or NULL. */
const struct cloudfront_runner *cloudfront_runner_find(void);

#endif
