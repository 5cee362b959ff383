/* All of an account at once.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html */
#ifndef NUBE_IAM_DETAILS_H
#define NUBE_IAM_DETAILS_H

#include "emulator/core/call.h"

int iam_get_account_authorization_details(struct call *c);

#endif
