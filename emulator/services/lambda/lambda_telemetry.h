/* What extensions hear of a process by the Telemetry API, and by the Logs API before it: events in batches, posted to a
 * listener within the process, or as lines by TCP. https://docs.aws.amazon.com/lambda/latest/dg/telemetry-api.html
 *
 * Guarded by the pool's lock; what is sent is sent without it. What the listener does not take in time is lost, which
 * is told. */
#ifndef NUBE_LAMBDA_TELEMETRY_H
#define NUBE_LAMBDA_TELEMETRY_H

#include "emulator/base/doc.h"

struct lambda_telemetry; /* of a process */

struct lambda_telemetry_reply {
    int status;
    const char *error_type; /* NULL: none */
    char words[256];
    bool is_again; /* it was subscribed before */
};

/* What did not arrive. */
struct lambda_telemetry_loss {
    int64_t records, bytes;
    char reason[128];
};

/* The extension of that name wants what `asked` says, in place of what it wanted before. *t is made when there is
 * none. */
void lambda_telemetry_subscribe(struct lambda_telemetry **t, const char *name, const struct doc *asked,
                                struct lambda_telemetry_reply *reply);

/* Who is told of losses, by lambda_telemetry_send: an event of its own comes of them. */
void lambda_telemetry_losses(struct lambda_telemetry *t,
                             void (*lost)(void *arg, const struct lambda_telemetry_loss *loss), void *arg);

/* An event: of the platform's, whose record is JSON, or a line ("function", "extension"), which may be JSON, too. */
void lambda_telemetry_hear(struct lambda_telemetry *t, const char *type, struct span record, bool is_json,
                           int64_t time_ms);

/* Sends what has waited for as long as its subscriber wants it to, or all of it. Is there more to be sent, or is it
 * still under way? */
bool lambda_telemetry_send(struct lambda_telemetry *t, bool all);

void lambda_telemetry_free(struct lambda_telemetry *t);

#endif
