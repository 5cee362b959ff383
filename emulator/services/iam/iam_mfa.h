/* Virtual MFA devices: their codes are checked when they are set up, and where STS is given one.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_enable_virtual.html */
#ifndef NUBE_IAM_MFA_H
#define NUBE_IAM_MFA_H

#include "emulator/core/mfa.h"

/* For core/mfa.h: the devices of the user that calls. */
enum mfa_found iam_mfa_check(struct call *c, struct span serial, struct span code, bool is_used);

int iam_create_virtual_mfa_device(struct call *c);
int iam_delete_virtual_mfa_device(struct call *c);
int iam_list_virtual_mfa_devices(struct call *c);
int iam_enable_mfa_device(struct call *c);
int iam_deactivate_mfa_device(struct call *c);
int iam_resync_mfa_device(struct call *c);
int iam_list_mfa_devices(struct call *c);
int iam_get_mfa_device(struct call *c);

#endif
