/* Sessions: temporary credentials, whom they stand for, and what their maker gave along.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp.html */
#ifndef NUBE_STS_SESSION_H
#define NUBE_STS_SESSION_H

#include "emulator/base/doc.h"
#include "emulator/core/call.h"

/* What never changes of a session. Absent where it was not given. */
struct sts_session {
    int64_t issued_ms;
    int64_t mfa_ms;         /* when its maker proved themselves by a device's code; 0: they did not */
    struct doc *policies;   /* the session's policies: a list of documents as texts; NULL: it is not limited */
    struct doc *tags;       /* a map, or NULL */
    struct doc *transitive; /* keys of tags that go on to sessions made by this one: a list, or NULL */
    struct span source_identity;
    struct span provider; /* of a web identity: the ARN of the provider */
    struct span maker;    /* the ARN of who made it: of a federated user, whose permissions it has */
};

extern const char *const sts_schema[];

/* Is it the id of a session's key, by how it begins? */
bool sts_session_may_be(struct span access_key_id);

/* By the access key's id; all lies in the arena. False: there is none (whether the store failed is for the caller to
 * ask). */
bool sts_session_find(struct db *db, struct arena *a, struct span access_key_id, struct sts_session *s);

/* Makes credentials for `who` that last so many seconds, and puts them into out's Credentials. Those that have been
 * over for a day are swept beside it. */
void sts_session_issue(struct call *c, const struct identity *who, const struct sts_session *s,
                       int64_t duration_seconds, struct doc *out);

/* Finds whom a key stands for: for identity_register_keys. */
enum identity_found sts_session_key(struct span access_key_id, struct identity_key *key);

#endif
