/* Access keys. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html */
#ifndef NUBE_IAM_ACCESS_KEYS_H
#define NUBE_IAM_ACCESS_KEYS_H

#include "emulator/core/call.h"

/* The kind of credential that they are, and how the ids of those issued here begin. */
#define IAM_ACCESS_KEY        "access-key"
#define IAM_ACCESS_KEY_PREFIX "AKIANUBE"

int iam_create_access_key(struct call *c);
int iam_list_access_keys(struct call *c);
int iam_update_access_key(struct call *c);
int iam_delete_access_key(struct call *c);
int iam_get_access_key_last_used(struct call *c);

#endif
