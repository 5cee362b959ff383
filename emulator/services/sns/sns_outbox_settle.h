/* What becomes of a delivery once a try has ended. */
#ifndef NUBE_SNS_OUTBOX_SETTLE_H
#define NUBE_SNS_OUTBOX_SETTLE_H

#include "emulator/http/http_client.h"
#include "emulator/services/sns/sns_queues.h"

enum sending_outcome {
    SENDING_DONE,
    SENDING_REFUSED, /* it makes no sense to try again */
    SENDING_FAILED
};

/* An outbox row that is being tried; on the heap, with an arena of its own. */
struct sending {
    struct arena arena;
    int64_t id, attempts; /* those before this one */
    struct span lane;     /* the subscription's ARN */
    struct doc *delivery; /* what sns_outbox_add wrote */
    struct span body;
    const char *url;
    struct http_client_request request;
    enum sending_outcome outcome;
    int slot;
    bool is_settled; /* its slot is kept only so that it is not picked again */
    long generation;
};

/* A call that settles it on the writer, to be submitted to the door: removes the row, puts it off, or gives it to the dead-letter queue. */
struct call *sns_settle_open(struct sending *s);

#endif
