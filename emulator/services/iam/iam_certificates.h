/* Server certificates. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_server-certs.html */
#ifndef NUBE_IAM_CERTIFICATES_H
#define NUBE_IAM_CERTIFICATES_H

#include "emulator/core/call.h"

int iam_upload_server_certificate(struct call *c);
int iam_get_server_certificate(struct call *c);
int iam_list_server_certificates(struct call *c);
int iam_update_server_certificate(struct call *c);
int iam_delete_server_certificate(struct call *c);

#endif
