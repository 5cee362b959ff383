/* SSH public keys. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_ssh-keys.html */
#ifndef NUBE_IAM_SSH_KEYS_H
#define NUBE_IAM_SSH_KEYS_H

#include "emulator/core/call.h"

int iam_upload_ssh_public_key(struct call *c);
int iam_get_ssh_public_key(struct call *c);
int iam_list_ssh_public_keys(struct call *c);
int iam_update_ssh_public_key(struct call *c);
int iam_delete_ssh_public_key(struct call *c);

#endif
