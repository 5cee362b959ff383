/* What credentials of all kinds have in common. */
#ifndef NUBE_IAM_CREDENTIALS_H
#define NUBE_IAM_CREDENTIALS_H

#include "emulator/services/iam/iam_credential_store.h"

/* The user that the input names, or the caller's own, and its credential of that kind whose id is the input's
 * `member`. -1: there is none; `what` is what AWS calls it: "The Access Key with id X cannot be found." */
int iam_credential_require(struct call *c, const char *kind, const char *member, const char *what,
                           struct iam_entity *user, struct iam_credential *cr);

/* A new one of a user, active. Its detail is an empty map; the caller fills and inserts it. */
void iam_credential_init(struct call *c, const struct iam_entity *user, const char *kind, struct span id,
                         struct iam_credential *cr);

/* Puts a page of a user's credentials of that kind: `put` writes each, `key` is the member of its id. */
int iam_credential_list(struct call *c, const char *kind, const char *member, const char *key,
                        void (*put)(const struct iam_credential *cr, struct doc *out));

/* Puts the user's name, unless it is the root. */
void iam_credential_put_user(const struct iam_entity *user, struct doc *out);

/* Handlers' common ends: sets its status to the input's; deletes it. */
int iam_credential_set_status(struct call *c, struct iam_credential *cr);

#endif
