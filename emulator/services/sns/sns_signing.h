/* The key that signs notifications and its certificate: made when first needed, kept in the store.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html */
#ifndef NUBE_SNS_SIGNING_H
#define NUBE_SNS_SIGNING_H

#include "emulator/base/arena.h"
#include "emulator/core/call.h"
#include "emulator/http/http.h"
#include "emulator/store/db.h"

/* Has the key ready: in memory, else from the store, else made (which takes a good part of a second) and stored.
 * `db` is NULL off the writer's thread; on it the writer's connection. False when it cannot be made, read or stored. */
bool sns_signing_ready(struct db *db);

/* The signature of a text, in base64: version 1 by SHA-1, 2 by SHA-256. The key must be ready. Takes a millisecond. */
struct span sns_sign(struct arena *a, struct span text, int version);

/* "http://localhost:4566/SimpleNotificationService-0123….pem", with that endpoint, once the key is ready. */
struct span sns_certificate_url(struct arena *a, struct span endpoint);

/* GET of the certificate. */
bool sns_certificate_matches(const struct http_request *request);
int sns_get_certificate(struct call *c);

/* The store is another one now, or is about to be emptied. */
void sns_signing_forget(void);

#endif
