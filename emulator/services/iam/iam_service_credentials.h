/* Service-specific credentials.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_service-specific-creds.html */
#ifndef NUBE_IAM_SERVICE_CREDENTIALS_H
#define NUBE_IAM_SERVICE_CREDENTIALS_H

#include "emulator/core/call.h"

int iam_create_service_specific_credential(struct call *c);
int iam_list_service_specific_credentials(struct call *c);
int iam_update_service_specific_credential(struct call *c);
int iam_reset_service_specific_credential(struct call *c);
int iam_delete_service_specific_credential(struct call *c);

#endif
