/* Virtual MFA devices: recorded, no code is ever asked for.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_enable_virtual.html */
#ifndef NUBE_IAM_MFA_H
#define NUBE_IAM_MFA_H

#include "emulator/core/call.h"

int iam_create_virtual_mfa_device(struct call *c);
int iam_delete_virtual_mfa_device(struct call *c);
int iam_list_virtual_mfa_devices(struct call *c);
int iam_enable_mfa_device(struct call *c);
int iam_deactivate_mfa_device(struct call *c);
int iam_resync_mfa_device(struct call *c);
int iam_list_mfa_devices(struct call *c);
int iam_get_mfa_device(struct call *c);

#endif
